// Keeps the page's own files, so that it opens without a network. Knows nothing of what is typed into it.
export {};

/** The addresses of everything that was built, and the hash of it all; set by the build. */
declare const FILES: readonly string[];
declare const VERSION: string;

interface Extendable extends Event {
  waitUntil(work: Promise<unknown>): void;
}

interface Fetched extends Event {
  readonly request: Request;
  respondWith(answer: Promise<Response>): void;
}

interface Scope {
  readonly registration: { readonly scope: string };
  skipWaiting(): Promise<void>;
  addEventListener(kind: 'install' | 'activate', listen: (event: Extendable) => void): void;
  addEventListener(kind: 'fetch', listen: (event: Fetched) => void): void;
  addEventListener(kind: 'message', listen: (event: MessageEvent) => void): void;
}

const scope = globalThis as unknown as Scope;
const PREFIX = 'sso-preflight-';
const NAME = PREFIX + VERSION;
const root = new URL('./', scope.registration.scope).href;
const kept = new Set(FILES.map((file) => new URL(file, root).href));

scope.addEventListener('install', (event) => {
  event.waitUntil(keep());
});

async function keep(): Promise<void> {
  const cache = await caches.open(NAME);
  // All or nothing, and past the browser's own cache: half an old version is worse than none.
  await cache.addAll([...kept].map((url) => new Request(url, { cache: 'reload' })));
}

scope.addEventListener('activate', (event) => {
  event.waitUntil(forget());
});

/** The version before is kept too: another tab may still run it and ask for a part of it. */
async function forget(): Promise<void> {
  const names = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== NAME);
  await Promise.all(names.slice(0, -1).map((name) => caches.delete(name)));
}

// Only when the page says so: a version is never exchanged under somebody who is typing.
scope.addEventListener('message', ({ data }) => {
  if (data === 'activate') void scope.skipWaiting();
});

scope.addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.method !== 'GET') return;
  const url = new URL(request.url);
  const wanted = request.mode === 'navigate' && [root, `${root}index.html`].includes(url.origin + url.pathname) ? root : request.url;
  if (wanted === root || wanted.startsWith(`${root}assets/`) || kept.has(wanted)) event.respondWith(answer(wanted, request));
});

async function answer(url: string, request: Request): Promise<Response> {
  const own = await (await caches.open(NAME)).match(url);
  return own ?? (await caches.match(url)) ?? fetch(request);
}
