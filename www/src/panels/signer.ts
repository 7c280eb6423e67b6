// The certificate that signed beside those of the metadata, where they differ.
import { html, nothing, type TemplateResult } from 'lit';
import type { Finding, Metadata, Place, Report, Signature } from '../types';
import { pasted } from '../visible';
import { day, fingerprint, lengthOfTime, plural } from '../words';
import { showButton, type Send } from './parts';

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
export function signerRows(report: Report, cause: Finding, now: Date, send: Send): unknown {
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
          ? 'Not known: the message brings no certificate' : 'Not known: the certificate in the message did not make the signature'}</p></dd></div>
          ${embedded.slice(0, 1).map((c) => certificateRow('In the message', c, { now, show: show(signerPlace(report, cause), c, send) }))}`
        : certificateRow('Signed with', madeBy, {
            now,
            age: ageOf(madeBy, known),
            note: madeBy.from === 'savedMetadata' ? 'It is in your saved metadata.' : '',
            show: show(signerPlace(report, cause), madeBy, send),
          })}
      ${inMetadata(known, now, send)}
    </dl>
    ${madeBy === undefined ? nothing : html`<p class="signer-difference">${difference(madeBy, known, now)}</p>`}
  </div>`;
}

/** The signature that the finding is about: the one it stands in, else the first that fails. */
function signatureOf({ signatures }: Report, { source, from, to }: Finding): Signature | undefined {
  return signatures.find(({ span }) => span.source === source && span.from <= from && to <= span.to) ?? signatures.find((s) => !s.valid);
}

/** What stands beside the finding and is no certificate: the rows have those. */
export function besideSigner(report: Report, cause: Finding): Finding['related'] {
  return cause.related.filter((place) => isOtherSignature(place, report, cause));
}

/** Another signature of the same kind: its element begins there. */
function isOtherSignature({ source, from }: Place, { signatures }: Report, cause: Finding): boolean {
  const isCause = source === cause.source && from === cause.from;
  return !isCause && signatures.some(({ span }) => span.source === source && span.from === from);
}

/** Where the certificate that the message brings stands; the signature itself where it brings none. */
function signerPlace(report: Report, cause: Finding): Place | undefined {
  return cause.related.find((place) => place.source === cause.source && !isOtherSignature(place, report, cause));
}

function show(place: Place | undefined, { subject }: Shown, send: Send): unknown {
  return place === undefined ? nothing : showButton(place, `the certificate of ${named(subject)[0]}`, send, 'Show');
}

function inMetadata(known: Metadata['certificates'], now: Date, send: Send): unknown {
  if (known.length === 0) return html`<div class="signer-row"><dt>In your metadata</dt><dd><p class="soft">No certificate for signing</p></dd></div>`;
  const more = known.length - MOST;
  return html`${known.slice(0, MOST).map((c, at) => certificateRow(known.length === 1 ? 'In your metadata' : `In your metadata, ${at + 1} of ${known.length}`, c, { now, show: show(c.span, c, send) }))}${
    more > 0 ? html`<p class="soft">and ${plural(more, 'more certificate', 'more certificates')}</p>` : nothing}`;
}

interface Beside {
  now: Date;
  age?: 'Older' | 'Newer' | undefined;
  note?: string;
  /** Leads to where it stands. */
  show: unknown;
}

function certificateRow(label: string, certificate: Shown, { now, age, note = '', show }: Beside): TemplateResult {
  const { sha256, subject, notBefore, notAfter } = certificate;
  const [name, rest] = named(subject);
  const whole = fingerprint(sha256);
  return html`<div class="signer-row"><dt>${label}</dt><dd>
    <p class="signer-name"><strong>${pasted(name)}</strong>${age === undefined ? nothing : html`<span class="pill plain">${age}</span>`}${
      isOver(notAfter, now) ? html`<span class="pill plain" data-tone="warn">Expired</span>` : nothing}</p>
    ${rest === '' ? nothing : html`<p class="soft">${pasted(rest)}</p>`}
    <p>${day(notBefore)} – ${day(notAfter)}</p>${note === '' ? nothing : html`
    <p class="soft">${note}</p>`}
    <p class="signer-print"><code title=${`SHA-256 ${whole}`}>${whole.slice(0, PAIRS * 3 - 1)}…</code>
      <sso-copy .value=${whole} .label=${`the whole fingerprint of ${name}`}></sso-copy> ${show}</p>
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
