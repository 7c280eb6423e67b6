// Every instant of the message and of the certificates, in order, with the present among them.
import { html, nothing, svg, type TemplateResult } from 'lit';
import type { Report, TimelineEntry } from '../types';
import { sentence } from '../visible';
import { when } from '../when';
import { INSTANT, lengthOfTime } from '../words';
import { MARKS, momentsOf, position, windowsOf, type Window } from '../windows';
import { fold, showButton, type Send } from './parts';

/** More than a message with all its certificates has. */
const MOST = 60;

export function timelinePanel(report: Report, asOf: string | undefined, skewMs: number, send: Send): TemplateResult {
  const entries = momentsOf(report, MOST);
  const now = report.timeline.find((e) => e.what === 'now');
  return html`<section class="card" aria-labelledby="timeline-title">
    <header class="card-head spread"><h3 id="timeline-title">Times</h3>${clockButton(entries, asOf, send)}</header>
    ${now === undefined ? nothing : picture(windowsOf(report, now.instant, skewMs), asOf !== undefined)}
    ${fold('Every moment in order', html`<ol class="timeline">${
      entries.map((entry) => timelineRow(entry, now, asOf !== undefined, send))}</ol>`)}
  </section>`;
}

/** Each window as a bar around now. */
function picture(windows: readonly Window[], shifted: boolean): unknown {
  if (windows.length === 0) return nothing;
  return html`<div class="windows">
    <ul>${windows.map((w) => html`<li data-open=${w.open || w.tolerated}>
      <span class="window-label">${w.label}<span class="soft">${state(w)}</span></span>
      ${bar(w)}</li>`)}</ul>
    <div class="window-marks" aria-hidden="true"><span></span><svg>${MARKS.map(({ label, at }) => svg`<text class=${label.includes('day') ? 'day' : ''} x=${`${at}%`} y="12" text-anchor="middle">${label}</text>`)}
      <text class="now" x="50%" y="12" text-anchor="middle">${shifted ? 'then' : 'now'}</text></svg></div>
  </div>`;
}

function bar({ from, to, open, tolerated }: Window): TemplateResult {
  const left = from === undefined ? 0 : position(from);
  const right = to === undefined ? 100 : position(to);
  return html`<svg class="window-bar" data-open=${open || tolerated} aria-hidden="true">
    ${MARKS.map(({ at }) => svg`<line class="mark" x1=${`${at}%`} x2=${`${at}%`} y1="0" y2="100%"/>`)}
    <rect class=${from === undefined || to === undefined ? 'endless' : ''} x=${`${left}%`} width=${`${Math.max(right - left, 0.8)}%`} y="6" height="10" rx="5"/>
    <line class="now" x1="50%" x2="50%" y1="0" y2="100%"/>
  </svg>`;
}

function state({ from, to, open, tolerated }: Window): string {
  const still = tolerated ? ', within the tolerance' : '';
  if (!open && from !== undefined && from > 0) return `begins in ${lengthOfTime(from)}${still}`;
  if (!open && to !== undefined) return `ended ${lengthOfTime(to)} ago${still}`;
  return to === undefined ? 'no end' : `ends in ${lengthOfTime(to)}`;
}

/** When the message was issued, as it says itself. */
export function issuedAt(entries: readonly TimelineEntry[]): string | undefined {
  return (entries.find((e) => e.what === 'response.issueInstant') ?? entries.find((e) => e.what === 'assertion.issueInstant'))?.instant;
}

/** Captures are old when they are looked at: would this one have worked in its own minute? */
function clockButton(entries: readonly TimelineEntry[], asOf: string | undefined, send: Send): unknown {
  const issued = issuedAt(entries);
  if (asOf === undefined && issued === undefined) return nothing;
  return html`<button type="button" class="link" @click=${() => send({ kind: 'as-of', instant: asOf === undefined ? issued : undefined })}>
    ${asOf === undefined ? 'Judge as of when it was issued' : 'Back to now'}</button>`;
}

function timelineRow(entry: TimelineEntry, now: TimelineEntry | undefined, shifted: boolean, send: Send): TemplateResult {
  const { what, instant, span } = entry;
  const isNow = entry === now;
  return html`<li data-now=${isNow}>
    <span class="timeline-what">${isNow && shifted ? 'Judged as of' : INSTANT[what] ?? sentence(what)}</span>
    <span class="soft">${when(instant)}${isNow || now === undefined ? nothing : ` · ${fromNow(instant, now.instant)}`}</span>
    ${span === undefined ? nothing : showButton(span, INSTANT[what] ?? what, send, 'Show')}
  </li>`;
}

function fromNow(instant: string, now: string): string {
  const difference = new Date(instant).getTime() - new Date(now).getTime();
  if (Number.isNaN(difference)) return '';
  return difference > 0 ? `in ${lengthOfTime(difference)}` : `${lengthOfTime(difference)} ago`;
}
