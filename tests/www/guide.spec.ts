// The set-up's first two steps: the account and the guide to the identity provider's console.
import { expect, test, type Locator, type Page } from '@playwright/test';
import { ANSWERS, BROKEN, OKTA } from './samples';
import { expectNoSidewaysScroll, open, openTab, paste, ready, stored } from './support';

test.use({ permissions: ['clipboard-read', 'clipboard-write'] });

test('an identity provider is chosen, and every value can be copied', async ({ page }) => {
  await open(page);
  await expect(page.getByRole('heading', { name: 'Which identity provider do you use?' })).toBeVisible();
  await page.getByLabel('ImageKit ID', { exact: true }).fill('acme42');
  await page.getByRole('button', { name: 'Okta', exact: true }).press('Enter');
  await expect(page.getByRole('heading', { name: 'Okta', exact: true })).toBeFocused();
  await page.getByRole('button', { name: 'Open all parts' }).click();
  await page.getByRole('button', { name: 'Copy Single sign-on URL' }).click();
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe('https://imagekit.io/saml/consume');
  // The account's own ID stands in the value that has to be it.
  const account = page.locator('.guide-step', { hasText: 'imagekit_id' });
  await expect(account).toContainText('acme42');
  await account.getByRole('button', { name: 'Copy Value' }).click();
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe('acme42');
  // Several accounts at one identity provider: the suffix goes into the addresses at once.
  await page.getByRole('button', { name: 'Use https://imagekit.io/saml/consume#acme42' }).click();
  await expect(page.locator('.guide')).toContainText('https://imagekit.io/saml/consume#acme42');
  await page.getByRole('button', { name: 'Back to the default' }).click();
  await expect(page.locator('.guide')).not.toContainText('#acme42');
});

test.describe('the parts of a guide', () => {
  const part = (page: Page, at: number): Locator => page.locator('button.part').nth(at);
  const opened = (page: Page): Promise<(string | null)[]> => page.locator('button.part').evaluateAll((all) => all.map((one) => one.getAttribute('aria-expanded')));

  test.beforeEach(async ({ page }) => {
    await open(page);
    await page.getByRole('button', { name: 'Okta', exact: true }).click();
    await expect(part(page, 0)).toBeVisible();
  });

  test('are open one at a time, and the others say what they hold', async ({ page }) => {
    await expect.poll(() => opened(page)).toEqual(['true', 'false', 'false', 'false', 'false', 'false']);
    await expect(part(page, 0)).toContainText('1 step');
    await expect(part(page, 1)).toHaveAccessibleName(/Configure SAML 6 values$/);
    await expect(page.getByRole('heading', { name: /Configure SAML 6 values/, level: 4 })).toBeVisible();
    await expect(page.getByRole('button', { name: 'Copy Single sign-on URL' })).toBeHidden();
    // What is a sentence holds nothing more.
    await expect(page.getByRole('checkbox')).toHaveCount(7);
    const controlled = await part(page, 1).getAttribute('aria-controls');
    await part(page, 1).press('Enter');
    await expect(page.locator(`#${controlled}`).getByRole('button', { name: 'Copy Single sign-on URL' })).toBeVisible();
    await expect(part(page, 1)).toBeFocused();
    await part(page, 1).press('Space');
    await expect.poll(() => opened(page)).toEqual(['true', 'false', 'false', 'false', 'false', 'false']);
  });

  test('ticked off make room for the next one, and nothing that is looked at moves', async ({ page }) => {
    const top = (at: number): Promise<number> => part(page, at).evaluate((element) => element.getBoundingClientRect().top);
    const box = page.getByRole('checkbox').first();
    await box.focus();
    const before = await top(0);
    await page.keyboard.press('Space');
    await expect.poll(() => opened(page)).toEqual(['false', 'true', 'false', 'false', 'false', 'false']);
    await expect(box).toBeFocused();
    expect(await top(0)).toBe(before);
    await expect(part(page, 1)).toBeInViewport();
    // What somebody opened stays open, whatever is ticked.
    await part(page, 4).click();
    const second = page.getByRole('checkbox').nth(1);
    await second.scrollIntoViewIfNeeded();
    const place = await top(1);
    await second.check();
    await expect.poll(() => opened(page)).toEqual(['false', 'false', 'true', 'false', 'true', 'false']);
    expect(await top(1)).toBe(place);
    // A value of a part that is done can still be looked up.
    await part(page, 1).click();
    await expect(page.getByRole('button', { name: 'Copy Single sign-on URL' })).toBeVisible();
    await part(page, 1).click();
    // Not done after all: then it is open again.
    await second.uncheck();
    await expect.poll(() => opened(page)).toEqual(['false', 'true', 'true', 'false', 'true', 'false']);
    await page.reload();
    await expect.poll(() => opened(page)).toEqual(['false', 'true', 'false', 'false', 'false', 'false']);
  });

  test('are done at their end, and the next one is where one looks', async ({ page }) => {
    await page.setViewportSize({ width: 360, height: 640 });
    for (const at of [0, 1, 2, 3, 4]) {
      const end = page.locator(`#guide-part-${at}-steps`).getByRole('button', { name: 'Done' });
      await end.press('Enter');
      await expect(page.getByRole('checkbox').nth(at)).toBeChecked();
      await expect(part(page, at + 1)).toBeFocused();
      await expect(part(page, at + 1)).toHaveAttribute('aria-expanded', 'true');
      await expect(part(page, at + 1)).toBeInViewport({ ratio: 1 });
    }
    // After the last one nothing opens: its own heading stays in view.
    await page.locator('#guide-part-5-steps').getByRole('button', { name: 'Done' }).click();
    await expect(part(page, 5)).toBeFocused();
    await expect(part(page, 5)).toBeInViewport();
    await expect(page.getByText('6 of 7', { exact: true })).toBeVisible();
    // What is done is looked up without being done again.
    await part(page, 5).click();
    await expect(page.locator('#guide-part-5-steps')).toBeVisible();
    await expect(page.getByRole('button', { name: 'Done' })).toHaveCount(0);
    await expectNoSidewaysScroll(page);
  });

  test('are all opened and shut at once, and are all there on paper', async ({ page }) => {
    await page.getByRole('button', { name: 'Open all parts' }).press('Enter');
    expect(new Set(await opened(page))).toEqual(new Set(['true']));
    const shut = page.getByRole('button', { name: 'Shut all parts' });
    await expect(shut).toBeFocused();
    await shut.press('Enter');
    expect(new Set(await opened(page))).toEqual(new Set(['false']));
    await page.emulateMedia({ media: 'print' });
    for (const value of ['Audience URI (SP Entity ID)', 'https://imagekit.io/dashboard', 'appuser.imagekit_role']) {
      await expect(page.locator('.guide').locator('dt, code').filter({ hasText: value }).first()).toBeVisible();
    }
    await expect(part(page, 2)).toBeVisible();
    await expect(page.getByRole('button', { name: 'Shut all parts' })).toBeHidden();
    await expect(page.getByText('Choose another')).toBeHidden();
    await expect(page.locator('#metadata-step')).toBeHidden();
    await page.emulateMedia({ media: 'screen' });
    await page.locator('#guide-step > summary').click();
    await page.emulateMedia({ media: 'print' });
    await expect(page.locator('#guide-step')).toBeHidden();
  });
});

test('every identity provider of the list has a guide with our address in it', async ({ page }) => {
  test.slow();
  await open(page);
  const names = await page.locator('button.vendor').allInnerTexts();
  expect(names.length).toBeGreaterThanOrEqual(10);
  for (const name of names) {
    const label = name.split('\n').at(-1)?.trim() ?? '';
    await page.getByRole('button', { name: label, exact: true }).click();
    await expect(page.getByRole('heading', { name: label, exact: true })).toBeVisible();
    await expect(page.locator('.guide')).toContainText('https://imagekit.io/saml/consume');
    await page.getByRole('button', { name: 'Choose another' }).click();
  }
});

test('what is ticked off stays over a reload, and the step is done with its last part', async ({ page }) => {
  await open(page, ANSWERS);
  await page.getByRole('button', { name: 'Microsoft Entra ID' }).click();
  await expect(page.getByText('0 of 2')).toBeVisible();
  await page.getByRole('checkbox', { name: /Create App Integration/ }).check();
  await expect(page.getByText('1 of 2', { exact: true })).toBeVisible();
  await page.reload();
  await ready(page);
  await expect(page.getByRole('checkbox', { name: /Create App Integration/ })).toBeChecked();
  await expect(page.locator('#guide-step')).toHaveAttribute('data-done', 'false');
  await page.getByRole('checkbox', { name: /Configure SAML/ }).check();
  await expect(page.locator('#guide-step')).toHaveAttribute('data-done', 'true');
  await expect(page.locator('#guide-step .step-summary')).toHaveText('Microsoft Entra ID: all 2 parts done');
  // For this browser, not for this tab: a set-up waits for other people.
  const { local, session } = await stored(page);
  expect([Object.keys(local), Object.keys(session)]).toEqual([['sso-preflight:guide'], []]);
});

test('the step of the identity provider is done only for a reason, and says which', async ({ page }) => {
  await open(page, ANSWERS);
  const step = page.locator('#guide-step');
  const summary = step.locator('.step-summary');
  await paste(page, 'Metadata XML', BROKEN);
  await expect(page.getByText('1 error in the metadata')).toBeVisible();
  await expect(step).toHaveAttribute('data-done', 'false');
  await paste(page, 'Metadata XML', OKTA);
  // That the metadata is there says nothing about what was entered in the console.
  await expect(page.locator('#metadata-step')).toHaveAttribute('data-done', 'true');
  await expect(summary).toHaveText('Recognised from your metadata: Okta');
  await expect(step).toHaveAttribute('data-done', 'false');
  // A guide that was begun is done when it is done.
  await page.getByRole('button', { name: /^Okta/ }).click();
  await page.getByRole('checkbox').first().check();
  await expect(summary).toHaveText('Okta: 1 of 2 parts done');
  await expect(step).toHaveAttribute('data-done', 'false');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.locator('#save-state')).toContainText('Saved.');
  await expect(step).toHaveAttribute('data-done', 'false');
});

test('the identity providers are one stop for the Tab key, and the arrow keys go through them', async ({ page }) => {
  await open(page, ANSWERS);
  const tile = (name: string): Locator => page.getByRole('button', { name, exact: true });
  await page.getByLabel('Entity ID').focus();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await expect(tile('Okta')).toBeFocused();
  await page.keyboard.press('ArrowRight');
  await expect(tile('Microsoft Entra ID')).toBeFocused();
  await page.keyboard.press('End');
  await expect(tile('Another identity provider')).toBeFocused();
  await page.keyboard.press('ArrowUp');
  await expect(tile('Auth0')).toBeFocused();
  // Past them in one step, and back to where they were left.
  await page.keyboard.press('Tab');
  await expect(page.locator('#metadata-step > summary')).toBeFocused();
  await page.keyboard.press('Shift+Tab');
  await expect(tile('Auth0')).toBeFocused();
  await page.keyboard.press('Home');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Okta', exact: true })).toBeFocused();
});

test('a step that is no place of the console says itself what to do', async ({ page }) => {
  await open(page);
  await page.getByRole('button', { name: 'Okta', exact: true }).click();
  await expect(page.getByRole('checkbox', { name: /^After you have saved, let each user's first login start from their Okta dashboard/ })).toBeVisible();
  await expect(page.locator('.crumb').filter({ hasText: /^(Then|Also)$/ })).toHaveCount(0);
  await page.getByRole('button', { name: 'Choose another' }).click();
  await page.getByRole('button', { name: 'Another identity provider' }).click();
  // Every step of it can be ticked off by itself.
  await expect.poll(() => page.getByRole('checkbox').count()).toBeGreaterThan(8);
  await expect(page.getByText('Paste its metadata in step 3.')).toHaveCount(0);
});

test('on a phone the identity providers stand in two columns, and their names are whole', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await open(page);
  const tiles = await page.locator('button.vendor').evaluateAll((all) => all.map((tile) => {
    const { left, width } = tile.getBoundingClientRect();
    return { left, width, wide: tile.scrollWidth > tile.clientWidth };
  }));
  expect(new Set(tiles.map(({ left }) => Math.round(left))).size).toBe(2);
  expect(tiles.filter(({ wide }) => wide)).toEqual([]);
});

test('the metadata tells which guide is meant, without moving the text just pasted', async ({ page }) => {
  await open(page, ANSWERS);
  const top = (): Promise<number | undefined> => page.locator('sso-text-box#metadata').evaluate((element) => element.getBoundingClientRect().top + scrollY);
  const before = await top();
  await paste(page, 'Metadata XML', OKTA);
  await expect(page.getByRole('button', { name: /^Okta.*recognised from your metadata$/ })).toBeVisible();
  expect(await top()).toBe(before);
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.locator('#save-state')).toContainText('Saved.');
  await page.reload();
  await ready(page);
  // Next time its guide lies ready in the folded step.
  await page.getByRole('heading', { name: 'Your identity provider' }).click();
  await expect(page.getByText('Recognised from your metadata.')).toBeVisible();
  await page.getByRole('button', { name: 'Choose another' }).click();
  await page.getByRole('button', { name: 'Another identity provider' }).click();
  await expect(page.getByRole('heading', { name: 'Another identity provider', exact: true })).toBeFocused();
});

test('the tabs are used with the arrow keys, and what was typed stays', async ({ page }) => {
  await open(page, ANSWERS);
  await paste(page, 'Metadata XML', OKTA);
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.locator('#save-state')).toContainText('Saved.');
  await page.getByRole('tab', { name: /Set up/ }).focus();
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('tab', { name: 'Test a login' })).toBeFocused();
  await expect(page.getByRole('tabpanel', { name: 'Test a login' })).toBeVisible();
  await expect(page.getByRole('tab', { name: 'Set up no errors' })).toBeVisible();
  await page.keyboard.press('Home');
  await expect(page.getByRole('textbox', { name: 'Metadata XML' })).toContainText('EntityDescriptor');
  await openTab(page, 'Test a login');
  await expect(page.getByRole('textbox', { name: 'Metadata XML' })).toBeHidden();
});

test('a provider that was recognised is chosen already, and a tile under the pointer does not look so', async ({ page }) => {
  await open(page, ANSWERS);
  await paste(page, 'Metadata XML', OKTA);
  const okta = page.locator('button.vendor[data-vendor="okta"]');
  const entra = page.locator('button.vendor[data-vendor="entra"]');
  await expect(okta).toHaveAttribute('aria-pressed', 'true');
  await expect(page.locator('button.vendor[aria-pressed="true"]')).toHaveCount(1);
  await entra.hover();
  const grey = await page.locator('.step > summary > .icon').first().evaluate((element) => getComputedStyle(element).color);
  await expect(entra).toHaveCSS('border-top-color', grey);
  await expect(okta).not.toHaveCSS('border-top-color', grey);
  // The name stands in the middle of what the monogram leaves.
  const off = await entra.evaluate((tile) => {
    const name = tile.querySelector('.vendor-name')?.getBoundingClientRect();
    const box = tile.getBoundingClientRect();
    return name === undefined ? NaN : Math.abs(name.left + name.width / 2 - (box.left + box.width / 2));
  });
  expect(off).toBeLessThan(1);
  await page.getByRole('button', { name: 'Show what to enter there' }).click();
  await expect(page.getByRole('heading', { name: 'Okta', exact: true, level: 3 }).first()).toBeVisible();
  await expect(page.locator('#guide-head')).toBeFocused();
});
