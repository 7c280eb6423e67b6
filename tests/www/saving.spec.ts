// Saving where more than one window, or a second thought, is involved.
import { expect, test, type Page } from '@playwright/test';
import { ANSWERS, BROKEN, finding, OKTA, place, report, stubWorker } from './samples';
import { open, paste, ready, stored, textOf } from './support';

const saveState = '#save-state';

async function savedOkta(page: Page): Promise<void> {
  await open(page, ANSWERS);
  await page.getByLabel('ImageKit ID', { exact: true }).fill('acme');
  await paste(page, 'Metadata XML', OKTA);
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.locator(saveState)).toContainText('Saved.');
}

/** A second window on the same settings. */
async function second(page: Page): Promise<Page> {
  const other = await page.context().newPage();
  await other.route('**/worker-*.js', (route) => route.fulfill({ contentType: 'text/javascript', body: stubWorker(ANSWERS) }));
  await other.goto(page.url());
  await ready(other);
  return other;
}

test('a deletion can be undone', async ({ page }) => {
  await savedOkta(page);
  await page.getByRole('button', { name: 'Delete' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  await expect(page.locator(saveState)).toContainText('Deleted. SSO is off.');
  expect((await stored(page)).local).toEqual({});
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.locator(saveState)).toContainText('Restored. SSO is on again.');
  expect(await textOf(page, 'metadata')).toBe(OKTA);
  expect((await stored(page)).local['sso-preflight:settings']).toContain('acme');
  await page.reload();
  await ready(page);
  await expect(page.getByText('SSO is on')).toBeVisible();
});

test('another window that saves is shown here, where nothing was typed', async ({ page }) => {
  await savedOkta(page);
  const other = await second(page);
  await other.getByRole('heading', { name: 'Your account' }).click();
  await other.getByLabel('ImageKit ID', { exact: true }).fill('beta');
  await other.getByRole('button', { name: 'Save' }).click();
  await expect(other.locator(saveState)).toContainText('Saved.');
  await expect(page.locator('#elsewhere')).toContainText('The settings were changed in another window. This page now shows them.');
  await expect(page.getByLabel('ImageKit ID', { exact: true })).toHaveValue('beta');
  await page.getByRole('button', { name: 'OK', exact: true }).click();
  await expect(page.locator('#elsewhere')).toHaveCount(0);
});

test('two windows do not overwrite each other silently', async ({ page }) => {
  await savedOkta(page);
  const other = await second(page);
  await page.getByLabel('Entity ID').fill('https://mine.example');
  await other.getByRole('heading', { name: 'Your account' }).click();
  await other.getByLabel('Entity ID').fill('https://theirs.example');
  await other.getByRole('button', { name: 'Save' }).click();
  await expect(other.locator(saveState)).toContainText('Saved.');
  await expect(page.locator('#elsewhere')).toContainText('What you typed here is still here; saving would replace theirs.');
  await expect(page.getByLabel('Entity ID')).toHaveValue('https://mine.example');
  await expect(page.getByRole('region', { name: 'What saving would change' })).toContainText('https://theirs.example');
  await page.getByRole('button', { name: 'Show theirs' }).click();
  await expect(page.getByLabel('Entity ID')).toHaveValue('https://theirs.example');
});

test('without word from the other window, saving still looks first', async ({ page }) => {
  await savedOkta(page);
  // Written behind the page's back: a window does not hear of its own writes.
  await page.evaluate(() => {
    const key = 'sso-preflight:settings';
    const saved = JSON.parse(localStorage.getItem(key) ?? '{}') as object;
    localStorage.setItem(key, JSON.stringify({ ...saved, entityId: 'https://theirs.example', savedAt: '2030-01-01T00:00:00Z' }));
  });
  await page.getByLabel('Entity ID').fill('https://mine.example');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.locator(saveState)).toContainText('Not saved. The settings were changed in another window.');
  expect((await stored(page)).local['sso-preflight:settings']).toContain('theirs.example');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.locator(saveState)).toContainText('Saved.');
  expect((await stored(page)).local['sso-preflight:settings']).toContain('mine.example');
});

test('what saving would change stands there before it is saved', async ({ page }) => {
  const other = OKTA.replaceAll('acme.okta.com', 'other.okta.com');
  const changed = finding('metadata-entity-changed', 'warning', 'This is another identity provider.', place('metadata', other, 'exk1fake'));
  await open(page, [['other.okta.com', report({ findings: [changed], changes: [{ what: 'entityID', before: 'http://www.okta.com/exk1fake', after: 'http://www.okta.com/exk2' }] })], ...ANSWERS]);
  await paste(page, 'Metadata XML', OKTA);
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.locator(saveState)).toContainText('Saved.');
  await expect(page.getByRole('region', { name: 'What saving would change' })).toHaveCount(0);
  await paste(page, 'Metadata XML', other);
  await page.getByLabel('ImageKit ID', { exact: true }).fill('acme');
  const card = page.getByRole('region', { name: 'What saving would change' });
  await expect(card).toContainText('Identity provider’s Entity ID');
  await expect(card).toContainText('http://www.okta.com/exk2');
  await expect(card).toContainText('ImageKit ID');
});

test('a draft that could not be kept is not left without a question', async ({ page }) => {
  await page.addInitScript(() => {
    Storage.prototype.setItem = () => {
      throw new DOMException('full', 'QuotaExceededError');
    };
  });
  await open(page, ANSWERS);
  await paste(page, 'Metadata XML', OKTA);
  await expect(page.locator(saveState)).toContainText('This browser cannot keep a draft of it');
  const asked = page.waitForEvent('dialog');
  void page.close({ runBeforeUnload: true });
  const dialog = await asked;
  expect(dialog.type()).toBe('beforeunload');
  await dialog.accept();
});

test('saved without the account, the bar says what is missing and leads there', async ({ page }) => {
  await open(page, ANSWERS);
  await paste(page, 'Metadata XML', OKTA);
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.locator(saveState)).toContainText('Saved. SSO is on. Your ImageKit ID is still missing');
  await page.locator('#account-step > summary').click();
  await page.locator(saveState).getByRole('button', { name: 'Fill it in' }).click();
  await expect(page.getByLabel('ImageKit ID', { exact: true })).toBeFocused();
  await page.keyboard.type('acme');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.locator(saveState)).toHaveText('Saved. SSO is on.');
});

test('the tab is marked good only where what is on the page is saved', async ({ page }) => {
  await open(page, ANSWERS);
  const tab = page.getByRole('tab', { name: /Set up/ });
  await page.getByLabel('ImageKit ID', { exact: true }).fill('acme');
  await paste(page, 'Metadata XML', OKTA);
  await expect(page.locator('.idp-card .pill').first()).toHaveText('Can be used');
  await expect(tab).toHaveAccessibleName('Set up');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(tab).toHaveAccessibleName('Set up no errors');
  await page.getByLabel('ImageKit ID', { exact: true }).fill('other');
  await expect(tab).toHaveAccessibleName('Set up');
  await paste(page, 'Metadata XML', BROKEN);
  await expect(tab).toHaveAccessibleName('Set up errors');
});
