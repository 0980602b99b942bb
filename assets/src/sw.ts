/// <reference lib="webworker" />
// Keeps what a study session needs without network. Answers only GET, never for /api/, and never before the network for pages.

declare const ASSETS: string[];
declare const VERSION: string;

/** The parts of a service worker's global scope that are used here. */
interface Scope {
  addEventListener(
    type: "install" | "activate",
    listen: (e: { waitUntil(p: Promise<unknown>): void }) => void,
  ): void;
  addEventListener(
    type: "fetch",
    listen: (e: {
      request: Request;
      respondWith(p: Promise<Response>): void;
      waitUntil(p: Promise<unknown>): void;
    }) => void,
  ): void;
  skipWaiting(): Promise<void>;
  clients: { claim(): Promise<void> };
}
const scope = globalThis as unknown as Scope;

const CACHE = `studium-assets-${VERSION}`;
const PAGES = "studium-pages";
const FRAME = "studium-frame";
const MEDIA = "studium-media";

/** A page that does not come within this time is taken from the cache, ms. */
const PATIENCE = 4000;

scope.addEventListener("install", (e) => {
  const fill = async () => {
    await (await caches.open(CACHE)).addAll(ASSETS);
    await (await caches.open(FRAME)).add("/card-frame");
    await scope.skipWaiting();
  };
  e.waitUntil(fill());
});

scope.addEventListener("activate", (e) => {
  const tidy = async () => {
    for (const name of await caches.keys())
      if (name.startsWith("studium-assets-") && name !== CACHE) await caches.delete(name);
    await scope.clients.claim();
    // Kept pages name the scripts of the build that made them: after a new build they are fetched again.
    const pages = await caches.open(PAGES);
    for (const { url } of await pages.keys()) {
      const answer = await fetch(url, { headers: { Accept: "text/html" } }).catch(() => undefined);
      if (answer?.ok && !answer.redirected) await pages.put(url, answer);
    }
  };
  e.waitUntil(tidy());
});

scope.addEventListener("fetch", (e) => {
  const { request } = e;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin || url.pathname.startsWith("/api/")) return;
  if (url.pathname.startsWith("/assets/")) e.respondWith(cachedFirst(request));
  else if (url.pathname === "/card-frame") e.respondWith(frame(request));
  else if (isPage(url.pathname) && wantsPage(request)) e.respondWith(page(request, url));
  else if (["image", "audio", "video"].includes(request.destination)) e.respondWith(media(request));
});

function isPage(path: string): boolean {
  return path === "/today" || path === "/study" || path.startsWith("/study/") || path === "/practice";
}

function wantsPage(request: Request): boolean {
  return request.mode === "navigate" || (request.headers.get("Accept") ?? "").includes("text/html");
}

async function cachedFirst(request: Request): Promise<Response> {
  return (await caches.match(request, { ignoreVary: true })) ?? fetch(request);
}

async function frame(request: Request): Promise<Response> {
  try {
    const answer = await fetch(request);
    if (answer.ok) await (await caches.open(FRAME)).put("/card-frame", answer.clone());
    return answer;
  } catch {
    return (await caches.match("/card-frame", { ignoreVary: true })) ?? Response.error();
  }
}

/** Network first; as last seen without it. A deck that was not opened here gets the page of any session. */
async function page(request: Request, url: URL): Promise<Response> {
  const cache = await caches.open(PAGES);
  const kept = async () =>
    (await cache.match(url.pathname + url.search, { ignoreVary: true })) ??
    (await cache.match(url.pathname, { ignoreVary: true, ignoreSearch: true }));
  const network = fetch(request).then(async (answer) => {
    // Only pages as they are: a redirect to the sign-in page is not the study page.
    if (answer.ok && !answer.redirected) await cache.put(url.pathname + url.search, answer.clone());
    return answer;
  });
  const late = new Promise<undefined>((done) => setTimeout(done, PATIENCE));
  try {
    const first = await Promise.race([network, late]);
    if (first) return first;
    network.catch(() => undefined);
    return (await kept()) ?? (await network);
  } catch {
    return (await kept()) ?? Response.error();
  }
}

/** Media have content-addressed names: what is here is right. Parts of a sound are cut from the whole. */
async function media(request: Request): Promise<Response> {
  const whole = await (await caches.open(MEDIA)).match(request.url, { ignoreVary: true });
  if (!whole) return fetch(request);
  const range = /^bytes=(\d+)-(\d*)$/.exec(request.headers.get("Range") ?? "");
  if (!range) return whole;
  const bytes = await whole.blob();
  const from = Number(range[1]);
  const to = Math.min(bytes.size - 1, range[2] ? Number(range[2]) : bytes.size - 1);
  if (from > to)
    return new Response(null, { status: 416, headers: { "Content-Range": `bytes */${bytes.size}` } });
  const headers = new Headers(whole.headers);
  headers.set("Content-Range", `bytes ${from}-${to}/${bytes.size}`);
  headers.set("Content-Length", String(to - from + 1));
  return new Response(bytes.slice(from, to + 1, bytes.type), { status: 206, headers });
}
