// Every claim of the assertion, and whether a trusted key signed it.
import { html, nothing, type TemplateResult } from 'lit';
import { icons } from '../icons';
import { problemsOf } from '../problems';
import type { Claim, Finding, ProvisionedField, Report } from '../types';
import { breakable, shortName } from '../visible';
import { plural } from '../words';
import { addressLike, problemButton, type Send } from './parts';

/** Values of one claim that are shown: directories send hundreds of groups. */
const MOST_VALUES = 12;

/** More than a person compares. */
const MOST_CLAIMS = 200;

// Narrow windows stack the cells, and a table that is laid out as blocks is none any more to some browsers: hence the roles.
export function claimsPanel(report: Report, send: Send): TemplateResult {
  const { claims, metadata, provisioning, signatures } = report;
  const shown = claims.slice(0, MOST_CLAIMS);
  const problems = problemsOf(report);
  // Something signed it, and nothing of that holds: by an unknown key, or changed since.
  const untrusted = signatures.length > 0 && !signatures.some((s) => s.valid);
  const missing = metadata === undefined ? undefined : untrusted ? 'Not trusted' : 'Unsigned';
  return html`<section class="card" aria-labelledby="claims-title">
    <header class="card-head"><h3 id="claims-title">Claims</h3></header>
    <table class="claims stacks" role="table">
      <thead role="rowgroup"><tr role="row"><th scope="col" role="columnheader">Name</th><th scope="col" role="columnheader">Value</th><th scope="col" role="columnheader">Signed</th></tr></thead>
      <tbody role="rowgroup">${shown.map((claim) => claimRow(claim, meantAs(claim, provisioning?.fields ?? []), problems.get(claim), missing, send))}</tbody>
    </table>
    ${claims.length > MOST_CLAIMS ? html`<p class="soft">${plural(claims.length - MOST_CLAIMS, 'more claim is', 'more claims are')} not shown.</p>` : nothing}
  </section>`;
}

/** The field that a claim under another name was probably meant as. */
function meantAs({ name, label }: Claim, fields: readonly ProvisionedField[]): ProvisionedField | undefined {
  return label === undefined ? fields.find((f) => f.from === name && f.field !== name) : undefined;
}

function claimRow(claim: Claim, meant: ProvisionedField | undefined, problem: Finding | undefined, missing: string | undefined, send: Send): TemplateResult {
  const { name, values, span, label } = claim;
  const more = values.length - MOST_VALUES;
  return html`<tr role="row" data-covered=${claim.covered} data-problem=${problem?.severity ?? nothing}>
    <th scope="row" role="rowheader">${span.to > 0
      ? html`<button type="button" class="link claim-name" title="Show in text" @click=${() => send({ kind: 'show', place: span })}>${addressLike(name)}</button>`
      : html`<span class="claim-name">${addressLike(name)}</span>`}<span class="soft claim-label">${
      label ?? (meant === undefined ? 'Not used' : html`Not used; probably meant as <code>${meant.field}</code>`)}</span>${
      problem === undefined ? nothing : problemButton(problem, shortName(name), send)}</th>
    <td role="cell">${values.length === 0
        ? html`<span class="soft">Empty</span>`
        : values.slice(0, MOST_VALUES).map((v) => (v === '' ? html`<span class="value-line soft">Empty</span>` : html`<span class="value-line">${breakable(v)}</span>`))}
      ${more > 0 ? html`<span class="soft">and ${plural(more, 'more value', 'more values')}</span>` : nothing}
      ${claim.meaning === undefined ? nothing : html`<span class="soft">${claim.meaning}</span>`}</td>
    <td role="cell">${coverage(claim.covered, missing)}</td>
  </tr>`;
}

/** Without metadata there is no key, so that nothing was found out. */
function coverage(covered: boolean, missing: string | undefined): TemplateResult {
  if (covered) return html`<span class="pill" data-tone="good">${icons.check}Signed</span>`;
  return missing === undefined
    ? html`<span class="pill">${icons.question}Unknown</span>`
    : html`<span class="pill" data-tone="warn">${icons.warning}${missing}</span>`;
}
