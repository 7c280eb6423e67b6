// A report as plain text, for notes and tickets.
import type { Claim, Finding, Report, Signature } from './types';
import { HEADLINE, moment, SEVERITY } from './words';

export function reportAsText(report: Report): string {
  const now = report.timeline.find((e) => e.what === 'now');
  return [
    [`SSO check: ${HEADLINE[report.verdict]}`, ...(now === undefined ? [] : [`Judged as of ${moment(now.instant)}`])].join('\n'),
    ...report.findings.map(findingAsText),
    ...metadataAsText(report),
    ...(report.signatures.length === 0 ? [] : [['Signatures', ...report.signatures.map(signatureAsText)].join('\n')]),
    ...(report.claims.length === 0 ? [] : [['Claims', ...report.claims.map(claimAsText)].join('\n')]),
  ].map(visible).join('\n\n') + '\n';
}

function findingAsText({ severity, rule, message, source, line, column, fix, consequences, standard }: Finding): string {
  return [
    `${SEVERITY[severity]}: ${message}`,
    `  ${rule}, ${source} line ${line}, column ${column}${standard === undefined ? '' : `, ${standard}`}`,
    ...(fix?.steps ?? []).map((step) => `  - ${step}`),
    ...consequences.map((c) => `  Follows from this: ${c.message} (${c.rule})`),
  ].join('\n');
}

function metadataAsText({ metadata }: Report): string[] {
  if (metadata === undefined) return [];
  return [[
    'Metadata',
    `  Identity provider: ${metadata.vendorLabel}`,
    ...(metadata.entityId === undefined ? [] : [`  Entity ID: ${metadata.entityId}`]),
    ...metadata.certificates.map((c) => `  Certificate: ${c.subject}, ${moment(c.notBefore)} to ${moment(c.notAfter)}, SHA-256 ${c.sha256}`),
  ].join('\n')];
}

function signatureAsText({ element, valid, signatureAlgorithm, verifiedBy, diagnosis }: Signature): string {
  const by = verifiedBy === undefined ? '' : ` by ${verifiedBy.subject} (SHA-256 ${verifiedBy.sha256})`;
  return [`  ${element}: ${valid ? 'verified' : 'not verified'}${by}, ${signatureAlgorithm ?? 'no algorithm'}`, ...diagnosis.map((d) => `    ${d}`)].join('\n');
}

function claimAsText({ name, values, covered }: Claim): string {
  return `  ${name} = ${values.join(' | ')}${covered ? '' : ' (not covered by a verified signature)'}`;
}

/** Characters that hide or reorder text are written by their number: a ticket is read in many places. */
function visible(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, (c) => (c === '\n' ? c : `<U+${(c.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}>`));
}
