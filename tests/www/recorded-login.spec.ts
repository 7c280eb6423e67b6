// What a real browser's tools copy and save of a real login is read rightly, from paste to verdict.
import { expect, test, type Page } from '@playwright/test';
import { IdentityProvider } from './identity-provider';
import { record, RELAY_STATE, type Recording } from './recorded-login';
import { box, open, openTab, paste, pasteAsBrowsersDo } from './support';

const idp = new IdentityProvider();
let recording: Recording;

test.describe.configure({ mode: 'serial' });

test.beforeAll(async ({ launchOptions }, info) => {
  // A second browser, and the whole of its DevTools.
  test.setTimeout(120_000);
  recording = await record(idp, launchOptions, info.outputPath('login.har'));
});

/** Pastes over what the box holds. */
async function replace(page: Page, text: string): Promise<void> {
  await openTab(page, 'Test a login');
  await box(page, 'Response').focus();
  await page.keyboard.press('ControlOrMeta+a');
  await pasteAsBrowsersDo(box(page, 'Response'), text);
}

/** The words by which the page names each shape. */
const SHAPES: Record<string, string> = {
  'cURL (bash)': 'A cURL command',
  'cURL (cmd)': 'A cURL command for Windows',
  'all as cURL (bash)': 'A cURL command',
  'all as cURL (cmd)': 'A cURL command for Windows',
  PowerShell: 'A PowerShell command',
  'all as PowerShell': 'A PowerShell command',
  fetch: 'A fetch call',
  'fetch (Node.js)': 'A fetch call',
  'all as fetch': 'A fetch call',
  HAR: 'A HAR file',
  'HAR (sanitized)': 'A HAR file',
};

test('a login is accepted in every shape in which a browser gives it', async ({ page }) => {
  test.slow();
  const { body, har, page: source, tools } = recording;
  const pastes: [string, string, string][] = [
    ['the body of the form', 'A form body', body],
    ['the source of the page', 'A page with a form', source],
    ['the HAR of Playwright', 'A HAR file', har],
    ...Object.entries(tools).map(([name, text]): [string, string, string] => [name, SHAPES[name] ?? '', text]),
  ];
  const { complaints } = await open(page);
  await paste(page, 'Metadata XML', idp.metadata());
  const reading = page.getByRole('region', { name: 'How your paste was read' });
  for (const [name, shape, text] of pastes) {
    await test.step(name, async () => {
      // Nothing of the paste before may answer for this one.
      await replace(page, 'nothing');
      await expect(page.getByRole('heading', { name: 'Yes, this login would work' })).toHaveCount(0);
      await replace(page, text);
      await expect(page.getByRole('heading', { name: 'Yes, this login would work' })).toBeVisible();
      await expect(reading.getByText(shape, { exact: true })).toBeVisible();
      // A masked or mangled RelayState would show here.
      await expect(reading).toContainText(RELAY_STATE);
    });
  }
  expect(complaints).toEqual([]);
});

test('the address of the redirect is read as the request', async ({ page }) => {
  await open(page);
  await paste(page, 'Metadata XML', idp.metadata());
  await paste(page, 'Response', recording.redirect);
  await expect(page.locator('[data-rule="capture-request"]')).toBeVisible();
  await expect(page.getByRole('region', { name: 'How your paste was read' })).toContainText(RELAY_STATE);
});

test('a recording of the whole login has the request beside the response', async ({ page }) => {
  const { har, tools } = recording;
  await open(page);
  await paste(page, 'Metadata XML', idp.metadata());
  for (const text of [har, tools['HAR'] ?? har]) {
    // The recording itself has it.
    expect(text).toContain('SAMLRequest=');
    await replace(page, 'nothing');
    await expect(page.locator('[data-rule="capture-several-messages"]')).toHaveCount(0);
    await replace(page, text);
    await expect(page.locator('[data-rule="capture-several-messages"]')).toContainText('AuthnRequest, 2. Response');
  }
});

test('this browser brings its DevTools along', () => {
  // Without them the shapes above are fewer, and nobody would notice.
  test.skip(Object.keys(recording.tools).length === 0, 'this Chromium serves no DevTools');
  expect(Object.keys(recording.tools).sort()).toEqual(Object.keys(SHAPES).sort());
});
