// A page that stays open: what it says about times was true when it checked, and coming back it checks again.
import { expect, test, type Page } from '@playwright/test';
import { IdentityProvider } from './identity-provider';
import { ANSWERS, finding, OKTA, report } from './samples';
import { open, openTab, paste, textOf } from './support';

const START = new Date('2026-02-01T10:00:00Z');
const idp = new IdentityProvider();

function after(minutes: number): Date {
  return new Date(START.getTime() + minutes * 60_000);
}

/** The page was out of sight until that moment. */
async function comeBack(page: Page, at: Date): Promise<void> {
  await page.clock.setFixedTime(at);
  await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
}

/** Notes every change of what is said aloud, and whether a check was ever shown as running. */
async function listen(page: Page): Promise<() => Promise<string[]>> {
  await page.locator('sso-preflight').evaluate((element) => {
    const heard: string[] = [];
    Object.assign(globalThis, { heard });
    const root = element.shadowRoot;
    const spoken = root?.querySelector('#spoken');
    if (root == null || spoken == null) throw new Error('no page');
    new MutationObserver(() => heard.push(spoken.textContent ?? '')).observe(spoken, { subtree: true, childList: true, characterData: true });
    new MutationObserver(() => {
      if (root.querySelector('[aria-busy="true"]') !== null) heard.push('busy');
    }).observe(root, { subtree: true, attributes: true, childList: true });
  });
  return () => page.evaluate(() => (globalThis as unknown as { heard: string[] }).heard);
}

test.use({ timezoneId: 'Asia/Kolkata' });

test.beforeEach(async ({ page }) => {
  await page.clock.setFixedTime(START);
});

test('the page says when it checked, and checks again when it comes back into view', async ({ page }) => {
  test.slow();
  await open(page);
  await page.getByLabel('ImageKit ID', { exact: true }).fill('acme');
  await paste(page, 'Metadata XML', idp.metadata());
  const product = page.locator('.idp-card');
  await expect(product).toContainText('checked at 15:30');
  await paste(page, 'Response', idp.formBody({ issued: after(-30) }));
  const title = page.locator('#verdict-title');
  await expect(title).toHaveText('No, this login would fail');
  await expect(page.locator('.checked-at')).toHaveText('Checked at 15:30');
  await expect(page.locator('.checked-at time')).toHaveAttribute('title', /^1 Feb 2026, 15:30:00/);
  const message = page.locator('.verdict > .finding-message');
  await expect(message).toContainText('expired 25 minutes ago');
  const button = page.locator('.verdict').getByRole('button', { name: 'See whether it was fine when it was issued' });
  await button.focus();
  const heard = await listen(page);
  await comeBack(page, after(90));
  await expect(page.locator('.checked-at')).toHaveText('Checked at 17:00');
  await expect(message).toContainText('expired 115 minutes ago');
  // Nothing was said, nothing flickered, and the focus is where it was.
  await expect(button).toBeFocused();
  expect(await heard()).toEqual([]);
  await openTab(page, 'Set up');
  await expect(product).toContainText('checked at 17:00');
  // On paper with its day.
  await page.emulateMedia({ media: 'print' });
  expect(await product.locator('time').first().evaluate((element) => getComputedStyle(element, '::after').content)).toContain('1 Feb 2026, 17:00:00');
});

test('a verdict that changed meanwhile is said', async ({ page }) => {
  test.slow();
  await open(page);
  await page.getByLabel('ImageKit ID', { exact: true }).fill('acme');
  await paste(page, 'Metadata XML', idp.metadata());
  await paste(page, 'Response', idp.formBody({ issued: START }));
  await expect(page.locator('#verdict-title')).toHaveText('Yes, this login would work');
  const heard = await listen(page);
  await comeBack(page, after(90));
  await expect(page.locator('#verdict-title')).toHaveText('No, this login would fail');
  await expect(page.locator('#spoken')).toContainText('No, this login would fail.');
  expect((await heard()).filter((words) => words === 'busy')).toEqual([]);
});

test('another moment than now stays as it was chosen', async ({ page }) => {
  test.slow();
  await open(page);
  await paste(page, 'Metadata XML', idp.metadata());
  await paste(page, 'Response', idp.formBody({ issued: after(-30) }));
  await page.getByRole('button', { name: 'See whether it was fine when it was issued' }).click();
  await expect(page.locator('#verdict-title')).toHaveText('Yes, this login would have worked');
  // It was not the present that was judged.
  await expect(page.locator('.checked-at')).toHaveCount(0);
  await comeBack(page, after(90));
  await openTab(page, 'Set up');
  await expect(page.locator('.idp-card')).toContainText('checked at 17:00');
  await openTab(page, 'Test a login');
  await expect(page.locator('#verdict-title')).toHaveText('Yes, this login would have worked');
  await expect(page.locator('.as-of')).toContainText('1 Feb 2026, 15:00:00');
});

test('it does not check again within a minute, nor while a check runs or after one that stopped', async ({ page }) => {
  const asked = (): Promise<number> => page.evaluate(() => (globalThis as unknown as { asked: number }).asked);
  await page.addInitScript(() => {
    const post = Worker.prototype.postMessage;
    Object.assign(globalThis, { asked: 0 });
    Worker.prototype.postMessage = function (...args: unknown[]) {
      (globalThis as unknown as { asked: number }).asked += 1;
      Reflect.apply(post, this, args);
    };
  });
  await open(page, [['slow', report({ verdict: 'reject' })], ...ANSWERS]);
  await paste(page, 'Metadata XML', OKTA);
  await expect(page.locator('.idp-card')).toContainText('checked at 15:30');
  let before = await asked();
  await comeBack(page, after(0.9));
  expect(await asked()).toBe(before);
  await comeBack(page, after(2));
  await expect(page.locator('.idp-card')).toContainText('checked at 15:32');
  await paste(page, 'Response', 'slow 1500');
  await expect.poll(asked).toBeGreaterThan(before + 2);
  before = await asked();
  await comeBack(page, after(30));
  expect(await asked()).toBe(before);
  await expect(page.locator('#verdict-title')).toHaveText('No login response was read');
  await paste(page, 'Response', 'crash me');
  await expect(page.getByText('The checker stopped on this text.')).toBeVisible();
  await comeBack(page, after(90));
  await expect(page.getByText('The checker stopped on this text.')).toBeVisible();
  expect(await textOf(page, 'capture')).toBe('crash me');
});

/** From the second question about a response on, the stub answers another one. */
async function answerLaterAs(page: Page, other: string): Promise<void> {
  await page.addInitScript((text) => {
    const post = Worker.prototype.postMessage;
    let asked = 0;
    Worker.prototype.postMessage = function (message: { input?: { capture?: string } }, ...rest: unknown[]) {
      if (message.input?.capture !== undefined) asked += 1;
      Reflect.apply(post, this, [asked > 1 && message.input !== undefined ? { ...message, input: { ...message.input, capture: text } } : message, ...rest]);
    };
  }, other);
}

const SOON = finding('certificate-expires-soon', 'warning', 'The certificate expires soon.', { source: 'metadata', from: 0, to: 5, line: 1, column: 1 });

test('a checker that breaks over it leaves the answer that was there', async ({ page }) => {
  await answerLaterAs(page, 'crash me');
  await open(page, [['mine', report({ verdict: 'reject', findings: [SOON] })]]);
  await paste(page, 'Response', 'mine');
  await expect(page.locator('#verdict-title')).toHaveText('No login response was read');
  const words = await page.locator('.answers').innerText();
  await comeBack(page, after(90));
  await page.waitForTimeout(1000);
  expect(await page.locator('.answers').innerText()).toBe(words);
});

test('what is found besides is shown, and not said, where the verdict is the same', async ({ page }) => {
  await answerLaterAs(page, 'later');
  await open(page, [['later', report({ verdict: 'reject', findings: [SOON, SOON] })], ['mine', report({ verdict: 'reject', findings: [SOON] })]]);
  await paste(page, 'Response', 'mine');
  await expect(page.locator('#spoken')).toContainText('No login response was read. 1 warning.');
  const heard = await listen(page);
  await comeBack(page, after(90));
  await expect(page.getByRole('region', { name: 'Also found: 1 warning' })).toBeVisible();
  expect(await heard()).toEqual([]);
  // What is asked for is said again.
  await page.getByRole('textbox', { name: 'Response' }).focus();
  await page.keyboard.type('!');
  await expect(page.locator('#spoken')).toContainText('No login response was read. 2 warnings.');
});

test('nothing is saved on the word of a check that is long past', async ({ page }) => {
  await open(page);
  const metadata = idp.metadata().replace('<md:EntityDescriptor ', '<md:EntityDescriptor validUntil="2026-02-01T10:30:00Z" ');
  expect(metadata).toContain('validUntil');
  await paste(page, 'Metadata XML', metadata);
  await expect(page.locator('.idp-card')).toContainText('checked at 15:30');
  await page.clock.setFixedTime(after(60));
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.locator('#save-state')).toContainText('Not saved.');
  await expect(page.locator('.idp-card')).toContainText('checked at 16:30');
  expect(await page.evaluate(() => localStorage.getItem('sso-preflight:settings'))).toBeNull();
});
