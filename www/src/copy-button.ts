// <sso-copy>: copies one value and says so.
import { html, LitElement } from 'lit';
import { icons } from './icons';

const TOLD_MS = 2000;

export class CopyButton extends LitElement {
  static override properties = { value: {}, label: {}, words: {}, told: { state: true } };
  declare value: string;
  declare label: string;
  /** What stands beside the icon; the label holds it too. */
  declare words: string;
  declare told: string;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    super();
    this.value = '';
    this.label = '';
    this.words = '';
    this.told = '';
  }

  protected override createRenderRoot(): this {
    return this;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
  }

  protected override render(): unknown {
    return html`<button type="button" class=${this.words === '' ? 'copy' : 'copy worded'} aria-label=${`Copy ${this.label}`} @click=${this.#copy}>
        ${this.told === 'Copied' ? icons.check : icons.copy}${this.words}
      </button><span class="visually-hidden" role="status">${this.told}</span>`;
  }

  readonly #copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(this.value);
      this.told = 'Copied';
    } catch {
      this.told = 'Could not copy; select the text instead';
    }
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.told = '';
    }, TOLD_MS);
  };
}

customElements.define('sso-copy', CopyButton);
