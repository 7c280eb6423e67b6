// “Test a login” in its details: the verdict's evidence, the columns, small windows, words, and what may fail beside it.
import { readFileSync } from 'node:fs';
import { expect, test, type Locator, type Page } from '@playwright/test';
import { IdentityProvider } from './identity-provider';
import { ANSWERS, finding, OKTA, report } from './samples';
import { box, exampleJudged, expectAccessible, expectNoSidewaysScroll, open, openTab, paste, textOf } from './support';
import type { Report } from '../../www/src/types';

interface Sample {
  id: string;
  title: string;
  vendorLabel: string;
}

const SAMPLES: Sample[] = JSON.parse(readFileSync(new URL('../../www/public/samples.json', import.meta.url), 'utf8')).samples;

/** Opens the page with the real core, and an example of the gallery. */
async function openExample(page: Page, id: string): Promise<void> {
  await open(page);
  await openTab(page, 'Test a login');
  await chooseExample(page, id);
}

async function chooseExample(page: Page, id: string): Promise<void> {
  const sample = SAMPLES.find((s) => s.id === id);
  if (sample === undefined) throw new Error(`no sample ${id}`);
  await page.getByRole('button', { name: /^(Try an|Another) example$/ }).first().click();
  const group = page.locator('.gallery-vendor').filter({ has: page.getByRole('heading', { name: sample.vendorLabel, exact: true }) });
  await group.locator('button.example').filter({ has: page.getByText(sample.title, { exact: true }) }).click();
  await exampleJudged(page, sample);
}

/** Where an element stands on the page. */
async function placeOf(part: Locator): Promise<{ top: number; bottom: number; left: number }> {
  return part.evaluate((element) => {
    const { top, bottom, left } = element.getBoundingClientRect();
    return { top: top + scrollY, bottom: bottom + scrollY, left };
  });
}

test.describe('the certificate that signed', () => {
  test('stands beside the one in the metadata, with fingerprints to copy', async ({ page, context }) => {
    test.slow();
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await openExample(page, 'okta-old-certificate');
    const verdict = page.getByRole('region', { name: 'No, this login would have failed' });
    const signedWith = verdict.locator('.signer-row').filter({ hasText: 'Signed with' });
    const inMetadata = verdict.locator('.signer-row').filter({ hasText: 'In your metadata' });
    await expect(signedWith).toContainText('last-year.test');
    await expect(signedWith).toContainText('Older');
    await expect(signedWith).toContainText('Expired');
    await expect(inMetadata).toContainText('idp.test');
    await expect(inMetadata).not.toContainText(/Older|Newer|Expired/);
    await expect(signedWith).toContainText(/1 \w{3} 20\d\d – 1 \w{3} 20\d\d/);
    const copied: string[] = [];
    for (const name of ['last-year.test', 'idp.test']) {
      await verdict.getByRole('button', { name: `Copy the whole fingerprint of ${name}` }).click();
      const clipboard = (): Promise<string> => page.evaluate(() => navigator.clipboard.readText());
      await expect.poll(clipboard).toMatch(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/);
      // The second one is another one, and not what was there already.
      await expect.poll(clipboard).not.toBe(copied[0]);
      copied.push(await clipboard());
    }
    await expect(page.getByRole('region', { name: 'Signatures' }).locator('.diagnosis li')).toHaveText(/^[A-Z].*\.$/);
    await expectAccessible(page);
    // Each is told once, and each row leads to its place.
    await expect(verdict.locator('.cause > .related')).toHaveCount(0);
    await expect(verdict.locator('.cause').getByText('last-year.test')).toHaveCount(0);
    await signedWith.getByRole('button', { name: /^Show/ }).click();
    await expect(page.locator('#test-panel .cm-content:focus')).toBeVisible();
    await inMetadata.getByRole('button', { name: /^Show the certificate of .*idp\.test, line \d+$/ }).click();
    await expect(box(page, 'Metadata XML')).toBeFocused();
  });

  const [, refused] = ANSWERS.find(([key]) => key === 'reject me') ?? [];
  const signature = refused?.signatures.find((s) => !s.valid);
  const side = (began: string, ends: string): Report => ({
    ...report({ verdict: 'reject' }),
    ...refused,
    findings: [finding('signature-key-unknown', 'error', 'The response is signed with a key that is not in the metadata. It was made with “CN=a. b”.', { source: 'decoded-1', from: 1, to: 2, line: 1, column: 2 })],
    signatures: signature === undefined ? [] : [{ ...signature, madeBy: { sha256: '22'.repeat(32), subject: 'CN=other,O=Example', notBefore: began, notAfter: ends, from: 'message' } }],
  });
  for (const { name, began, ends, says } of [
    { name: 'newer', began: '2025-06-01T00:00:00Z', ends: '2099-01-01T00:00:00Z', says: 'newer than yours: this metadata is probably old' },
    { name: 'older', began: '2020-06-01T00:00:00Z', ends: '2099-01-01T00:00:00Z', says: 'older than yours' },
    { name: 'expired', began: '2020-06-01T00:00:00Z', ends: '2021-01-01T00:00:00Z', says: 'It expired ' },
    { name: 'of the same age', began: '2024-01-01T00:00:00Z', ends: '2034-01-01T00:00:00Z', says: 'names and fingerprints differ' },
  ]) {
    test(`is told to be ${name}`, async ({ page }) => {
      await open(page, [['signed', side(began, ends)], ['acme', report({})]]);
      await paste(page, 'Response', 'signed');
      await expect(page.locator('.signer-difference')).toContainText(says);
      // The rows replace the rest of the message.
      await expect(page.locator('.verdict > .finding-message')).toHaveText('The response is signed with a key that is not in the metadata.');
    });
  }
});

test('a button names the line of the view on which its place stands', async ({ page }) => {
  await openExample(page, 'okta-audience');
  const show = page.locator('.verdict').getByRole('button', { name: /Show in text assertion-audience-mismatch/ });
  const told = async (): Promise<string | undefined> => /line (\d+)$/.exec((await show.textContent())?.trim() ?? '')?.[1];
  const marked = async (): Promise<string | undefined> => (await page.locator('#decoded .cm-lineNumbers .cm-activeLineGutter').textContent()) ?? undefined;
  const view = page.getByRole('group', { name: 'View' });
  await expect(view.getByRole('button', { name: 'Readable' })).toHaveAttribute('aria-pressed', 'true');
  await show.click();
  const readable = await told();
  expect(Number(readable)).toBeGreaterThan(10);
  await expect.poll(marked).toBe(readable);
  await view.getByRole('button', { name: 'Original' }).click();
  await expect(view.getByRole('button', { name: 'Original' })).toHaveAttribute('aria-pressed', 'true');
  await expect(view.getByRole('button', { name: 'Readable' })).toHaveAttribute('aria-pressed', 'false');
  await expect.poll(told).not.toBe(readable);
  await show.click();
  await expect.poll(marked).toBe(await told());
});

test.describe('the columns', () => {
  for (const id of ['okta-old-certificate', 'entra-flow', 'adfs-compare', 'okta-healthy']) {
    test(`flow on their own: ${id}`, async ({ page }) => {
      await page.setViewportSize({ width: 1280, height: 900 });
      await openExample(page, id);
      await expect(page.getByRole('region', { name: 'How your paste was read' })).toBeVisible();
      for (const cards of [page.locator('.columns > .box-card, .material > *'), page.locator('.answers > *')]) {
        // All at one moment: what grows between two looks would be taken for a gap.
        const gaps = (): Promise<{ below: number; beside: number }[]> => cards.evaluateAll((all) => {
          const places = all.map((card) => card.getBoundingClientRect());
          return places.slice(1).map(({ top, left }, at) => ({ below: Math.round(top - (places[at]?.bottom ?? NaN)), beside: left - (places[at]?.left ?? NaN) }));
        });
        await expect.poll(async () => (await gaps()).length).toBeGreaterThan(1);
        await expect.poll(async () => (await gaps()).filter(({ below, beside }) => below !== 20 || beside !== 0)).toEqual([]);
      }
    });
  }

  test('end with what to take along, below the answers, for the keyboard too', async ({ page }) => {
    await page.setViewportSize({ width: 1280, height: 900 });
    await openExample(page, 'entra-flow');
    const share = page.getByRole('region', { name: 'Export the report' });
    await expect(page.locator('.answers > *').last()).toHaveAccessibleName('Export the report');
    expect((await placeOf(share)).left).toBe((await placeOf(page.locator('.verdict'))).left);
    await page.locator('summary').filter({ hasText: 'Every moment in order' }).focus();
    await page.keyboard.press('Tab');
    await expect(share.getByRole('button', { name: 'Print' })).toBeFocused();
  });

  test('come as input, verdict, user where they stand above one another', async ({ page }) => {
    await page.setViewportSize({ width: 360, height: 740 });
    await openExample(page, 'okta-healthy');
    const ids = ['capture', 'verdict-title', 'user-title', 'share-title', 'decoded', 'claims-title', 'reading-title'];
    // At one moment, as they stand.
    const order = (): Promise<string[]> => page.locator(ids.map((id) => `#${id}`).join()).evaluateAll((all) =>
      all.map((part) => [part.id, part.getBoundingClientRect().top] as const).sort(([, a], [, b]) => a - b).map(([id]) => id));
    await expect.poll(order).toEqual(ids);
    // And so does the keyboard.
    await page.locator('#test-panel summary').filter({ hasText: 'Options' }).focus();
    await page.keyboard.press('Tab');
    await expect(page.locator('.verdict :focus')).toHaveCount(1);
  });
});

test.describe('in a window of a phone', () => {
  test.use({ viewport: { width: 360, height: 740 } });

  test('the outcome stays in sight, and leads to the verdict', async ({ page }) => {
    await openExample(page, 'okta-audience');
    const line = page.getByRole('button', { name: 'No, this login would have failed See why' });
    await expect(line).toBeInViewport();
    await page.getByRole('heading', { name: 'How your paste was read' }).scrollIntoViewIfNeeded();
    await expect(line).toBeInViewport();
    await line.click();
    const title = page.getByRole('heading', { name: 'No, this login would have failed' });
    await expect(title).toBeFocused();
    await expect(title).toBeInViewport({ ratio: 1 });
    // Where the verdict itself is in sight, its short form covers nothing.
    await expect(line).toBeHidden();
    // It is said once, by the page's own live region.
    expect(await page.locator('.verdict-line').evaluate((element) => element.closest('[role=status], [aria-live]'))).toBeNull();
    await expectNoSidewaysScroll(page);
    await expectAccessible(page);
  });

  test('a filled box is small', async ({ page }) => {
    await open(page, ANSWERS);
    await openTab(page, 'Test a login');
    const height = async (): Promise<number> => (await page.locator('#capture').boundingBox())?.height ?? 0;
    await expect.poll(height).toBeGreaterThan(200);
    await paste(page, 'Response', 'reject me');
    await expect.poll(height).toBeLessThan(100);
    await paste(page, 'Response', '');
    await expect.poll(height).toBeGreaterThan(200);
  });

  test('claims stand one below the other, and are still a table', async ({ page }) => {
    await openExample(page, 'entra-namespace');
    const row = page.getByRole('table').getByRole('row', { name: /tenantid/ });
    const name = row.getByRole('rowheader');
    const value = row.getByRole('cell').first();
    expect((await placeOf(value)).top).toBeGreaterThanOrEqual((await placeOf(name)).bottom);
    expect((await placeOf(value)).left).toBe((await placeOf(name)).left);
    await expect(name.locator('.name-last')).toHaveText('tenantid');
    await expect(name.locator('.name-whole')).toHaveText('http://schemas.microsoft.com/identity/claims/tenantid');
    await expectNoSidewaysScroll(page);
    await expectAccessible(page);
  });

  for (const id of ['adfs-compare', 'entra-flow', 'okta-old-certificate']) {
    test(`nothing reaches beyond it: ${id}`, async ({ page }) => {
      test.slow();
      await openExample(page, id);
      const opened = await page.locator('#test-panel details').evaluateAll((folds) => folds.map((fold) => fold.setAttribute('open', '')).length);
      expect(opened).toBeGreaterThan(2);
      await expectNoSidewaysScroll(page);
      await page.emulateMedia({ colorScheme: 'dark' });
      await expectAccessible(page);
    });
  }
});

test('without metadata the page says first that no signature was checked', async ({ page }) => {
  test.slow();
  await open(page);
  await paste(page, 'Response', new IdentityProvider().formBody({ issued: new Date('2026-02-01T10:00:00Z') }));
  const verdict = page.getByRole('region', { name: 'No, this login would fail' });
  await expect(verdict.locator('[data-rule="assertion-expired"]')).toBeVisible();
  const note = verdict.locator('.unchecked');
  await expect(note).toContainText('The signature was not checked.');
  expect((await placeOf(note)).bottom).toBeLessThanOrEqual((await placeOf(verdict.locator(':scope > .finding-message'))).top);
  await expectAccessible(page);
  await verdict.getByRole('button', { name: 'See whether it was fine when it was issued' }).click();
  await expect(page.getByRole('heading', { name: 'Cannot tell yet' })).toBeVisible();
  await expect(page.locator('.unchecked')).toBeVisible();
  await page.getByRole('button', { name: 'Add the metadata' }).click();
  await expect(page.getByRole('tab', { name: /Set up/ })).toHaveAttribute('aria-selected', 'true');
  await expect(box(page, 'Metadata XML')).toBeFocused();
});

test('a claim that was probably misnamed is not listed as unused besides', async ({ page }) => {
  await openExample(page, 'entra-namespace');
  const unused = page.locator('.finding[data-rule="claim-unmapped"]');
  await expect(unused).toContainText('Sent but not used here');
  await expect(unused).not.toContainText('imagekit_role');
  await expect(unused.locator('.related li')).toHaveCount(1);
  await expect(unused.locator('.related li')).toContainText('authnmethodsreferences');
  await expect(page.getByRole('row', { name: /claims\/imagekit_role/ })).toContainText('probably meant as imagekit_role');
});

test('the claim that a finding is about is marked, and leads to the finding', async ({ page }) => {
  await openExample(page, 'entra-namespace');
  const marked = page.locator('#test-panel .claims tr[data-problem]');
  await expect(marked).toHaveCount(1);
  await expect(marked).toHaveAttribute('data-problem', 'error');
  await expect(marked.getByRole('rowheader')).toContainText('imagekit_role');
  await marked.getByRole('button', { name: 'See the problem with imagekit_role' }).press('Enter');
  const message = page.locator('.verdict .finding-message');
  await expect(message).toBeFocused();
  await expect(message).toBeInViewport();
  await expect(message).toContainText('imagekit_role');
  // The card of what arrived leads there, too.
  await page.getByRole('region', { name: 'What arrived' }).getByRole('button', { name: 'See the problem with Role' }).click();
  await expect(message).toBeFocused();
  // A login that works has nothing to mark.
  await chooseExample(page, 'entra-flow');
  await expect(page.locator('#verdict-title')).toContainText('Yes');
  await expect(marked).toHaveCount(0);
});

for (const [id, name] of [['adfs-two-groups', 'imagekit_role'], ['google-attribute', 'imagekit-role'], ['okta-role', 'imagekit_role'], ['adfs-compare', 'NameID']] as const) {
  test(`of the claims, ${name} is the one marked: ${id}`, async ({ page }) => {
    await openExample(page, id);
    await expect(page.locator('#test-panel .claims tr[data-problem]').getByRole('rowheader').locator('.claim-name')).toHaveText([name]);
  });
}

test('a field that did not arrive leads to what says so', async ({ page }) => {
  await openExample(page, 'keycloak-claims');
  await expect(page.locator('#test-panel .claims tr[data-problem]')).toHaveCount(0);
  await page.getByRole('button', { name: 'See the problem with ImageKit ID of the account' }).click();
  const message = page.locator('.finding-message:focus');
  await expect(message).toContainText('imagekit_role');
  await expect(message).toBeInViewport();
});

test('where a finding stands is told right below it, in every list', async ({ page }) => {
  await openExample(page, 'entra-namespace');
  await expect(page.locator('#test-panel .finding-message')).toHaveCount(2);
  for (const message of await page.locator('#test-panel .finding-message').all()) {
    const next = message.locator('xpath=following-sibling::*[1]');
    await expect(next.getByRole('button', { name: /^Show in text/ })).toBeVisible();
    expect((await placeOf(next.getByRole('button'))).left - (await placeOf(message)).left).toBeCloseTo(-4, 0);
  }
});

test('the heading names the product, and the steps do not repeat it', async ({ page }) => {
  await openExample(page, 'okta-audience');
  const fix = page.locator('.verdict .fix');
  await expect(fix).toContainText('Fix it in Okta');
  await expect(fix.locator('li').first()).toHaveText(/^Applications → the app for ImageKit/);
  await expect(fix).not.toContainText('Okta:');
});

test('a value that a fix wants entered is copied where it stands, also by keyboard', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await openExample(page, 'okta-audience');
  const step = page.locator('.verdict .fix li').first();
  await expect(step).toHaveText(/set “Audience URI \(SP Entity ID\)” to\s+https:\/\/imagekit\.io\/saml\/consume\s*\.$/);
  await expect(step.locator('code')).toHaveText(['https://imagekit.io/saml/consume']);
  const copy = step.getByRole('button', { name: 'Copy https://imagekit.io/saml/consume for Audience URI (SP Entity ID)' });
  await copy.focus();
  await page.keyboard.press('Enter');
  await expect(step.getByRole('status')).toHaveText('Copied');
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('https://imagekit.io/saml/consume');
  const { width, height } = (await copy.boundingBox()) ?? { width: 0, height: 0 };
  expect(Math.min(width, height)).toBeGreaterThanOrEqual(24);
  await page.setViewportSize({ width: 320, height: 800 });
  await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
  await expectAccessible(page);
});

test('a value that the steps do not have where they should stays what it is', async ({ page }) => {
  const first = finding('assertion-audience-mismatch', 'error', 'Another audience.', { source: 'decoded-1', from: 1, to: 2, line: 1, column: 2 });
  const fix = { who: 'idp' as const, steps: ['Enter the name.', 'Set “<b>A</b>” to x<y> and save.'], values: [{ value: 'x<y>', field: '<b>A</b>', step: 1, from: 18 }, { value: 'elsewhere', step: 1, from: 400 }] };
  await open(page, [['signed', { ...report({ verdict: 'reject' }), findings: [{ ...first, fix }] }], ['acme', report({})]]);
  await paste(page, 'Response', 'signed');
  await expect(page.locator('.verdict .fix li').nth(1)).toHaveText(/^Set “<b>A<\/b>” to\s+x<y>\s+and save\.$/);
  await expect(page.locator('.verdict .fix code')).toHaveText(['x<y>']);
});

test('the times are those of the certificate that signed', async ({ page }) => {
  await openExample(page, 'okta-old-certificate');
  const times = page.getByRole('region', { name: 'Times' });
  const row = (name: string): Locator => times.locator('.windows li').filter({ hasText: name });
  await expect(row('Certificate that signed')).toContainText(/ended \d+ months ago|ended \d+ years ago/);
  await expect(row('Certificate that signed')).toHaveAttribute('data-open', 'false');
  await expect(row('Certificate in metadata')).toHaveAttribute('data-open', 'true');
  await times.getByText('Every moment in order').click();
  await expect(times.locator('.timeline-what')).toContainText(['Certificate that signed: valid from', 'Certificate in metadata: valid from', 'Certificate that signed: valid until']);
  // The lines behind the bars stand at equal distances.
  const gaps = await times.locator('.window-bar').first().evaluate((bar) => {
    const at = [...bar.querySelectorAll('line')].map((line) => line.getBoundingClientRect().left).sort((a, b) => a - b);
    return at.slice(1).map((x, i) => Math.round(x - (at[i] ?? 0)));
  });
  expect(gaps).toHaveLength(8);
  expect(Math.max(...gaps) - Math.min(...gaps)).toBeLessThanOrEqual(1);
  // One and the same key: then there is one row.
  await chooseExample(page, 'okta-healthy');
  await expect(row('Certificate that signed')).toHaveAttribute('data-open', 'true');
  await expect(row('Certificate in metadata')).toHaveCount(0);
});

test.describe('in another time zone', () => {
  test.use({ timezoneId: 'Asia/Kolkata' });

  test('the reading of a paste is told in plain words, with times of this place', async ({ page }) => {
    await open(page);
    await paste(page, 'Metadata XML', new IdentityProvider().metadata());
    await paste(page, 'Response', new IdentityProvider().formBody({ issued: new Date('2026-02-01T10:00:00Z') }));
    const reading = page.getByRole('region', { name: 'How your paste was read' });
    await expect(reading).toContainText(/Decoded from base64 · \d+(\.\d)? kB/);
    await expect(reading).not.toContainText(/octets|IssueInstant/);
    const issued = reading.locator('time').first();
    await expect(issued).toHaveText(/1 Feb 2026, 15:30:00/);
    await expect(issued).toHaveAttribute('title', '1 Feb 2026, 10:00:00 UTC');
  });
});

test('how a message travelled is told in plain words', async ({ page }) => {
  await openExample(page, 'entra-flow');
  await expect(page.getByRole('region', { name: 'How your paste was read' })).toContainText('A form post (POST)');
  await expect(page.getByRole('region', { name: 'What happened' })).toContainText('A redirect (GET)');
});

test('a rule’s name can be copied and explains itself', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await open(page, ANSWERS);
  await paste(page, 'Metadata XML', OKTA);
  await paste(page, 'Response', 'reject me');
  const chip = page.locator('.verdict .rule-chip').first();
  await chip.hover();
  await chip.getByRole('button', { name: 'Copy the rule’s name assertion-audience-mismatch' }).click();
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe('assertion-audience-mismatch');
  const name = chip.getByRole('button', { name: 'assertion-audience-mismatch', exact: true });
  await name.press('Enter');
  await expect(page.getByRole('dialog', { name: 'Wrong audience' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(name).toBeFocused();
});

test('where redaction cannot be loaded the page says so, and it can be tried again', async ({ page }) => {
  await open(page, ANSWERS);
  await paste(page, 'Response', 'reject me');
  await page.getByRole('button', { name: 'Prepare' }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'The part of the checker that redacts could not be loaded.' })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByRole('textbox', { name: 'This is what you share. Read it before you send it.' })).toHaveValue(/assertion-audience-mismatch/);
  // The checker goes on as before.
  await expect(page.locator('#verdict-title')).toHaveText('No, this login would fail');
});

test('the gallery gives the focus back', async ({ page }) => {
  await open(page);
  await openTab(page, 'Test a login');
  const opener = page.getByRole('button', { name: 'Try an example' });
  await opener.press('Enter');
  await expect(page.getByRole('dialog', { name: 'Examples' })).toBeVisible();
  await expect(page.locator('button.example').first()).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(opener).toBeFocused();
  // An example that is chosen leaves the focus where it says what it is.
  await chooseExample(page, 'okta-healthy');
  await expect(page.getByRole('button', { name: 'Back to my own text' })).toBeFocused();
});

test('before anything is pasted, three steps say what to paste', async ({ page }) => {
  await open(page, ANSWERS);
  await openTab(page, 'Test a login');
  const lesson = page.getByRole('region', { name: 'Would this login work?' });
  await expect(lesson.getByRole('listitem')).toHaveCount(3);
  await expect(lesson).toContainText('SAMLResponse');
  await expect(lesson.getByRole('button', { name: 'Try an example' })).toBeVisible();
  await expectAccessible(page);
  await page.setViewportSize({ width: 360, height: 740 });
  await expectNoSidewaysScroll(page);
  expect(await textOf(page, 'capture')).toBe('');
});

test('marks and every colour of the text are told apart on a selection', async ({ page }) => {
  await openExample(page, 'okta-old-certificate');
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    const ratios = await page.locator('#decoded').evaluate((element) => {
      const probe = element.appendChild(document.createElement('i'));
      probe.style.transition = 'none';
      const luminance = (token: string): number => {
        probe.style.color = `var(--${token})`;
        const [r = 0, g = 0, b = 0] = (getComputedStyle(probe).color.match(/\d+/g) ?? []).map((part) => {
          const share = Number(part) / 255;
          return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
        });
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
      };
      const ratio = (token: string): [string, number] => {
        const [light = 0, dark = 0] = [luminance(token), luminance('selection')].sort((a, b) => b - a);
        return [token, (light + 0.05) / (dark + 0.05)];
      };
      const ratios = ['text', 'text-soft', 'code-tag', 'code-name', 'code-value', 'error', 'warning'].map(ratio);
      probe.remove();
      return ratios;
    });
    // WCAG 2.2: 4.5 for text (1.4.3), 3 for what is drawn (1.4.11).
    for (const [token, ratio] of ratios) expect(ratio, `${token} in ${colorScheme}`).toBeGreaterThan(['error', 'warning'].includes(token) ? 3 : 4.5);
  }
});

test('a confirmation that expired can be judged as of when it was issued, and the verdict comes into view', async ({ page }) => {
  const [, refused] = ANSWERS.find(([key]) => key === 'reject me') ?? [];
  const expired = finding('assertion-confirmation-expired', 'error', 'The delivery of the login expired 3 hours ago.', { source: 'decoded-1', from: 1, to: 2, line: 1, column: 2 });
  const timeline = [{ what: 'response.issueInstant', label: 'Response issued', instant: '2026-01-01T00:00:00Z', relative: '3 hours ago' }, { what: 'now', label: 'Now', instant: '2026-01-01T03:00:00Z', relative: 'now' }];
  await page.setViewportSize({ width: 1280, height: 500 });
  await open(page, [['expired', { ...report({ verdict: 'reject' }), ...refused, findings: [expired], timeline }]]);
  await paste(page, 'Response', 'expired');
  const title = page.locator('#verdict-title');
  await page.locator('.verdict').getByRole('button', { name: 'See whether it was fine when it was issued' }).click();
  await expect(page.getByText(/Judged as of .*, not as of now/)).toBeVisible();
  await expect(title).toBeFocused();
  await page.getByRole('region', { name: 'Times' }).getByRole('button', { name: 'Back to now' }).click();
  await expect(page.getByText(/Judged as of .*, not as of now/)).toHaveCount(0);
  await expect(title).toBeInViewport();
  await page.getByRole('region', { name: 'Times' }).getByRole('button', { name: 'Judge as of when it was issued' }).click();
  await expect(page.getByText(/Judged as of .*, not as of now/)).toBeVisible();
  await expect(title).toBeInViewport();
});

test('several fields with one problem have one way to it', async ({ page }) => {
  await openExample(page, 'keycloak-claims');
  const arrived = page.getByRole('region', { name: 'What arrived' });
  await expect(arrived.getByText('The same problem')).toHaveCount(2);
  await expect(arrived.getByRole('button', { name: /^See the problem/ })).toHaveCount(1);
});
