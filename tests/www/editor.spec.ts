// The text boxes: going from finding to finding, the view for reading, folds, long texts.
import { expect, test, type Locator, type Page } from '@playwright/test';
import { IdentityProvider } from './identity-provider';
import { ANSWERS, finding, place, report } from './samples';
import { box, open, openTab, paste, pasteAsBrowsersDo, textOf } from './support';

const TWO = '<a>\n  <one/>\n  <two/>\n</a>';
const TWO_FOUND = report({
  verdict: 'reject',
  findings: [
    finding('metadata-unrecognised', 'error', 'The first is wrong.', place('metadata', TWO, '<one/>')),
    finding('metadata-not-idp', 'warning', 'The second is odd.', place('metadata', TWO, '<two/>')),
  ],
});

function selected(): string {
  const root = document.querySelector('sso-preflight')?.shadowRoot as (ShadowRoot & { getSelection?: () => Selection }) | null | undefined;
  return (root?.getSelection?.() ?? getSelection())?.toString() ?? '';
}

test('the next problem is one key or one button away, and is said aloud', async ({ page }) => {
  await open(page, [['<two/>', TWO_FOUND]]);
  await paste(page, 'Metadata XML', TWO);
  // What is announced stands there for a moment only.
  await page.locator('#metadata .cm-announced').evaluate((element) => {
    const said: string[] = [];
    Object.assign(globalThis, { said });
    new MutationObserver(() => said.push(element.textContent ?? '')).observe(element, { childList: true, subtree: true });
  });
  const next = page.getByRole('button', { name: 'Next problem of 2 findings' });
  await next.click();
  await expect(box(page, 'Metadata XML')).toBeFocused();
  await expect.poll(() => page.evaluate(selected)).toBe('<one/>');
  await expect.poll(() => page.evaluate(() => (globalThis as unknown as { said: string[] }).said)).toContain('error, line 2: The first is wrong.');
  await page.keyboard.press('F8');
  await expect.poll(() => page.evaluate(selected)).toBe('<two/>');
  await expect(page.locator('.cm-tooltip')).toContainText('The second is odd.');
  await page.keyboard.press('Shift+F8');
  await expect.poll(() => page.evaluate(selected)).toBe('<one/>');
  await expect(page.locator('#metadata .cm-lint-marker-error')).toHaveCount(1);
  await expect(page.locator('#metadata .cm-lint-marker-warning')).toHaveCount(1);
});

test('the view for reading changes nothing that is checked or saved', async ({ page }) => {
  const idp = new IdentityProvider();
  const oneLine = idp.metadata('http://plain.example/sso').replace(/>\s+</g, '><').trim();
  await open(page);
  await paste(page, 'Metadata XML', oneLine);
  await expect(page.locator('#metadata .cm-lintRange-error').first()).toBeVisible();
  await page.getByRole('button', { name: 'Readable' }).click();
  await expect(page.getByText('Broken into lines for reading.')).toBeVisible();
  await expect.poll(() => page.locator('#metadata .cm-line').count()).toBeGreaterThan(8);
  // The long certificate is folded, and the finding stands where it belongs.
  await expect(page.locator('#metadata .cm-foldPlaceholder').first()).toBeVisible();
  await expect(page.locator('#metadata .cm-lintRange-error').first()).toHaveText('http://plain.example/sso');
  await page.locator('[data-rule="metadata-endpoint-not-https"]').getByRole('button', { name: /Show in text/ }).first().click();
  await expect.poll(() => page.evaluate(selected)).toBe('http://plain.example/sso');
  // Nobody types into it.
  await page.keyboard.type('x');
  expect(await textOf(page, 'metadata')).toBe(oneLine);
  await page.getByRole('button', { name: 'Original' }).click();
  await expect(page.locator('#metadata .cm-line')).toHaveCount(1);
  expect(await textOf(page, 'metadata')).toBe(oneLine);
});

test('a message in one line is shown in lines, and places in it are right', async ({ page }) => {
  const idp = new IdentityProvider();
  await open(page);
  await paste(page, 'Metadata XML', idp.metadata());
  await paste(page, 'Response', idp.formBody({ recipient: 'https://other.example/acs' }));
  await expect(page.locator('#decoded .cm-line').nth(10)).toBeVisible();
  await page.locator('[data-rule="assertion-recipient-mismatch"]').getByRole('button', { name: /Show in text/ }).first().click();
  await expect.poll(() => page.evaluate(selected)).toBe('https://other.example/acs');
});

test('an element folds, and what is inside it opens when it is shown', async ({ page }) => {
  await open(page, [['<two/>', TWO_FOUND]]);
  await paste(page, 'Metadata XML', TWO);
  await page.locator('#metadata .cm-fold-mark[data-open=true]').first().click();
  await expect(page.locator('#metadata .cm-foldPlaceholder')).toBeVisible();
  await page.locator('[data-rule="metadata-not-idp"]').getByRole('button', { name: /Show in text/ }).click();
  await expect(page.locator('#metadata .cm-foldPlaceholder')).toHaveCount(0);
  await expect.poll(() => page.evaluate(selected)).toBe('<two/>');
});

test('a long check shows how far it is and can be cancelled; the text stays', async ({ page }) => {
  await open(page, ANSWERS);
  const long = `never 1 ${'x'.repeat(12_000_000)}`;
  await page.locator('sso-text-box#metadata').evaluate((element, text) => {
    void (element as HTMLElement & { open: (file: File) => Promise<void> }).open(new File([text], 'aggregate.xml'));
  }, long.replace('never 1', 'slow 60000'));
  const bar = page.getByRole('progressbar', { name: 'Checking a large text' });
  await expect(bar).toBeVisible();
  const first = Number(await bar.getAttribute('value'));
  await expect.poll(async () => Number(await bar.getAttribute('value'))).toBeGreaterThan(first);
  await page.getByRole('button', { name: 'Cancel', exact: true }).click();
  await expect(page.getByText('The check was cancelled.')).toBeVisible();
  await expect(bar).toHaveCount(0);
  await expect.poll(async () => (await textOf(page, 'metadata')).length).toBeGreaterThan(12_000_000);
  // The checker is there for the next text.
  await openTab(page, 'Test a login');
  await paste(page, 'Response', 'accept me');
  await expect(page.getByRole('heading', { name: 'Yes, this login would work' })).toBeVisible();
});

test('of many organisations one is searched for and chosen', async ({ page }) => {
  const idp = new IdentityProvider();
  const one = idp.metadata().replace(/^<\?xml[^>]*>\s*/, '').trim();
  const all = Array.from({ length: 300 }, (_, at) => one.replace(/entityID="[^"]*"/, `entityID="https://idp${at}.example.org/saml"`));
  await open(page);
  await paste(page, 'Metadata XML', `<md:EntitiesDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata">${all.join('\n')}</md:EntitiesDescriptor>`);
  const chooser = page.getByRole('combobox', { name: /This file describes 300 organisations/ });
  await chooser.click();
  await expect(page.getByRole('option')).toHaveCount(50);
  // Nothing is missing before one is chosen.
  await expect(page.locator('.idp-card')).toContainText('No organisation chosen yet');
  await expect(page.locator('.idp-card')).not.toContainText(/Missing|None was found/);
  await chooser.pressSequentially('idp27');
  await expect(page.getByText('11 matches.')).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(chooser).toHaveValue('https://idp270.example.org/saml');
  await expect(page.locator('.idp-card')).not.toContainText('Missing');
  await expect(page.getByRole('region', { name: /provider|Okta/ }).last()).toContainText('https://idp270.example.org/saml');
  await expect(page.locator('#metadata-step')).toHaveAttribute('data-done', 'true');
  await chooser.click();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('option')).toHaveCount(0);
});

test.describe('after a paste', () => {
  const long = Array.from({ length: 400 }, (_, at) => `<line at="${at}"/>`).join('\n');

  test('its beginning is in sight, and the caret stands at its end', async ({ page }) => {
    await open(page, [['<line', report({})]]);
    for (const [name, id] of [['Metadata XML', 'metadata'], ['Response', 'capture']] as const) {
      await openTab(page, name === 'Response' ? 'Test a login' : 'Set up');
      const scroller = page.locator(`#${id} .cm-scroller`);
      await box(page, name).focus();
      await pasteAsBrowsersDo(box(page, name), long);
      await expect(page.locator(`#${id} .cm-line`).first()).toHaveText('<line at="0"/>');
      await expect.poll(() => scroller.evaluate((element) => [element.scrollHeight > 3 * element.clientHeight, element.scrollTop])).toEqual([true, 0]);
      // Over everything that was there, too.
      await page.keyboard.press('ControlOrMeta+a');
      await pasteAsBrowsersDo(box(page, name), long.replaceAll('line', 'other'));
      await expect(page.locator(`#${id} .cm-line`).first()).toHaveText('<other at="0"/>');
      await expect.poll(() => scroller.evaluate((element) => element.scrollTop)).toBe(0);
      await page.keyboard.type('END');
      await expect.poll(() => textOf(page, id)).toMatch(/at="399"\/>END$/);
    }
  });

  test('in the plain text area, too', async ({ page, context }) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.route('**/codemirror-*.js', (route) => route.abort());
    await page.goto('./');
    await page.evaluate((text) => navigator.clipboard.writeText(text), long);
    const area = page.getByRole('textbox', { name: 'Metadata XML' });
    await area.focus();
    await page.keyboard.press('ControlOrMeta+v');
    await expect(area).toHaveValue(long);
    await expect.poll(() => area.evaluate((element) => [element.scrollHeight > 3 * element.clientHeight, element.scrollTop])).toEqual([true, 0]);
    expect(await area.evaluate((element) => (element as HTMLTextAreaElement).selectionStart)).toBe(long.length);
  });
});

test('on a phone the numbers of the lines leave room for the text', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await open(page, [['<two/>', TWO_FOUND]]);
  await paste(page, 'Metadata XML', TWO);
  await expect(page.locator('#metadata .cm-lint-marker-error')).toBeVisible();
  const places = await page.locator('#metadata').evaluate((element) => {
    const range = document.createRange();
    range.selectNodeContents(element.querySelector('.cm-line') ?? element);
    return { box: element.getBoundingClientRect().left, text: range.getBoundingClientRect().left };
  });
  expect(places.text - places.box).toBeLessThan(42);
});

test('no key of programmers alters what is signed', async ({ page }) => {
  await open(page, [['<two/>', TWO_FOUND]]);
  await paste(page, 'Metadata XML', TWO);
  for (const key of ['Alt+ArrowUp', 'Control+/', 'Control+Shift+K', 'Control+]']) await page.keyboard.press(key);
  // Wherever the keys before have left the caret: they were heard, and this one, too.
  await page.keyboard.type('!');
  await expect.poll(() => textOf(page, 'metadata')).toContain('!');
  expect((await textOf(page, 'metadata')).replace('!', '')).toBe(TWO);
});

test.describe('a paste into the view for reading', () => {
  const view = (page: Page, name: string): Locator => page.locator('#metadata-step').getByRole('button', { name, exact: true });

  test('is told that this view is for reading, and the switch is beside it', async ({ page }) => {
    await open(page, [['<two/>', TWO_FOUND]]);
    await paste(page, 'Metadata XML', TWO);
    await view(page, 'Readable').click();
    await expect(page.getByText('This view is for reading; Original takes your text.')).toHaveCount(0);
    await box(page, 'Metadata XML').focus();
    await page.keyboard.press('ControlOrMeta+Home');
    await pasteAsBrowsersDo(box(page, 'Metadata XML'), 'something');
    await expect(page.getByText('This view is for reading; Original takes your text.')).toBeVisible();
    expect(await textOf(page, 'metadata')).toBe(TWO);
    await page.getByRole('button', { name: 'Switch to Original' }).click();
    await expect(view(page, 'Original')).toHaveAttribute('aria-pressed', 'true');
    await expect(page.getByText('This view is for reading; Original takes your text.')).toHaveCount(0);
    await expect(box(page, 'Metadata XML')).toBeFocused();
    await pasteAsBrowsersDo(box(page, 'Metadata XML'), 'something');
    await expect.poll(() => textOf(page, 'metadata')).toBe(`something${TWO}`);
  });

  test('takes the place of everything, where everything is selected, and is undone like any edit', async ({ page }) => {
    await open(page, [['<two/>', TWO_FOUND]]);
    await paste(page, 'Metadata XML', TWO);
    await view(page, 'Readable').click();
    await box(page, 'Metadata XML').focus();
    await page.keyboard.press('ControlOrMeta+a');
    await pasteAsBrowsersDo(box(page, 'Metadata XML'), '<other/>');
    await expect.poll(() => textOf(page, 'metadata')).toBe('<other/>');
    await expect(view(page, 'Original')).toHaveAttribute('aria-pressed', 'true');
    await page.keyboard.press('ControlOrMeta+z');
    await expect.poll(() => textOf(page, 'metadata')).toBe(TWO);
  });
});
