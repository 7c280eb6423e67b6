// No second file: the wasm is inside, in base64. For single-file pages and where nothing can be
// fetched. A third larger than the file.
import base64 from './dist/sso_preflight_base64.js';
import { initSync } from './dist/sso_preflight.js';

export * from './api.js';

initSync({ module: Uint8Array.from(atob(base64), (char) => char.charCodeAt(0)) });

export async function init() {}
