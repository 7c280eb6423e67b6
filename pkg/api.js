// What every entry offers, besides `init`. The types are in index.d.ts.
export { builtInProfile, check, redactedReport, setupGuide, vendors } from './dist/sso_preflight.js';
