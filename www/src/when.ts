// Instants as the reader's own clock shows them.
import { html, type TemplateResult } from 'lit';
import { localMoment, moment } from './words';

/** An instant, with UTC for whoever compares it with a log. */
export function when(instant: string): TemplateResult {
  return html`<time datetime=${instant} title=${moment(instant)}>${localMoment(instant)}</time>`;
}
