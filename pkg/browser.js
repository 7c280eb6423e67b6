// Browsers and bundlers: the wasm is a file beside this one, fetched by `init`. Decryption, ECDSA and
// redaction are in a second, larger file, which `initWhole` fetches for the few who need it: where a report says
// `needsWhole`, `await initWhole()` and check again. From then on it does everything.
import start, * as light from './dist/sso_preflight_light.js';

/** The module that answers. */
let core = light;
/** @type {Promise<void> | undefined} */
let started;
/** @type {Promise<void> | undefined} */
let upgraded;

export function init(wasm) {
  started ??= start({
    module_or_path: wasm ?? new URL('./dist/sso_preflight_light_bg.wasm', import.meta.url),
  }).then(
    () => {},
    (error) => {
      // A failed fetch may be tried again.
      started = undefined;
      throw error;
    },
  );
  return started;
}

export function initWhole(wasm) {
  upgraded ??= load(wasm).catch((error) => {
    upgraded = undefined;
    throw error;
  });
  return upgraded;
}

async function load(wasm) {
  const full = await import('./dist/sso_preflight.js');
  await full.default({
    module_or_path: wasm ?? new URL('./dist/sso_preflight_bg.wasm', import.meta.url),
  });
  core = full;
}

export function check(input) {
  return core.check(input);
}

export function redactedReport(input) {
  if (core === light) throw new Error('redactedReport: await initWhole() first');
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
