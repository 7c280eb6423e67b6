// The certificate that signed beside those of the metadata, where they differ.
import { html, nothing, type TemplateResult } from 'lit';
import type { Finding, Metadata, Report, Signature } from '../types';
import { pasted } from '../visible';
import { day, fingerprint, lengthOfTime, plural } from '../words';

/** What both sides have of a certificate. */
interface Shown {
  sha256: string;
  subject: string;
  notBefore: string;
  notAfter: string;
}

/** More than any identity provider announces at once. */
const MOST = 4;
/** Pairs of digits that tell two fingerprints apart at a glance. */
const PAIRS = 8;

/** Both sides as rows; nothing where the cause is another one. */
export function signerRows(report: Report, cause: Finding, now: Date): unknown {
  const signature = cause.rule === 'signature-key-unknown' ? signatureOf(report, cause) : undefined;
  const { metadata } = report;
  if (signature === undefined || metadata === undefined) return nothing;
  const known = metadata.certificates.filter((c) => c.use !== 'encryption');
  const { madeBy, embedded } = signature;
  if (madeBy === undefined && embedded.length === 0 && known.length === 0) return nothing;
  return html`<div class="signer">
    <dl>
      ${madeBy === undefined
        ? html`<div class="signer-row"><dt>Signed with</dt><dd><p class="soft">${embedded.length === 0
          ? 'Not known: the message brings no certificate' : 'Not known: the certificate in the message did not make the signature'}</p></dd></div>`
        : certificateRow('Signed with', madeBy, ageOf(madeBy, known), now)}
      ${inMetadata(known, now)}
    </dl>
    ${madeBy === undefined ? nothing : html`<p class="signer-difference">${difference(madeBy, known, now)}</p>`}
  </div>`;
}

/** The signature that the finding is about: the one it stands in, else the first that fails. */
function signatureOf({ signatures }: Report, { source, from, to }: Finding): Signature | undefined {
  return signatures.find(({ span }) => span.source === source && span.from <= from && to <= span.to) ?? signatures.find((s) => !s.valid);
}

function inMetadata(known: Metadata['certificates'], now: Date): unknown {
  if (known.length === 0) return html`<div class="signer-row"><dt>In your metadata</dt><dd><p class="soft">No certificate for signing</p></dd></div>`;
  const more = known.length - MOST;
  return html`${known.slice(0, MOST).map((c, at) => certificateRow(known.length === 1 ? 'In your metadata' : `In your metadata, ${at + 1} of ${known.length}`, c, undefined, now))}${
    more > 0 ? html`<p class="soft">and ${plural(more, 'more certificate', 'more certificates')}</p>` : nothing}`;
}

function certificateRow(label: string, certificate: Shown, age: 'Older' | 'Newer' | undefined, now: Date): TemplateResult {
  const { sha256, subject, notBefore, notAfter } = certificate;
  const [name, rest] = named(subject);
  const whole = fingerprint(sha256);
  return html`<div class="signer-row"><dt>${label}</dt><dd>
    <p class="signer-name"><strong>${pasted(name)}</strong>${age === undefined ? nothing : html`<span class="pill plain">${age}</span>`}${
      isOver(notAfter, now) ? html`<span class="pill plain" data-tone="warn">Expired</span>` : nothing}</p>
    ${rest === '' ? nothing : html`<p class="soft">${pasted(rest)}</p>`}
    <p>${day(notBefore)} – ${day(notAfter)}</p>
    <p class="signer-print"><code title=${`SHA-256 ${whole}`}>${whole.slice(0, PAIRS * 3 - 1)}…</code>
      <sso-copy .value=${whole} .label=${`the whole fingerprint of ${name}`}></sso-copy></p>
  </dd></div>`;
}

/** The common name, and what else the subject says. */
function named(subject: string): [name: string, rest: string] {
  const found = /(?:^|,)CN=((?:\\.|[^,\\])+)/.exec(subject);
  if (found === null) return [subject, ''];
  const rest = subject.slice(0, found.index) + subject.slice(found.index + found[0].length);
  return [found[1] ?? subject, rest.replace(/^,/, '')];
}

function isOver(notAfter: string, now: Date): boolean {
  return new Date(notAfter).getTime() < now.getTime();
}

/** Whether it began before or after the newest certificate of the metadata, as the core tells it. */
function ageOf({ notBefore }: Shown, known: readonly Shown[]): 'Older' | 'Newer' | undefined {
  const began = new Date(notBefore).getTime();
  const newest = Math.max(...known.map((c) => new Date(c.notBefore).getTime()));
  if (known.length === 0 || began === newest) return undefined;
  return began < newest ? 'Older' : 'Newer';
}

function difference(signer: Shown, known: readonly Shown[], now: Date): string {
  const over = isOver(signer.notAfter, now) ? ` It expired ${lengthOfTime(now.getTime() - new Date(signer.notAfter).getTime())} ago.` : '';
  switch (ageOf(signer, known)) {
    case 'Newer':
      return `The certificate that signed is newer than yours: this metadata is probably old.${over}`;
    case 'Older':
      return `The certificate that signed is older than yours: the identity provider probably still signs with its former one.${over}`;
    default:
      return `${alike(signer, known)}${over}`;
  }
}

/** What one certificate of the metadata has in common with it; the fingerprints never. */
function alike(signer: Shown, [only, ...others]: readonly Shown[]): string {
  if (only === undefined || others.length > 0) return 'It is none of the certificates in your metadata.';
  const name = only.subject === signer.subject;
  const dates = only.notBefore === signer.notBefore && only.notAfter === signer.notAfter;
  if (name && dates) return 'Two different certificates: name and dates are the same, the fingerprints differ.';
  if (name) return 'Two different certificates: the name is the same, dates and fingerprints differ.';
  return dates ? 'Two different certificates: the dates are the same, names and fingerprints differ.' : 'Two different certificates: names, dates and fingerprints differ.';
}
