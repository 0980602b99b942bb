import type { Store } from "./store.ts";
import type { Queue } from "./types.ts";

/** The pages that a session without network needs; the service worker serves them from here. */
const PAGES = "studium-pages";
/** Where the service worker finds pictures and sounds of cards. */
export const MEDIA = "studium-media";
const AT_ONCE = 4;

/**
 * Fetches the media of the cards to come, and drops what no kept queue needs. Without Cache storage (plain http) the
 * browser's own cache is warmed instead.
 */
export async function fetchAhead(store: Store, learner: string, queue: Queue): Promise<void> {
  const wanted = [...new Set(queue.cards.flatMap((c) => c.media))];
  const cache = "caches" in window ? await caches.open(MEDIA).catch(() => undefined) : undefined;
  const here = new Set((await cache?.keys())?.map((r) => r.url));
  const url = (path: string) => new URL(path, location.origin).href;
  const missing = wanted.filter((path) => !here.has(url(path)));
  const worker = async () => {
    for (let path = missing.shift(); path; path = missing.shift()) {
      try {
        const answer = await fetch(path, { credentials: "same-origin" });
        if (answer.ok) await cache?.put(path, answer);
      } catch {
        return; // no network or no room: what is here stays, the rest comes when it is shown
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  if (!cache) return;
  const kept = new Set(wanted.map(url));
  for (const stored of await store.queues(learner))
    for (const card of stored.queue.cards) for (const path of card.media) kept.add(url(path));
  for (const old of here) if (!kept.has(old)) await cache.delete(old);
}

/** Keeps this page and Today, also when the service worker came only after they were loaded. */
export async function keepPages(): Promise<void> {
  if (!("caches" in window) || !navigator.onLine) return;
  const cache = await caches.open(PAGES);
  for (const path of [location.pathname + location.search, "/today"]) {
    const answer = await fetch(path, { credentials: "same-origin", headers: { Accept: "text/html" } }).catch(
      () => undefined,
    );
    if (answer?.ok && !answer.redirected) await cache.put(path, answer);
  }
}
