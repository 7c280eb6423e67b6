// The one importer of the wasm package. Runs in the worker.
import * as core from 'sso-preflight';
import type { Input, Profile, Report } from './types';

/** Makes the core ready; rejects where the wasm cannot be loaded. */
export function start(): Promise<void> {
  return core.init();
}

/** The verdict on one input. Throws only where the core itself breaks. */
export function check(input: Input): Report {
  return core.check(input);
}

/** The built-in profile of that name. */
export function builtInProfile(name: string): Profile {
  return core.builtInProfile(name);
}
