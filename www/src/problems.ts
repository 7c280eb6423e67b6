// Which finding is about which claim.
import type { Claim, Finding, Place, ProvisionedField, Report } from './types';

/** What is wrong with this very claim: a finding that stands in it, or names it beside another place. */
export function problemOfClaim({ name, span }: Claim, { claims, findings }: Report): Finding | undefined {
  const rules = name === 'NameID' ? 'name-id-' : 'claim-';
  // A claim's place is its element's beginning; what is in it stands before the next one's.
  const end = Math.min(...claims.map((c) => (c.span.source === span.source && c.span.from > span.from ? c.span.from : Infinity)));
  const isIn = ({ source, from, to }: Place): boolean => to > 0 && source === span.source && span.from <= from && from < end;
  return findings.find((f) => (f.severity === 'error' || f.severity === 'warning') && f.rule.startsWith(rules) && [f, ...f.related].some(isIn));
}

/** Why a field of the account cannot be used: of several findings by that rule, the one that is about it. */
export function problemOfField({ field, from, problem }: ProvisionedField, report: Report): Finding | undefined {
  const those = report.findings.filter((f) => f.rule === problem);
  const claim = report.claims.find((c) => c.name === from);
  const own = claim === undefined ? undefined : problemOfClaim(claim, { ...report, findings: those });
  return own ?? those.find((f) => f.message.includes(`“${field}”`)) ?? (those.length === 1 ? those[0] : undefined);
}
