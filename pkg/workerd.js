// Workers at the edge: code may not be compiled there, so the wasm comes as a compiled module.
import wasm from './dist/sso_preflight_bg.wasm';
import { initSync } from './dist/sso_preflight.js';

export * from './api.js';

initSync({ module: wasm });

export async function init() {}
