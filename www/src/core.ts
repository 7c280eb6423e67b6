// The one importer of the wasm package. Runs in the worker.
import type { Input, Profile, Report } from './types';

/** Makes the core ready; rejects where the wasm cannot be loaded. */
export async function start(): Promise<void> {
  throw new Error('The wasm package is not built yet.');
}

/** The verdict on one input. Throws only where the core itself breaks. */
export function check(_input: Input): Report {
  throw new Error('The wasm package is not built yet.');
}

/** The built-in profile of that name. */
export function builtInProfile(_name: string): Profile {
  throw new Error('The wasm package is not built yet.');
}
