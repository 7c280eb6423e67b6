// The built npm package, as an importer sees it.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import * as node from 'sso-preflight';
import * as inline from 'sso-preflight/inline';
import { ENTRIES, METADATA_WASM, ROOT, WASM } from './support.js';

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

/** What a bundler makes of a program that imports nothing but `check`. */
async function bundled(from, conditions) {
  const { build } = await import('vite');
  const entry = join(ROOT, 'tests/node/program.js');
  const program = {
    name: 'program',
    enforce: 'pre',
    resolveId: (id) => (id === entry ? id : undefined),
    load: (id) => (id === entry ? `export { check } from '${from}';` : undefined),
  };
  const [{ output }] = await build({
    configFile: false,
    logLevel: 'error',
    resolve: { conditions },
    plugins: [program],
    build: {
      write: false,
      minify: false,
      lib: { entry, formats: ['es'], fileName: 'program' },
      rollupOptions: { external: /\.wasm$/ },
    },
  });
  return output[0].code;
}

test('bundlers that leave out what nobody names keep what makes an entry ready', async () => {
  const inlined = await bundled('sso-preflight/inline', ['browser']);
  const { check } = await import(`data:text/javascript,${encodeURIComponent(inlined)}`);
  assert.deepEqual(check(input), node.check(input));
  const edge = await bundled('sso-preflight', ['workerd', 'browser']);
  assert.match(edge, /import (\w+) from "[^"]*sso_preflight_bg\.wasm"[^]*initSync\(\{ module: \1 \}\)/);
});

test('what is published is what the entries import, and no more', () => {
  const packed = spawnSync('npm', ['pack', '--dry-run', '--json'], { cwd: join(ROOT, 'pkg'), shell: process.platform === 'win32' });
  const [{ files }] = JSON.parse(packed.stdout.toString('utf8'));
  assert.deepEqual(files.map(({ path }) => path).sort(), [
    'README.md', 'api.js', 'browser.js', 'dist/sso_preflight.d.ts', 'dist/sso_preflight.js', 'dist/sso_preflight_base64.js',
    'dist/sso_preflight_bg.wasm', 'dist/sso_preflight_bg.wasm.d.ts', 'dist/sso_preflight_metadata.d.ts',
    'dist/sso_preflight_metadata.js', 'dist/sso_preflight_metadata_bg.wasm', 'dist/sso_preflight_metadata_bg.wasm.d.ts',
    'index.d.ts', 'inline.js', 'node.js', 'package.json', 'workerd.js',
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
