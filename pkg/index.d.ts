export { builtInProfile, check, redactedReport, setupGuide, vendors } from './dist/sso_preflight.js';
export type * from './dist/sso_preflight.js';

/**
 * Makes everything ready. Needed in browsers only, where the wasm is fetched; elsewhere it is ready at once and
 * this does nothing. May be called any number of times.
 *
 * @param wasm Where the wasm is, or the wasm itself, if it is not the file beside the module.
 */
export function init(wasm?: WasmSource): Promise<void>;

/**
 * Makes what judges metadata ready, with half as much to fetch as `init`: for pages that begin with that. Where an
 * input takes more (a captured message, a key on an elliptic curve, metadata that is not plain XML), the report says
 * `needsWhole` and leaves undecided what hangs on it; then wait for `init` and check again. Of use in browsers only;
 * elsewhere everything is there at once and this does nothing. May be called any number of times.
 *
 * @param wasm Where that wasm is, or the wasm itself, if it is not the file beside the module.
 */
export function initMetadata(wasm?: WasmSource): Promise<void>;

/** What a wasm can be given as. */
export type WasmSource =
  | string
  | URL
  | Request
  | Response
  | BufferSource
  | WebAssembly.Module
  | Promise<Response>;
