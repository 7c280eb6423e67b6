// The wasm that browsers load first says the same about metadata, and says so where an input takes the whole one.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import * as full from 'sso-preflight';
import { ENTRIES, METADATA_WASM, ROOT, WASM } from './support.js';

const browser = await import(pathToFileURL(ENTRIES.browser).href);
const own = readFileSync(join(ROOT, 'tests/node/inputs.ndjson'), 'utf8');
const left = process.env['SSO_PREFLIGHT_INPUTS'];
const lines = own + (left !== undefined && existsSync(left) ? readFileSync(left, 'utf8') : '');
const inputs = [...new Set(lines.split('\n').filter((line) => line !== ''))].map((line) => JSON.parse(line));

const fetched = (file) =>
  new Response(readFileSync(file), { headers: { 'content-type': 'application/wasm' } });

const isOtherForm = ({ metadata, savedMetadata }) =>
  [metadata, savedMetadata].some((text) => text !== undefined && !/^[\s\ufeff]*(<|$)/.test(text));

test('a report of the first part is the whole one’s, or says that it takes the whole one', async () => {
  await browser.initMetadata(fetched(METADATA_WASM));
  const counts = { same: 0, message: 0, curve: 0, otherForm: 0, signature: 0, metadataOnly: 0 };
  for (const input of inputs) {
    const whole = full.check(input);
    const report = browser.check(input);
    assert.equal(whole.needsWhole, undefined, 'nothing is missing in the whole one');
    const isMessage = input.capture !== undefined || input.otherCapture !== undefined;
    if (!isMessage) counts.metadataOnly++;
    if (report.needsWhole === undefined) {
      assert.ok(!isMessage, 'a message was passed over in silence');
      assert.equal(JSON.stringify(report), JSON.stringify(whole));
      counts.same++;
      continue;
    }
    assert.equal(report.needsWhole, true);
    // Nothing is accepted or refused for what was not looked at, and nobody is let in.
    assert.ok(report.verdict === 'undecided' || (input.capture === undefined && report.verdict === whole.verdict), report.verdict);
    const verdicts = [report.metadata?.verdict, whole.metadata?.verdict];
    assert.ok(verdicts[0] === verdicts[1] || verdicts[0] === 'undecided', verdicts.join());
    assert.equal(report.user, undefined);
    if (isMessage) counts.message++;
    else if (whole.metadata?.certificates.some((it) => it.key?.type.startsWith('EC'))) counts.curve++;
    else if (isOtherForm(input)) counts.otherForm++;
    else {
      // Its own signature may be by a key on a curve: nothing else of plain XML takes the whole one.
      assert.match(input.metadata + input.savedMetadata, /<(\w+:)?Signature[\s>]/);
      counts.signature++;
    }
  }
  console.log(`${inputs.length} inputs compared:`, counts);
  for (const count of Object.values(counts)) assert.ok(count > 0, JSON.stringify(counts));
  // Most of what is pasted as metadata never takes more.
  assert.ok(counts.same > counts.metadataOnly / 2, JSON.stringify(counts));
});

test('init makes it whole', async () => {
  await browser.initMetadata(fetched(METADATA_WASM));
  await browser.init(fetched(WASM));
  for (const input of inputs) {
    assert.equal(JSON.stringify(browser.check(input)), JSON.stringify(full.check(input)));
  }
});
