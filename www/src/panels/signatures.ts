// The signatures: what they cover, with which algorithm, which key of the metadata verified them, why they fail.
import { html, nothing, type TemplateResult } from 'lit';
import { icons } from '../icons';
import type { Report, Signature } from '../types';
import { asSentence, pasted, sentence } from '../visible';
import { fingerprint, shortUri } from '../words';
import { row, showButton, type Send } from './parts';

export function signaturesPanel({ signatures, capture, metadata }: Report, send: Send): unknown {
  if (signatures.length === 0 && (capture?.messages.length ?? 0) === 0) return nothing;
  return html`<section class="card" aria-labelledby="signatures-title">
    <header class="card-head"><h3 id="signatures-title">Signatures</h3></header>
    ${signatures.length === 0
      ? html`<p class="soft">The message carries no signature.</p>`
      : html`<ul class="signatures">${signatures.map((s) => signature(s, metadata !== undefined, send))}</ul>`}
  </section>`;
}

function signature(s: Signature, checked: boolean, send: Send): TemplateResult {
  const digests = [...new Set(s.references.map((r) => shortUri(r.digestAlgorithm)))].join(', ');
  return html`<li class="signature">
    <p class="signature-head">${outcome(s.valid, checked)}${showButton(s.span, `the signature of ${s.element}`, send, 'Show')}</p>
    <dl class="rows">
      ${row('Signed element', pasted(s.element))}
      ${s.signatureAlgorithm === undefined ? nothing : row('Algorithm', html`<span title=${s.signatureAlgorithm}>${
        pasted(shortUri(s.signatureAlgorithm))}</span>${digests === '' ? nothing : html` <span class="soft">digest ${pasted(digests)}</span>`}`)}
      ${s.verifiedBy === undefined
        ? row('Key', html`<span class="soft">${checked ? 'No key of the metadata made it' : 'Paste the metadata to check it'}</span>`)
        : row('Key', html`${pasted(s.verifiedBy.subject)}<code class="fingerprint">${fingerprint(s.verifiedBy.sha256)}</code>`)}
      ${s.references.map((r) => row('Content', r.digestMatches === undefined
        ? 'Could not be compared'
        : r.digestMatches ? 'Unchanged since it was signed' : html`<strong>Changed after it was signed</strong>`))}
      ${s.valid ? nothing : s.embedded.map((e) => row('Certificate in the message', html`${pasted(e.subject)}<code class="fingerprint">${
        fingerprint(e.sha256)}</code><span class="soft">${e.inMetadata ? 'Also in the metadata' : 'Not in the metadata, so it is not trusted'}</span>`))}
    </dl>
    ${s.diagnosis.length === 0 ? nothing : html`<ul class="diagnosis">${s.diagnosis.map((d) => html`<li>${sentence(asSentence(d))}</li>`)}</ul>`}
  </li>`;
}

function outcome(valid: boolean, checked: boolean): TemplateResult {
  if (valid) return html`<span class="pill" data-tone="good">${icons.check}Verified</span>`;
  return checked
    ? html`<span class="pill" data-tone="bad">${icons.error}Not verified</span>`
    : html`<span class="pill">${icons.question}Not checked</span>`;
}
