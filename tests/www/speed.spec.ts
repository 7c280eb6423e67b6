// How long people wait. The figures are printed; the limits are generous, for busy machines.
import { expect, test, type Page } from '@playwright/test';
import { IdentityProvider } from './identity-provider';
import { open, paste, ready } from './support';

test.describe.configure({ mode: 'serial' });
const idp = new IdentityProvider();

function say(what: string, milliseconds: number): void {
  console.log(`    ${what}: ${milliseconds.toFixed(0)} ms`);
}

test('the page is usable soon after it was asked for', async ({ page }) => {
  await page.addInitScript(() => {
    const times: Record<string, number> = {};
    Object.assign(globalThis, { times });
    const look = (): void => {
      const root = document.querySelector('sso-preflight')?.shadowRoot;
      const note = (name: string, there: unknown): void => {
        if (there && times[name] === undefined) times[name] = performance.now();
      };
      note('typing', root?.querySelector('#metadata textarea, #metadata .cm-content'));
      note('checking', root?.querySelector('button.vendor'));
      note('editor', root?.querySelector('#metadata[data-editor]'));
      if (Object.keys(times).length < 3) requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
  await page.goto('./');
  await ready(page);
  await expect.poll(() => page.evaluate(() => Object.keys((globalThis as unknown as { times: object }).times).length)).toBe(3);
  const times = await page.evaluate(() => (globalThis as unknown as { times: Record<'typing' | 'checking' | 'editor', number> }).times);
  say('until one can type', times.typing);
  say('until a text is checked', times.checking);
  say('until the editor is there', times.editor);
  expect(times.typing).toBeLessThan(3000);
  expect(Math.max(times.checking, times.editor)).toBeLessThan(6000);
});

interface Traced {
  name: string;
  pid: number;
  tid: number;
  /** How long the thread worked, in microseconds: what other programs take of the machine does not count. */
  tdur?: number;
  /** How long that took on the wall, where no machine can tell the other. Without either it had not ended. */
  dur?: number;
  args: { name?: string };
}

/** The longest that the page's thread worked without answering while `act` ran and for a while after it. */
async function longestTask(page: Page, act: () => Promise<void>): Promise<number> {
  const browser = page.context().browser();
  if (browser === null) throw new Error('a page without a browser');
  await browser.startTracing(page, { categories: ['toplevel'] });
  await act();
  await page.waitForTimeout(2500);
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString('utf8')) as { traceEvents: Traced[] };
  const threads = traceEvents.filter(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain');
  const isPage = ({ pid, tid }: Traced): boolean => threads.some((thread) => thread.pid === pid && thread.tid === tid);
  const tasks = traceEvents.filter((event) => event.name.endsWith('RunTask') && isPage(event)).map(({ tdur, dur }) => (tdur ?? dur ?? 0) / 1000);
  expect(tasks.length).toBeGreaterThan(10);
  return Math.max(...tasks);
}

test('a paste of a megabyte does not stall the page', async ({ page }) => {
  await open(page);
  const entity = idp.metadata().replace(/^<\?xml[^>]*>\s*/, '').trim();
  const lines = Array.from({ length: 500 }, (_, at) => entity.replace(/entityID="[^"]*"/, `entityID="https://idp${at}.example.org"`)).join('\n');
  const aggregate = `<md:EntitiesDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata">${lines}</md:EntitiesDescriptor>`;
  expect(aggregate.length).toBeGreaterThan(900_000);
  const inLines = await longestTask(page, async () => {
    await paste(page, 'Metadata XML', aggregate);
    await expect(page.getByRole('combobox', { name: /This file describes 500/ })).toBeVisible();
  });
  say('longest task, 1 MB of metadata in lines', inLines);
  const oneLine = await longestTask(page, async () => {
    await paste(page, 'Metadata XML', aggregate.replace(/>\s+</g, '><'));
    await expect(page.locator('#metadata .cm-line')).toHaveCount(1);
  });
  say('longest task, 1 MB of metadata in one line', oneLine);
  const groups = Array.from({ length: 12_000 }, (_, at) => `<saml:AttributeValue>CN=Group number ${at},OU=Groups,DC=example,DC=com</saml:AttributeValue>`).join('');
  const response = `<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ID="_r" Version="2.0"><saml:Assertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="_a"><saml:AttributeStatement><saml:Attribute Name="groups">${groups}</saml:Attribute></saml:AttributeStatement></saml:Assertion></samlp:Response>`;
  const encoded = await longestTask(page, async () => {
    await paste(page, 'Response', Buffer.from(response).toString('base64'));
    await expect(page.locator('#decoded .cm-line').first()).toBeVisible();
  });
  say('longest task, a response of 1 MB in base64', encoded);
  expect(Math.max(inLines, oneLine, encoded)).toBeLessThan(350);
});

test('an aggregate of 20 MB is opened, read and searched without a stall', async ({ page }) => {
  test.slow();
  await open(page);
  const entity = idp.metadata().replace(/^<\?xml[^>]*>\s*/, '').trim();
  const count = Math.ceil(20_000_000 / entity.length);
  const stall = await longestTask(page, async () => {
    const started = Date.now();
    await page.locator('sso-text-box#metadata').evaluate((element, [text, many]) => {
      const all = Array.from({ length: Number(many) }, (_, at) => String(text).replace(/entityID="[^"]*"/, `entityID="https://idp${at}.example.org"`));
      const file = new File(['<md:EntitiesDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata">', all.join('\n'), '</md:EntitiesDescriptor>'], 'aggregate.xml');
      void (element as HTMLElement & { open: (file: File) => Promise<void> }).open(file);
    }, [entity, String(count)]);
    await expect(page.getByRole('combobox', { name: /organisations\. Which one is yours/ })).toBeVisible({ timeout: 30_000 });
    say('until the organisations of 20 MB can be searched', Date.now() - started);
  });
  say('longest task meanwhile', stall);
  // The last one is found, too.
  await page.getByRole('combobox', { name: /organisations/ }).fill(`idp${count - 1}.`);
  await expect(page.getByRole('option')).toHaveCount(1);
  expect(stall).toBeLessThan(500);
});

test('findings follow a keystroke', async ({ page }) => {
  await open(page);
  const filler = `<!-- ${'x'.repeat(80)} -->\n`.repeat(550);
  await paste(page, 'Metadata XML', idp.metadata().replace('</md:EntityDescriptor>', `${filler}</md:EntityDescriptor>`));
  await expect(page.locator('.certificate')).toBeVisible();
  await page.keyboard.press('ControlOrMeta+End');
  const started = Date.now();
  await page.keyboard.type('<');
  await expect(page.locator('#metadata-findings-title')).toContainText('error');
  say('from a key in 50 kB to the finding (of it 150 ms of waiting for the next key)', Date.now() - started);
});
