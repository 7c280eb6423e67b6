import { expect, test, type Page } from '@playwright/test';
import type { Report } from '../../www/src/types';
import { finding, PROFILE, report } from './samples';
import { IdentityProvider } from './identity-provider';
import { open, openTab, paste, ready, type Opened } from './support';

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
  await openTab(page, 'Set up');
  await page.locator('#setup-panel').getByText('follows from this').first().click();
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

/** Nothing that was typed or pasted became an element, an address or a request. */
async function expectOnlyText(page: Page, { requests, complaints }: Opened, loaded: number): Promise<void> {
  const made = await page.locator('sso-preflight').evaluate((element) => {
    const all = [...(element.shadowRoot?.querySelectorAll('*') ?? [])];
    return {
      forbidden: all.filter((e) => e.matches('script, iframe, object, embed, base, link, a, img[src], [onerror], [onclick]')).map((e) => e.outerHTML),
      addresses: all.flatMap((e) => [...e.attributes]).filter((a) => /^(href|src|action|formaction|style|srcdoc)$/.test(a.name) && a.value.includes('javascript')).length,
    };
  });
  expect(made).toEqual({ forbidden: [], addresses: 0 });
  expect(await page.title()).not.toBe('owned');
  expect(requests.slice(loaded)).toEqual([]);
  expect(complaints).toEqual([]);
}

test('what is typed into the fields is text in the guide, in what would change and in what is said', async ({ page }) => {
  const opened = await open(page);
  const loaded = opened.requests.length;
  await page.getByLabel('ImageKit ID', { exact: true }).fill(MARKUP);
  await page.getByLabel('Entity ID').fill(`${SCHEME}${HIDDEN}`);
  await page.getByRole('button', { name: 'Okta', exact: true }).click();
  await expect(page.locator('.guide')).toContainText('<img src=x onerror=');
  await expect(page.locator('.guide')).toContainText(SCHEME);
  await expect(page.locator('.guide')).toContainText('adminU+202Egnp.exeU+200B');
  await expect(page.locator('#account-step .step-summary')).toContainText('<img src=x');
  await paste(page, 'Metadata XML', new IdentityProvider().metadata());
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.locator('#save-state')).toContainText('Saved.');
  await page.getByLabel('ImageKit ID', { exact: true }).fill('acme');
  await expect(page.getByRole('region', { name: 'What saving would change' })).toContainText('<img src=x');
  await expectOnlyText(page, opened, loaded);
});

test('hostile entityIDs and addresses are text in the chooser and in the card', async ({ page }) => {
  const opened = await open(page);
  const loaded = opened.requests.length;
  const escaped = MARKUP.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
  const one = new IdentityProvider().metadata('javascript:alert(1)').replace(/^<\?xml[^>]*>\s*/, '').trim();
  const entity = (id: string): string => one.replace(/entityID="[^"]*"/, `entityID="${id}"`);
  await paste(page, 'Metadata XML', `<md:EntitiesDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata">${entity(escaped)}${entity('javascript:alert(2)')}</md:EntitiesDescriptor>`);
  const chooser = page.getByRole('combobox', { name: /This file describes 2/ });
  await chooser.click();
  await expect(page.getByRole('option').first()).toContainText('<img src=x onerror=');
  await page.getByRole('option').nth(1).click();
  await expect(chooser).toHaveValue('javascript:alert(2)');
  await expect(page.locator('.rows').first()).toContainText('javascript:alert(1)');
  await expectOnlyText(page, opened, loaded);
});

test('the name of a file is text', async ({ page }) => {
  const opened = await open(page, []);
  const loaded = opened.requests.length;
  await page.locator('sso-text-box#metadata').evaluate((element, name) => {
    void (element as HTMLElement & { open: (file: File) => Promise<void> }).open(new File([new Uint8Array([0xff, 0xd8, 0x80])], name));
  }, '<img src=x onerror=alert(1)>.xml');
  await expect(page.locator('#metadata-help')).toContainText('“<img src=x onerror=alert(1)>.xml” is not a text file.');
  await expectOnlyText(page, opened, loaded);
});
