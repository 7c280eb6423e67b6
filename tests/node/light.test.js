// The wasm that browsers load first says the same, and where that takes decryption it says nothing.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import * as full from 'sso-preflight';
import { ENTRIES, LIGHT, ROOT, WASM } from './support.js';

const browser = await import(pathToFileURL(ENTRIES.browser).href);
const own = readFileSync(join(ROOT, 'tests/node/inputs.ndjson'), 'utf8');
const left = process.env['SSO_PREFLIGHT_INPUTS'];
const lines = own + (left !== undefined && existsSync(left) ? readFileSync(left, 'utf8') : '');
const inputs = [...new Set(lines.split('\n').filter((line) => line !== ''))].map((line) => JSON.parse(line));

const fetched = (file) =>
  new Response(readFileSync(file), { headers: { 'content-type': 'application/wasm' } });
const isUndecrypted = (finding) =>
  finding.rule === 'assertion-decryption-failed' && finding.severity === 'info';

test('without decryption a report is the same or left open', async () => {
  await browser.init(fetched(LIGHT));
  let open = 0;
  for (const input of inputs) {
    const whole = full.check(input);
    const report = browser.check(input);
    if (!report.findings.some(isUndecrypted)) {
      assert.equal(JSON.stringify(report), JSON.stringify(whole));
      continue;
    }
    open++;
    assert.ok(input.settings.decryptionKey.trim() !== '', 'a key was given');
    assert.equal(report.verdict, 'undecided');
    assert.equal(report.user, undefined);
    assert.equal(report.metadata?.verdict, whole.metadata?.verdict);
  }
  console.log(`${inputs.length} inputs compared, ${open} left open`);
});

test('initWhole makes it whole', async () => {
  await browser.init(fetched(LIGHT));
  await browser.initWhole(fetched(WASM));
  for (const input of inputs.filter((input) => input.settings?.decryptionKey)) {
    assert.equal(JSON.stringify(browser.check(input)), JSON.stringify(full.check(input)));
  }
});
