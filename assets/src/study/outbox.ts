import { local } from "../lib/local.ts";
import { postJson } from "../lib/http.ts";
import {
  BATCH,
  type Entry,
  type Shown,
  afterStatus,
  batch,
  pause,
  settle,
  shown,
  uploadOf,
} from "./states.ts";
import type { Store } from "./store.ts";
import type { Mark, Result, Retract, Review } from "./types.ts";

/** Tells other tabs, and app.js on other pages, that something waits. */
const FLAG = "studium.unsent";

type Body =
  { kind: "review"; body: Review } | { kind: "retract"; body: Retract } | { kind: "mark"; body: Mark };

/**
 * Events on their way to the server. Each is stored on the device before anything is sent, and leaves it when the server
 * has acknowledged it. One tab sends at a time. Sending twice is harmless: an id is stored once.
 */
export class Outbox {
  #store: Store;
  #learner: string;
  #order = Date.now() * 1000;
  #attempt = 0;
  #limit = BATCH;
  #failing = false;
  #signedOut = false;
  #timer = 0;
  #running: Promise<void> | undefined;
  #again = false;
  #life = new AbortController();
  #news = typeof BroadcastChannel === "function" ? new BroadcastChannel("studium") : undefined;

  /** `onShown`: what to tell the learner; `onResult`: the server's word on each event. */
  constructor(
    store: Store,
    learner: string,
    private readonly onShown: (shown: Shown) => void = () => undefined,
    private readonly onResult: (result: Result) => void = () => undefined,
  ) {
    this.#store = store;
    this.#learner = learner;
    addEventListener("online", () => this.#wake(), { signal: this.#life.signal });
    addEventListener("offline", () => void this.#tell(), { signal: this.#life.signal });
    this.#news?.addEventListener("message", () => void this.#tell(), { signal: this.#life.signal });
  }

  /** No more attempts from this page. */
  stop(): void {
    this.#life.abort();
    clearTimeout(this.#timer);
    this.#news?.close();
  }

  /** Stores events, then begins to send. Resolves when they are safe on this device. */
  async add(bodies: Body[]): Promise<void> {
    const entries = bodies.map((b): Entry => ({
      id: b.body.id,
      learner: this.#learner,
      order: this.#order++,
      state: "waiting",
      ...b,
    }));
    await this.#store.put(entries);
    local.set(FLAG, this.#learner);
    await this.#tell();
    void this.flush();
  }

  /** Sends what waits. Resolves when nothing is left, or when sending has to wait. */
  flush(): Promise<void> {
    this.#again = true;
    // A store that fails (the page is being left, the disk is full) is tried again like a network that fails.
    this.#running ??= this.#run()
      .catch(() => this.#later(null))
      .finally(() => (this.#running = undefined));
    return this.#running;
  }

  async #run(): Promise<void> {
    while (this.#again && !this.#life.signal.aborted) {
      this.#again = false;
      clearTimeout(this.#timer);
      const send = () => this.#send();
      // Locks exist in a secure context only; without them two tabs may send the same, which the server takes as duplicates.
      if (navigator.locks) await navigator.locks.request(`studium-send-${this.#learner}`, send);
      else await send();
      await this.#tell();
      this.#news?.postMessage("changed");
    }
  }

  async #send(): Promise<void> {
    while (!this.#life.signal.aborted) {
      const now = batch(await this.#store.entries(this.#learner), this.#limit);
      if (!now.length) {
        if (local.get(FLAG) === this.#learner) local.set(FLAG, null);
        return;
      }
      let answer: Response;
      try {
        answer = await postJson("/api/v1/reviews", uploadOf(now, Date.now()), { signal: this.#life.signal });
      } catch {
        return this.#later(null);
      }
      if (answer.ok) {
        const body = (await answer.json().catch(() => ({}))) as Partial<
          Record<"results" | "retracts" | "marks", Result[]>
        >;
        const results = [body.results, body.retracts, body.marks].flatMap((list) => list ?? []);
        const { gone, aside, again } = settle(now, results);
        await this.#store.drop(gone);
        await this.#store.put(aside);
        this.#failing = this.#signedOut = false;
        this.#attempt = 0;
        this.#limit = BATCH;
        results.forEach(this.onResult);
        if (again.length === now.length) return this.#later(null); // an answer that speaks of nothing we sent
        await this.#tell();
        continue;
      }
      const then = afterStatus(answer.status);
      if (then === "sign-in") {
        this.#signedOut = true;
        return this.#later("60");
      }
      if (then === "later") return this.#later(answer.headers.get("Retry-After"));
      if (now.length > 1) this.#limit = Math.ceil(now.length / 2);
      else {
        // One event alone that the server cannot take: kept aside, so that the others can go.
        await this.#store.put(
          now.map((e) => ({ ...e, state: "refused" as const, reason: String(answer.status) })),
        );
        this.#limit = BATCH;
      }
    }
  }

  async #later(retryAfter: string | null): Promise<void> {
    this.#failing = true;
    clearTimeout(this.#timer);
    if (this.#life.signal.aborted) return;
    this.#timer = window.setTimeout(() => void this.flush(), pause(this.#attempt++, retryAfter));
  }

  #wake(): void {
    this.#attempt = 0;
    void this.flush();
  }

  async #tell(): Promise<void> {
    const entries = await this.#store.entries(this.#learner).catch(() => []);
    this.onShown(
      shown(entries, { failing: this.#failing, signedOut: this.#signedOut, online: navigator.onLine }),
    );
  }
}
