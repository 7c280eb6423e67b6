// From a timeline to windows of time that can be drawn: seconds and years in one picture.
import type { TimelineEntry } from './types';

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

export function windowsOf(entries: readonly TimelineEntry[], now: string, skewMs: number): Window[] {
  const present = new Date(now).getTime();
  const fromNow = (entry: TimelineEntry | undefined): number | undefined => {
    const time = entry === undefined ? NaN : new Date(entry.instant).getTime() - present;
    return Number.isNaN(time) ? undefined : time;
  };
  const first = (what: string): TimelineEntry | undefined => entries.find((e) => e.what === what);
  const windows = PAIRS.filter(([, end]) => first(end) !== undefined)
    .map(([start, end, label]) => windowOf(label, fromNow(first(start)), fromNow(first(end)), skewMs));
  const until = first('metadata.validUntil');
  if (until !== undefined) windows.push(windowOf('Metadata', undefined, fromNow(until)));
  return [...windows, ...certificates(entries, fromNow)];
}

/** The two dates of a certificate point to the same place. */
function certificates(entries: readonly TimelineEntry[], fromNow: (entry: TimelineEntry | undefined) => number | undefined): Window[] {
  const place = ({ span }: TimelineEntry): string => `${span?.source} ${span?.from}`;
  const ends = new Map(entries.filter((e) => e.what === 'certificate.notAfter').map((e) => [place(e), e]));
  const starts = entries.filter((e) => e.what === 'certificate.notBefore');
  return starts.map((start, at) => windowOf(starts.length === 1 ? 'Certificate' : `Certificate ${at + 1}`, fromNow(start), fromNow(ends.get(place(start)))));
}

function windowOf(label: string, from: number | undefined, to: number | undefined, skewMs = 0): Window {
  const open = (from ?? -1) <= 0 && (to ?? 1) > 0;
  return {
    label, ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }), open,
    tolerated: !open && (from ?? 0) <= skewMs && (to ?? 0) + skewMs > 0,
  };
}

const MINUTE = 60_000;
/** The picture reaches ten years to either side. */
const REACH = 3_652.5 * 24 * 60 * MINUTE;

/** Where an instant stands, from 0 to 100 with now at 50: logarithmic, so that minutes and years are both seen. */
export function position(fromNow: number): number {
  const share = Math.log1p(Math.min(Math.abs(fromNow), REACH) / MINUTE) / Math.log1p(REACH / MINUTE);
  return 50 + Math.sign(fromNow) * share * 50;
}

/** The marks below the picture. */
export const MARKS: { label: string; at: number }[] = [
  ['1 hour', 60], ['1 day', 24 * 60], ['1 month', 30.44 * 24 * 60], ['1 year', 365.25 * 24 * 60],
].flatMap(([label, minutes]) => [
  { label: `${label} ago`, at: position(-Number(minutes) * MINUTE) },
  { label: `in ${label}`, at: position(Number(minutes) * MINUTE) },
]);
