// The one Trusted Types policy: no address becomes a script's but those that the page's own code names.
interface ScriptUrlPolicy {
  createScriptURL(url: string): string;
}

interface TrustedTypes {
  createPolicy(name: string, rules: ScriptUrlPolicy): ScriptUrlPolicy;
}

const named = new Set<string>();

const policy = (globalThis as { trustedTypes?: TrustedTypes }).trustedTypes?.createPolicy('sso-preflight', {
  createScriptURL: (asked) => {
    if (!named.has(asked)) throw new TypeError('Not a script of this page.');
    return asked;
  },
});

/** For an address that the build made, never for one that was made of anything pasted. */
export function scriptUrl(url: string): string {
  named.add(url);
  return policy?.createScriptURL(url) ?? url;
}
