import { expect, test } from '@playwright/test';
import { ANSWERS, finding, OKTA, PROFILE, report } from './samples';
import { box, open, openTab, paste, textOf } from './support';

test('an accepted response shows the user that would be created', async ({ page }) => {
  await open(page, ANSWERS);
  await paste(page, 'Metadata XML', OKTA);
  await paste(page, 'Response', 'accept me');
  await expect(page.getByRole('heading', { name: 'Yes, this login would work' })).toBeVisible();
  const user = page.getByRole('region', { name: 'The user' });
  await expect(user).toContainText('ada@example.com');
  await expect(user).toContainText('Ada Lovelace');
  await expect(user).toContainText('Developer developer');
  await expect(user).toContainText('Everything but users and billing');
  await expect(page.locator('#spoken')).toContainText('Yes, this login would work. 1 note.');
});

test('a refused response shows the first cause, its fix and where it stands', async ({ page }) => {
  await open(page, ANSWERS);
  await paste(page, 'Metadata XML', OKTA);
  await paste(page, 'Response', 'reject me');
  const verdict = page.getByRole('region', { name: 'No, this login would fail' });
  await expect(verdict).toContainText('They differ in a slash at the end.');
  await expect(verdict).toContainText('Fix it in Okta');
  await expect(verdict.locator('.fix li')).toHaveCount(3);
  await expect(verdict).toContainText('SAML Core §2.5.1.4');
  await expect(page.getByRole('region', { name: 'The user' })).toHaveCount(0);
  await verdict.getByRole('button', { name: /Show in text assertion-audience-mismatch/ }).click();
  await expect(page.getByRole('textbox', { name: 'Decoded XML' })).toBeFocused();
  // Read-only: the place is selected and typing changes nothing.
  await expect.poll(() => page.locator('#decoded').evaluate((element) => (element.getRootNode() as ShadowRoot & { getSelection?: () => Selection }).getSelection?.().toString()))
    .toBe('https://imagekit.io/saml/consume/');
  const before = await textOf(page, 'decoded');
  await page.keyboard.type('x');
  expect(await textOf(page, 'decoded')).toBe(before);
});

test('other findings follow with their consequences folded', async ({ page }) => {
  await open(page, ANSWERS);
  await paste(page, 'Metadata XML', OKTA);
  await paste(page, 'Response', 'reject me');
  const others = page.getByRole('region', { name: 'Also found: 1 error, 1 note, 1 hint' });
  const expired = others.locator('[data-rule="assertion-expired"]');
  await expect(expired.getByText('The confirmation expired 3 hours ago.')).toBeHidden();
  await expired.getByText('1 more problem follows from this').click();
  await expect(expired.getByText('The confirmation expired 3 hours ago.')).toBeVisible();
  await expect(expired).toContainText('Get a fresh copy');
  await others.locator('[data-rule="capture-repaired"]').getByRole('button', { name: /Show in text/ }).click();
  await expect(box(page, 'Response')).toBeFocused();
});

test('claims, signatures and the reading of the paste are shown', async ({ page }) => {
  await open(page, ANSWERS);
  await paste(page, 'Response', 'reject me');
  const claims = page.getByRole('table');
  await expect(claims.getByRole('row', { name: /imagekit_role/ })).toContainText('Signed');
  await expect(claims.getByRole('row', { name: /department/ })).toContainText('Unsigned');
  const signatures = page.getByRole('region', { name: 'Signatures' });
  await expect(signatures).toContainText('Verified');
  await expect(signatures).toContainText('rsa-sha256');
  await expect(signatures).toContainText('Not in the metadata, so it is not trusted');
  await expect(page.getByRole('region', { name: 'How your paste was read' })).toContainText('URL decoding');
  await expect(page.locator('#decoded .cm-signed').first()).toBeVisible();
});

test('what is signed has a bar beside it that forced colours keep', async ({ page }) => {
  await page.emulateMedia({ forcedColors: 'active' });
  await open(page, ANSWERS);
  await paste(page, 'Response', 'accept me');
  const lines = page.locator('#decoded .cm-line');
  const signed = lines.filter({ has: page.locator('.cm-signed') });
  await expect(signed.first()).toHaveCSS('border-left-width', '3px');
  const barred = await lines.evaluateAll((all) => all.map((line) => getComputedStyle(line).borderLeftWidth === '3px'));
  const covered = await lines.evaluateAll((all) => all.map((line) => line.querySelector('.cm-signed') !== null));
  expect(barred).toEqual(covered);
  expect(covered).toContain(false);
});

test('without metadata the page says what is missing', async ({ page }) => {
  const [, refused] = ANSWERS.find(([key]) => key === 'reject me') ?? [];
  const { metadata: _none, ...unjudged } = { ...refused, verdict: 'undecided' as const, findings: [] };
  await open(page, [['no metadata', report(unjudged)]]);
  await paste(page, 'Response', 'no metadata');
  const verdict = page.getByRole('region', { name: 'Cannot tell yet' });
  await expect(verdict).toContainText('Paste the identity provider’s metadata under Set up');
  await expect(page.getByRole('region', { name: 'Signatures' })).toContainText('Not checked');
});

test('emptying the box takes the answer away', async ({ page }) => {
  await open(page, ANSWERS);
  await paste(page, 'Response', 'reject me');
  await expect(page.getByRole('heading', { name: 'No, this login would fail' })).toBeVisible();
  await paste(page, 'Response', '');
  await expect(page.getByRole('heading', { name: 'Would this login work?' })).toBeVisible();
  await expect(page.getByRole('table')).toHaveCount(0);
});

test('findings that stand under Set up are not repeated', async ({ page }) => {
  const place = { source: 'metadata', from: 0, to: 5, line: 1, column: 1 };
  const soon = finding('certificate-expires-soon', 'warning', 'The certificate expires soon.', place);
  const own = finding('claim-unmapped', 'info', 'Not used.', { ...place, source: 'capture' });
  await open(page, [
    ['with metadata', report({ findings: [soon, own] })],
    ['acme', report({ findings: [soon] })],
  ]);
  await paste(page, 'Metadata XML', OKTA);
  await paste(page, 'Response', 'with metadata');
  await expect(page.getByText('The certificate expires soon.')).toHaveCount(1);
  await page.getByRole('button', { name: '1 finding about the metadata, under Set up' }).click();
  await expect(page.getByRole('tab', { name: /Set up/ })).toHaveAttribute('aria-selected', 'true');
  const there = page.getByRole('heading', { name: '1 warning in the metadata' });
  await expect(there).toBeFocused();
  await expect(there).toBeInViewport();
  // Also where its step was folded.
  await page.locator('#metadata-step > summary').click();
  await expect(there).toBeHidden();
  await openTab(page, 'Test a login');
  await page.getByRole('button', { name: '1 finding about the metadata, under Set up' }).press('Enter');
  await expect(there).toBeFocused();
});

test('thousands of findings do not drown the page', async ({ page }) => {
  const many = Array.from({ length: 5000 }, (_, i) =>
    finding('claim-unmapped', 'info', `Number ${i}.`, { source: 'capture', from: i, to: i + 1, line: 1, column: 1 }),
  );
  await open(page, [['many', report({ verdict: 'undecided', findings: many })]]);
  await paste(page, 'Response', 'many');
  await expect(page.getByText('more findings are not shown')).toBeVisible();
  await expect.poll(() => page.locator('.finding').count()).toBeLessThan(200);
});

test('an account that was compared with nothing is named beside the Yes, with the way to its field', async ({ page }) => {
  const profile = { ...PROFILE, name: 'Acme', claims: PROFILE.claims.map((c) => (c.equalsAccount === true ? { ...c, label: 'Tenant' } : c)) };
  await open(page, ANSWERS);
  await page.locator('sso-preflight').evaluate((element, own) => {
    (element as HTMLElement & { settings: object }).settings = { profile: own };
  }, profile);
  await paste(page, 'Metadata XML', OKTA);
  await paste(page, 'Response', 'accept me');
  const verdict = page.getByRole('region', { name: 'Yes, this login would work' });
  await expect(verdict.locator('#account-uncompared')).toContainText('Your Acme ID is not filled in, so “Tenant” of this response (acme) was not compared with it.');
  await expect(verdict).toContainText('the other claims are all as Acme needs them');
  await page.getByRole('tab', { name: 'Set up' }).click();
  await page.locator('#account-step > summary').click();
  await openTab(page, 'Test a login');
  await verdict.getByRole('button', { name: 'Fill in the Acme ID' }).click();
  await expect(page.getByLabel('Acme ID', { exact: true })).toBeFocused();
  await page.keyboard.type('acme');
  await openTab(page, 'Test a login');
  await expect(verdict).toContainText('the claims are all as Acme needs them');
  await expect(page.locator('#account-uncompared')).toHaveCount(0);
});

test('the tab asks for a sign-in that took place: before one there is no response', async ({ page }) => {
  await open(page, ANSWERS);
  await openTab(page, 'Test a login');
  await expect(page.locator('#test-panel .section-head')).toContainText('Paste the response of a sign-in to see whether ImageKit would accept it, and if not, why.');
  await expect(page.getByText('before anyone tries to sign in')).toHaveCount(0);
});
