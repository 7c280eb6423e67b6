// One numbered step of the set-up: a heading that folds, with what was entered beside it once it is done.
import { html, nothing, type TemplateResult } from 'lit';
import { icons } from '../icons';

export interface Step {
  id: string;
  number: number;
  title: string;
  /** What it is for, or, once it is done, what was entered. */
  summary: unknown;
  done: boolean;
  open: boolean;
  /** An answer to something that was left out; the fold opens with it. */
  body: unknown;
}

export function stepSection({ id, number, title, summary, done, open, body }: Step): TemplateResult {
  return html`<details class="step" id=${`${id}-step`} data-done=${done} ?open=${open}>
    <summary>
      <span class="step-mark">${done ? html`${icons.tick}<span class="visually-hidden">Done:</span>` : html`<span class="visually-hidden">Step</span> ${number}`}</span>
      <h2 id=${`${id}-title`}>${title}</h2>
      ${summary === nothing ? nothing : html`<span class="step-summary">${summary}</span>`}
      ${icons.chevron}
    </summary>
    <div class="step-body" role="group" aria-labelledby=${`${id}-title`}>${body}</div>
  </details>`;
}
