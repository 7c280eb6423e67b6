// Which finding is about which claim.
import type { Claim, Finding, Place, ProvisionedField, Report } from './types';

/** As many as are listed: a link to another one would lead nowhere. */
const MOST = 100;

const made = new WeakMap<Report, ReadonlyMap<Claim, Finding>>();

/** What is wrong with each claim: the first finding that stands in it, or names it beside another place. */
export function problemsOf(report: Report): ReadonlyMap<Claim, Finding> {
  const known = made.get(report);
  if (known !== undefined) return known;
  const problems = new Map<Claim, Finding>();
  for (const finding of report.findings.slice(0, MOST)) {
    if (finding.severity !== 'error' && finding.severity !== 'warning') continue;
    for (const place of [finding, ...finding.related]) {
      const claim = claimAt(place, finding.rule, report.claims);
      if (claim !== undefined && !problems.has(claim)) problems.set(claim, finding);
    }
  }
  made.set(report, problems);
  return problems;
}

/** A claim's place is its element's beginning: what is in it stands behind that, and before the next one. */
function claimAt(place: Place, rule: string, claims: readonly Claim[]): Claim | undefined {
  if (rule.startsWith('name-id-')) return claims.find((c) => c.name === 'NameID');
  if (!rule.startsWith('claim-')) return undefined;
  let last: Claim | undefined;
  for (const claim of claims) {
    const { source, from } = claim.span;
    if (source === place.source && from <= place.from && from >= (last?.span.from ?? 0)) last = claim;
  }
  // What stands before the first attribute is about none of them.
  return last?.name === 'NameID' ? undefined : last;
}

/** Why a field of the account cannot be used: of several findings by that rule, the one that is about it. */
export function problemOfField({ field, from, problem }: ProvisionedField, report: Report): Finding | undefined {
  const claim = report.claims.find((c) => c.name === from);
  const own = claim === undefined ? undefined : problemsOf(report).get(claim);
  if (own?.rule === problem) return own;
  const those = report.findings.slice(0, MOST).filter((f) => f.rule === problem);
  return those.find((f) => f.message.includes(`“${field}”`)) ?? (those.length === 1 ? those[0] : undefined);
}
