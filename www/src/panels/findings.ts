// Findings: what is wrong, what to do, where it stands, says who.
import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { Finding, FixValue } from '../types';
import { asSentence, breakable, sentence, withBoxNames } from '../visible';
import { actor, plural } from '../words';
import { ruleName } from './explain';
import { fold, messageId, severityMark, showButton, type Send } from './parts';

export interface FindingsView {
  product: string | undefined;
  send: Send;
  /** Takes the text of a repaired source over; absent where there is no box for it. */
  repaired?: (source: string) => ((event: Event) => void) | undefined;
}

/** More than anybody reads; a hostile text may raise thousands. */
const MOST = 100;

export function findingsList(findings: readonly Finding[], view: FindingsView): TemplateResult {
  return html`<ul class="findings">
    ${repeat(
      findings.slice(0, MOST),
      (f) => `${f.rule} ${f.source} ${f.from} ${f.to} ${f.message}`,
      (f) => html`<li class="finding" data-severity=${f.severity} data-rule=${f.rule}>
        <p class="finding-head">${severityMark(f.severity)}</p>
        ${findingMessage(f, f.message)}
        ${findingPlace(f, view.send)}
        ${findingBody(f, view)}
      </li>`,
    )}
  </ul>
  ${findings.length > MOST ? html`<p class="soft">${plural(findings.length - MOST, 'more finding is', 'more findings are')} not shown.</p>` : nothing}`;
}

/** What is wrong, as far as it is told here. What else is about the same thing leads to it. */
export function findingMessage(finding: Finding, words: string): TemplateResult {
  return html`<p class="finding-message" tabindex="-1" id=${messageId(finding)}>${sentence(words)}</p>`;
}

/** Where it stands, right below what is wrong. */
export function findingPlace(finding: Finding, send: Send): unknown {
  const button = showButton(finding, finding.rule, send);
  return button === nothing ? nothing : html`<p class="finding-place">${button}</p>`;
}

/** All of a finding below its message and its place. */
export function findingBody(finding: Finding, view: FindingsView): TemplateResult {
  return html`${fixOf(finding, view)}${relatedOf(finding, view)}${consequencesOf(finding, view)}
    <p class="finding-meta">${ruleName(finding.rule, view.send)}${
      finding.standard === undefined ? nothing : html`<span class="standard">${sentence(finding.standard)}</span>`
    }</p>`;
}

function fixOf({ fix, severity }: Finding, { product }: FindingsView): unknown {
  if (fix === undefined || fix.steps.length === 0) return nothing;
  const words = (text: string): string =>
    fix.who === 'idp' && product !== undefined ? withoutProduct(withBoxNames(text), product) : withBoxNames(text);
  const told = fix.steps.map((step, at) => stepWithValues(step, fix.values?.filter((v) => v.step === at && step.startsWith(v.value, v.from)) ?? [], words));
  return html`<div class="fix" data-who=${fix.who}>
    <p class="fix-who">${actor(fix.who, product, severity)}</p>
    ${told.length === 1 ? html`<p>${told[0]}</p>` : html`<ol>${told.map((step) => html`<li>${step}</li>`)}</ol>`}
  </div>`;
}

/** A step whose values can be copied where they stand. */
function stepWithValues(step: string, values: readonly FixValue[], words: (text: string) => string): unknown {
  let at = 0;
  const parts = values.map((v) => {
    const before = step.slice(at, v.from);
    at = v.from + v.value.length;
    return html`${sentence(words(before))}${entry(v)}`;
  });
  return html`${parts}${sentence(words(step.slice(at)))}`;
}

/** A longer value is called a text: nobody wants to hear all of it. */
const LONGEST_NAME = 80;

function entry({ value, field }: FixValue): TemplateResult {
  const name = value.length > LONGEST_NAME ? 'this text' : value;
  return html`<span class="entry"><code>${breakable(value)}</code><sso-copy .value=${value} .label=${field === undefined ? name : `${name} for ${field}`}></sso-copy></span>`;
}

/** A step without the product at its beginning, where the heading has named it. */
function withoutProduct(step: string, product: string): string {
  return step.replace(/(^|[.!?] )([\w.]+): (\S)/g, (whole, before: string, name: string, next: string) =>
    product.split(' ')[0] === name ? before + next.toUpperCase() : whole);
}

function relatedOf({ related }: Finding, { send, repaired }: FindingsView): unknown {
  const take = related.map((r) => repaired?.(r.source)).find((found) => found !== undefined);
  if (take !== undefined) return html`<p><button type="button" @click=${take}>Use the repaired text</button></p>`;
  if (related.length === 0) return nothing;
  return html`<ul class="related">
    ${related.map((r) => html`<li><span>${sentence(asSentence(r.message))}</span> ${showButton(r, r.message, send, 'Show')}</li>`)}
  </ul>`;
}

function consequencesOf({ consequences }: Finding, { send }: FindingsView): unknown {
  if (consequences.length === 0) return nothing;
  const follows = consequences.length === 1 ? 'follows' : 'follow';
  return fold(
    `${plural(consequences.length, 'more problem', 'more problems')} ${follows} from this`,
    html`<ul class="related">
      ${consequences.map(
        (c) => html`<li><span>${sentence(c.message)}</span> <code>${c.rule}</code> ${showButton(c, c.rule, send, 'Show')}</li>`,
      )}
    </ul>`,
  );
}
