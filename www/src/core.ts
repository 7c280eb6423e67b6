// The one importer of the wasm package. Its functions run in the worker; elsewhere only its types are used.
import * as core from 'sso-preflight';
import type { BuiltInProfile, GuideRequest, Input, Profile, Report, SetupGuide, VendorEntry } from 'sso-preflight';

export type * from 'sso-preflight';

/** Makes the core ready; rejects where the wasm cannot be loaded. */
export function start(): Promise<void> {
  return core.init();
}

/**
 * The verdict on one input. Where the wasm that is loaded first lacks what this input needs, the whole one is
 * fetched and asked in its place; where that fails, the report says what is missing. Rejects only where the core
 * itself breaks.
 */
export async function check(input: Input): Promise<Report> {
  const report = core.check(input);
  if (report.needsWhole !== true || !(await isWhole())) return report;
  return core.check(input);
}

/** The report on one input, with every value of the customer replaced: safe for a support ticket. */
export async function redactedReport(input: Input): Promise<Report> {
  await isWhole();
  return core.redactedReport(input);
}

/** Fetches the whole wasm; whether it is there. */
function isWhole(): Promise<boolean> {
  return core.initWhole().then(
    () => true,
    () => false,
  );
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
