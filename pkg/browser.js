// Browsers and bundlers: the wasm is a file beside this one. `init` fetches all of it; `initMetadata` fetches the
// half that judges metadata, for pages that begin with that. There a report says `needsWhole` where an input takes
// more: then `await init()` and check again.
import * as metadata from './dist/sso_preflight_metadata.js';

/** The module that answers. */
let core = metadata;
/** @type {Promise<void> | undefined} */
let whole;
/** @type {Promise<void> | undefined} */
let part;

export function init(wasm) {
  whole ??= loadWhole(wasm).catch((error) => {
    // A failed fetch may be tried again.
    whole = undefined;
    throw error;
  });
  return whole;
}

export function initMetadata(wasm) {
  part ??= loadPart(wasm).catch((error) => {
    part = undefined;
    throw error;
  });
  return part;
}

async function loadWhole(wasm) {
  const all = await import('./dist/sso_preflight.js');
  await all.default({ module_or_path: wasm ?? new URL('./dist/sso_preflight_bg.wasm', import.meta.url) });
  core = all;
}

async function loadPart(wasm) {
  await metadata.default({
    module_or_path: wasm ?? new URL('./dist/sso_preflight_metadata_bg.wasm', import.meta.url),
  });
}

export function check(input) {
  return core.check(input);
}

export function redactedReport(input) {
  if (core === metadata) throw new Error('redactedReport: await init() first');
  return core.redactedReport(input);
}

export function builtInProfile(name) {
  return core.builtInProfile(name);
}

export function setupGuide(request) {
  return core.setupGuide(request);
}

export function vendors() {
  return core.vendors();
}
