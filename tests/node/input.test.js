// What JavaScript can pass that JSON cannot, and what a typing mistake does.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { builtInProfile, check } from 'sso-preflight';
import { ROOT } from './support.js';

const now = '2026-01-15T12:00:00Z';
const unanswered = '<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" InResponseTo="_1"/>';

const rules = (input) => check(input).findings.map((finding) => finding.rule);

test('a setting that is undefined is one that is not given', () => {
  const names = ['profile', 'entityId', 'accountId', 'entity', 'message', 'requireSigned', 'allowUnsolicited',
    'inResponseTo', 'seenAssertionIds', 'clockSkewSeconds', 'metadataSigner', 'allowInsecureEndpoints',
    'decryptionKey', 'decryptionPassphrase'];
  const absent = check({ now, capture: unanswered, settings: {} });
  for (const name of names) {
    const report = check({ now, capture: unanswered, settings: { [name]: undefined } });
    assert.deepEqual(report, absent, name);
  }
  // The two differ where it matters: `null` says that no request was sent.
  assert.notDeepEqual(rules({ now, capture: unanswered, settings: { inResponseTo: null } }), absent.findings.map((f) => f.rule));
});

test('a box that is undefined is not judged, an empty one is', () => {
  assert.deepEqual(rules({ now, metadata: undefined, capture: undefined }), rules({ now }));
  assert.ok(rules({ now, metadata: '' }).includes('metadata-unrecognised'));
});

test('a misspelled setting is refused, not ignored', () => {
  assert.throws(() => check({ now, settings: { requireSignd: 'both' } }), /requireSignd/);
  assert.throws(() => check({ now, metdata: '' }), /metdata/);
});

test('a claim that no JavaScript object can hold is refused', () => {
  const profile = { ...builtInProfile('imagekit'), claims: [{ name: '__proto__', label: 'A', required: false }] };
  assert.throws(() => check({ now, settings: { profile } }), /__proto__/);
});

test('an input of the wrong form throws an Error that names the trouble', () => {
  for (const input of [undefined, null, 5, 'text', {}, { now: 'yesterday' }, { now, metadata: 5 }, () => 1]) {
    assert.throws(() => check(input), Error);
  }
  const circular = { now };
  circular.settings = circular;
  assert.throws(() => check(circular), Error);
});

test('it works on after an error', () => {
  assert.throws(() => check(null), Error);
  assert.equal(check({ now }).schema, 'sso-preflight/1');
});

test('half of a surrogate pair and NUL, as a paste may hold them, do not throw', () => {
  assert.equal(check({ now, capture: 'a\ud800b\0c' }).verdict, 'reject');
});

test('half of a surrogate pair reads as U+FFFD and moves no offset', () => {
  const pasted = (half) => check({ now, metadata: `<a b="\\ud800 \\" ${half}\u{1F600}${half}"></b>` });
  assert.deepEqual(pasted('\ud83d'), pasted('\ufffd'));
  assert.deepEqual(pasted('\udc00'), pasted('\ufffd'));
});

test('offsets are those of JavaScript strings', () => {
  const metadata = '<!-- \u{1F600} --><a></b>';
  const [finding] = check({ now, metadata }).findings;
  const line = JSON.stringify(finding);
  assert.ok(finding.from >= metadata.indexOf('</b>') && finding.to <= metadata.length, line);
});

test('reports are plain objects: no Map, no prototype of another realm', () => {
  const plain = (value) => {
    if (value === null || typeof value !== 'object') return;
    assert.ok(Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype);
    Object.values(value).forEach(plain);
  };
  const lines = readFileSync(join(ROOT, 'tests/node/inputs.ndjson'), 'utf8').split('\n').filter(Boolean);
  for (const line of lines) plain(check(JSON.parse(line)));
});

test('the built-in profile is what the default judges by', () => {
  const profile = builtInProfile('imagekit');
  assert.ok(profile.claims.length > 0);
  assert.deepEqual(
    check({ now, capture: unanswered, settings: { profile } }),
    check({ now, capture: unanswered }),
  );
  assert.throws(() => builtInProfile('no-such-profile'), Error);
});

test('memory does not grow with the number of checks', () => {
  const capture = unanswered + ' '.repeat(200_000);
  const once = () => check({ now, capture });
  for (let i = 0; i < 50; i++) once();
  const before = process.memoryUsage().arrayBuffers + process.memoryUsage().external;
  for (let i = 0; i < 200; i++) once();
  const grown = process.memoryUsage().arrayBuffers + process.memoryUsage().external - before;
  assert.ok(grown < 20_000_000, `${grown} bytes more after 200 checks of 200 kB`);
});
