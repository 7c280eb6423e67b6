// What the entries with everything in one wasm offer, besides `init`. The types are in index.d.ts.
export { builtInProfile, check, redactedReport, setupGuide, vendors } from './dist/sso_preflight.js';

export async function initMetadata() {}
