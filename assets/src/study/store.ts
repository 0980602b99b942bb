import { openDB, type DBSchema, type IDBPDatabase } from "idb";
import type { Entry } from "./states.ts";
import type { Queue } from "./types.ts";

/** A queue as last fetched, and when (ms on this device). */
export interface StoredQueue {
  key: string;
  learner: string;
  url: string;
  queue: Queue;
  saved_at: number;
}

/** The last local answer to a card; `due` undefined: it does not come back. */
export interface Done {
  key: string;
  learner: string;
  card_id: string;
  at: number;
  due?: number;
}

interface Shape extends DBSchema {
  outbox: { key: string; value: Entry; indexes: { learner: string } };
  queues: { key: string; value: StoredQueue; indexes: { learner: string } };
  done: { key: string; value: Done; indexes: { learner: string } };
}

/** What this device keeps, by learner. */
export interface Store {
  /** False when the browser keeps nothing and all is lost with the page. */
  readonly lasting: boolean;
  entries(learner: string): Promise<Entry[]>;
  put(entries: Entry[]): Promise<void>;
  drop(ids: string[]): Promise<void>;
  queue(learner: string, url: string): Promise<StoredQueue | undefined>;
  queues(learner: string): Promise<StoredQueue[]>;
  saveQueue(learner: string, url: string, queue: Queue): Promise<void>;
  done(learner: string): Promise<Done[]>;
  markDone(done: Omit<Done, "key">): Promise<void>;
  unmark(learner: string, cardId: string): Promise<void>;
  cardsHere(learner: string): Promise<number>;
  forget(learner: string): Promise<void>;
}

const name = (learner: string, rest: string) => `${learner} ${rest}`;
/** Queues kept per learner; the one fetched longest ago goes first. */
const QUEUES = 12;

class Lasting implements Store {
  readonly lasting = true;
  constructor(private readonly db: IDBPDatabase<Shape>) {}

  entries(learner: string): Promise<Entry[]> {
    return this.db.getAllFromIndex("outbox", "learner", learner);
  }
  async put(entries: Entry[]): Promise<void> {
    const tx = this.db.transaction("outbox", "readwrite", { durability: "strict" });
    await Promise.all([...entries.map((e) => tx.store.put(e)), tx.done]);
  }
  async drop(ids: string[]): Promise<void> {
    const tx = this.db.transaction("outbox", "readwrite");
    await Promise.all([...ids.map((id) => tx.store.delete(id)), tx.done]);
  }
  queue(learner: string, url: string): Promise<StoredQueue | undefined> {
    return this.db.get("queues", name(learner, url));
  }
  queues(learner: string): Promise<StoredQueue[]> {
    return this.db.getAllFromIndex("queues", "learner", learner);
  }
  async saveQueue(learner: string, url: string, queue: Queue): Promise<void> {
    await this.db.put("queues", { key: name(learner, url), learner, url, queue, saved_at: Date.now() });
    const old = (await this.queues(learner)).sort((a, b) => b.saved_at - a.saved_at).slice(QUEUES);
    for (const each of old) await this.db.delete("queues", each.key);
  }
  done(learner: string): Promise<Done[]> {
    return this.db.getAllFromIndex("done", "learner", learner);
  }
  async markDone(done: Omit<Done, "key">): Promise<void> {
    await this.db.put("done", { ...done, key: name(done.learner, done.card_id) });
  }
  async unmark(learner: string, cardId: string): Promise<void> {
    await this.db.delete("done", name(learner, cardId));
  }
  async cardsHere(learner: string): Promise<number> {
    const done = new Map((await this.done(learner)).map((d) => [d.card_id, d.at]));
    const cards = new Set<string>();
    for (const { queue, saved_at } of await this.queues(learner))
      for (const { card_id } of queue.cards) if ((done.get(card_id) ?? 0) < saved_at) cards.add(card_id);
    return cards.size;
  }
  async forget(learner: string): Promise<void> {
    for (const store of ["outbox", "queues", "done"] as const)
      for (const key of await this.db.getAllKeysFromIndex(store, "learner", learner))
        await this.db.delete(store, key);
  }
}

/** For a browser that refuses to store: the page alone remembers. */
class Passing implements Store {
  readonly lasting = false;
  #entries = new Map<string, Entry>();

  async entries(learner: string): Promise<Entry[]> {
    return [...this.#entries.values()].filter((e) => e.learner === learner);
  }
  async put(entries: Entry[]): Promise<void> {
    for (const e of entries) this.#entries.set(e.id, e);
  }
  async drop(ids: string[]): Promise<void> {
    for (const id of ids) this.#entries.delete(id);
  }
  async queue(): Promise<undefined> {}
  async queues(): Promise<StoredQueue[]> {
    return [];
  }
  async saveQueue(): Promise<void> {}
  async done(): Promise<Done[]> {
    return [];
  }
  async markDone(): Promise<void> {}
  async unmark(): Promise<void> {}
  async cardsHere(): Promise<number> {
    return 0;
  }
  async forget(): Promise<void> {
    this.#entries.clear();
  }
}

let opened: Promise<Store> | undefined;

/** The store of this device, opened once. Never rejects. */
export function openStore(): Promise<Store> {
  opened ??= openDB<Shape>("studium", 1, {
    upgrade(db) {
      db.createObjectStore("outbox", { keyPath: "id" }).createIndex("learner", "learner");
      db.createObjectStore("queues", { keyPath: "key" }).createIndex("learner", "learner");
      db.createObjectStore("done", { keyPath: "key" }).createIndex("learner", "learner");
    },
    terminated: () => (opened = undefined),
  }).then(
    (db) => new Lasting(db),
    () => new Passing(),
  );
  return opened;
}
