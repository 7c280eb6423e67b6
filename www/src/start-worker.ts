// Starts the page's one worker. The only script address that the page makes itself.
import url from './worker?worker&url';

interface ScriptUrlPolicy {
  createScriptURL(url: string): string;
}

interface TrustedTypes {
  createPolicy(name: string, rules: ScriptUrlPolicy): ScriptUrlPolicy;
}

// With `require-trusted-types-for` only a policy may name a worker's script; this one names just ours.
const policy = (globalThis as { trustedTypes?: TrustedTypes }).trustedTypes?.createPolicy('sso-preflight', {
  createScriptURL: (asked) => {
    if (asked !== url) throw new TypeError('Not a script of this page.');
    return asked;
  },
});

export function startWorker(): Worker {
  return new Worker(policy?.createScriptURL(url) ?? url, { type: 'module', name: 'sso-preflight' });
}
