// The page's entry: the element defines itself.
import './element';

// Only on our own page: a host that embeds the element keeps its own files, in its own way.
if ('ssoPage' in document.documentElement.dataset) {
  window.addEventListener('load', () => void import('./installed').then(({ keepOffline }) => keepOffline()));
}
