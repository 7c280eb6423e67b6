// Every instant of the message and of the certificates, in order, with the present among them.
import { html, nothing, type TemplateResult } from 'lit';
import type { TimelineEntry } from '../types';
import { sentence } from '../visible';
import { INSTANT, lengthOfTime, moment } from '../words';
import { showButton, type Send } from './parts';

/** More than a message with all its certificates has. */
const MOST = 60;

export function timelinePanel(entries: readonly TimelineEntry[], asOf: string | undefined, send: Send): TemplateResult {
  const now = entries.find((e) => e.what === 'now');
  return html`<section class="card" aria-labelledby="timeline-title">
    <header class="card-head spread"><h3 id="timeline-title">Times</h3>${clockButton(entries, asOf, send)}</header>
    <ol class="timeline">${entries.slice(0, MOST).map((entry) => timelineRow(entry, now, asOf !== undefined, send))}</ol>
  </section>`;
}

/** Captures are old when they are looked at: would this one have worked in its own minute? */
function clockButton(entries: readonly TimelineEntry[], asOf: string | undefined, send: Send): unknown {
  const issued = entries.find((e) => e.what === 'response.issueInstant') ?? entries.find((e) => e.what === 'assertion.issueInstant');
  if (asOf === undefined && issued === undefined) return nothing;
  return html`<button type="button" class="link" @click=${() => send({ kind: 'as-of', instant: asOf === undefined ? issued?.instant : undefined })}>
    ${asOf === undefined ? 'Judge as of when it was issued' : 'Back to now'}</button>`;
}

function timelineRow(entry: TimelineEntry, now: TimelineEntry | undefined, shifted: boolean, send: Send): TemplateResult {
  const { what, instant, span } = entry;
  const isNow = entry === now;
  return html`<li data-now=${isNow}>
    <span class="timeline-what">${isNow && shifted ? 'Judged as of' : INSTANT[what] ?? sentence(what)}</span>
    <span class="soft">${moment(instant)}${isNow || now === undefined ? nothing : ` · ${fromNow(instant, now.instant)}`}</span>
    ${span === undefined ? nothing : showButton(span, INSTANT[what] ?? what, send, 'Show')}
  </li>`;
}

function fromNow(instant: string, now: string): string {
  const difference = new Date(instant).getTime() - new Date(now).getTime();
  if (Number.isNaN(difference)) return '';
  return difference > 0 ? `in ${lengthOfTime(difference)}` : `${lengthOfTime(difference)} ago`;
}
