// The one importer of the wasm package. Its functions run in the worker; elsewhere only its types are used.
import * as core from 'sso-preflight';
import type { BuiltInProfile, GuideRequest, Input, Profile, Report, SetupGuide, VendorEntry } from 'sso-preflight';

export type * from 'sso-preflight';

/** Makes ready what judges metadata; rejects where the wasm cannot be loaded. */
export function start(): Promise<void> {
  return core.initMetadata();
}

let isWhole = false;

/** Fetches the rest, which logins take; whether it is there. */
export function startWhole(): Promise<boolean> {
  return core.init().then(
    () => (isWhole = true),
    () => false,
  );
}

/** Says when something is fetched, which is no part of a check's own time. */
export type Tell = (what: 'fetching' | 'fetched') => void;

async function wholeFor(tell: Tell): Promise<boolean> {
  if (isWhole) return true;
  tell('fetching');
  const there = await startWhole();
  tell('fetched');
  return there;
}

/**
 * The verdict on one input. Where the part that is loaded first lacks what this input needs, the whole core is
 * fetched and asked in its place; nothing where that fails. Rejects only where the core itself breaks.
 */
export async function check(input: Input, tell: Tell): Promise<Report | undefined> {
  const report = core.check(input);
  if (report.needsWhole !== true) return report;
  return (await wholeFor(tell)) ? core.check(input) : undefined;
}

/** The report on one input, with every value of the customer replaced: safe for a support ticket. */
export async function redactedReport(input: Input, tell: Tell): Promise<Report | undefined> {
  return (await wholeFor(tell)) ? core.redactedReport(input) : undefined;
}

/** The built-in profile of that name. */
export function builtInProfile(name: BuiltInProfile): Profile {
  return core.builtInProfile(name);
}

/** Every identity provider that has a guide, the one for any other last. */
export function vendors(): VendorEntry[] {
  return core.vendors();
}

/** How to set the service provider up in one identity provider's console. */
export function setupGuide(request: GuideRequest): SetupGuide {
  return core.setupGuide(request);
}
