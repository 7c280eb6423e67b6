// The page as one file, opened from the disk with the network cut off.
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import { IdentityProvider } from './identity-provider';
import { expectAccessible, paste, ready, watch } from './support';

const FILE = new URL('../../www/dist-single/sso-preflight.html', import.meta.url);
const idp = new IdentityProvider();

test.beforeAll(() => {
  if (!existsSync(FILE)) throw new Error(`Missing ${fileURLToPath(FILE)}; cargo xtask single-file builds it`);
});

test('from a stick and without a network, everything works', async ({ page, context }) => {
  await context.setOffline(true);
  await context.route(/^(https?|wss?):/, (route) => route.abort());
  const { requests, complaints } = watch(page);
  await page.goto(FILE.href);
  await ready(page);
  await paste(page, 'Metadata XML', idp.metadata());
  await expect(page.locator('.certificate')).toContainText('CN=Example signing key');
  await page.getByLabel('ImageKit ID', { exact: true }).fill('acme');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.locator('#save-state')).toContainText('Saved. SSO is on.');
  await paste(page, 'Response', idp.formBody());
  await expect(page.getByRole('heading', { name: 'Yes, this login would work' })).toBeVisible();
  await expect(page.getByRole('region', { name: 'The user' })).toContainText('ada@example.com');
  await paste(page, 'Response', idp.formBody({ audience: 'https://imagekit.io/saml/consume/' }));
  await expect(page.getByRole('heading', { name: 'No, this login would fail' })).toBeVisible();
  await expectAccessible(page);
  await page.reload();
  await ready(page);
  await expect(page.getByText('SSO is on')).toBeVisible();
  expect(complaints).toEqual([]);
  expect(requests.filter((url) => url !== FILE.href && !/^(blob|data):/.test(url))).toEqual([]);
});

test('its own policy allows no connection and no script but its own', async ({ page }) => {
  const html = readFileSync(FILE, 'utf8');
  const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1] ?? '';
  const directives = policy.split('; ');
  expect(directives).toContain("default-src 'none'");
  expect(directives).toContain("connect-src 'none'");
  expect(directives).toContain('worker-src blob:');
  expect(directives).toContain("require-trusted-types-for 'script'");
  expect(directives.find((d) => d.startsWith('script-src'))).toMatch(/^script-src 'sha256-[A-Za-z0-9+/]{43}=' 'wasm-unsafe-eval'$/);
  expect(directives.find((d) => d.startsWith('style-src'))).toMatch(/^style-src 'sha256-[A-Za-z0-9+/]{43}='$/);
  // Nothing is loaded from anywhere.
  expect(html.replace(/<script[\s\S]*<\/script>/, '').match(/\b(?:src|href)="(?!data:)[^"]*"/g)).toBeNull();

  await page.goto(FILE.href);
  await ready(page);
  await page.evaluate(async () => {
    const blocked: string[] = [];
    Object.assign(globalThis, { blocked });
    document.addEventListener('securitypolicyviolation', (event) => blocked.push(event.effectiveDirective));
    const script = document.createElement('script');
    try {
      script.textContent = 'globalThis.owned = true';
    } catch {
      blocked.push('trusted types');
    }
    document.body.append(script);
    await fetch('https://example.com/').catch(() => undefined);
    new Image().src = 'https://example.com/a.png';
  });
  const blocked = (): Promise<string[]> => page.evaluate(() => (globalThis as unknown as { blocked: string[] }).blocked);
  await expect.poll(blocked).toEqual(expect.arrayContaining(['connect-src', 'img-src', 'trusted types']));
  expect(await page.evaluate(() => 'owned' in globalThis)).toBe(false);
});
