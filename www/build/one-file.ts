// The page as one HTML file: scripts, styles, worker and wasm inside it, and a policy that names their hashes.
import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { build, type Plugin, type Rolldown } from 'vite';

const WORKER = 'virtual:worker-source';

const path = (address: string): string => fileURLToPath(new URL(address, import.meta.url));

/** The npm package with the wasm inside it. */
const INLINE_CORE = path('../../pkg/inline.js');

/** The worker as one classic script with everything inside, as text. */
async function workerSource(): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    resolve: { alias: { 'sso-preflight': INLINE_CORE } },
    build: {
      write: false,
      target: 'es2022',
      lib: { entry: path('../src/worker.ts'), formats: ['iife'], name: 'worker' },
    },
  });
  const outputs = (Array.isArray(built) ? built : [built]).flatMap((one) => ('output' in one ? one.output : []));
  const [only, ...others] = outputs;
  if (only?.type !== 'chunk' || others.length > 0) throw new Error('The worker is more than one script.');
  return only.code;
}

/** Nothing that ends the script or changes how HTML reads on. `\x3c` means `<` in every string, template and pattern. */
function forHtml(script: string): string {
  return script.replace(/<(?=\/script|script|!--)/gi, '\\x3c');
}

function hashOf(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}

function policy(script: string, style: string): string {
  return [
    "default-src 'none'",
    `script-src ${hashOf(script)} 'wasm-unsafe-eval'`,
    `style-src ${hashOf(style)}`,
    'worker-src blob:',
    "connect-src 'none'",
    'img-src data:',
    "form-action 'none'",
    "base-uri 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types lit-html sso-preflight',
  ].join('; ');
}

/** Puts everything that was built into the document. */
function inlined(html: string, script: string, style: string): string {
  const ready = forHtml(script);
  return html
    .replace(/\s*<script type="module"[^>]*><\/script>/, '')
    .replace(/\s*<link rel="(?:stylesheet|manifest|apple-touch-icon)"[^>]*>/g, '')
    .replace(/(<meta http-equiv="Content-Security-Policy" content=")[^"]*/, (_, start: string) => start + policy(ready, style))
    .replace('</head>', () => `  <style>${style}</style>\n  </head>`)
    .replace('</body>', () => `  <script type="module">${ready}</script>\n  </body>`);
}

export function oneFile(name: string): Plugin {
  return {
    name: 'one-file',
    enforce: 'pre',
    resolveId(id) {
      if (id === WORKER) return `\0${WORKER}`;
      // The two parts of the served page that name other files.
      if (id.endsWith('/start-worker')) return path('../src/one-file/start-worker.ts');
      return id.endsWith('/installed') ? path('../src/one-file/installed.ts') : undefined;
    },
    async load(id) {
      return id === `\0${WORKER}` ? `export default ${JSON.stringify(await workerSource())};` : undefined;
    },
    generateBundle: {
      order: 'post',
      handler(_, bundle: Rolldown.OutputBundle) {
        const parts = Object.values(bundle);
        const text = (one: (typeof parts)[number] | undefined): string =>
          one === undefined ? '' : one.type === 'chunk' ? one.code : String(one.source);
        const scripts = parts.filter((one) => one.type === 'chunk');
        const html = parts.find((one) => one.fileName.endsWith('.html'));
        const styles = parts.filter((one) => one.fileName.endsWith('.css'));
        const [script] = scripts;
        if (html === undefined || scripts.length !== 1 || styles.length > 1 || parts.length !== 2 + styles.length) {
          throw new Error(`Not one file: ${parts.map((one) => one.fileName).join(', ')}`);
        }
        for (const file of Object.keys(bundle)) delete bundle[file];
        this.emitFile({ type: 'asset', fileName: name, source: inlined(text(html), text(script), text(styles[0]).trim()) });
      },
    },
  };
}

