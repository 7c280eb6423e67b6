// Findings: what is wrong, what to do, where it stands, says who.
import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { Finding } from '../types';
import { sentence } from '../visible';
import { actor, plural } from '../words';
import { ruleName } from './explain';
import { fold, severityMark, showButton, type Send } from './parts';

export interface FindingsView {
  product: string | undefined;
  send: Send;
}

/** More than anybody reads; a hostile text may raise thousands. */
const MOST = 100;

export function findingsList(findings: readonly Finding[], view: FindingsView): TemplateResult {
  return html`<ul class="findings">
    ${repeat(
      findings.slice(0, MOST),
      (f) => `${f.rule} ${f.source} ${f.from} ${f.to} ${f.message}`,
      (f) => html`<li class="finding" data-severity=${f.severity} data-rule=${f.rule}>
        <p class="finding-head">${severityMark(f.severity)}${showButton(f, f.rule, view.send)}</p>
        <p class="finding-message">${sentence(f.message)}</p>
        ${findingBody(f, view)}
      </li>`,
    )}
  </ul>
  ${findings.length > MOST ? html`<p class="soft">${plural(findings.length - MOST, 'more finding is', 'more findings are')} not shown.</p>` : nothing}`;
}

/** All of a finding below its message; `show` stands beside the rule's name. */
export function findingBody(finding: Finding, view: FindingsView, show: unknown = nothing): TemplateResult {
  return html`${fixOf(finding, view)}${relatedOf(finding, view)}${consequencesOf(finding, view)}
    <p class="finding-meta">${ruleName(finding.rule, view.send)}${
      finding.standard === undefined ? nothing : html`<span class="standard">${sentence(finding.standard)}</span>`
    }${show}</p>`;
}

function fixOf({ fix }: Finding, { product }: FindingsView): unknown {
  if (fix === undefined || fix.steps.length === 0) return nothing;
  return html`<div class="fix" data-who=${fix.who}>
    <p class="fix-who">${actor(fix.who, product)}</p>
    ${fix.steps.length === 1
      ? html`<p>${sentence(fix.steps[0] ?? '')}</p>`
      : html`<ol>${fix.steps.map((step) => html`<li>${sentence(step)}</li>`)}</ol>`}
  </div>`;
}

function relatedOf({ related }: Finding, { send }: FindingsView): unknown {
  if (related.length === 0) return nothing;
  return html`<ul class="related">
    ${related.map((r) => html`<li><span>${sentence(r.message)}</span> ${showButton(r, r.message, send, 'Show')}</li>`)}
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
