// Every instant of the message and of the certificates, in order, with the present among them.
import { html, nothing, type TemplateResult } from 'lit';
import type { TimelineEntry } from '../types';
import { sentence } from '../visible';
import { INSTANT, lengthOfTime, moment } from '../words';
import { showButton, type Send } from './parts';

/** More than a message with all its certificates has. */
const MOST = 60;

export function timelinePanel(entries: readonly TimelineEntry[], send: Send): TemplateResult {
  const now = entries.find((e) => e.what === 'now');
  return html`<section class="card" aria-labelledby="timeline-title">
    <header class="card-head"><h3 id="timeline-title">Times</h3></header>
    <ol class="timeline">${entries.slice(0, MOST).map((entry) => timelineRow(entry, now, send))}</ol>
  </section>`;
}

function timelineRow(entry: TimelineEntry, now: TimelineEntry | undefined, send: Send): TemplateResult {
  const { what, instant, span } = entry;
  const isNow = entry === now;
  return html`<li data-now=${isNow}>
    <span class="timeline-what">${INSTANT[what] ?? sentence(what)}</span>
    <span class="soft">${moment(instant)}${isNow || now === undefined ? nothing : ` · ${fromNow(instant, now.instant)}`}</span>
    ${span === undefined ? nothing : showButton(span, INSTANT[what] ?? what, send, 'Show')}
  </li>`;
}

function fromNow(instant: string, now: string): string {
  const difference = new Date(instant).getTime() - new Date(now).getTime();
  if (Number.isNaN(difference)) return '';
  return difference > 0 ? `in ${lengthOfTime(difference)}` : `${lengthOfTime(difference)} ago`;
}
