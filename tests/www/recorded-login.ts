// A small login made for one test run: a service provider and an identity provider on this machine, a browser of
// its own that goes through it, and what this browser's tools make of it. Nothing is written by hand.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readFile } from 'node:fs/promises';
import { deflateRawSync } from 'node:zlib';
import { chromium, expect, type Browser, type LaunchOptions, type Page } from '@playwright/test';
import { IdentityProvider } from './identity-provider';

export const RELAY_STATE = 'https://imagekit.io/dashboard?from=it\'s "here" & 100%';
const ACS = 'https://imagekit.io/saml/consume';

/** DevTools are a large page, and load in hundreds of parts. */
const DEV_TOOLS = { timeout: 60_000 };

/** What a browser's tools say of one login. */
export interface Recording {
  /** The address that the service provider sends the browser to, with the request in it. */
  redirect: string;
  /** The identity provider's page, as “View source” shows it. */
  page: string;
  /** The body of the form, as “view source” in the Payload tab shows it. */
  body: string;
  /** Playwright's own HAR. */
  har: string;
  /** What the menus of DevTools copy and save, by name; empty where this browser brings no DevTools along. */
  tools: Record<string, string>;
}

/** A login of `idp`, recorded with the browser that `options` start. */
export async function record(idp: IdentityProvider, options: LaunchOptions, harPath: string): Promise<Recording> {
  const { server, address } = await serve(idp);
  const debug = await freePort();
  const args = [...(options.args ?? []), `--remote-debugging-port=${debug}`, `--remote-allow-origins=http://127.0.0.1:${debug}`];
  const browser = await chromium.launch({ ...options, args });
  try {
    const recording = await recordHar(browser, address, harPath);
    return { ...recording, har: await readFile(harPath, 'utf8'), tools: await askDevTools(browser, address, debug) };
  } finally {
    await browser.close();
    server.close();
  }
}

/** The service provider's /login and /saml/consume, and the identity provider's /sso. */
async function serve(idp: IdentityProvider): Promise<{ server: Server; address: string }> {
  const request =
    `<samlp:AuthnRequest xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ` +
    `ID="_request1" Version="2.0" IssueInstant="${new Date().toISOString()}" AssertionConsumerServiceURL="${ACS}">` +
    `<saml:Issuer>${ACS}</saml:Issuer></samlp:AuthnRequest>`;
  const saml = deflateRawSync(request).toString('base64');
  const query = `SAMLRequest=${encodeURIComponent(saml)}&RelayState=${encodeURIComponent(RELAY_STATE)}`;
  const escape = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;');
  const server = createServer((asked, answer) => {
    const html = (body: string): void => {
      answer.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
      answer.end(body);
    };
    const sendOn = (location: string): void => {
      answer.writeHead(302, { location });
      answer.end();
    };
    asked.resume();
    asked.on('end', () => {
      switch (new URL(asked.url ?? '/', 'http://127.0.0.1').pathname) {
        case '/login': return sendOn(`/sso?${query}`);
        case '/sso': {
          const value = Buffer.from(idp.response()).toString('base64');
          return html(
            `<!DOCTYPE html><html><body><form method="post" action="/saml/consume"><input type="hidden" name="SAMLResponse" value="${value}"/>` +
              `<input type="hidden" name="RelayState" value="${escape(RELAY_STATE)}"/></form><script>document.forms[0].submit();</script></body></html>`,
          );
        }
        case '/saml/consume': return sendOn('/dashboard');
        default: return html('<!DOCTYPE html><title>Dashboard</title>');
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, address: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function logIn(page: Page, address: string): Promise<void> {
  await page.goto(`${address}/login`);
  await page.waitForURL('**/dashboard');
}

async function recordHar(browser: Browser, address: string, path: string): Promise<Omit<Recording, 'har' | 'tools'>> {
  const context = await browser.newContext({ recordHar: { path, content: 'embed' } });
  const page = await context.newPage();
  const seen = { redirect: '', page: '', body: '' };
  page.on('request', (request) => {
    if (request.url().includes('SAMLRequest=')) seen.redirect = request.url();
    if (request.method() === 'POST') seen.body = request.postData() ?? '';
  });
  await logIn(page, address);
  // “View source” asks for the page once more, too.
  seen.page = await (await context.request.get(seen.redirect)).text();
  // Writes the file.
  await context.close();
  return seen;
}

/** Opens this browser's own DevTools on a page of its own, logs in there, and asks for what its menus copy. */
async function askDevTools(browser: Browser, address: string, debug: number): Promise<Record<string, string>> {
  const home = `http://127.0.0.1:${debug}`;
  if (!(await fetch(`${home}/devtools/devtools_app.html`)).ok) return {};
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto('about:blank#the-login');
  const targets = (await (await fetch(`${home}/json/list`)).json()) as { id: string; url: string }[];
  const target = targets.find(({ url }) => url === 'about:blank#the-login');
  const devTools = await context.newPage();
  await devTools.goto(`${home}/devtools/devtools_app.html?ws=127.0.0.1:${debug}/devtools/page/${target?.id}&panel=network`);
  const hasSeen = (part: string): Promise<boolean> =>
    devTools.evaluate(
      async ({ home, part }) => {
        const { NetworkLog } = await import(`${home}/devtools/models/logs/logs.js`);
        const requests = NetworkLog.NetworkLog.instance().requests() as { url(): string }[];
        return requests.some((request) => request.url().includes(part));
      },
      { home, part },
    );
  // The network is watched once something of it was seen.
  await expect.poll(async () => (await page.goto(`${address}/dashboard`), hasSeen('/dashboard')), DEV_TOOLS).toBe(true);
  // Now that it has started: before, its settings are made anew.
  await devTools.evaluate(async (home) => {
    const { Settings } = await import(`${home}/devtools/core/common/common.js`);
    Settings.Settings.instance().moduleSetting('network-log.preserve-log').set(true);
  }, home);
  await logIn(page, address);
  for (const part of ['/sso?SAMLRequest=', '/saml/consume']) await expect.poll(() => hasSeen(part), DEV_TOOLS).toBe(true);
  return devTools.evaluate(copyAll, home);
}

/** Runs in DevTools: what the menus of its network panel give. */
async function copyAll(home: string): Promise<Record<string, string>> {
  const [{ NetworkLog }, { NetworkLogView, NetworkPanel }, { Writer }] = await Promise.all([
    import(`${home}/devtools/models/logs/logs.js`),
    import(`${home}/devtools/panels/network/network.js`),
    import(`${home}/devtools/models/har/har.js`),
  ]);
  const requests = NetworkLog.NetworkLog.instance().requests();
  const posted = requests.find((request: { requestMethod: string }) => request.requestMethod === 'POST');
  const view = NetworkPanel.NetworkPanel.instance().networkLogView;
  const progress = (): object => ({ createSubProgress: progress, canceled: false, title: '', totalWork: 0, worked: 0, done: false });
  const har = (sanitize: boolean): Promise<string> => Writer.Writer.harStringForRequests([...requests], { sanitize }, progress());
  return {
    'cURL (bash)': await NetworkLogView.NetworkLogView.generateCurlCommand(posted, 'unix'),
    'cURL (cmd)': await NetworkLogView.NetworkLogView.generateCurlCommand(posted, 'win'),
    'all as cURL (bash)': await view.generateAllCurlCommand(requests, 'unix'),
    'all as cURL (cmd)': await view.generateAllCurlCommand(requests, 'win'),
    PowerShell: await view.generatePowerShellCommand(posted),
    'all as PowerShell': await view.generateAllPowerShellCommand(requests),
    fetch: await view.generateFetchCall(posted, 0),
    'fetch (Node.js)': await view.generateFetchCall(posted, 1),
    'all as fetch': await view.generateAllFetchCall(requests, 0),
    HAR: await har(false),
    'HAR (sanitized)': await har(true),
  };
}
