// The page with the real core in its worker: a response signed here, from paste to verdict.
import { generateKeyPairSync } from 'node:crypto';
import { expect, test } from '@playwright/test';
import { IdentityProvider } from './identity-provider';
import { expectAccessible, isOwnFile, judged, open, openTab, paste, ready, stored, textOf } from './support';

const idp = new IdentityProvider();

test('pasted metadata is read and saved, and a genuine response is accepted', async ({ page }) => {
  const { requests, complaints } = await open(page);
  const loaded = requests.length;
  await paste(page, 'Metadata XML', idp.metadata());
  await expect(page.getByText('http://www.okta.com/exk4testabcdEFGHI5d7').first()).toBeVisible();
  await expect(page.locator('.certificate')).toContainText('CN=Example signing key');
  await expect(page.locator('.certificate')).toContainText('RSA 2048 bits');
  await page.getByLabel('ImageKit ID', { exact: true }).fill('acme');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.locator('#save-state')).toContainText('Saved. SSO is on.');
  await paste(page, 'Response', idp.formBody());
  await expect(page.getByRole('heading', { name: 'Yes, this login would work' })).toBeVisible();
  const user = page.getByRole('region', { name: 'The user' });
  await expect(user).toContainText('ada@example.com');
  await expect(user).toContainText('Developer developer');
  await expect(page.getByRole('region', { name: 'Signatures' })).toContainText('Verified');
  await expect(page.locator('#decoded .cm-signed').first()).toBeVisible();
  await expectAccessible(page);
  expect(requests.slice(loaded).filter((url) => !isOwnFile(url, page.url()))).toEqual([]);
  expect(complaints).toEqual([]);
  expect(JSON.stringify(await stored(page))).not.toContain('ada@example.com');

  await page.reload();
  await ready(page);
  await expect(page.getByText('SSO is on')).toBeVisible();
  expect(await textOf(page, 'metadata')).toBe(idp.metadata());
  expect(await textOf(page, 'capture')).toBe('');
});

test('a slash too much in the audience is the first cause, selected in the decoded text', async ({ page }) => {
  await open(page);
  await paste(page, 'Metadata XML', idp.metadata());
  await paste(page, 'Response', idp.formBody({ audience: 'https://imagekit.io/saml/consume/' }));
  const verdict = page.getByRole('region', { name: 'No, this login would fail' });
  await expect(verdict.locator('[data-rule="assertion-audience-mismatch"]')).toBeVisible();
  await verdict.getByRole('button', { name: /Show in text/ }).click();
  await expect.poll(() => page.locator('#decoded').evaluate((element) =>
    (element.getRootNode() as ShadowRoot & { getSelection?: () => Selection }).getSelection?.().toString(),
  )).toBe('https://imagekit.io/saml/consume/');
  await expect(page.getByRole('region', { name: 'The user' })).toHaveCount(0);
});

test('one changed letter in signed text is refused, and no user is shown', async ({ page }) => {
  await open(page);
  await paste(page, 'Metadata XML', idp.metadata());
  await paste(page, 'Response', idp.formBody({ tamper: (xml) => xml.replace('ada@example.com', 'adm@example.com') }));
  await expect(page.getByRole('region', { name: 'No, this login would fail' })).toBeVisible();
  await expect(page.getByRole('region', { name: 'The user' })).toHaveCount(0);
  await expect(page.getByRole('row', { name: /imagekit_role/ })).toContainText('Not trusted');
  await expect(page.locator('#decoded .cm-signed')).toHaveCount(0);
});

test('another key is never trusted', async ({ page }) => {
  await open(page);
  await paste(page, 'Metadata XML', idp.metadata());
  await paste(page, 'Response', new IdentityProvider().formBody());
  await expect(page.getByRole('region', { name: 'No, this login would fail' })).toBeVisible();
});

test('the account field decides whose login it is', async ({ page }) => {
  await open(page);
  await paste(page, 'Metadata XML', idp.metadata());
  await paste(page, 'Response', idp.formBody({ account: 'other' }));
  await expect(page.getByRole('heading', { name: 'Yes, this login would work' })).toBeVisible();
  await openTab(page, 'Set up');
  await page.getByLabel('ImageKit ID', { exact: true }).fill('acme');
  await openTab(page, 'Test a login');
  await expect(page.locator('[data-rule="claim-account-mismatch"]')).toBeVisible();
});

test('the Entity ID with a suffix is what the audience has to be', async ({ page }) => {
  await open(page);
  await paste(page, 'Metadata XML', idp.metadata());
  await page.getByLabel('ImageKit ID', { exact: true }).fill('acme');
  await page.getByRole('button', { name: /^Use / }).click();
  await paste(page, 'Response', idp.formBody());
  await expect(page.locator('[data-rule="assertion-audience-mismatch"]')).toBeVisible();
  await paste(page, 'Response', idp.formBody({ audience: 'https://imagekit.io/saml/consume#acme', recipient: 'https://imagekit.io/saml/consume#acme' }));
  await expect(page.getByRole('heading', { name: 'Yes, this login would work' })).toBeVisible();
});

test('markup in signed values is shown as text', async ({ page }) => {
  const { complaints } = await open(page);
  const markup = '<img src=x onerror=alert(1)>';
  await paste(page, 'Metadata XML', idp.metadata());
  await paste(page, 'Response', idp.formBody({ fullName: markup }));
  await expect(page.getByRole('region', { name: 'The user' })).toContainText(markup);
  expect(await page.locator('sso-preflight').evaluate((element) => element.shadowRoot?.querySelectorAll('img[src]').length)).toBe(0);
  expect(complaints).toEqual([]);
});

test('the host’s clock judges, not the browser’s', async ({ page }) => {
  await open(page);
  const issued = new Date('2030-05-01T12:00:00Z');
  await page.locator('sso-preflight').evaluate((element) => {
    (element as HTMLElement & { now: () => Date }).now = () => new Date('2030-05-01T12:01:00Z');
  });
  await paste(page, 'Metadata XML', idp.metadata());
  await paste(page, 'Response', idp.formBody({ issued }));
  await expect(page.getByRole('heading', { name: 'Yes, this login would work' })).toBeVisible();
  await expect(page.getByRole('region', { name: 'Times' }).locator('[data-now="true"]')).toContainText('1 May 2030');
});

test('a host’s own profile and policy are used', async ({ page }) => {
  await open(page);
  await page.locator('sso-preflight').evaluate((element) => {
    (element as HTMLElement & { settings: object }).settings = {
      requireSigned: 'response',
      profile: {
        name: 'Example', entityId: 'https://sp.example/saml', acsUrls: ['https://sp.example/acs'],
        nameId: { format: 'urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified', is: 'any' },
        claims: [{ name: 'full_name', label: 'Name', required: false }],
      },
    };
  });
  await expect(page.getByLabel('Entity ID')).toHaveAttribute('placeholder', 'https://sp.example/saml');
  await expect(page.getByLabel('Example ID')).toHaveCount(0);
  await paste(page, 'Metadata XML', idp.metadata());
  await paste(page, 'Response', idp.formBody({ audience: 'https://sp.example/saml', recipient: 'https://sp.example/acs' }));
  await expect(page.getByRole('heading', { name: 'No, this login would fail' })).toBeVisible();
});

test('an old capture can be judged as of its own minute', async ({ page }) => {
  await open(page);
  await paste(page, 'Metadata XML', idp.metadata());
  await paste(page, 'Response', idp.formBody({ issued: new Date('2026-02-01T10:00:00Z') }));
  await expect(page.locator('.verdict [data-rule="assertion-expired"]')).toBeVisible();
  await page.getByRole('button', { name: 'Judge as of when it was issued' }).click();
  const verdict = page.getByRole('region', { name: 'Yes, this login would have worked' });
  await expect(verdict).toContainText('Judged as of 1 Feb 2026, 10:00:00 UTC, not as of now.');
  await expectAccessible(page);
  await verdict.getByRole('button', { name: 'Back to now' }).click();
  await expect(page.locator('.verdict [data-rule="assertion-expired"]')).toBeVisible();
  // Another paste is judged as of now.
  await page.getByRole('button', { name: 'Judge as of when it was issued' }).click();
  await expect(verdict).toBeVisible();
  await paste(page, 'Response', idp.formBody({ issued: new Date('2026-03-01T10:00:00Z') }));
  await expect(page.locator('.verdict [data-rule="assertion-expired"]')).toBeVisible();
});

test('what ended a moment ago is within the tolerance, and longer ago is over', async ({ page }) => {
  // A clock that stands: on a slow machine “a moment ago” would be over meanwhile.
  const now = new Date('2026-03-01T12:00:00Z');
  const ended = (secondsAgo: number): Date => new Date(now.getTime() - (300 + secondsAgo) * 1000);
  await open(page);
  await page.locator('sso-preflight').evaluate((element, instant) => {
    (element as HTMLElement & { now: () => Date }).now = () => new Date(instant);
  }, now.getTime());
  await paste(page, 'Metadata XML', idp.metadata());
  await paste(page, 'Response', idp.formBody({ issued: ended(35) }));
  await expect(page.getByRole('heading', { name: 'Yes, this login would work' })).toBeVisible();
  const times = page.getByRole('region', { name: 'Times' });
  const assertion = times.getByRole('listitem').filter({ hasText: /^\s*Assertion/ }).first();
  await expect(assertion).toContainText('ended 35 seconds ago, within the tolerance');
  await expect(assertion).toHaveAttribute('data-open', 'true');
  await paste(page, 'Response', idp.formBody({ issued: ended(180) }));
  await expect(page.locator('.verdict [data-rule="assertion-expired"]')).toBeVisible();
  await expect(assertion).not.toContainText('tolerance');
  await expect(assertion).toHaveAttribute('data-open', 'false');
});

test('what is wrong for good leads, and the age of the copy is told after it', async ({ page }) => {
  await open(page);
  await paste(page, 'Metadata XML', idp.metadata());
  const yesterday = new Date(Date.now() - 86_400_000);
  await paste(page, 'Response', idp.formBody({ issued: yesterday, role: 'wizard' }));
  await expect(page.locator('.verdict [data-rule="claim-value-not-accepted"]')).toBeVisible();
  await expect(page.locator('.verdict')).not.toContainText('This copy of the login expired');
  await expect(page.getByRole('region', { name: 'Also found' })).toContainText('This copy of the login expired');
  await paste(page, 'Response', idp.formBody({ issued: yesterday }));
  await expect(page.locator('.verdict [data-rule="assertion-expired"]')).toBeVisible();
});

test('the options vary what the service provider asks for', async ({ page }) => {
  await open(page);
  await paste(page, 'Metadata XML', idp.metadata());
  await paste(page, 'Response', idp.formBody());
  await expect(page.getByRole('heading', { name: 'Yes, this login would work' })).toBeVisible();
  await page.getByText('Options', { exact: true }).click();
  await page.getByLabel('What has to be signed').selectOption('The response');
  await expect(page.locator('.verdict [data-rule="signature-policy-unmet"]')).toBeVisible();
  await page.getByLabel('What has to be signed').selectOption('The assertion itself');
  await expect(page.getByRole('heading', { name: 'Yes, this login would work' })).toBeVisible();
  await page.getByLabel('Where the login began').selectOption('Here, with the request of this ID');
  await page.getByLabel('ID of the request').fill('_request1');
  await expect(page.locator('[data-rule="response-unsolicited"]')).toBeVisible();
  await expectAccessible(page);
});

test('an encrypted assertion is opened with a private key that is never stored', async ({ page }) => {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'correct horse' }).toString();
  const { requests } = await open(page);
  const loaded = requests.length;
  await paste(page, 'Metadata XML', idp.metadata());
  await paste(page, 'Response', idp.formBody({ encryptFor: publicKey }));
  await expect(page.locator('.verdict [data-rule="assertion-encrypted"]')).toBeVisible();
  await expect(page.getByRole('region', { name: 'Signatures' })).toContainText('There may be one inside what is encrypted.');
  await page.getByLabel('Private key, for encrypted assertions').fill(pem);
  await page.getByLabel('Passphrase of the key').fill('correct horse');
  await expect(page.getByRole('heading', { name: 'Yes, this login would work' })).toBeVisible({ timeout: 15_000 });
  await expect(page.getByRole('region', { name: 'The user' })).toContainText('ada@example.com');
  await openTab(page, 'Set up');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.locator('#save-state')).toContainText('Saved.');
  const kept = JSON.stringify(await stored(page));
  expect(kept).not.toContain('PRIVATE KEY');
  expect(kept).not.toContain('correct horse');
  expect(requests.slice(loaded).filter((url) => !isOwnFile(url, page.url()))).toEqual([]);
  await page.reload();
  await ready(page);
  await openTab(page, 'Test a login');
  await page.getByText('Options', { exact: true }).click();
  await expect(page.getByLabel('Private key, for encrypted assertions')).toHaveValue('');
});

test('with its key pasted, the options stay open, the key is said to have worked, and what is signed can be seen', async ({ page }) => {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  await open(page);
  await paste(page, 'Metadata XML', idp.metadata());
  await paste(page, 'Response', idp.formBody({ encryptFor: publicKey }));
  const verdict = page.locator('.verdict');
  await expect(verdict).toContainText('the box “Private key” under Options');
  await expect(verdict).not.toContainText('decryptionKey');
  const key = page.getByLabel('Private key, for encrypted assertions');
  await expect(page.getByText('Decrypted with this key.')).toHaveCount(0);
  await key.focus();
  await page.keyboard.insertText(pem);
  await expect(page.getByRole('heading', { name: 'Yes, this login would work' })).toBeVisible();
  await expect(page.locator('.options').getByText('Decrypted with this key.')).toBeVisible();
  await expect(key).toBeFocused();

  await expect(page.locator('#decoded-help')).toContainText('What was decrypted from it is signed by a key of the metadata.');
  await page.locator('#decoded-help').getByRole('button', { name: 'Show what was decrypted' }).click();
  await expect(page.locator('#decoded .cm-signed').first()).toBeVisible();
  await expect(page.getByRole('textbox', { name: 'Decoded text' })).toBeFocused();
  await expect(page.getByLabel('Text to show')).toHaveValue(/./);
  await expect(page.getByLabel('Text to show').locator('option:checked')).toHaveText('EncryptedAssertion, decrypted');

  // Closed by hand it stays closed.
  await page.locator('#test-panel summary').filter({ hasText: 'Options' }).click();
  await expect(key).toBeHidden();
});

test('metadata is judged by the first part of the core, and nothing more is fetched for it', async ({ page }) => {
  const { requests } = await open(page);
  const loaded = requests.length;
  await paste(page, 'Metadata XML', idp.metadata());
  await expect(page.locator('.certificate')).toContainText('RSA 2048 bits');
  expect(requests.slice(loaded)).toEqual([]);
});

test('the rest of the core is fetched once somebody turns to testing a login', async ({ page }) => {
  const { requests } = await open(page);
  const loaded = requests.length;
  await openTab(page, 'Test a login');
  const wasm = (): string[] => requests.slice(loaded).filter((url) => url.endsWith('.wasm'));
  await expect.poll(wasm).toHaveLength(1);
  await paste(page, 'Response', idp.formBody());
  await judged(page);
  expect(wasm()).toHaveLength(1);
  expect(requests.slice(loaded).filter((url) => !isOwnFile(url, page.url()))).toEqual([]);
});

test('where the rest of the core cannot be loaded the page says so, and it can be tried again', async ({ page }) => {
  let broken = true;
  await page.route(/sso_preflight(?!_metadata)[\w-]*\.(js|wasm)$/, (route) => (broken ? route.abort() : route.continue()));
  await open(page);
  await paste(page, 'Metadata XML', idp.metadata());
  await expect(page.locator('.certificate')).toContainText('RSA 2048 bits');
  await paste(page, 'Response', idp.formBody());
  await expect(page.getByText('A part of the checker could not be loaded.')).toBeVisible();
  await expect(page.locator('#spoken')).toContainText('This response could not be checked. Your text is still here.');
  await expectAccessible(page);
  // The metadata can be saved all the same.
  await openTab(page, 'Set up');
  await expect(page.getByRole('button', { name: 'Save' })).toBeEnabled();
  await openTab(page, 'Test a login');
  broken = false;
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByRole('heading', { name: 'Yes, this login would work' })).toBeVisible();
});

test('on a slow line the rest of the core is fetched once, however much is typed meanwhile', async ({ page }) => {
  let fetched = 0;
  await page.route(/sso_preflight_bg[\w-]*\.wasm$/, async (route) => {
    fetched += 1;
    await new Promise((resolve) => setTimeout(resolve, 4_000));
    await route.continue();
  });
  await open(page);
  await paste(page, 'Metadata XML', idp.metadata());
  for (const role of ['wizard', 'fairy', 'developer']) {
    await paste(page, 'Response', idp.formBody({ role }));
    await page.waitForTimeout(1_000);
  }
  await expect(page.getByRole('heading', { name: 'Yes, this login would work' })).toBeVisible({ timeout: 15_000 });
  expect(fetched).toBe(1);
});

test('metadata with a key on a curve is judged by the whole core, and nothing is shown before', async ({ page }) => {
  const curve = new IdentityProvider(undefined, 'ec');
  const { requests } = await open(page);
  const loaded = requests.length;
  await page.locator('sso-preflight').evaluate((element) => {
    const shown: string[] = [];
    Object.assign(globalThis, { shown });
    new MutationObserver(() => shown.push(...[...(element.shadowRoot?.querySelectorAll('.idp-card') ?? [])].map((card) => card.textContent ?? '')))
      .observe(element.shadowRoot ?? element, { subtree: true, childList: true, characterData: true });
  });
  await paste(page, 'Metadata XML', curve.metadata());
  await expect(page.locator('.certificate')).toContainText('EC 256 bits');
  expect(requests.slice(loaded).filter((url) => url.endsWith('.wasm'))).toHaveLength(1);
  expect(requests.slice(loaded).filter((url) => !isOwnFile(url, page.url()))).toEqual([]);
  const shown = await page.evaluate(() => (globalThis as unknown as { shown: string[] }).shown);
  expect(shown.length).toBeGreaterThan(0);
  expect(shown.filter((text) => !text.includes('EC 256 bits'))).toEqual([]);
  await paste(page, 'Response', curve.formBody());
  await expect(page.getByRole('heading', { name: 'Yes, this login would work' })).toBeVisible({ timeout: 15_000 });
  await expect(page.getByRole('region', { name: 'The user' })).toContainText('ada@example.com');
  // Another key, and text that was changed, are refused as with RSA.
  await paste(page, 'Response', new IdentityProvider(undefined, 'ec').formBody());
  await expect(page.getByRole('region', { name: 'No, this login would fail' })).toBeVisible();
});

test('a large paste does not block the page', async ({ page }) => {
  await open(page);
  const filler = `<!-- ${'x'.repeat(80)} -->\n`.repeat(6000);
  await paste(page, 'Metadata XML', idp.metadata().replace('</md:EntityDescriptor>', `${filler}</md:EntityDescriptor>`));
  await expect(page.locator('.certificate')).toContainText('CN=Example signing key');
});
