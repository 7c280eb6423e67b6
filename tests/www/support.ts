// What the page's tests share: opening the page with or without the real core, pasting, axe, and a record of
// everything the page asks for or stores.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, type Locator, type Page } from '@playwright/test';
import { stubWorker } from './samples';
import type { Report } from '../../www/src/types';

export interface Opened {
  /** Addresses requested, in order. */
  requests: string[];
  /** CSP and Trusted Types violations, errors on the console, errors nobody caught. */
  complaints: string[];
}

export type BoxName = 'Metadata XML' | 'Response';

/** Watches the page from its first byte. */
export function watch(page: Page): Opened {
  const opened: Opened = { requests: [], complaints: [] };
  page.on('request', (request) => opened.requests.push(request.url()));
  page.on('pageerror', (error) => opened.complaints.push(`uncaught: ${error.message}`));
  page.on('console', (message) => {
    // Playwright's own word where a test runs without the service worker.
    if (message.text().startsWith('Service Worker registration blocked by Playwright')) return;
    if (message.type() === 'error' || message.type() === 'warning') opened.complaints.push(message.text());
  });
  return opened;
}

/** Opens the page; with `answers` the worker is a stub that gives them. */
export async function open(page: Page, answers?: [string, Report][]): Promise<Opened> {
  const opened = watch(page);
  if (answers !== undefined) {
    let starts = 0;
    await page.route('**/worker-*.js', (route) => route.fulfill({ contentType: 'text/javascript', body: stubWorker(answers, starts++) }));
  }
  await page.goto('./');
  await ready(page);
  return opened;
}

/** Waits until the editor and the checker are there. */
export async function ready(page: Page): Promise<void> {
  await expect(page.locator('sso-text-box[data-editor]').first()).toBeVisible();
  await expect(page.locator('sso-text-box:not([data-editor])')).toHaveCount(0);
  // These come from the checker, in whichever tab.
  await expect(page.locator('button.vendor, #guide-head').first()).toBeAttached();
}

/** Waits until what the test box holds was judged: before, the answer to what it held before may still stand there. */
export async function judged(page: Page): Promise<void> {
  await expect(page.locator('#test-panel .answers')).toHaveAttribute('aria-busy', 'false');
  await expect(page.locator('.verdict')).toBeVisible();
}

/** Waits until the example of that name is the one on the page, and was judged. */
export async function exampleJudged(page: Page, { title, vendorLabel }: { title: string; vendorLabel: string }): Promise<void> {
  const named = `Example: ${vendorLabel}, ${title.charAt(0).toLowerCase()}${title.slice(1)}.`;
  await expect(page.getByRole('complementary', { name: 'Example' })).toContainText(named);
  await judged(page);
}

/** Turns to the tab of that name. */
export async function openTab(page: Page, name: 'Set up' | 'Test a login'): Promise<void> {
  const tab = page.getByRole('tab', { name });
  if ((await tab.getAttribute('aria-selected')) !== 'true') await tab.click();
}

/** Whether it is a built file of the page, with nothing added to its address. */
export function isOwnFile(url: string, page: string): boolean {
  return url.startsWith(new URL('assets/', page).href) && /^[\w-]+\.(js|wasm)$/.test(url.slice(new URL('assets/', page).href.length));
}

export function box(page: Page, name: BoxName): Locator {
  return page.getByRole('textbox', { name, exact: true });
}

/** Replaces a box's text, as a paste does. */
export async function paste(page: Page, name: BoxName, text: string): Promise<void> {
  await openTab(page, name === 'Response' ? 'Test a login' : 'Set up');
  await box(page, name).focus();
  await page.keyboard.press('ControlOrMeta+a');
  if (text.length > 20_000) {
    // Typing this much through the browser's input method takes minutes; a paste is one event.
    await pasteAsBrowsersDo(box(page, name), text);
  } else if (text === '') await page.keyboard.press('Delete');
  else await page.keyboard.insertText(text);
}

/** The event that a paste is; what the box selects is replaced. */
export async function pasteAsBrowsersDo(box: Locator, text: string): Promise<void> {
  await box.evaluate((element, pasted) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', pasted);
    element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  }, text);
}

/** The whole text of a box. */
export async function textOf(page: Page, id: 'metadata' | 'capture' | 'decoded'): Promise<string> {
  return page.locator(`sso-text-box#${id}`).evaluate((element) => (element as HTMLElement & { value: string }).value);
}

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Fails where axe finds anything. An editor without its styles would pass wrongly, so these are asserted first. */
export async function expectAccessible(page: Page): Promise<void> {
  for (const editor of await page.locator('.cm-editor').all()) {
    await expect(editor).toHaveCSS('display', 'flex');
    await expect(editor.locator('.cm-scroller')).toHaveCSS('overflow-y', 'auto');
  }
  await page.evaluate(axeSource);
  const violations = await page.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: { run: (options: object) => Promise<{ violations: { id: string; nodes: { target: unknown; failureSummary: string }[] }[] }> } };
    const result = await axe.run({ resultTypes: ['violations'] });
    return result.violations.map((v) => `${v.id}: ${v.nodes.map((n) => `${JSON.stringify(n.target)} ${n.failureSummary}`).join('; ')}`);
  });
  expect(violations).toEqual([]);
}

/** Whether nothing reaches beyond the window's right edge. */
export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const beyond = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(beyond).toBe(0);
}

/** Everything in both storages. */
export async function stored(page: Page): Promise<{ local: Record<string, string>; session: Record<string, string> }> {
  return page.evaluate(() => ({ local: { ...localStorage }, session: { ...sessionStorage } }));
}
