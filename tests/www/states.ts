// Every state of the page that is worth looking at: for axe, for small screens, for pictures.
import { expect, type Page } from '@playwright/test';
import { ANSWERS, BROKEN, OKTA } from './samples';
import { open, openTab, paste, ready } from './support';

export const STATES: Record<string, (page: Page) => Promise<void>> = {
  empty: async () => undefined,
  'with a guide': async (page) => {
    await page.getByRole('button', { name: 'Okta', exact: true }).click();
    await page.getByRole('checkbox').first().check();
    await page.locator('#guide-step details > summary').first().click();
  },
  'with read metadata': async (page) => {
    await page.getByLabel('ImageKit ID', { exact: true }).fill('acme');
    await paste(page, 'Metadata XML', OKTA);
    await expect(page.getByRole('region', { name: 'Okta' })).toBeVisible();
    await page.getByText('SHA-256 fingerprint').click();
  },
  'with refused metadata': async (page) => {
    await paste(page, 'Metadata XML', BROKEN);
    await expect(page.getByText('1 error in the metadata')).toBeVisible();
    await page.getByRole('button', { name: 'Save' }).click();
    await expect(page.locator('#save-state')).toContainText('Not saved');
  },
  'with metadata broken into lines': async (page) => {
    await paste(page, 'Metadata XML', OKTA);
    await page.getByRole('button', { name: 'Readable' }).click();
    await expect(page.getByText('Broken into lines for reading.')).toBeVisible();
  },
  'with a certificate that expired': async (page) => {
    await page.locator('sso-preflight').evaluate((element) => {
      (element as HTMLElement & { now: () => Date }).now = () => new Date('2034-01-04T01:00:00Z');
    });
    await paste(page, 'Metadata XML', OKTA);
    await expect(page.locator('.certificate[data-tone="bad"]')).toBeVisible();
  },
  'with a guide worked through': async (page) => {
    await page.getByRole('button', { name: 'AD FS', exact: true }).click();
    // Without this the list could be asked for before the guide is there, and be empty.
    await expect(page.getByRole('checkbox').first()).toBeVisible();
    for (const box of await page.getByRole('checkbox').all()) await box.check();
    await expect(page.getByText('All done there.')).toBeVisible();
  },
  'with an example in the set-up': async (page) => {
    await openTab(page, 'Test a login');
    await page.getByRole('button', { name: 'Try an example' }).first().click();
    await page.locator('button.example').first().click();
    await openTab(page, 'Set up');
    await expect(page.locator('#save-state')).toContainText('This is an example');
  },
  'with settings just saved': async (page) => {
    await paste(page, 'Metadata XML', OKTA);
    await page.getByRole('button', { name: 'Save' }).click();
    await expect(page.locator('#save-next')).toBeVisible();
  },
  'with settings that were on before': async (page) => {
    await paste(page, 'Metadata XML', OKTA);
    await page.getByRole('button', { name: 'Save' }).click();
    await expect(page.locator('#save-state')).toContainText('Saved');
    await page.reload();
    await ready(page);
    await expect(page.getByText('SSO is on')).toBeVisible();
  },
  'with settings changed in another window': async (page) => {
    await paste(page, 'Metadata XML', OKTA);
    await page.getByRole('button', { name: 'Save' }).click();
    await expect(page.locator('#save-state')).toContainText('Saved');
    await page.evaluate(() => {
      const key = 'sso-preflight:settings';
      const saved = JSON.parse(localStorage.getItem(key) ?? '{}') as object;
      localStorage.setItem(key, JSON.stringify({ ...saved, entityId: 'https://theirs.example', savedAt: '2030-01-01T00:00:00Z' }));
    });
    await page.getByLabel('Entity ID').fill('https://mine.example');
    await page.getByRole('button', { name: 'Save' }).click();
    await expect(page.locator('#elsewhere')).toBeVisible();
  },
  'with settings just deleted': async (page) => {
    await paste(page, 'Metadata XML', OKTA);
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('button', { name: 'Delete' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await expect(page.getByRole('button', { name: 'Undo' })).toBeVisible();
  },
  'with an accepted response': async (page) => {
    await paste(page, 'Metadata XML', OKTA);
    await paste(page, 'Response', 'accept me');
    await expect(page.getByRole('heading', { name: 'Yes, this login would work' })).toBeVisible();
    await openTab(page, 'Set up');
    await page.getByRole('button', { name: 'Save' }).click();
    await expect(page.locator('#save-state')).toContainText('Saved');
    await openTab(page, 'Test a login');
  },
  'with a refused response': async (page) => {
    await paste(page, 'Metadata XML', OKTA);
    await paste(page, 'Response', 'reject me');
    await expect(page.getByRole('heading', { name: 'No, this login would fail' })).toBeVisible();
    await expect(page.locator('#test-panel details > summary').first()).toBeVisible();
    for (const fold of await page.locator('#test-panel details > summary').all()) await fold.click();
  },
  'with a response that cannot be judged': async (page) => {
    await paste(page, 'Response', 'undecided');
    await expect(page.getByRole('heading', { name: 'Cannot tell yet' })).toBeVisible();
  },
  'with a checker that stopped': async (page) => {
    await paste(page, 'Response', 'crash me');
    await expect(page.getByText('The checker stopped on this text.')).toBeVisible();
  },
  'with the question before deleting': async (page) => {
    await paste(page, 'Metadata XML', OKTA);
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('button', { name: 'Delete' }).click();
    await expect(page.getByRole('dialog')).toBeVisible();
  },
};

/** Opens the page with the sample answers, in a state of the list. */
export async function reach(page: Page, state: string): Promise<void> {
  await open(page, ANSWERS);
  await STATES[state]?.(page);
}
