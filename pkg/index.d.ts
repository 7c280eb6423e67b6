export { builtInProfile, check, redactedReport, setupGuide, vendors } from './dist/sso_preflight.js';
export type * from './dist/sso_preflight.js';

/**
 * Makes `check` ready. Needed in browsers only, where the wasm is fetched; elsewhere it is ready
 * at once and this does nothing. May be called any number of times.
 *
 * @param wasm Where the wasm is, or the wasm itself, if it is not the file beside the module.
 */
export function init(
  wasm?: string | URL | Request | Response | BufferSource | WebAssembly.Module | Promise<Response>,
): Promise<void>;
