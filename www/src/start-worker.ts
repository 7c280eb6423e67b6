// Starts the page's one worker.
import url from './worker?worker&url';
import { scriptUrl } from './script-url';

export function startWorker(): Worker {
  return new Worker(scriptUrl(url), { type: 'module', name: 'sso-preflight' });
}
