import { expect, test, type Page } from '@playwright/test';
import { ANSWERS, OKTA, report } from './samples';
import { open, openTab, paste, stored, textOf } from './support';

/** Records which texts of the test box the worker is asked about, from the page's first script on. */
async function recordAsked(page: Page): Promise<() => Promise<string[]>> {
  await page.addInitScript(() => {
    const post = Worker.prototype.postMessage;
    const asked: string[] = [];
    Object.assign(globalThis, { asked });
    Worker.prototype.postMessage = function (...args: unknown[]) {
      const { input } = args[0] as { input?: { capture?: string } };
      if (input?.capture !== undefined) asked.push(input.capture);
      Reflect.apply(post, this, args);
    };
  });
  return () => page.evaluate(() => (globalThis as unknown as { asked: string[] }).asked);
}

test('the answer to an older text is dropped', async ({ page }) => {
  const asked = await recordAsked(page);
  await open(page, [
    ['held', report({ verdict: 'reject' })],
    ['fast', report({ verdict: 'accept' })],
  ]);
  const heading = page.locator('#verdict-title');
  const seen: string[] = [];
  await page.exposeFunction('saw', (text: string) => seen.push(text));
  await heading.evaluate((element) => {
    const root = element.getRootNode();
    new MutationObserver(() => {
      const text = (root as ShadowRoot).querySelector('#verdict-title')?.textContent ?? '';
      void (globalThis as unknown as { saw: (text: string) => void }).saw(text.trim());
    }).observe(root, { subtree: true, childList: true, characterData: true });
  });
  await paste(page, 'Response', 'held');
  await expect.poll(asked).toEqual(['held']);
  await paste(page, 'Response', 'fast');
  // The answer to the older text comes now.
  await page.evaluate(() => new BroadcastChannel('held').postMessage('go on'));
  await expect(heading).toHaveText('Yes, this login would work');
  await expect.poll(() => seen).toContain('Yes, this login would work');
  expect(seen).not.toContain('No, this login would fail');
  expect(await asked()).toEqual(['held', 'fast']);
});

test('an answer that comes just after an edit does not save the edited text', async ({ page }) => {
  await page.addInitScript(() => {
    const onmessage = Object.getOwnPropertyDescriptor(Worker.prototype, 'onmessage');
    Object.defineProperty(Worker.prototype, 'onmessage', {
      set(this: Worker, hear: (event: MessageEvent) => void) {
        onmessage?.set?.call(this, (event: MessageEvent<{ kind: string }>) => {
          const root = document.querySelector('sso-preflight')?.shadowRoot;
          const box = root?.querySelector<HTMLElement & { value: string }>('#metadata');
          // At the last moment before the answer is heard, somebody types and clicks on Save.
          if (event.data.kind === 'report' && box?.value.includes('okta') === true) {
            box.dispatchEvent(new CustomEvent('box-input', { detail: 'bad', bubbles: true, composed: true }));
            root?.querySelector<HTMLElement>('#save')?.click();
          }
          hear.call(this, event);
        });
      },
    });
  });
  await open(page, ANSWERS);
  await paste(page, 'Metadata XML', OKTA);
  await expect(page.locator('#save-state')).toContainText('This is not SAML metadata.');
  expect((await stored(page)).local).toEqual({});
});

test('a burst of keys is not a check for each', async ({ page }) => {
  const asked = await recordAsked(page);
  await open(page, ANSWERS);
  await openTab(page, 'Test a login');
  const box = page.getByRole('textbox', { name: 'Response' });
  await box.focus();
  // By the page's own timers: however busy the machine is, they come in the order of their times, so no pause between
  // two keys seems longer than it is.
  await box.evaluate((_, keys) => {
    for (const [at, key] of [...keys].entries()) setTimeout(() => document.execCommand('insertText', false, key), at * 20);
  }, 'reject me');
  await expect(page.getByRole('heading', { name: 'No, this login would fail' })).toBeVisible();
  expect(await asked()).toEqual(['reject me']);
});

test('a checker that breaks is told, started again, and the text is kept', async ({ page }) => {
  await open(page, ANSWERS);
  await paste(page, 'Metadata XML', OKTA);
  await expect(page.getByRole('region', { name: 'Okta' })).toBeVisible();
  await paste(page, 'Response', 'crash me');
  await expect(page.getByText('The checker stopped on this text.')).toBeVisible();
  await expect(page.locator('#spoken')).toContainText('This response could not be checked.');
  expect(await textOf(page, 'capture')).toBe('crash me');
  expect(await textOf(page, 'metadata')).toBe(OKTA);
  await openTab(page, 'Set up');
  await expect(page.getByRole('region', { name: 'Okta' })).toBeVisible();
  await paste(page, 'Response', 'accept me');
  await expect(page.getByRole('heading', { name: 'Yes, this login would work' })).toBeVisible();
});

test('metadata that breaks the checker is not saved', async ({ page }) => {
  await open(page, ANSWERS);
  await paste(page, 'Metadata XML', 'crash me');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('The checker stopped on this text.')).toBeVisible();
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.locator('#save-state')).toContainText('This metadata could not be checked.');
  await expect(page.getByText('SSO is off')).toBeVisible();
});

test('a checker that never starts is told', async ({ page }) => {
  await page.route('**/worker-*.js', (route) => route.fulfill({ contentType: 'text/javascript', body: 'throw new Error("no")' }));
  await page.goto('./');
  await expect(page.getByText('The checker did not start.')).toBeVisible();
  await openTab(page, 'Test a login');
  await expect(page.getByRole('heading', { name: 'The checker did not start' })).toBeVisible();
  await expect(page.locator('sso-text-box[data-editor]').first()).toBeAttached();
  await paste(page, 'Metadata XML', OKTA);
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.locator('#save-state')).toContainText('The checker did not start, so the metadata cannot be checked.');
});

test('without the editor’s code a plain text area works', async ({ page }) => {
  await page.route('**/codemirror-*.js', (route) => route.abort());
  const { stubWorker } = await import('./samples');
  await page.route('**/worker-*.js', (route) => route.fulfill({ contentType: 'text/javascript', body: stubWorker() }));
  await page.goto('./');
  const area = page.getByRole('textbox', { name: 'Metadata XML' });
  await area.fill(OKTA.replace('https://acme', 'http://acme'));
  await page.getByRole('button', { name: /Show in text/ }).click();
  await expect(area).toBeFocused();
  await expect.poll(() => area.evaluate((element) => {
    const { value, selectionStart, selectionEnd } = element as HTMLTextAreaElement;
    return value.slice(selectionStart, selectionEnd);
  })).toBe('http://acme.okta.com/app/acme/exk1fake/sso/saml');
});

test('the editor waits until nobody types in the plain text area', async ({ page }) => {
  let release: () => void = () => undefined;
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route('**/codemirror-*.js', async (route) => {
    await held;
    await route.continue();
  });
  await page.goto('./');
  await page.getByRole('textbox', { name: 'Metadata XML' }).focus();
  await page.keyboard.type('ac');
  await page.keyboard.press('ArrowLeft');
  release();
  await expect(page.locator('sso-text-box#capture[data-editor]')).toBeAttached();
  await page.keyboard.type('b');
  await expect(page.locator('sso-text-box#metadata textarea')).toHaveValue('abc');
  await page.keyboard.press('Tab');
  await expect(page.locator('sso-text-box#metadata[data-editor]')).toContainText('abc');
  await expect.poll(() => textOf(page, 'metadata')).toBe('abc');
});
