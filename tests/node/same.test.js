// The wasm says what the native command line says, byte for byte, the order of keys included.
//
// The inputs are one JSON a line: tests/node/inputs.ndjson, and the file that SSO_PREFLIGHT_INPUTS
// names if it is set. SSO_PREFLIGHT names the command line.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { check } from 'sso-preflight';
import { ROOT } from './support.js';

const command = process.env['SSO_PREFLIGHT'] ?? join(ROOT, 'target/debug/sso-preflight');
const files = [join(ROOT, 'tests/node/inputs.ndjson'), process.env['SSO_PREFLIGHT_INPUTS']].filter(
  (file) => file !== undefined,
);

for (const file of files) {
  const lines = readFileSync(file, 'utf8').split('\n').filter((line) => line !== '');

  test(`${file} holds inputs`, () => assert.ok(lines.length > 0));

  test(`native and wasm reports are equal over ${file}`, async (t) => {
    assert.ok(existsSync(command), `${command} is not there: cargo build`);
    const run = spawnSync(command, ['batch'], { input: lines.join('\n') + '\n', maxBuffer: 2 ** 30 });
    assert.equal(run.status, 0, String(run.stderr));
    const reports = run.stdout.toString('utf8').split('\n').filter((line) => line !== '');
    assert.equal(reports.length, lines.length, 'one report a line');
    for (const [i, line] of lines.entries()) {
      await t.test(`line ${i + 1}`, () => {
        assert.equal(JSON.stringify(check(JSON.parse(line))), reports[i]);
      });
    }
  });
}
