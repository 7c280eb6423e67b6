// SARIF output is valid against the schema of SARIF 2.1.0, and its regions are where they say.
//
// The inputs are as in same.test.js; of many, those are taken that add a rule.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { ROOT } from './support.js';

const require = createRequire(import.meta.url);
// The schema is of JSON Schema's draft 4.
const Ajv = require('ajv-draft-04').default;
const addFormats = require('ajv-formats').default;
const schema = require('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json');

const command = process.env['SSO_PREFLIGHT'] ?? join(ROOT, 'target/debug/sso-preflight');
const folder = mkdtempSync(join(tmpdir(), 'sso-preflight-sarif-'));
after(() => rmSync(folder, { recursive: true }));

// One of the schema's patterns is none with the flag u.
const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
addFormats(ajv);
const isValid = ajv.compile(schema);

/** Inputs of this test's own: nothing, other planes of Unicode, every kind of line end. */
const own = [
  { now: '2024-05-01T12:00:00Z', metadata: '' },
  { now: '2024-05-01T12:00:00Z', capture: 'nothing' },
  { now: '2024-05-01T12:00:00Z', metadata: '<EntityDescriptor entityID="😀 é"/>' },
  {
    now: '2024-05-01T12:00:00Z',
    metadata:
      '<!-- 😀 -->\r\n<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata"\r entityID="a b"\n>\n' +
      '😀<IDPSSODescriptor protocolSupportEnumeration="urn:x"/></EntityDescriptor>',
  },
];

function inputs() {
  const file = process.env['SSO_PREFLIGHT_INPUTS'];
  if (file === undefined || !existsSync(file)) return own;
  const lines = [...new Set(readFileSync(file, 'utf8').split('\n'))].filter((line) => line !== '');
  const run = spawnSync(command, ['batch'], { input: lines.join('\n') + '\n', maxBuffer: 2 ** 30 });
  const reports = run.stdout.toString('utf8').split('\n');
  const seen = new Set();
  const telling = lines.filter((_, at) => {
    const rules = JSON.parse(reports[at]).findings?.map((it) => it.rule) ?? [];
    const before = seen.size;
    for (const rule of rules) seen.add(rule);
    return seen.size > before;
  });
  return [...own, ...telling.map((line) => JSON.parse(line))];
}

/** What the command prints for an input. */
function sarif(input, ...more) {
  const given = ['check', '--format', 'sarif', '--now', input.now, ...more];
  const names = { metadata: '--metadata', capture: '--capture', savedMetadata: '--saved-metadata' };
  const files = {};
  for (const [name, option] of Object.entries(names)) {
    if (input[name] === undefined) continue;
    // With a blank, which a URI reference has to encode.
    files[name] = join(folder, `the ${name}.txt`);
    writeFileSync(files[name], input[name]);
    given.push(option, files[name]);
  }
  if (input.settings !== undefined) {
    const file = join(folder, 'settings.json');
    writeFileSync(file, JSON.stringify(input.settings));
    given.push('--settings', file);
  }
  const run = spawnSync(command, given, { maxBuffer: 2 ** 28 });
  assert.ok(run.status <= 2, String(run.stderr));
  return JSON.parse(run.stdout.toString('utf8'));
}

/** The text of an artifact: its own, or the file's. */
function textOf(run, location) {
  const artifact = run.artifacts[location.index];
  assert.equal(artifact.location.uri, location.uri, 'the index is that of the artifact');
  if (artifact.contents !== undefined) return artifact.contents.text;
  return location.uri.startsWith('file:') ? readFileSync(new URL(location.uri), 'utf8') : undefined;
}

/** The UTF-16 offset of a line and a column. */
function offsetOf(text, line, column) {
  const ends = [0];
  for (const end of text.matchAll(/\r\n|\r|\n/g)) ends.push(end.index + end[0].length);
  return ends[line - 1] + column - 1;
}

/** Every location of a run, with the text it points into. */
function* locations(run) {
  for (const result of run.results) {
    for (const { physicalLocation } of [...result.locations, ...result.relatedLocations]) {
      yield [result.ruleId, physicalLocation.region, textOf(run, physicalLocation.artifactLocation)];
    }
  }
}

test('SARIF is valid against its schema, and so is a redacted one', () => {
  const all = inputs();
  for (const input of all) {
    for (const log of [sarif(input), sarif(input, '--redact')]) {
      const text = () => JSON.stringify(isValid.errors?.slice(0, 3), null, 1);
      assert.ok(isValid(log), text());
    }
  }
  console.log(`${all.length} inputs validated`);
});

test('the schema refuses what is no SARIF', () => {
  const log = sarif(own[0]);
  log.runs[0].results[0].level = 'fatal';
  assert.ok(!isValid(log));
  assert.ok(!isValid({ version: '2.1.0' }));
});

test('a region is the same place by line and column and by offset', () => {
  let count = 0;
  for (const input of inputs()) {
    const [run] = sarif(input).runs;
    assert.equal(run.columnKind, 'utf16CodeUnits');
    for (const [rule, region, text] of locations(run)) {
      if (text === undefined) continue;
      assert.equal(offsetOf(text, region.startLine, region.startColumn), region.charOffset, rule);
      assert.ok(region.charOffset + region.charLength <= text.length, rule);
      count += 1;
    }
  }
  assert.ok(count > 0);
});

test('a rule is where its index says', () => {
  for (const input of own) {
    const [run] = sarif(input).runs;
    for (const result of run.results) {
      assert.equal(run.tool.driver.rules[result.ruleIndex].id, result.ruleId);
    }
  }
});
