import { expect, test } from '@playwright/test';
import type { Report } from '../../www/src/types';
import { finding, PROFILE, report } from './samples';
import { open, paste, ready } from './support';

const MARKUP = '<img src=x onerror="document.title=\'owned\'"><script>document.title="owned"</script>';
const SCHEME = 'javascript:document.title="owned"';
const HIDDEN = 'admin\u202egnp.exe\u200b';

/** A report in which every text is hostile. */
function hostile(): Report {
  const span = { source: 'decoded-1', from: 0, to: 3, line: 1, column: 1 };
  const step = (name: string): { name: string; value: string } => ({ name, value: MARKUP });
  return report({
    findings: [
      finding('claim-unmapped', 'info', `“${MARKUP}” and “${HIDDEN}”`, span, {
        fix: { who: 'idp', steps: [MARKUP, SCHEME] },
        standard: MARKUP,
        related: [{ message: MARKUP, ...span }],
        consequences: [{ rule: 'claim-empty', message: MARKUP, ...span }],
      }),
    ],
    metadata: {
      verdict: 'accept', entityId: SCHEME, vendor: 'generic', vendorLabel: MARKUP, vendorEvidence: [MARKUP],
      endpoints: [{ kind: MARKUP, binding: SCHEME, location: SCHEME, span }],
      certificates: [{ sha256: MARKUP, subject: `CN=${MARKUP}`, use: 'signing', key: { type: MARKUP, bits: 1 }, notBefore: MARKUP, notAfter: SCHEME, span }],
      nameIdFormats: [MARKUP], validUntil: MARKUP, wantsSignedRequests: false, signed: false,
      entities: [{ entityId: MARKUP, isIdentityProvider: true, chosen: false }, { entityId: SCHEME, isIdentityProvider: true, chosen: true }], entityCount: 2,
    },
    capture: {
      format: MARKUP, steps: [{ what: MARKUP, detail: SCHEME }], flow: [0, 1], judged: 0,
      messages: [
        { kind: MARKUP, binding: MARKUP, relayState: SCHEME, url: SCHEME, time: MARKUP, source: 'decoded-1', details: [step(MARKUP)] },
        { kind: SCHEME, details: [] },
      ],
    },
    signatures: [{
      element: MARKUP, valid: false, signatureAlgorithm: SCHEME, embedded: [{ sha256: MARKUP, subject: MARKUP, notBefore: '', notAfter: '', inMetadata: false }],
      references: [{ uri: MARKUP, digestAlgorithm: MARKUP, transforms: [] }], diagnosis: [MARKUP], span, covers: [span],
    }],
    claims: [{ name: MARKUP, values: [MARKUP, SCHEME, HIDDEN], covered: false, label: MARKUP, meaning: MARKUP, span }, { name: '__proto__', values: ['x'], covered: true, span }],
    user: { nameId: MARKUP, email: MARKUP, claims: JSON.parse(`{"__proto__": "polluted", "full_name": ${JSON.stringify(HIDDEN)}, "imagekit_role": ${JSON.stringify(MARKUP)}}`) as Record<string, string> },
    sources: [{ id: 'decoded-1', label: MARKUP, text: MARKUP }, { id: 'decoded-2', label: SCHEME, text: SCHEME }],
  });
}

test('hostile names and values are text, never elements or links', async ({ page }) => {
  const { requests, complaints } = await open(page, [['hostile', hostile()]]);
  const title = await page.title();
  const loaded = requests.length;
  await paste(page, 'Metadata XML', `hostile ${MARKUP}`);
  await paste(page, 'Response', `hostile ${MARKUP}`);
  await expect(page.getByRole('heading', { name: 'Yes, this login would work' })).toBeVisible();
  await page.locator('#test-panel').getByText('follows from this').first().click();
  const made = await page.locator('sso-preflight').evaluate((element) => {
    const root = element.shadowRoot;
    const all = [...(root?.querySelectorAll('*') ?? [])];
    return {
      // CodeMirror puts an empty picture of its own beside widgets; none has a source.
      forbidden: all.filter((e) => e.matches('script, iframe, object, embed, base, link, a, img[src], [onerror], [onclick]')).map((e) => e.outerHTML),
      addresses: all.flatMap((e) => [...e.attributes]).filter((a) => /^(href|src|action|formaction|style|srcdoc)$/.test(a.name) && a.value.includes('javascript')).length,
      text: root?.querySelector('.page')?.textContent ?? '',
    };
  });
  expect(made.forbidden).toEqual([]);
  expect(made.addresses).toBe(0);
  expect(made.text).toContain(MARKUP);
  expect(made.text).toContain(SCHEME);
  expect(await page.title()).toBe(title);
  expect(requests.slice(loaded)).toEqual([]);
  expect(complaints).toEqual([]);
});

test('characters that hide or reorder text are shown by their number', async ({ page }) => {
  await open(page, [['hostile', hostile()]]);
  await paste(page, 'Response', 'hostile');
  const user = page.getByRole('region', { name: 'The user' });
  await expect(user).toContainText('adminU+202Egnp.exeU+200B');
  await expect(page.locator('.findings').first()).toContainText('adminU+202Egnp.exeU+200B');
  await expect(page.locator('.claims bdi').first()).toHaveCSS('unicode-bidi', 'isolate');
});

test('names of object members change nothing', async ({ page }) => {
  await open(page, [['hostile', hostile()]]);
  await paste(page, 'Response', 'hostile');
  await expect(page.getByRole('table')).toContainText('__proto__');
  expect(await page.evaluate(() => ({}).toString())).toBe('[object Object]');
  expect(await page.evaluate(() => 'polluted' in {})).toBe(false);
});

test('a stored value of another shape is not read', async ({ page }) => {
  await page.addInitScript(() => {
    localStorage.setItem('sso-preflight:settings', '{"__proto__":{"metadata":"x"},"metadata":{"toString":1},"entityId":"","accountId":"","savedAt":"now"}');
    sessionStorage.setItem('sso-preflight:draft', '[1,2');
  });
  const { complaints } = await open(page, []);
  await ready(page);
  await expect(page.getByText('SSO is off')).toBeVisible();
  await expect(page.getByLabel('Entity ID')).toHaveAttribute('placeholder', PROFILE.entityId);
  expect(complaints).toEqual([]);
});
