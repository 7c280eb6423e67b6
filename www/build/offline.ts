// What makes the served page an app that works offline: manifest, icons, and a service worker that knows every file.
import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { build, type Plugin, type Rolldown } from 'vite';
import { iconPng, iconSvg } from './icons.ts';

const MANIFEST = {
  name: 'Single sign-on check',
  short_name: 'SSO check',
  description: 'Checks SAML metadata and responses. Nothing you paste leaves this device.',
  id: './',
  start_url: './',
  scope: './',
  display: 'standalone',
  background_color: '#f7f8fa',
  theme_color: '#4f46d8',
  icons: [
    { src: 'icon.svg', sizes: 'any', type: 'image/svg+xml' },
    { src: 'icon-192.png', sizes: '192x192', type: 'image/png' },
    { src: 'icon-512.png', sizes: '512x512', type: 'image/png' },
    { src: 'icon-maskable.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
  ],
};

/** What the system keeps itself once the page is installed: no visit needs it. */
const NOT_KEPT = /\.png$/;

export function offline(): Plugin {
  return {
    name: 'offline',
    apply: 'build',
    transformIndexHtml: () => [
      { tag: 'link', attrs: { rel: 'manifest', href: './manifest.webmanifest' }, injectTo: 'head' },
      { tag: 'link', attrs: { rel: 'apple-touch-icon', href: './apple-touch-icon.png' }, injectTo: 'head' },
    ],
    generateBundle: {
      order: 'post',
      async handler(_, bundle: Rolldown.OutputBundle) {
        const emit = (fileName: string, source: string | Buffer): void => {
          this.emitFile({ type: 'asset', fileName, source });
        };
        emit('manifest.webmanifest', `${JSON.stringify(MANIFEST, null, 2)}\n`);
        emit('icon.svg', iconSvg());
        emit('icon-192.png', iconPng(192));
        emit('icon-512.png', iconPng(512));
        emit('icon-maskable.png', iconPng(512, true));
        emit('apple-touch-icon.png', iconPng(180, true));
        const kept = Object.values(bundle).filter((file) => !NOT_KEPT.test(file.fileName));
        const hash = createHash('sha256');
        for (const file of kept) hash.update(file.fileName).update(file.type === 'chunk' ? file.code : file.source);
        // The document is kept under the folder's own address: servers may redirect its name.
        const files = kept.map((file) => (file.fileName === 'index.html' ? './' : `./${file.fileName}`)).sort();
        emit('service-worker.js', await serviceWorker(files, hash.digest('hex').slice(0, 16)));
      },
    },
  };
}

async function serviceWorker(files: string[], version: string): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    define: { FILES: JSON.stringify(files), VERSION: JSON.stringify(version) },
    build: {
      write: false,
      target: 'es2022',
      lib: { entry: fileURLToPath(new URL('../src/service-worker.ts', import.meta.url)), formats: ['iife'], name: 'worker' },
    },
  });
  const [script] = (Array.isArray(built) ? built : [built]).flatMap((one) => ('output' in one ? one.output : []));
  if (script?.type !== 'chunk') throw new Error('The service worker is no script.');
  return script.code;
}
