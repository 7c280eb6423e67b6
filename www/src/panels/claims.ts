// Every claim of the assertion, and whether a trusted key signed it.
import { html, nothing, type TemplateResult } from 'lit';
import { icons } from '../icons';
import type { Claim } from '../types';
import { pasted } from '../visible';
import { showButton, type Send } from './parts';

export function claimsPanel(claims: readonly Claim[], send: Send): TemplateResult {
  return html`<section class="card" aria-labelledby="claims-title">
    <header class="card-head"><h3 id="claims-title">Claims</h3></header>
    <table class="claims">
      <thead><tr><th scope="col">Name</th><th scope="col">Value</th><th scope="col">Signed</th></tr></thead>
      <tbody>${claims.map((claim) => claimRow(claim, send))}</tbody>
    </table>
  </section>`;
}

function claimRow(claim: Claim, send: Send): TemplateResult {
  return html`<tr data-covered=${claim.covered}>
    <th scope="row"><span class="claim-name">${pasted(claim.name)}</span>${
      claim.label === undefined ? html`<span class="soft">Not used</span>` : html`<span class="soft">${claim.label}</span>`}</th>
    <td>${claim.values.length === 0
        ? html`<span class="soft">Empty</span>`
        : claim.values.map((v) => (v === '' ? html`<span class="value-line soft">Empty</span>` : html`<span class="value-line">${pasted(v)}</span>`))}
      ${claim.meaning === undefined ? nothing : html`<span class="soft">${claim.meaning}</span>`}
      ${showButton(claim.span, claim.name, send, 'Show')}</td>
    <td>${claim.covered
      ? html`<span class="pill" data-tone="good">${icons.check}Signed</span>`
      : html`<span class="pill" data-tone="warn">${icons.warning}Unsigned</span>`}</td>
  </tr>`;
}
