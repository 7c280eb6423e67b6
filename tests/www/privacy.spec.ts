import { expect, test } from '@playwright/test';
import { ANSWERS, BROKEN, OKTA } from './samples';
import { open, openTab, paste, stored } from './support';

test('the policy is strict, stands in the document too, and nothing breaks it', async ({ page }) => {
  const { complaints } = await open(page, ANSWERS);
  const policy = (await page.locator('meta[http-equiv="Content-Security-Policy"]').getAttribute('content')) ?? '';
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("script-src 'self' 'wasm-unsafe-eval';");
  expect(policy).toContain("style-src 'self';");
  expect(policy).toContain("require-trusted-types-for 'script'");
  expect(policy).not.toContain("'unsafe-");
  await paste(page, 'Metadata XML', BROKEN);
  await paste(page, 'Response', 'reject me');
  await expect(page.getByRole('heading', { name: 'No, this login would fail' })).toBeVisible();
  await openTab(page, 'Set up');
  await page.locator('#metadata .cm-lintRange-error').hover();
  await expect(page.locator('.cm-tooltip')).toBeVisible();
  expect(complaints).toEqual([]);
});

test('once loaded, the page asks for nothing', async ({ page }) => {
  const { requests } = await open(page, ANSWERS);
  await expect(page.getByText('Nothing you paste leaves this page.')).toBeVisible();
  const origin = new URL(page.url()).origin;
  expect(requests.filter((url) => !url.startsWith(`${origin}/`) && !url.startsWith('data:'))).toEqual([]);
  const loaded = requests.length;
  await paste(page, 'Metadata XML', OKTA);
  await paste(page, 'Response', 'accept me');
  await expect(page.getByRole('heading', { name: 'Yes, this login would work' })).toBeVisible();
  await openTab(page, 'Set up');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.locator('#save-state')).toContainText('Saved.');
  await page.getByRole('button', { name: 'Delete' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  await expect(page.getByText('SSO is off', { exact: true })).toBeVisible();
  await page.waitForTimeout(300);
  expect(requests.slice(loaded)).toEqual([]);
});

test('only the settings are stored, never a response', async ({ page }) => {
  await open(page, ANSWERS);
  await paste(page, 'Metadata XML', OKTA);
  await paste(page, 'Response', 'accept me, ada@example.com');
  await openTab(page, 'Set up');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.locator('#save-state')).toContainText('Saved.');
  await page.getByLabel('Entity ID').fill('x');
  await expect.poll(async () => Object.keys((await stored(page)).session)).toEqual(['sso-preflight:draft']);
  await page.waitForTimeout(300);
  const { local, session } = await stored(page);
  expect(Object.keys(local)).toEqual(['sso-preflight:settings']);
  expect(Object.keys(JSON.parse(local['sso-preflight:settings'] ?? '{}') as object).sort()).toEqual(['accountId', 'entityId', 'metadata', 'savedAt']);
  expect(JSON.stringify({ local, session })).not.toContain('ada@example.com');
  const elsewhere = await page.evaluate(async () => ({
    databases: (await indexedDB.databases()).length,
    caches: (await caches.keys()).length,
    cookies: document.cookie,
  }));
  expect(elsewhere).toEqual({ databases: 0, caches: 0, cookies: '' });
});
