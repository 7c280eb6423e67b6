// The signatures: what they cover, with which algorithm, which key of the metadata verified them, why they fail.
import { html, nothing, type TemplateResult } from 'lit';
import { icons } from '../icons';
import type { Report, Signature } from '../types';
import { asSentence, pasted, sentence } from '../visible';
import { fingerprint, shortUri } from '../words';
import { row, showButton, type Send } from './parts';

/** What says that a part of the message could not be read. */
const CLOSED = ['assertion-encrypted', 'assertion-decryption-failed'];

export function signaturesPanel({ signatures, capture, metadata, findings }: Report, send: Send): unknown {
  if (signatures.length === 0 && (capture?.messages.length ?? 0) === 0) return nothing;
  return html`<section class="card" aria-labelledby="signatures-title">
    <header class="card-head"><h3 id="signatures-title">Signatures</h3></header>
    ${signatures.length === 0
      ? html`<p class="soft">${findings.some(({ rule }) => CLOSED.includes(rule))
        ? 'None can be seen. There may be one inside what is encrypted.' : 'The message carries no signature.'}</p>`
      : html`<ul class="signatures">${signatures.map((s) => signature(s, metadata !== undefined, send))}</ul>`}
  </section>`;
}

function signature(s: Signature, checked: boolean, send: Send): TemplateResult {
  const digests = [...new Set(s.references.map((r) => shortUri(r.digestAlgorithm)))].join(', ');
  // Without metadata no key is known, and which one it is not says nothing.
  const diagnosis = checked ? s.diagnosis : s.diagnosis.filter((d) => !d.includes('not in the metadata'));
  return html`<li class="signature">
    <p class="signature-head">${outcome(s.valid, checked)}${showButton(s.span, `the signature of ${s.element}`, send, 'Show')}</p>
    <dl class="rows">
      ${row('Signed element', pasted(s.element))}
      ${s.signatureAlgorithm === undefined ? nothing : row('Algorithm', html`<span title=${s.signatureAlgorithm}>${
        pasted(shortUri(s.signatureAlgorithm))}</span>${digests === '' ? nothing : html` <span class="soft">digest ${pasted(digests)}</span>`}`)}
      ${s.verifiedBy === undefined
        ? row('Key', html`<span class="soft">${checked ? 'No key of the metadata made it' : 'Paste the metadata to check it'}</span>`)
        : row('Key', html`${pasted(s.verifiedBy.subject)}${print(s.verifiedBy.sha256)}`)}
      ${s.references.map((r) => row('Content', r.digestMatches === undefined
        ? 'Could not be compared'
        : r.digestMatches ? 'Unchanged since it was signed' : html`<strong>Changed after it was signed</strong>`))}
      ${s.valid ? nothing : s.embedded.map((e) => row('Certificate in the message', html`${pasted(e.subject)}${print(e.sha256)}<span class="soft">${
        !checked ? 'There is no metadata yet to compare it with' : e.inMetadata ? 'Also in the metadata' : 'Not in the metadata, so it is not trusted'}</span>`))}
    </dl>
    ${diagnosis.length === 0 ? nothing : html`<ul class="diagnosis">${diagnosis.map((d) => html`<li>${sentence(asSentence(d))}</li>`)}</ul>`}
  </li>`;
}

/** A fingerprint that breaks between its pairs. */
function print(sha256: string): TemplateResult {
  return html`<code class="fingerprint">${fingerprint(sha256).split(/(?<=:)/).map((pair) => html`${pair}<wbr>`)}</code>`;
}

function outcome(valid: boolean, checked: boolean): TemplateResult {
  if (valid) return html`<span class="pill" data-tone="good">${icons.check}Verified</span>`;
  return checked
    ? html`<span class="pill" data-tone="bad">${icons.error}Not verified</span>`
    : html`<span class="pill">${icons.question}Not checked</span>`;
}
