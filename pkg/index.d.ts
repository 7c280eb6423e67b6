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
 * Makes everything ready: `redactedReport`, and a `check` that decrypts and verifies ECDSA. Needed in browsers
 * only, where `init` fetches a wasm without these: there, a report says `needsWhole` where that matters, and
 * leaves undecided what hangs on it; then wait for this and check again. It also does what `init` does; elsewhere
 * it does nothing. May be called any number of times.
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
