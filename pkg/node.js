// Node, Bun and Deno: the wasm is read from disk when this module loads.
import { readFileSync } from 'node:fs';
import { initSync } from './dist/sso_preflight.js';

export * from './api.js';

initSync({ module: readFileSync(new URL('./dist/sso_preflight_bg.wasm', import.meta.url)) });

export async function init() {}
