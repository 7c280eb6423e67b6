// Small parts that several panels share.
import { html, noChange, nothing, type TemplateResult } from 'lit';
import { Directive, directive, type ElementPart, type Part } from 'lit/directive.js';
import { icons } from '../icons';
import type { Action } from '../update';
import type { Finding, Place, Severity } from '../types';
import { breakable, pasted, shortName } from '../visible';
import { SEVERITY } from '../words';

export type Send = (action: Action) => void;

/** Severity as icon and word. */
export function severityMark(severity: Severity): TemplateResult {
  return html`<span class="severity">${icons[severity]}${SEVERITY[severity]}</span>`;
}

/** A button that selects a place in its box; nothing where the page does not show that text. */
export function showButton(place: Place, what: string, send: Send, label = 'Show in text'): unknown {
  const hasBox = place.source !== 'savedMetadata';
  if (!hasBox || place.to === 0) return nothing;
  return html`<button type="button" class="link" @click=${() => send({ kind: 'show', place })}>
    ${icons.find}${label}<span class="visually-hidden"> ${what}, line ${place.line}</span></button>`;
}

const numbers = new WeakMap<Finding, string>();
let last = 0;

/** The id of a finding's message on the page: several may be of one rule and stand at one place. */
export function messageId(finding: Finding): string {
  const id = numbers.get(finding) ?? `finding-${(last += 1)}`;
  numbers.set(finding, id);
  return id;
}

/** A button that leads to what was found about something. */
export function problemButton(finding: Finding, what: string, send: Send): TemplateResult {
  return html`<button type="button" class="link problem" data-severity=${finding.severity}
    @click=${() => send({ kind: 'go', tab: 'test', to: `#${messageId(finding)}` })}>
    ${icons[finding.severity]}See the problem<span class="visually-hidden"> with ${what}</span></button>`;
}

/** One row of a description list. */
export function row(name: unknown, value: unknown): TemplateResult {
  return html`<div class="row"><dt>${name}</dt><dd>${value}</dd></div>`;
}

/** Beside a box's name while its text is checked. */
export function checkingMark(checking: boolean): unknown {
  return checking ? html`<span class="checking">Checking…</span>` : nothing;
}

/** Opens a fold when that becomes wanted. It never closes one: what stands open may be in use. */
class OpenWhen extends Directive {
  #wanted = false;

  render(_wanted: boolean): symbol {
    return noChange;
  }

  override update(part: Part, [wanted]: [boolean]): symbol {
    if (wanted && !this.#wanted) (part as ElementPart).element.toggleAttribute('open', true);
    this.#wanted = wanted;
    return noChange;
  }
}

const openWhen = directive(OpenWhen);

/** A fold with a summary; it opens by itself where `open` becomes true. */
export function fold(summary: unknown, body: unknown, className = '', open = false): TemplateResult {
  return html`<details class=${`fold ${className}`} ${openWhen(open)}><summary>${icons.chevron}<span>${summary}</span></summary>
    <div class="fold-body">${body}</div></details>`;
}

/** An address or a name made of an address: its last part strong, the whole of it beneath. */
export function addressLike(name: string): TemplateResult {
  const last = shortName(name);
  return last === name
    ? html`<span class="name-last">${pasted(name)}</span>`
    : html`<span class="name-last">${pasted(last)}</span><span class="name-whole">${breakable(name)}</span>`;
}
