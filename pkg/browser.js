// Browsers and bundlers: the wasm is a file beside this one, fetched by `init`.
import start from './dist/sso_preflight.js';

export * from './api.js';

/** @type {Promise<void> | undefined} */
let started;

export function init(wasm) {
  started ??= start({
    module_or_path: wasm ?? new URL('./dist/sso_preflight_bg.wasm', import.meta.url),
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
