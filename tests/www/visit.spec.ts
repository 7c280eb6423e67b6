// A whole visit, with a record of everything through which a page could let something out.
import { generateKeyPairSync } from 'node:crypto';
import { expect, test, type Page } from '@playwright/test';
import { IdentityProvider } from './identity-provider';
import { isOwnFile, judged, open, openTab, paste, stored } from './support';

interface Call {
  what: string;
  detail: string;
}

/** Wraps every way out before the page's first script runs. */
async function record(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const calls: { what: string; detail: string }[] = [];
    Object.assign(globalThis, { calls });
    const text = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value) ?? '');
    const wrap = (target: object | undefined, owner: string, names: string[]): void => {
      for (const name of names) {
        const original: unknown = target === undefined ? undefined : Reflect.get(target, name);
        if (target === undefined || typeof original !== 'function') continue;
        Reflect.set(target, name, function (this: unknown, ...args: unknown[]) {
          calls.push({ what: `${owner}.${name}`, detail: args.map(text).join(' ') });
          return Reflect.apply(original as (...a: unknown[]) => unknown, this, args);
        });
      }
    };
    const construct = (name: string): void => {
      const original: unknown = Reflect.get(globalThis, name);
      if (typeof original !== 'function') return;
      Reflect.set(globalThis, name, new Proxy(original, {
        construct(target, args: unknown[]) {
          calls.push({ what: `new ${name}`, detail: args.map(text).join(' ') });
          return Reflect.construct(target, args) as object;
        },
      }));
    };
    wrap(Storage.prototype, 'Storage', ['setItem']);
    wrap(Worker.prototype, 'Worker', ['postMessage']);
    wrap(MessagePort.prototype, 'MessagePort', ['postMessage']);
    wrap(BroadcastChannel.prototype, 'BroadcastChannel', ['postMessage']);
    wrap(window, 'window', ['postMessage', 'open', 'fetch', 'print']);
    wrap(navigator, 'navigator', ['sendBeacon', 'share']);
    wrap(navigator.clipboard, 'clipboard', ['write', 'writeText', 'read', 'readText']);
    wrap(XMLHttpRequest.prototype, 'XMLHttpRequest', ['open', 'send']);
    wrap(indexedDB, 'indexedDB', ['open']);
    wrap(caches, 'caches', ['open']);
    wrap(history, 'history', ['pushState', 'replaceState']);
    wrap(document, 'document', ['execCommand']);
    wrap(HTMLFormElement.prototype, 'form', ['submit']);
    for (const name of ['WebSocket', 'EventSource', 'RTCPeerConnection', 'SharedWorker', 'BroadcastChannel', 'Notification', 'Image']) construct(name);
    const cookie = Object.getOwnPropertyDescriptor(Document.prototype, 'cookie');
    Object.defineProperty(document, 'cookie', {
      get: () => cookie?.get?.call(document) as string,
      set: (value: string) => calls.push({ what: 'cookie', detail: value }),
    });
  });
}

test.use({ permissions: ['clipboard-read', 'clipboard-write'] });

test('through a whole visit only the settings are stored, only copied values reach the clipboard, and nothing is sent', async ({ page, context }) => {
  test.slow();
  const idp = new IdentityProvider();
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  await record(page);
  const { requests, complaints } = await open(page);
  const loaded = requests.length;

  await page.getByLabel('ImageKit ID', { exact: true }).fill('acme');
  await page.getByRole('button', { name: 'Okta', exact: true }).click();
  await page.getByRole('checkbox').first().check();
  await page.getByRole('button', { name: 'Copy Audience URI (SP Entity ID)' }).click();
  await paste(page, 'Metadata XML', idp.metadata());
  await expect(page.locator('.certificate')).toContainText('CN=Example signing key');
  await page.getByRole('button', { name: 'Readable' }).click();
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.locator('#save-state')).toContainText('Saved.');
  await paste(page, 'Response', idp.formBody({ nameId: 'secret.person@example.com' }));
  await expect(page.getByRole('heading', { name: 'Yes, this login would work' })).toBeVisible();
  await page.getByText('Options', { exact: true }).click();
  await page.getByLabel('Private key, for encrypted assertions').fill(pem);
  await paste(page, 'Response', idp.formBody({ nameId: 'secret.person@example.com', encryptFor: publicKey }));
  await judged(page);
  await expect(page.getByText('Decrypted with this key.')).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Yes, this login would work' })).toBeVisible();
  await paste(page, 'Response', idp.formBody({ nameId: 'secret.person@example.com', audience: 'https://wrong.example' }));
  await expect(page.getByRole('heading', { name: 'No, this login would fail' })).toBeVisible();
  await page.getByRole('region', { name: 'No, this login would fail' }).getByRole('button', { name: /Show in text/ }).click();
  await openTab(page, 'Set up');
  await page.getByRole('button', { name: 'Delete' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.locator('#save-state')).toContainText('Restored.');
  await page.waitForTimeout(1500);

  const calls = await page.evaluate(() => (globalThis as unknown as { calls: Call[] }).calls);
  const kinds = [...new Set(calls.map((call) => call.what))].sort();
  expect(kinds).toEqual(['Storage.setItem', 'Worker.postMessage', 'clipboard.writeText']);
  expect(calls.filter((call) => call.what === 'clipboard.writeText').map((call) => call.detail)).toEqual(['https://imagekit.io/saml/consume']);
  const written = calls.filter((call) => call.what === 'Storage.setItem');
  expect([...new Set(written.map((call) => call.detail.split(' ')[0]))].sort()).toEqual(['sso-preflight:draft', 'sso-preflight:guide', 'sso-preflight:settings']);
  const everything = JSON.stringify([written, await stored(page)]);
  for (const secret of ['secret.person', 'PRIVATE KEY', pem.split('\n')[3] ?? 'x', 'SAMLResponse']) expect(everything).not.toContain(secret);
  // The page's own file for decryption, asked for when there is a key; nothing else, and nothing in its address.
  expect(requests.slice(loaded).filter((url) => !isOwnFile(url, page.url()))).toEqual([]);
  expect(await context.cookies()).toEqual([]);
  expect(page.url()).not.toContain('#');
  expect(complaints).toEqual([]);
});
