// Instants as the reader's own clock shows them.
import { html, type TemplateResult } from 'lit';
import { localMoment, moment, timeOfDay } from './words';

/** An instant, with UTC for whoever compares it with a log. */
export function when(instant: string): TemplateResult {
  return html`<time datetime=${instant} title=${moment(instant)}>${localMoment(instant)}</time>`;
}

/** A time of day, with its day for whoever comes back later. */
export function timeOnly(instant: string): TemplateResult {
  return html`<time datetime=${instant} title=${localMoment(instant)}>${timeOfDay(instant)}</time>`;
}
