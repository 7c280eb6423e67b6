import { expect, test } from '@playwright/test';
import { ANSWERS, BROKEN, OKTA, stubWorker } from './samples';
import { reach, STATES } from './states';
import { expectAccessible, expectNoSidewaysScroll, open, paste, ready } from './support';

for (const state of Object.keys(STATES)) {
  test(`axe finds nothing in any theme, and nothing reaches beyond a small window ${state}`, async ({ page }) => {
    test.slow();
    await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
    await reach(page, state);
    const canvas = (): Promise<string> => page.locator('sso-preflight').evaluate((element) => getComputedStyle(element).backgroundColor);
    await expect.poll(canvas).toBe('rgb(247, 248, 250)');
    await expectAccessible(page);
    await page.emulateMedia({ colorScheme: 'dark' });
    await expect.poll(canvas).toBe('rgb(13, 15, 19)');
    await expectAccessible(page);
    await page.emulateMedia({ forcedColors: 'active' });
    await expectAccessible(page);
    await page.emulateMedia({ forcedColors: 'none', colorScheme: 'light' });
    await page.setViewportSize({ width: 360, height: 740 });
    await expectNoSidewaysScroll(page);
    await expectAccessible(page);
    // A window of 1280 at 200 %.
    await page.setViewportSize({ width: 640, height: 400 });
    await expectNoSidewaysScroll(page);
  });
}

test('the editor’s own search finds what is not on screen', async ({ page }) => {
  await open(page, ANSWERS);
  await paste(page, 'Metadata XML', `${OKTA}${'<!-- filler -->\n'.repeat(2000)}<!-- needle -->`);
  await page.keyboard.press('ControlOrMeta+Home');
  await page.keyboard.press('ControlOrMeta+f');
  await expect(page.getByRole('textbox', { name: 'Find' })).toBeFocused();
  await page.keyboard.type('needle');
  await page.keyboard.press('Enter');
  await expect(page.locator('#metadata .cm-searchMatch-selected')).toHaveText('needle');
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('textbox', { name: 'Find' })).toHaveCount(0);
});

test('the keyboard alone reaches everything, in order, and leaves the editors', async ({ page }) => {
  await open(page, ANSWERS);
  await page.getByRole('button', { name: 'Okta', exact: true }).click();
  await paste(page, 'Metadata XML', BROKEN);
  await expect(page.getByText('1 error in the metadata')).toBeVisible();
  // Tab leaves the editor.
  await page.keyboard.press('Tab');
  await expect(page.getByRole('button', { name: /Show in text/ })).toBeFocused();
  await page.getByRole('tab', { name: /Set up/ }).focus();
  const reached: string[] = [];
  for (let i = 0; i < 28; i += 1) {
    await page.keyboard.press('Tab');
    reached.push(await page.locator('sso-preflight').evaluate((element) => {
      const active = element.shadowRoot?.activeElement;
      return active?.id || active?.getAttribute('aria-labelledby') || active?.textContent?.trim().replace(/\s+/g, ' ') || active?.tagName || '';
    }));
  }
  const order = ['account-id', 'entity-id', 'Choose another', 'guide-part-0', 'metadata-file', 'metadata-label', 'save'].map((name) => reached.indexOf(name));
  expect(order.every((at) => at >= 0)).toBe(true);
  expect([...order].sort((a, b) => a - b)).toEqual(order);
});

test('in forced colours severities keep their words and buttons their edges', async ({ page }) => {
  await page.emulateMedia({ forcedColors: 'active' });
  await open(page, ANSWERS);
  await paste(page, 'Metadata XML', BROKEN);
  await expect(page.locator('.severity').first()).toContainText('Error');
  const edge = await page.getByRole('button', { name: 'Save' }).evaluate((element) => getComputedStyle(element).borderTopWidth);
  expect(edge).toBe('1px');
  // What only a tint shows elsewhere, an edge shows here.
  const line = page.getByRole('tab', { name: /Set up/ });
  const drawn = await line.evaluate((element) => [getComputedStyle(element, '::after').backgroundColor, getComputedStyle(document.documentElement).backgroundColor]);
  expect(drawn[0]).not.toBe(drawn[1]);
  await page.getByRole('button', { name: /^Okta/ }).click();
  await expect(page.getByRole('progressbar', { name: 'Parts of the guide done' })).toHaveCSS('border-top-width', '1px');
});

test('nothing moves while the editor and the checker load', async ({ page }) => {
  let release: () => void = () => undefined;
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route('**/codemirror-*.js', async (route) => {
    await held;
    await route.continue();
  });
  let releaseWorker: () => void = () => undefined;
  const workerHeld = new Promise<void>((resolve) => {
    releaseWorker = resolve;
  });
  await page.route('**/worker-*.js', async (route) => {
    await workerHeld;
    await route.fulfill({ contentType: 'text/javascript', body: stubWorker() });
  });
  await page.goto('./');
  const places = (): Promise<unknown> =>
    page.locator('sso-preflight').evaluate((element) =>
      ['#account-step', '#entity-id', '#guide-step', '#metadata', '.save-bar'].map((selector) => {
        const { x, y, width, height } = element.shadowRoot?.querySelector(selector)?.getBoundingClientRect() ?? new DOMRect();
        return [selector, x, y, width, height];
      }),
    );
  await expect(page.locator('sso-text-box#metadata textarea')).toBeVisible();
  const before = await places();
  release();
  releaseWorker();
  await ready(page);
  await expect(page.locator('sso-text-box#metadata[data-editor]')).toBeVisible();
  expect(await places()).toEqual(before);
});

test('on paper stands what was found, and nothing to be clicked', async ({ page }) => {
  await reach(page, 'with a refused response');
  await page.emulateMedia({ media: 'print' });
  await expect(page.getByRole('heading', { name: 'No, this login would fail' })).toBeVisible();
  await expect(page.locator('#test-panel .claims th[scope=row]').first()).toContainText('NameID');
  await expect(page.getByRole('tab').first()).toBeHidden();
  await expect(page.locator('#test-panel sso-text-box').first()).toBeHidden();
  await expect(page.locator('.save-bar')).toBeHidden();
  await expect(page.getByRole('heading', { name: 'Export the report' })).toBeHidden();
  const apart = await page.locator('.page').evaluate((element) => {
    const [head, verdict] = ['.lead', '.verdict'].map((part) => element.querySelector(part)?.getBoundingClientRect());
    return (verdict?.top ?? NaN) - (head?.bottom ?? NaN);
  });
  expect(apart).toBeGreaterThan(12);
  await expect(page.getByText('Paste a response from your identity provider')).toBeHidden();
});
