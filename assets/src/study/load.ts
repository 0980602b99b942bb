import { answeredHere } from "./states.ts";
import type { Store } from "./store.ts";
import type { Queue } from "./types.ts";

export interface Loaded {
  queue: Queue;
  /** Cards that this device has answered already: see SessionQueue. */
  skip: Map<string, number | undefined>;
  /** From this device, because the server could not be reached. */
  kept: boolean;
  /** What to add to the server's instants to get this device's, ms. */
  shift: number;
}

/**
 * The queue from the server, else as last kept on this device. Undefined: neither.
 */
export async function loadQueue(store: Store, learner: string, url: string): Promise<Loaded | undefined> {
  const fresh = await fetchQueue(url);
  const unsent = answeredHere(await store.entries(learner));
  if (fresh) {
    await store.saveQueue(learner, url, fresh).catch(() => undefined); // a full disk must not stop the session
    return { queue: fresh, skip: unsent, kept: false, shift: Date.now() - fresh.now };
  }
  const kept = await store.queue(learner, url);
  if (!kept) return undefined;
  const skip = new Map<string, number | undefined>();
  for (const done of await store.done(learner))
    if (done.at >= kept.saved_at) skip.set(done.card_id, done.due);
  for (const [id, due] of unsent) skip.set(id, due);
  return { queue: kept.queue, skip, kept: true, shift: kept.saved_at - kept.queue.now };
}

export async function fetchQueue(url: string): Promise<Queue | undefined> {
  try {
    const answer = await fetch(url, {
      credentials: "same-origin",
      cache: "no-store",
      headers: { Accept: "application/json" },
    });
    return answer.ok ? ((await answer.json()) as Queue) : undefined;
  } catch {
    return undefined;
  }
}
