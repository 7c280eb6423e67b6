// The wasm that browsers load first says the same, and where that takes decryption or ECDSA it says so.
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
const says = (report, rule) => report.findings.some((it) => it.rule === rule && it.severity === 'info');

test('without decryption and ECDSA a report is the same, or says that the whole wasm is needed', async () => {
  await browser.init(fetched(LIGHT));
  const counts = { same: 0, withCurve: 0, needsWhole: 0, undecrypted: 0, ecdsa: 0 };
  for (const input of inputs) {
    const whole = full.check(input);
    const report = browser.check(input);
    assert.equal(whole.needsWhole, undefined, 'nothing is missing in the whole one');
    if (report.needsWhole === undefined) {
      assert.equal(JSON.stringify(report), JSON.stringify(whole));
      counts.same++;
      if (report.metadata?.certificates.some((it) => it.key?.type.startsWith('EC'))) counts.withCurve++;
      continue;
    }
    assert.equal(report.needsWhole, true);
    counts.needsWhole++;
    // Nobody is let in by the smaller one whom the whole one refuses, nor refused whom that lets in.
    assert.ok(report.verdict === whole.verdict || report.verdict === 'undecided', `${report.verdict}, ${whole.verdict}`);
    const verdicts = [report.metadata?.verdict, whole.metadata?.verdict];
    assert.ok(verdicts[0] === verdicts[1] || verdicts[0] === 'undecided', verdicts.join());
    if (report.verdict !== 'accept') assert.equal(report.user, undefined);
    const [undecrypted, ecdsa] = [says(report, 'assertion-decryption-failed'), says(report, 'signature-algorithm-refused')];
    if (undecrypted || ecdsa) assert.equal(report.verdict, 'undecided');
    else assert.equal(report.verdict, whole.verdict, 'left open without a word');
    if (undecrypted) {
      counts.undecrypted++;
      assert.ok(input.settings.decryptionKey.trim() !== '', 'a key was given');
    }
    if (ecdsa) counts.ecdsa++;
  }
  console.log(`${inputs.length} inputs compared:`, counts);
  assert.ok(counts.same > 0 && counts.needsWhole > 0 && counts.ecdsa > 0 && counts.withCurve > 0, JSON.stringify(counts));
});

test('initWhole makes it whole', async () => {
  await browser.init(fetched(LIGHT));
  await browser.initWhole(fetched(WASM));
  for (const input of inputs) {
    assert.equal(JSON.stringify(browser.check(input)), JSON.stringify(full.check(input)));
  }
});
