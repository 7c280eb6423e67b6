// From a timeline to windows of time that can be drawn: seconds and years in one picture.
import type { Report, TimelineEntry } from './types';

export interface Window {
  label: string;
  /** Milliseconds from now; absent where the window is open on that side. */
  from?: number;
  to?: number;
  /** Whether now lies inside; the end belongs no longer to it. */
  open: boolean;
  /** Whether now lies outside by no more than clocks may differ; only where that tolerance counts. */
  tolerated: boolean;
}

/** By how much clocks may differ where the host's settings say nothing: the checker's own default. */
export const DEFAULT_SKEW_S = 120;

/** Pairs of instants that bound one window. */
const PAIRS: [string, string, string][] = [
  ['authn.authnInstant', 'authn.sessionNotOnOrAfter', 'Session'],
  ['conditions.notBefore', 'conditions.notOnOrAfter', 'Assertion'],
  ['confirmation.notBefore', 'confirmation.notOnOrAfter', 'Delivery'],
];

export function windowsOf(report: Report, now: string, skewMs: number): Window[] {
  const present = new Date(now).getTime();
  const fromNow = (instant: string | undefined): number | undefined => {
    const time = instant === undefined ? NaN : new Date(instant).getTime() - present;
    return Number.isNaN(time) ? undefined : time;
  };
  const first = (what: string): string | undefined => report.timeline.find((e) => e.what === what)?.instant;
  const windows = PAIRS.filter(([, end]) => first(end) !== undefined)
    .map(([start, end, label]) => windowOf(label, fromNow(first(start)), fromNow(first(end)), skewMs));
  const until = first('metadata.validUntil');
  if (until !== undefined) windows.push(windowOf('Metadata', undefined, fromNow(until)));
  const dates = certificatesOf(report);
  return [...windows, ...numbered('Certificate that signed', dates.signed), ...numbered('Certificate in metadata', dates.others)];

  function numbered(label: string, certificates: readonly Dates[]): Window[] {
    return certificates.slice(0, MOST).map(({ notBefore, notAfter }, at) =>
      windowOf(certificates.length === 1 ? label : `${label}, ${at + 1}`, fromNow(notBefore), fromNow(notAfter)));
  }
}

/** More than any identity provider announces at once. */
const MOST = 6;

interface Dates {
  sha256: string;
  notBefore: string;
  notAfter: string;
}

/** The certificates that signed, trusted or not, as far as they are known, and the metadata's others for signing. */
function certificatesOf({ metadata, signatures }: Report): { signed: Dates[]; others: Dates[] } {
  const known = new Map((metadata?.certificates ?? []).map((c) => [c.sha256, c]));
  const signed = new Map<string, Dates>();
  for (const { madeBy, verifiedBy } of signatures) {
    const certificate: Dates | undefined = madeBy ?? known.get(verifiedBy?.sha256 ?? '');
    if (certificate !== undefined) signed.set(certificate.sha256, certificate);
  }
  return { signed: [...signed.values()], others: [...known.values()].filter((c) => c.use !== 'encryption' && !signed.has(c.sha256)) };
}

/** The timeline, with each certificate's dates told of the one that signed or of the metadata's; at most so many of its entries. */
export function momentsOf(report: Report, most: number): TimelineEntry[] {
  const { signed } = certificatesOf(report);
  const certificates = report.metadata?.certificates ?? [];
  const trusted = new Set(certificates.map((c) => c.sha256));
  const isSigner = ({ span }: TimelineEntry): boolean =>
    certificates.some((c) => c.span.from === span?.from && signed.some(({ sha256 }) => sha256 === c.sha256));
  const named = report.timeline.slice(0, most).map((e) => (e.what.startsWith('certificate.') && isSigner(e) ? { ...e, what: e.what.replace('certificate', 'signer') } : e));
  const strangers = signed.filter(({ sha256 }) => !trusted.has(sha256)).flatMap(({ notBefore, notAfter }) =>
    [['signer.notBefore', notBefore] as const, ['signer.notAfter', notAfter] as const].map(([what, instant]) => ({ what, instant, label: '', relative: '' })));
  return [...named, ...strangers].sort((a, b) => new Date(a.instant).getTime() - new Date(b.instant).getTime());
}

function windowOf(label: string, from: number | undefined, to: number | undefined, skewMs = 0): Window {
  const open = (from ?? -1) <= 0 && (to ?? 1) > 0;
  return {
    label, ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }), open,
    tolerated: !open && (from ?? 0) <= skewMs && (to ?? 0) + skewMs > 0,
  };
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** An hour, a day, a month, a year and ten years from now stand at equal distances, so that minutes and years are both seen. */
const STEPS = [0, HOUR, DAY, 30.44 * DAY, 365.25 * DAY, 3_652.5 * DAY];
const STEP = 50 / (STEPS.length - 1);

/** Where an instant stands, from 0 to 100 with now at 50. */
export function position(fromNow: number): number {
  const far = Math.abs(fromNow);
  const above = STEPS.findIndex((step) => far < step);
  if (above === -1) return 50 + Math.sign(fromNow) * 50;
  const from = STEPS[above - 1] ?? 0;
  const to = STEPS[above] ?? HOUR;
  // Within the first hour by minutes: most messages are valid for five.
  const share = from === 0 ? Math.log1p(far / MINUTE) / Math.log1p(to / MINUTE) : Math.log(far / from) / Math.log(to / from);
  return 50 + Math.sign(fromNow) * (above - 1 + share) * STEP;
}

/** The lines behind the picture, with words below every second one: there is no room for more. */
export const MARKS: { label: string; at: number }[] = ['', 'day', '', 'year'].flatMap((unit, step) => [-1, 1].map((side) => ({
  label: unit === '' ? '' : side < 0 ? `1 ${unit} ago` : `in 1 ${unit}`,
  at: 50 + side * (step + 1) * STEP,
})));
