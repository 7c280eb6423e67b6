export { builtInProfile, check, redactedReport, setupGuide, vendors } from './dist/sso_preflight.js';
export type * from './dist/sso_preflight.js';

/**
 * Makes `check` ready. Needed in browsers only, where the wasm is fetched; elsewhere it is ready
 * at once and this does nothing. May be called any number of times.
 *
 * @param wasm Where the wasm is, or the wasm itself, if it is not the file beside the module.
 */
export function init(wasm?: WasmSource): Promise<void>;

/**
 * Makes everything ready: `redactedReport`, and a `check` that decrypts, for an input with
 * `settings.decryptionKey`. Needed in browsers only, where `init` fetches a wasm without both: there, `check`
 * leaves an encrypted message with a key undecided and says so. It also does what `init` does; elsewhere it
 * does nothing. May be called any number of times.
 *
 * @param wasm Where the whole wasm is, or the wasm itself, if it is not the file beside the module.
 */
export function initWhole(wasm?: WasmSource): Promise<void>;

/** What a wasm can be given as. */
export type WasmSource =
  | string
  | URL
  | Request
  | Response
  | BufferSource
  | WebAssembly.Module
  | Promise<Response>;
