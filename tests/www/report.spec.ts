// What stands beside the verdict: examples, the other response, explanations, and the report to take along.
import { readFileSync } from 'node:fs';
import { expect, test, type Page } from '@playwright/test';
import { TITLES } from '../../www/src/rules-titles';
import { exampleJudged, expectAccessible, open, openTab, paste, textOf } from './support';

interface Sample {
  title: string;
  vendorLabel: string;
  verdict: string;
  rule: string | null;
  input: { capture?: string; otherCapture?: string };
}

const SAMPLES: Sample[] = JSON.parse(readFileSync(new URL('../../www/public/samples.json', import.meta.url), 'utf8')).samples;

const HEADLINES: Record<string, RegExp> = {
  accept: /^Yes, this login would have worked/,
  reject: /^No, this login would have failed|^No login response was read/,
  undecided: /^Cannot tell yet/,
};

async function openExample(page: Page, sample: Sample): Promise<void> {
  const { title, vendorLabel } = sample;
  await page.getByRole('button', { name: /^(Try an|Another) example$/ }).first().click();
  const group = page.locator('.gallery-vendor').filter({ has: page.getByRole('heading', { name: vendorLabel, exact: true }) });
  await group.locator('button.example').filter({ has: page.getByText(title, { exact: true }) }).click();
  await exampleJudged(page, sample);
}

test('every example of the gallery ends as it says', async ({ page }) => {
  test.slow();
  const { complaints } = await open(page);
  await openTab(page, 'Test a login');
  for (const sample of SAMPLES.filter((s) => s.input.capture !== undefined)) {
    await openExample(page, sample);
    await expect(page.locator('#verdict-title'), sample.title).toHaveText(HEADLINES[sample.verdict] ?? /never/);
    if (sample.rule !== null && sample.verdict === 'reject') {
      await expect(page.locator(`.verdict [data-rule="${sample.rule}"]`), sample.title).toBeVisible();
    }
  }
  expect(complaints).toEqual([]);
});

test('an example leaves what was typed as it was, and cannot be saved', async ({ page }) => {
  test.slow();
  await open(page);
  await paste(page, 'Metadata XML', '<my-own-metadata/>');
  await openTab(page, 'Test a login');
  const [sample] = SAMPLES;
  if (sample === undefined) throw new Error('no samples');
  await openExample(page, sample);
  await expect(page.getByRole('region', { name: 'The user' })).toBeVisible();
  await expectAccessible(page);
  await openTab(page, 'Set up');
  await expect(page.getByRole('button', { name: 'Save' })).toHaveCount(0);
  await expect(page.locator('#save-state')).toContainText('example');
  await page.getByRole('button', { name: 'Back to my own text' }).first().click();
  await expect.poll(() => textOf(page, 'metadata')).toBe('<my-own-metadata/>');
  await expect.poll(() => textOf(page, 'capture')).toBe('');
});

test('two responses are compared by what they say', async ({ page }) => {
  await open(page);
  await openTab(page, 'Test a login');
  const sample = SAMPLES.find((s) => s.input.otherCapture !== undefined);
  if (sample === undefined) throw new Error('no sample compares');
  await openExample(page, sample);
  const comparison = page.getByRole('region', { name: 'Compared with the other response' });
  await expect(comparison.getByRole('rowheader', { name: 'NameID', exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Swap the two' }).click();
  await expect(page.locator('#verdict-title')).toHaveText(/^Yes/);
  await expectAccessible(page);
});

test('a recording is shown as what happened, and another message can be judged', async ({ page }) => {
  await open(page);
  await openTab(page, 'Test a login');
  const sample = SAMPLES.find((s) => s.rule === 'capture-several-messages');
  if (sample === undefined) throw new Error('no sample is a flow');
  await openExample(page, sample);
  const flow = page.getByRole('region', { name: 'What happened' });
  await expect(flow.locator('li').first()).toContainText('AuthnRequest');
  await expect(flow.locator('li[data-judged="true"]')).toContainText('Response');
  await flow.getByRole('button', { name: 'Judge this one' }).first().click();
  await expect(flow.locator('li[data-judged="true"]')).toContainText('AuthnRequest');
});

test('a rule explains itself with the steps at the product', async ({ page }) => {
  await open(page);
  await openTab(page, 'Test a login');
  const sample = SAMPLES.find((s) => s.rule === 'assertion-audience-mismatch');
  if (sample === undefined) throw new Error('no sample has another audience');
  await openExample(page, sample);
  await page.locator('.verdict').getByRole('button', { name: 'assertion-audience-mismatch', exact: true }).click();
  // Its title is for people; the name by which machines know it stands beneath.
  const dialog = page.getByRole('dialog', { name: 'Wrong audience' });
  await expect(dialog).toContainText('assertion-audience-mismatch');
  await expect(dialog.getByRole('heading', { name: 'What it means' })).toBeVisible();
  await expect(dialog).toContainText('Okta: Applications');
  // The profile's own name stands where the texts mean this service.
  await expect(dialog).toContainText('the app for ImageKit');
  await expect(dialog).not.toContainText(/\b(the|this) service provider\b/i);
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
});

test('every rule has a title, and every title a rule', () => {
  const rules = JSON.parse(readFileSync(new URL('../../www/rules.json', import.meta.url), 'utf8')) as { name: string }[];
  expect(Object.keys(TITLES).sort()).toEqual(rules.map(({ name }) => name).sort());
});

test('the redacted report holds no name of the message', async ({ page }) => {
  await open(page);
  await openTab(page, 'Test a login');
  const sample = SAMPLES.find((s) => s.rule === 'signature-key-unknown');
  if (sample === undefined) throw new Error('no sample has another key');
  await openExample(page, sample);
  await expect(page.getByRole('region', { name: 'Claims' })).toContainText('Ada Lovelace');
  await expect(page.getByRole('region', { name: 'Export the report' })).toContainText('Certificates keep their names: they are public.');
  await page.getByRole('button', { name: 'Prepare' }).click();
  const text = page.getByRole('textbox', { name: 'This is what you share. Read it before you send it.' });
  await expect(text).toHaveValue(/signature-key-unknown/);
  await expect(text).not.toHaveValue(/Lovelace|acme42/i);
  await expect(text).toHaveValue(/CN=last-year\.test/);
});
