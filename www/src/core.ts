// The one importer of the wasm package. Its functions run in the worker; elsewhere only its types are used.
import * as core from 'sso-preflight';
import type { BuiltInProfile, GuideRequest, Input, Profile, Report, SetupGuide, VendorEntry } from 'sso-preflight';

export type * from 'sso-preflight';

/** Makes the core ready; rejects where the wasm cannot be loaded. */
export function start(): Promise<void> {
  return core.init();
}

/**
 * Fetches decryption where this input may need it, and redaction where that is asked for. Where that fails, the
 * report says what is missing.
 */
export async function prepare(input: Input, redacted: boolean): Promise<void> {
  if (redacted || input.settings?.decryptionKey?.trim()) await core.initWhole().catch(() => {});
}

/** The verdict on one input. Throws only where the core itself breaks. */
export function check(input: Input): Report {
  return core.check(input);
}

/** The report on one input, with every value of the customer replaced: safe for a support ticket. */
export function redactedReport(input: Input): Report {
  return core.redactedReport(input);
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
