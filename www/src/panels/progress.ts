// How far a long check is. Shown only where it takes longer than a blink.
import { html, LitElement, nothing } from 'lit';
import type { LaneState } from '../state';
import { plural } from '../words';

/** Shorter checks are over before a bar could be read. */
const WORTH_TELLING_MS = 700;
const TICK_MS = 100;

export function longCheck({ phase, expectedMs }: LaneState, cancel: () => void): unknown {
  if (phase !== 'checking' || expectedMs === undefined || expectedMs < WORTH_TELLING_MS) return nothing;
  return html`<sso-progress .expected=${expectedMs} @cancel=${cancel}></sso-progress>`;
}

/** The bar goes by the time that a text of this size takes on this machine; it never claims to be done. */
class ProgressBar extends LitElement {
  static override properties = { expected: { attribute: false }, share: { state: true } };
  declare expected: number;
  declare share: number;
  #began = 0;
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor() {
    super();
    this.expected = 1;
    this.share = 0;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#began = performance.now();
    this.#timer = setInterval(() => {
      const passed = (performance.now() - this.#began) / this.expected;
      // Close to the end it slows down instead of standing still at the end.
      this.share = passed < 0.9 ? passed : 1 - 0.1 * Math.exp(-(passed - 0.9) * 3);
    }, TICK_MS);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.#timer);
  }

  protected override createRenderRoot(): this {
    return this;
  }

  protected override render(): unknown {
    const left = Math.ceil((this.expected * (1 - this.share)) / 1000);
    return html`<progress max="1" value=${this.share} aria-label="Checking a large text"></progress>
      <span class="soft">${Math.floor(this.share * 100)} %${left > 0 ? `, about ${plural(left, 'second', 'seconds')} left` : ''}</span>
      <button type="button" class="link" @click=${() => this.dispatchEvent(new CustomEvent('cancel'))}>Cancel</button>`;
  }
}

customElements.define('sso-progress', ProgressBar);
