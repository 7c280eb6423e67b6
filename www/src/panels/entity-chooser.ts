// <sso-entity-chooser>: which of many organisations is ours. A search field with its list, used like a combobox.
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { pasted } from '../visible';
import { plural } from '../words';

/** More than fit on a screen; typing narrows it down. */
const MOST_SHOWN = 50;

class EntityChooser extends LitElement {
  static override properties = {
    entities: { attribute: false },
    chosen: { attribute: false },
    total: { attribute: false },
    query: { state: true },
    open: { state: true },
    active: { state: true },
  };
  declare entities: readonly string[];
  declare chosen: string | undefined;
  /** How many organisations the file holds; `entities` may be fewer. */
  declare total: number;
  declare query: string;
  declare open: boolean;
  declare active: number;

  constructor() {
    super();
    this.entities = [];
    this.chosen = undefined;
    this.total = 0;
    this.query = '';
    this.open = false;
    this.active = 0;
  }

  protected override createRenderRoot(): this {
    return this;
  }

  #found(): string[] {
    const words = this.query.toLowerCase().split(/\s+/).filter((word) => word !== '');
    return words.length === 0 ? [...this.entities] : this.entities.filter((id) => words.every((word) => id.toLowerCase().includes(word)));
  }

  protected override render(): unknown {
    const found = this.#found();
    const shown = this.open ? found.slice(0, MOST_SHOWN) : [];
    return html`<label for="entity">This file describes ${plural(this.total, 'organisation', 'organisations')}. Which one is yours?</label>
      <input id="entity" type="text" role="combobox" autocomplete="off" spellcheck="false" autocapitalize="off"
        aria-autocomplete="list" aria-controls="entity-list" aria-expanded=${this.open} aria-describedby="entity-count"
        aria-activedescendant=${this.open && shown.length > 0 ? `entity-${this.active}` : nothing}
        placeholder="Search by a part of its Entity ID" .value=${this.open ? this.query : (this.chosen ?? this.query)}
        @focus=${this.#show} @click=${this.#show} @blur=${this.#hide} @input=${this.#type} @keydown=${(event: KeyboardEvent) => this.#key(event, shown)}>
      <ul id="entity-list" role="listbox" aria-label="Organisations" ?hidden=${shown.length === 0}>${shown.map((id, at) => this.#option(id, at))}</ul>
      <p class="help" id="entity-count" role="status">${this.#count(found.length)}</p>`;
  }

  #option(id: string, at: number): TemplateResult {
    return html`<li id=${`entity-${at}`} role="option" aria-selected=${id === this.chosen} data-active=${at === this.active}
      @pointerdown=${(event: Event) => event.preventDefault()} @click=${() => this.#choose(id)}>${pasted(id)}</li>`;
  }

  #count(found: number): string {
    const missing = this.total > this.entities.length ? ' Not all are listed: type the whole Entity ID of another one and press Enter.' : '';
    if (!this.open) return this.chosen === undefined ? `Nothing is checked until you choose.${missing}` : missing.trim();
    if (found === 0) return `No match.${missing}`;
    return `${plural(found, 'match', 'matches')}${found > MOST_SHOWN ? `; the first ${MOST_SHOWN} are shown` : ''}.${missing}`;
  }

  readonly #show = (): void => {
    this.open = true;
  };

  readonly #hide = (): void => {
    this.open = false;
  };

  readonly #type = (event: Event): void => {
    this.query = (event.target as HTMLInputElement).value;
    this.open = true;
    this.active = 0;
  };

  #key(event: KeyboardEvent, shown: readonly string[]): void {
    const to = { ArrowDown: this.active + 1, ArrowUp: this.active - 1 }[event.key];
    if (to !== undefined) {
      event.preventDefault();
      this.open = true;
      this.active = Math.max(0, Math.min(to, shown.length - 1));
      void this.updateComplete.then(() => this.querySelector(`#entity-${this.active}`)?.scrollIntoView({ block: 'nearest' }));
    } else if (event.key === 'Enter' && this.open) {
      event.preventDefault();
      const typed = this.query.trim();
      const id = shown[this.active] ?? (typed === '' ? undefined : typed);
      if (id !== undefined) this.#choose(id);
    } else if (event.key === 'Escape' && this.open) {
      event.preventDefault();
      this.open = false;
    }
  }

  #choose(id: string): void {
    this.open = false;
    this.query = '';
    this.dispatchEvent(new CustomEvent('entity-chosen', { detail: id }));
  }
}

customElements.define('sso-entity-chooser', EntityChooser);
