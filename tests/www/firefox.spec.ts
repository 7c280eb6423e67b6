// The main flows in Firefox, with the real core, under the real policy.
import { expect, test } from '@playwright/test';
import { BuiltServer } from './built-server';
import { Firefox, firefoxPath } from './firefox';
import { IdentityProvider } from './identity-provider';

const path = firefoxPath();
test.skip(path === undefined, 'Firefox is not installed: apt-get install firefox-esr, or FIREFOX=/path/to/it');
test.describe.configure({ mode: 'serial' });

const idp = new IdentityProvider();
const server = new BuiltServer();
let firefox: Firefox;
let address: string;

const READY = "return root?.querySelector('button.vendor, #guide-head') && root.querySelector('sso-text-box[data-editor]') ? true : false;";
/** As a file that is opened: Firefox lets no script make a paste. */
const PASTE = `void root.querySelector('#' + arguments[0]).open(new File([arguments[1]], 'text.xml'));`;
const SHOWS = 'return (root.querySelector(arguments[0])?.textContent ?? "").replace(/\\s+/g, " ").includes(arguments[1]);';
/** Gives whether it was there to be clicked. */
const CLICK = `const all = [...root.querySelectorAll(arguments[0])];
  const found = all.find((e) => arguments[1] === undefined || arguments[1] === null || e.textContent.includes(arguments[1]));
  found?.click();
  return found !== undefined;`;

test.beforeAll(async () => {
  test.setTimeout(120_000);
  address = await server.start();
  firefox = await Firefox.start(path ?? '');
});

test.afterAll(async () => {
  await firefox.stop();
  await server.stop();
});

test('the set-up: guide, metadata, saving, and all of it after a reload', async () => {
  test.setTimeout(90_000);
  await firefox.goto(address);
  await firefox.until(READY);
  await firefox.until(CLICK, 'button.vendor', 'Okta');
  await firefox.until(SHOWS, '.guide', 'https://imagekit.io/saml/consume');
  await firefox.run(PASTE, 'metadata', idp.metadata());
  await firefox.until(SHOWS, '.certificate', 'CN=Example signing key');
  await firefox.until(CLICK, 'button.primary', 'Save');
  await firefox.until(SHOWS, '#save-state', 'Saved. SSO is on.');
  await firefox.goto(address);
  await firefox.until(READY);
  await firefox.until(SHOWS, '.state', 'SSO is on');
  await firefox.until(SHOWS, '.certificate', 'CN=Example signing key');
});

test('a test of a login: accepted, then refused with the cause', async () => {
  test.setTimeout(90_000);
  await firefox.until(CLICK, '#test-tab', null);
  await firefox.until("return root.querySelector('#capture .cm-content') !== null;");
  await firefox.run(PASTE, 'capture', idp.formBody());
  await firefox.until(SHOWS, '#verdict-title', 'Yes, this login would work');
  await firefox.until(SHOWS, '#test-panel', 'ada@example.com');
  await firefox.goto(address);
  await firefox.until(READY);
  await firefox.until(CLICK, '#test-tab', null);
  await firefox.run(PASTE, 'capture', idp.formBody({ audience: 'https://imagekit.io/saml/consume/' }));
  await firefox.until(SHOWS, '#verdict-title', 'No, this login would fail');
  await firefox.until(SHOWS, '#test-panel', 'assertion-audience-mismatch');
});

test('the editor is styled under the policy, and nothing reaches beyond the window', async () => {
  await firefox.until(CLICK, '#setup-tab', null);
  await firefox.until("return root.querySelector('#metadata .cm-scroller') !== null;");
  const editor = await firefox.run<{ display: string; overflow: string }>(`const editor = root.querySelector('#metadata .cm-editor');
    return { display: getComputedStyle(editor).display, overflow: getComputedStyle(editor.querySelector('.cm-scroller')).overflowY };`);
  expect(editor).toEqual({ display: 'flex', overflow: 'auto' });
  const sideways = await firefox.run<number>('return document.documentElement.scrollWidth - document.documentElement.clientWidth;');
  expect(sideways).toBe(0);
});

test('it opens from its own store once the server is gone', async () => {
  test.setTimeout(90_000);
  // It has everything once it is active; the page that comes next is its own.
  await firefox.until("return navigator.serviceWorker.getRegistration().then((kept) => kept?.active?.state === 'activated');");
  await firefox.goto(address);
  await firefox.until('return navigator.serviceWorker.controller !== null;');
  await firefox.until(READY);
  await server.stop();
  await firefox.goto(address);
  await firefox.until(READY);
  await firefox.until(SHOWS, '.state', 'SSO is on');
});
