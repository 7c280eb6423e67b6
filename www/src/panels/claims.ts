// Every claim of the assertion, and whether a trusted key signed it.
import { html, nothing, type TemplateResult } from 'lit';
import { icons } from '../icons';
import type { Claim, Report } from '../types';
import { pasted } from '../visible';
import { plural } from '../words';
import type { Send } from './parts';

/** Values of one claim that are shown: directories send hundreds of groups. */
const MOST_VALUES = 12;

/** More than a person compares. */
const MOST_CLAIMS = 200;

export function claimsPanel({ claims, metadata }: Report, send: Send): TemplateResult {
  return html`<section class="card" aria-labelledby="claims-title">
    <header class="card-head"><h3 id="claims-title">Claims</h3></header>
    <table class="claims">
      <thead><tr><th scope="col">Name</th><th scope="col">Value</th><th scope="col">Signed</th></tr></thead>
      <tbody>${claims.slice(0, MOST_CLAIMS).map((claim) => claimRow(claim, metadata !== undefined, send))}</tbody>
    </table>
  </section>`;
}

function claimRow(claim: Claim, checked: boolean, send: Send): TemplateResult {
  const { name, values, span } = claim;
  const more = values.length - MOST_VALUES;
  return html`<tr data-covered=${claim.covered}>
    <th scope="row">${span.to > 0
      ? html`<button type="button" class="link claim-name" title="Show in text" @click=${() => send({ kind: 'show', place: span })}>${pasted(name)}</button>`
      : html`<span class="claim-name">${pasted(name)}</span>`}${
      claim.label === undefined ? html`<span class="soft">Not used</span>` : html`<span class="soft">${claim.label}</span>`}</th>
    <td>${values.length === 0
        ? html`<span class="soft">Empty</span>`
        : values.slice(0, MOST_VALUES).map((v) => (v === '' ? html`<span class="value-line soft">Empty</span>` : html`<span class="value-line">${pasted(v)}</span>`))}
      ${more > 0 ? html`<span class="soft">and ${plural(more, 'more value', 'more values')}</span>` : nothing}
      ${claim.meaning === undefined ? nothing : html`<span class="soft">${claim.meaning}</span>`}</td>
    <td>${coverage(claim.covered, checked)}</td>
  </tr>`;
}

/** Without metadata there is no key, so that nothing was found out. */
function coverage(covered: boolean, checked: boolean): TemplateResult {
  if (covered) return html`<span class="pill" data-tone="good">${icons.check}Signed</span>`;
  return checked
    ? html`<span class="pill" data-tone="warn">${icons.warning}Unsigned</span>`
    : html`<span class="pill">${icons.question}Unknown</span>`;
}
