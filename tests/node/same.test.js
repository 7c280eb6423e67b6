// The wasm says what the native command line says, byte for byte, the order of keys included.
//
// The inputs are one JSON a line: tests/node/inputs.ndjson, and the file that SSO_PREFLIGHT_INPUTS
// names, in which the native tests leave every input they judge (`cargo xtask test` sets it).
// SSO_PREFLIGHT names the command line.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { test } from 'node:test';
import { check } from 'sso-preflight';
import { ROOT } from './support.js';

const command = process.env['SSO_PREFLIGHT'] ?? join(ROOT, 'target/debug/sso-preflight');
const files = [join(ROOT, 'tests/node/inputs.ndjson'), process.env['SSO_PREFLIGHT_INPUTS']].filter(
  (file) => file !== undefined,
);

const linesOf = (text) => text.split('\n').filter((line) => line !== '');

/** Where two texts part, with what stands there. */
function parting(native, wasm) {
  let at = 0;
  while (at < native.length && native[at] === wasm[at]) at++;
  const near = (text) => text.slice(Math.max(0, at - 60), at + 60);
  return `at ${at}\n  native …${near(native)}…\n  wasm   …${near(wasm)}…`;
}

for (const file of files) {
  test(`native and wasm reports are equal over ${relative(ROOT, file)}`, () => {
    assert.ok(existsSync(command), `${command} is not there: cargo build`);
    const inputs = [...new Set(linesOf(readFileSync(file, 'utf8')))];
    assert.ok(inputs.length > 0, 'there are inputs');
    const run = spawnSync(command, ['batch'], { input: inputs.join('\n') + '\n', maxBuffer: 2 ** 30 });
    assert.equal(run.status, 0, String(run.stderr));
    const reports = linesOf(run.stdout.toString('utf8'));
    assert.equal(reports.length, inputs.length, 'one report a line');

    const differences = [];
    for (const [i, input] of inputs.entries()) {
      const report = JSON.stringify(check(JSON.parse(input)));
      if (report !== reports[i]) differences.push(`input ${i + 1}: ${parting(reports[i], report)}`);
    }
    console.log(`${inputs.length} inputs compared`);
    assert.equal(differences.length, 0, `${differences.length} differ\n${differences.slice(0, 5).join('\n')}`);
  });
}
