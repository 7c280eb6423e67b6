// The served page as an app: it opens and works with its server gone, and changes version only when told to.
import { expect, test, type Page } from '@playwright/test';
import { BuiltServer } from './built-server';
import { IdentityProvider } from './identity-provider';
import { paste, ready, textOf, watch } from './support';

test.use({ serviceWorkers: 'allow' });
const idp = new IdentityProvider();

/** Waits until the service worker has everything. */
async function kept(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const { active } = await navigator.serviceWorker.ready;
    if (active?.state === 'activated') return;
    await new Promise<void>((done) => active?.addEventListener('statechange', () => active.state === 'activated' && done()));
  });
}

test('after one visit the page opens and checks without its server', async ({ page, context }) => {
  const server = new BuiltServer();
  const address = await server.start();
  const { complaints } = watch(page);
  await page.goto(address);
  await ready(page);
  await kept(page);
  await server.stop();
  await context.setOffline(true);
  await page.reload();
  await ready(page);
  await paste(page, 'Metadata XML', idp.metadata());
  await expect(page.locator('.certificate')).toContainText('CN=Example signing key');
  await paste(page, 'Response', idp.formBody());
  await expect(page.getByRole('heading', { name: 'Yes, this login would work' })).toBeVisible();
  // From the installed app's own address and from an old bookmark, too.
  await page.goto(`${address}index.html?from=home`);
  await ready(page);
  expect(complaints).toEqual([]);
});

test('nothing but the built files is kept, and nothing pasted', async ({ page }) => {
  const server = new BuiltServer();
  const address = await server.start();
  await page.goto(address);
  await ready(page);
  await kept(page);
  await paste(page, 'Metadata XML', idp.metadata());
  await paste(page, 'Response', idp.formBody());
  await expect(page.getByRole('heading', { name: 'Yes, this login would work' })).toBeVisible();
  const names = await page.evaluate(async () => {
    const all: string[] = [];
    for (const name of await caches.keys()) for (const request of await (await caches.open(name)).keys()) all.push(new URL(request.url).pathname);
    return all.sort();
  });
  expect(names[0]).toBe('/');
  expect(names.filter((name) => name.endsWith('.wasm')).length).toBeGreaterThan(0);
  expect(names.filter((name) => name !== '/' && !/^\/assets\/[\w-]+\.(js|css|wasm)$/.test(name))).toEqual([]);
  await server.stop();
});

test('a newer version is told, and taken only when asked for; what was typed stays', async ({ page }) => {
  const server = new BuiltServer();
  const address = await server.start();
  await page.goto(address);
  await ready(page);
  await kept(page);
  // A release: another hash, another document.
  server.change = (path, text) => {
    if (path === 'service-worker.js') return text.replace(/`[0-9a-f]{16}`/, '`0123456789abcdef`');
    return path === 'index.html' ? text.replace('<title>Single sign-on', '<title>Newer') : text;
  };
  await page.reload();
  await ready(page);
  await expect(page.getByText('A newer version of this page is ready.')).toBeVisible();
  await paste(page, 'Metadata XML', idp.metadata());
  await page.waitForTimeout(500);
  await expect(page).toHaveTitle('Single sign-on');
  expect(await textOf(page, 'metadata')).toBe(idp.metadata());
  await page.getByRole('button', { name: 'Reload' }).click();
  await expect(page).toHaveTitle('Newer');
  await ready(page);
  expect(await textOf(page, 'metadata')).toBe(idp.metadata());
  await expect(page.getByText('A newer version of this page is ready.')).toHaveCount(0);
  await server.stop();
});

test('it can be installed: the manifest, its icons and their sizes', async ({ page }) => {
  const server = new BuiltServer();
  const address = await server.start();
  await page.goto(address);
  const manifest = await page.evaluate(async () => {
    const link = document.querySelector<HTMLLinkElement>('link[rel=manifest]');
    return (await (await fetch(link?.href ?? '')).json()) as { start_url: string; display: string; icons: { src: string; sizes: string }[] };
  });
  expect(manifest).toMatchObject({ start_url: './', display: 'standalone' });
  for (const { src, sizes } of manifest.icons) {
    const width = await page.evaluate(async (url) => {
      const image = new Image();
      image.src = url;
      await image.decode();
      return image.naturalWidth;
    }, src);
    if (sizes !== 'any') expect(`${width}x${width}`).toBe(sizes);
  }
  await server.stop();
});
