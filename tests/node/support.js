// Where the built files are.
import { fileURLToPath } from 'node:url';

const at = (path) => fileURLToPath(new URL(path, import.meta.url));

export const ROOT = at('../../');
export const WASM = at('../../pkg/dist/sso_preflight_bg.wasm');
export const METADATA_WASM = at('../../pkg/dist/sso_preflight_metadata_bg.wasm');
export const ENTRIES = {
  browser: at('../../pkg/browser.js'),
  manifest: at('../../pkg/package.json'),
};
