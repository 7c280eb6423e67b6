// The page as an app: keeps its files for offline use, and says when a newer version is ready.
import { css, html, LitElement, nothing, unsafeCSS } from 'lit';
import { scriptUrl } from './script-url';
import tokens from './styles/tokens.css?inline';

/** Says that a newer version waits. It takes over when the user says so, or when the last tab is closed. */
class UpdateNotice extends LitElement {
  static override styles = [
    unsafeCSS(tokens),
    css`
      .notice { position: fixed; inset: 16px 16px auto auto; z-index: 10; display: flex; flex-wrap: wrap; align-items: center; gap: 8px 12px;
        max-width: min(26rem, calc(100vw - 32px)); box-sizing: border-box; padding: 12px 14px; border: 1px solid var(--line-strong);
        border-radius: var(--radius); background: var(--raised); color: var(--text); box-shadow: var(--shadow-high); font: 0.875rem/1.5 var(--sans); }
      p { flex: 1 1 12rem; margin: 0; }
      button { min-height: 32px; padding: 0 12px; border: 1px solid var(--line-strong); border-radius: 8px; background: none; color: inherit; font: inherit; font-weight: 500; cursor: pointer; }
      button:focus-visible { outline: 2px solid var(--focus); outline-offset: 2px; }
      @media print { .notice { display: none; } }
    `,
  ];
  static override properties = { waiting: { state: true } };
  declare waiting: ServiceWorker | undefined;

  protected override render(): unknown {
    return html`<div role="status">${this.waiting === undefined ? nothing : html`<div class="notice">
      <p>A newer version of this page is ready. What you typed stays; a pasted response does not.</p>
      <button type="button" @click=${this.#take}>Reload</button>
      <button type="button" @click=${() => { this.waiting = undefined; }}>Later</button>
    </div>`}</div>`;
  }

  readonly #take = (): void => {
    navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true });
    this.waiting?.postMessage('activate');
  };
}

customElements.define('sso-update-notice', UpdateNotice);

export async function keepOffline(): Promise<void> {
  if (!('serviceWorker' in navigator)) return;
  let registration: ServiceWorkerRegistration | undefined;
  try {
    registration = await navigator.serviceWorker.register(scriptUrl('./service-worker.js'), { updateViaCache: 'none' });
  } catch {
    // Forbidden storage, a private window: the page works as before, with the network.
    return;
  }
  if (registration === undefined) return;
  const notice = new UpdateNotice();
  document.body.append(notice);
  const look = (): void => {
    // Without a controller this is the first visit: nothing is older than what waits.
    if (registration.waiting !== null && navigator.serviceWorker.controller !== null) notice.waiting = registration.waiting;
  };
  registration.addEventListener('updatefound', () => registration.installing?.addEventListener('statechange', look));
  look();
}
