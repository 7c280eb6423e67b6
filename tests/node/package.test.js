// The built npm package, as an importer sees it.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import * as node from 'sso-preflight';
import * as inline from 'sso-preflight/inline';
import { ENTRIES, METADATA_WASM, WASM } from './support.js';

const input = { now: '2024-05-01T12:00:00Z' };

const fetched = (file) =>
  new Response(readFileSync(file), { headers: { 'content-type': 'application/wasm' } });

test('the package resolves to its Node entry and is ready at once', () => {
  assert.equal(node.check(input).schema, 'sso-preflight/1');
});

test('a redacted report keeps the findings and leaves the values out', () => {
  const settings = { accountId: 'acme42' };
  const given = { ...input, settings, metadata: '<EntityDescriptor entityID="https://idp.acme42.example/x"/>' };
  const [report, redacted] = [node.check(given), node.redactedReport(given)];
  assert.deepEqual(redacted.findings.map((it) => it.rule), report.findings.map((it) => it.rule));
  assert.ok(!JSON.stringify(redacted).includes('acme42'));
});

test('init may be called any number of times', async () => {
  await node.init();
  await node.init();
  assert.equal(node.check(input).schema, 'sso-preflight/1');
});

test('the inline entry needs no second file and says the same', () => {
  assert.deepEqual(inline.check(input), node.check(input));
});

test('the browser entry takes the wasm from a response', async () => {
  const browser = await import(pathToFileURL(ENTRIES.browser).href);
  await browser.initMetadata(fetched(METADATA_WASM));
  assert.deepEqual(browser.check(input), node.check(input));
  await browser.init(fetched(WASM));
  assert.deepEqual(browser.check(input), node.check(input));
});

test('every entry offers the same names', async () => {
  const browser = await import(pathToFileURL(ENTRIES.browser).href);
  assert.deepEqual(Object.keys(browser).sort(), Object.keys(node).sort());
  assert.deepEqual(Object.keys(inline).sort(), Object.keys(node).sort());
});

test('the conditions stand in the order in which tools must meet them', () => {
  const manifest = JSON.parse(readFileSync(ENTRIES.manifest, 'utf8'));
  assert.deepEqual(Object.keys(manifest.exports['.']), [
    'types', 'workerd', 'edge-light', 'deno', 'bun', 'browser', 'node', 'default',
  ]);
});

test('no path of the machine that built it is in the wasm', () => {
  const text = readFileSync(WASM).toString('latin1') + readFileSync(METADATA_WASM).toString('latin1');
  for (const own of [process.cwd(), process.env['HOME']]) {
    if (own !== undefined && own.length > 1) assert.ok(!text.includes(own), `${own} is in the wasm`);
  }
  assert.ok(!/index\.crates\.io|\/registry\/src/.test(text), 'a registry folder is in the wasm');
});

test('the wasm asks for nothing but what its glue gives', async () => {
  const module = await WebAssembly.compile(readFileSync(WASM));
  const from = new Set(WebAssembly.Module.imports(module).map((it) => it.module));
  assert.ok(from.size <= 1, [...from].join());
  for (const name of from) assert.match(name, /sso_preflight_bg/);
});
