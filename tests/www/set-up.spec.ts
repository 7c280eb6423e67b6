import { expect, test } from '@playwright/test';
import { IdentityProvider } from './identity-provider';
import { ANSWERS, BROKEN, finding, OKTA, place, report } from './samples';
import { box, expectNoSidewaysScroll, open, openTab, paste, ready, stored, textOf } from './support';

const saveState = '#save-state';

test('what was read from the metadata stands beside it', async ({ page }) => {
  await open(page, ANSWERS);
  await page.locator('sso-preflight').evaluate((element) => {
    (element as HTMLElement & { now: () => Date }).now = () => new Date('2026-01-02T00:00:00Z');
  });
  await paste(page, 'Metadata XML', OKTA);
  const card = page.getByRole('region', { name: 'Okta' });
  await expect(card).toContainText('http://www.okta.com/exk1fake');
  await expect(card).toContainText('https://acme.okta.com/app/acme/exk1fake/sso/saml');
  await expect(card).toContainText('HTTP-POST');
  await expect(card).toContainText('Valid until 1 Jan 2034 (7 years)');
  await page.locator('sso-preflight').evaluate((element) => {
    (element as HTMLElement & { now: () => Date }).now = () => new Date('2034-01-04T01:00:00Z');
  });
  await expect(card).toContainText('Expired on 1 Jan 2034 (3 days ago)');
  await expect(card.locator('.certificate')).toHaveAttribute('data-tone', 'bad');
});

test('a finding is underlined, and its button selects the text', async ({ page }) => {
  await open(page, ANSWERS);
  await paste(page, 'Metadata XML', BROKEN);
  const address = 'http://acme.okta.com/app/acme/exk1fake/sso/saml';
  await expect(page.locator('#metadata .cm-lintRange-error')).toHaveText(address);
  const item = page.locator('[data-rule="metadata-endpoint-not-https"]');
  await expect(item).toContainText('Error');
  await expect(item.getByRole('listitem')).toHaveCount(2);
  await item.getByRole('button', { name: /Show in text/ }).press('Enter');
  await expect(box(page, 'Metadata XML')).toBeFocused();
  await page.keyboard.insertText('HERE');
  await expect.poll(() => textOf(page, 'metadata')).toBe(BROKEN.replace(address, 'HERE'));
});

test('what stands in a folded step is unfolded to be shown', async ({ page }) => {
  await open(page, ANSWERS);
  await paste(page, 'Metadata XML', BROKEN);
  await expect(page.getByText('1 error in the metadata')).toBeVisible();
  await page.locator('#metadata-step > summary').click();
  await expect(box(page, 'Metadata XML')).toBeHidden();
  await page.getByRole('button', { name: 'Show the error' }).click();
  await expect(box(page, 'Metadata XML')).toBeFocused();
  await expect(box(page, 'Metadata XML')).toBeInViewport();
});

test('metadata with an error is not saved, and the reason stands beside the button', async ({ page }) => {
  await open(page, ANSWERS);
  const save = page.getByRole('button', { name: 'Save' });
  await expect(save).toHaveAttribute('aria-disabled', 'true');
  await expect(page.locator(saveState)).toHaveText('Paste your identity provider’s metadata first.');
  await save.press('Enter');
  await expect(page.locator(saveState)).toHaveText('Not saved. Paste your identity provider’s metadata first.');
  await paste(page, 'Metadata XML', BROKEN);
  // At once, while the check is still due: the answer is waited for.
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.locator(saveState)).toContainText('Not saved. The metadata has 1 error. The sign-in address');
  expect((await stored(page)).local).toEqual({});
  await expect(page.getByText('SSO is off')).toBeVisible();
});

test('once everything is saved, a test is what comes next', async ({ page }) => {
  await open(page, ANSWERS);
  await expect(page.locator('.save-bar .primary')).toHaveCount(0);
  await paste(page, 'Metadata XML', BROKEN);
  await expect(page.locator(saveState)).toHaveText('Not saved yet. The metadata has 1 error.');
  await expect(page.locator('.save-bar .primary')).toHaveCount(0);
  await page.getByRole('button', { name: 'Show the error' }).click();
  await expect(box(page, 'Metadata XML')).toBeFocused();
  await paste(page, 'Metadata XML', OKTA);
  await expect(page.locator(saveState)).toHaveText('Not saved yet. SSO is off until you save. Your ImageKit ID is missing in step 1.');
  await page.getByLabel('ImageKit ID', { exact: true }).fill('acme');
  await expect(page.locator(saveState)).toHaveText('Not saved yet. SSO is off until you save.');
  await expect(page.locator('.save-bar .primary')).toHaveText('Save');
  const save = page.getByRole('button', { name: 'Save' });
  await save.press('Enter');
  await expect(page.locator(saveState)).toHaveText('Saved. SSO is on. Now see whether a login works.');
  const next = page.locator('.save-bar').getByRole('button', { name: 'Test a login' });
  await expect(next).toBeVisible();
  // Save keeps the focus, and says that there is nothing more to save.
  await expect(save).toBeFocused();
  await expect(save).toHaveAttribute('aria-disabled', 'true');
  await expect(page.locator('.save-bar .primary')).toHaveText('Test a login');
  // A later one says no more than that.
  await page.getByLabel('Entity ID').fill('https://other.example');
  await expect(next).toHaveCount(0);
  await page.getByLabel('Entity ID').press('Enter');
  await expect(page.locator(saveState)).toHaveText('Saved. SSO is on.');
  await page.reload();
  await ready(page);
  await expect(page.locator(saveState)).toHaveText('All changes are saved.');
  await page.evaluate(() => window.scrollTo(0, document.documentElement.scrollHeight));
  await next.click();
  const tab = page.getByRole('tab', { name: 'Test a login' });
  await expect(tab).toHaveAttribute('aria-selected', 'true');
  await expect(tab).toBeFocused();
  await expect(tab).toBeInViewport({ ratio: 1 });
});

for (const width of [1280, 360]) {
  test(`a second click on Save lands on Save, at ${width} px`, async ({ page }) => {
    await page.setViewportSize({ width, height: 800 });
    await open(page, ANSWERS);
    await paste(page, 'Metadata XML', OKTA);
    const save = page.getByRole('button', { name: 'Save' });
    await expect(page.locator('.save-bar .primary')).toHaveText('Save');
    await save.hover();
    const pressed = await save.boundingBox();
    if (pressed === null) throw new Error('Save is nowhere');
    const [x, y] = [pressed.x + pressed.width / 2, pressed.y + pressed.height / 2];
    await page.mouse.click(x, y);
    await expect(page.locator('#save-next')).toBeVisible();
    await page.mouse.click(x, y);
    await expect(page.getByRole('tab', { name: /Set up/ })).toHaveAttribute('aria-selected', 'true');
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await expect(save).toBeFocused();
    // Nor does one on Discard land on Delete.
    await page.getByLabel('Entity ID').fill('https://other.example');
    const discard = page.getByRole('button', { name: 'Discard changes' });
    await discard.hover();
    const box = await discard.boundingBox();
    if (box === null) throw new Error('Discard is nowhere');
    await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
    await expect(discard).toHaveCount(0);
    await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await expect(page.getByRole('tab', { name: /Set up/ })).toHaveAttribute('aria-selected', 'true');
  });
}

for (const width of [1280, 360]) {
  test(`Delete stands with the metadata, out of the way of Save, at ${width} px`, async ({ page }) => {
    await page.setViewportSize({ width, height: 800 });
    await open(page, ANSWERS);
    await expect(page.getByRole('button', { name: 'Delete' })).toHaveCount(0);
    await paste(page, 'Metadata XML', OKTA);
    await page.getByRole('button', { name: 'Save' }).click();
    const remove = page.locator('#metadata-step').getByRole('button', { name: 'Delete' });
    await expect(remove).toBeVisible();
    await expect(page.getByText('Deletes the saved metadata and turns SSO off.')).toBeVisible();
    await expect(page.locator('.save-bar').getByRole('button', { name: 'Delete' })).toHaveCount(0);
    await page.evaluate(() => window.scrollTo(0, document.documentElement.scrollHeight));
    const [there, save] = [await remove.boundingBox(), await page.getByRole('button', { name: 'Save' }).boundingBox()];
    if (there === null || save === null) throw new Error('A button is nowhere');
    // Above the bar, and not above Save.
    expect(there.y + there.height).toBeLessThan(save.y);
    expect(there.x + there.width).toBeLessThan(save.x);
    await expectNoSidewaysScroll(page);
  });
}

test('a question that is cancelled gives the focus back', async ({ page }) => {
  await open(page, ANSWERS);
  await paste(page, 'Metadata XML', OKTA);
  await page.getByRole('button', { name: 'Save' }).click();
  const remove = page.getByRole('button', { name: 'Delete' });
  await remove.press('Enter');
  await expect(page.getByRole('dialog').getByRole('button', { name: 'Cancel' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(remove).toBeFocused();
  await openTab(page, 'Test a login');
  const examples = page.getByRole('button', { name: 'Try an example' }).first();
  await examples.press('Enter');
  await expect(page.getByRole('dialog', { name: 'Examples' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(examples).toBeFocused();
});

test('an example is not saved, and what was typed comes back', async ({ page }) => {
  await open(page);
  await page.getByLabel('Entity ID').fill('https://mine.example');
  await openTab(page, 'Test a login');
  await page.getByRole('button', { name: 'Try an example' }).first().click();
  await page.locator('button.example').first().click();
  await expect(page.getByRole('button', { name: 'Back to my own text' })).toBeFocused();
  await openTab(page, 'Set up');
  await expect(page.locator(saveState)).toHaveText('This is an example; nothing is saved.');
  await expect(page.getByRole('button', { name: /^(Save|Delete|Discard)/ })).toHaveCount(0);
  await page.getByLabel('ImageKit ID', { exact: true }).press('Enter');
  expect((await stored(page)).local).toEqual({});
  // The way back stands there once.
  await page.getByRole('button', { name: 'Back to my own text' }).click();
  await expect(page.getByLabel('Entity ID')).toHaveValue('https://mine.example');
  await expect(page.getByRole('tab', { name: /Set up/ })).toBeFocused();
});

test('the empty box is small and takes everything; filled it has room to read', async ({ page }) => {
  await open(page, ANSWERS);
  const height = (): Promise<number> => page.locator('sso-text-box#metadata').evaluate((element) => element.getBoundingClientRect().height);
  const hint = page.locator('.drop-hint');
  await expect(hint).toContainText('Paste the metadata XML');
  await expect.poll(height).toBeLessThan(200);
  // The words lie over the box and do not catch what is meant for it.
  await hint.getByText('Paste the metadata XML').click({ force: true });
  await expect(box(page, 'Metadata XML')).toBeFocused();
  const chooser = page.waitForEvent('filechooser');
  await hint.getByText('open the file').click();
  await (await chooser).setFiles({ name: 'metadata.xml', mimeType: 'text/xml', buffer: Buffer.from(OKTA) });
  await expect(hint).toHaveCount(0);
  await expect.poll(height).toBeGreaterThan(350);
  await expect(page.getByRole('region', { name: 'Okta' })).toBeVisible();
});

test('a file that no browser can keep is refused with what to paste instead', async ({ page }) => {
  const large = `${OKTA}<!-- ${'x'.repeat(6_000_000)} -->`;
  await open(page, ANSWERS);
  await page.locator('sso-text-box#metadata').evaluate((element, text) => {
    void (element as HTMLElement & { open: (file: File) => Promise<void> }).open(new File([text], 'federation.xml'));
  }, large);
  await expect(page.getByRole('region', { name: 'Okta' })).toBeVisible();
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.locator(saveState)).toContainText('This metadata has 6 MB, and a browser keeps at most 5 MB. Paste the metadata of your identity provider alone');
  expect((await stored(page)).local).toEqual({});
});

test('what is saved survives a reload, and deleting it turns SSO off', async ({ page }) => {
  await open(page, ANSWERS);
  await page.evaluate(() => {
    for (const name of ['sso-save', 'sso-delete']) {
      document.addEventListener(name, (event) => {
        document.documentElement.dataset[name.replace('-', '')] = JSON.stringify((event as CustomEvent).detail);
      });
    }
  });
  await paste(page, 'Metadata XML', OKTA);
  await page.getByLabel('ImageKit ID', { exact: true }).fill(' acme ');
  await page.getByRole('button', { name: 'Use https://imagekit.io/saml/consume#acme' }).click();
  await expect(page.getByLabel('Entity ID')).toHaveValue('https://imagekit.io/saml/consume#acme');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.locator(saveState)).toContainText('Saved. SSO is on.');
  const told = JSON.parse((await page.locator('html').getAttribute('data-ssosave')) ?? '') as Record<string, string>;
  expect(told).toMatchObject({ metadata: OKTA, accountId: 'acme', entityId: 'https://imagekit.io/saml/consume#acme' });

  await page.reload();
  await ready(page);
  await expect(page.getByText('SSO is on')).toBeVisible();
  expect(await textOf(page, 'metadata')).toBe(OKTA);
  await expect(page.getByLabel('ImageKit ID', { exact: true })).toHaveValue('acme');
  await expect(page.getByRole('region', { name: 'Okta' })).toBeVisible();

  await page.getByRole('button', { name: 'Delete' }).click();
  const dialog = page.getByRole('dialog', { name: 'Delete the metadata and turn SSO off?' });
  await expect(dialog.getByRole('button', { name: 'Cancel' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(page.getByText('SSO is on')).toBeVisible();
  await page.getByRole('button', { name: 'Delete' }).click();
  await dialog.getByRole('button', { name: 'Delete' }).click();
  await expect(page.getByText('SSO is off', { exact: true })).toBeVisible();
  expect(await textOf(page, 'metadata')).toBe('');
  expect((await stored(page)).local).toEqual({});
});

test('a draft survives a reload and can be discarded', async ({ page }) => {
  await open(page, ANSWERS);
  await paste(page, 'Metadata XML', OKTA);
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.locator(saveState)).toContainText('Saved.');
  await page.getByLabel('Entity ID').fill('https://other.example');
  await expect(page.locator(saveState)).toContainText('Not saved yet. Until then, logins use the settings saved before.');
  await page.reload();
  await ready(page);
  await expect(page.getByLabel('Entity ID')).toHaveValue('https://other.example');
  await page.getByRole('button', { name: 'Discard changes' }).click();
  await expect(page.getByLabel('Entity ID')).toHaveValue('');
  await expect.poll(async () => (await stored(page)).session).toEqual({});
});

test('another identity provider is saved only after a question', async ({ page }) => {
  const other = OKTA.replaceAll('acme.okta.com', 'other.okta.com');
  const changed = finding('metadata-entity-changed', 'warning', 'This is another identity provider.', place('metadata', other, 'exk1fake'));
  await open(page, [['other.okta.com', report({ findings: [changed] })], ...ANSWERS]);
  await paste(page, 'Metadata XML', OKTA);
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.locator(saveState)).toContainText('Saved.');
  await paste(page, 'Metadata XML', other);
  await page.getByRole('button', { name: 'Save' }).click();
  const dialog = page.getByRole('dialog', { name: 'Replace the saved metadata?' });
  await expect(dialog).toContainText('This is another identity provider.');
  expect((await stored(page)).local['sso-preflight:settings']).toContain('acme.okta.com');
  await dialog.getByRole('button', { name: 'Replace' }).click();
  await expect(page.locator(saveState)).toContainText('Saved.');
  expect((await stored(page)).local['sso-preflight:settings']).toContain('other.okta.com');
});

test('a store that is full or forbidden is told, and nothing typed is lost', async ({ page }) => {
  await page.addInitScript(() => {
    Storage.prototype.setItem = () => {
      throw new DOMException('full', 'QuotaExceededError');
    };
  });
  await open(page, ANSWERS);
  await paste(page, 'Metadata XML', OKTA);
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.locator(saveState)).toContainText('Not saved. This browser’s storage is full. What you typed is still here.');
  await expect(page.getByText('SSO is off')).toBeVisible();
  expect(await textOf(page, 'metadata')).toBe(OKTA);
});

test('a page without any storage still checks', async ({ page }) => {
  await page.addInitScript(() => {
    for (const name of ['localStorage', 'sessionStorage']) {
      Object.defineProperty(window, name, {
        get() {
          throw new DOMException('no', 'SecurityError');
        },
      });
    }
  });
  await open(page, ANSWERS);
  await paste(page, 'Metadata XML', OKTA);
  await expect(page.getByRole('region', { name: 'Okta' })).toBeVisible();
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.locator(saveState)).toContainText('This browser does not let the page store anything.');
});

test('a host replaces the store', async ({ page }) => {
  await open(page, ANSWERS);
  await page.locator('sso-preflight').evaluate((element, metadata) => {
    const calls: string[] = [];
    Object.assign(globalThis, { calls });
    (element as HTMLElement & { store: unknown }).store = {
      load: () => Promise.resolve({ metadata, entityId: '', accountId: 'theirs', savedAt: '2026-01-01T00:00:00Z' }),
      save: (settings: { accountId: string }) => Promise.resolve(void calls.push(`save ${settings.accountId}`)),
      remove: () => Promise.reject(new Error('Only an owner may delete this.')),
    };
  }, OKTA.replaceAll('\n', '\r\n'));
  await expect(page.getByLabel('ImageKit ID', { exact: true })).toHaveValue('theirs');
  await expect(page.getByText('SSO is on')).toContainText('since 1 Jan 2026');
  expect(await textOf(page, 'metadata')).toBe(OKTA);
  await page.getByRole('heading', { name: 'Your account' }).click();
  await page.getByLabel('ImageKit ID', { exact: true }).fill('ours');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.locator(saveState)).toContainText('Saved.');
  expect(await page.evaluate(() => (globalThis as unknown as { calls: string[] }).calls)).toEqual(['save ours']);
  await page.getByRole('button', { name: 'Delete' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  await expect(page.locator(saveState)).toContainText('Only an owner may delete this.');
  await expect(page.getByText('SSO is on')).toBeVisible();
  expect((await stored(page)).local).toEqual({});
});

test('a file is opened or dropped into the box; what is no text is refused', async ({ page }) => {
  await open(page, ANSWERS);
  const chooser = page.locator('#metadata-file');
  await chooser.setInputFiles({ name: 'metadata.xml', mimeType: 'text/xml', buffer: Buffer.from(OKTA.replaceAll('\n', '\r\n')) });
  await expect(page.getByRole('region', { name: 'Okta' })).toBeVisible();
  expect(await textOf(page, 'metadata')).toBe(OKTA);
  await chooser.setInputFiles({ name: 'photo.png', mimeType: 'image/png', buffer: Buffer.from([0x89, 0x50, 0x4e, 0x47, 0xff]) });
  await expect(page.locator('#metadata-help')).toContainText('“photo.png” is not a text file.');
  expect(await textOf(page, 'metadata')).toBe(OKTA);
  await page.locator('#metadata .cm-content').evaluate((element, text) => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File([text], 'dropped.xml'));
    element.dispatchEvent(new DragEvent('drop', { bubbles: true, cancelable: true, composed: true, dataTransfer }));
  }, BROKEN);
  await expect.poll(() => textOf(page, 'metadata')).toBe(BROKEN);
  // Beside the box it would replace the page.
  await page.getByRole('heading', { name: 'Single sign-on' }).evaluate((element, text) => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File([text], 'dropped.xml'));
    element.dispatchEvent(new DragEvent('drop', { bubbles: true, cancelable: true, composed: true, dataTransfer }));
  }, OKTA);
  await expect.poll(() => textOf(page, 'metadata')).toBe(OKTA);
});

test('escaped metadata is repaired with one button, as an edit that can be undone', async ({ page }) => {
  await open(page);
  const escaped = new IdentityProvider().metadata().replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  await paste(page, 'Metadata XML', escaped);
  const found = page.locator('#metadata-step [data-rule="metadata-escaped"]');
  await expect(found.getByRole('button', { name: 'Use the repaired text' })).toBeVisible();
  await expect(found.getByRole('button', { name: /^Show The repaired/ })).toHaveCount(0);
  await found.getByRole('button', { name: 'Use the repaired text' }).click();
  await expect(page.getByRole('tab', { name: 'Set up' })).toHaveAttribute('aria-selected', 'true');
  await expect(found).toHaveCount(0);
  await expect(page.locator('.certificate')).toContainText('CN=Example signing key');
  expect(await textOf(page, 'metadata')).toContain('<md:EntityDescriptor');
  await expect(box(page, 'Metadata XML')).toBeFocused();
  await expect.poll(async () => JSON.stringify(await stored(page))).toContain('<md:EntityDescriptor');
  await page.keyboard.press('ControlOrMeta+z');
  await expect.poll(() => textOf(page, 'metadata')).toBe(escaped);
  // Also from the view for reading.
  await page.getByRole('button', { name: 'Readable' }).first().click();
  await found.getByRole('button', { name: 'Use the repaired text' }).click();
  await expect(page.locator('.certificate')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Original' }).first()).toHaveAttribute('aria-pressed', 'true');
});

test.describe('on a phone', () => {
  test.use({ hasTouch: true, isMobile: true });

  for (const width of [360, 390]) {
    test(`nothing is to be dropped, and opening a file stands beside the name of the box, at ${width} px`, async ({ page }) => {
      await page.setViewportSize({ width, height: 740 });
      await open(page, ANSWERS);
      const hint = page.locator('.drop-hint');
      await expect(hint.getByText('drop the file here')).toBeHidden();
      await expect(hint.getByText('open the file')).toBeVisible();
      const apart = (card: string): Promise<number> => page.locator(card).evaluate((line) => {
        const middle = (part: Element | null): number => {
          const { top, height } = part?.getBoundingClientRect() ?? { top: NaN, height: 0 };
          return top + height / 2;
        };
        return Math.abs(middle(line.querySelector('.label')) - middle(line.querySelector('.open-file')));
      });
      await paste(page, 'Metadata XML', BROKEN);
      await expect(page.getByRole('button', { name: /^Next problem/ })).toBeVisible();
      expect(await apart('#metadata-step .label-line')).toBeLessThan(4);
      await paste(page, 'Response', 'reject me');
      await expect(page.locator('.verdict')).toBeVisible();
      expect(await apart('#test-panel .label-line:has(#capture-label)')).toBeLessThan(4);
    });
  }
});
