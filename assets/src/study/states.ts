import { returnsAt } from "./queue.ts";
import type { Mark, Result, Retract, Review } from "./types.ts";

/** An event on its way. `order` rises with every event of this device. */
export type Entry = {
  id: string;
  learner: string;
  order: number;
  state: "waiting" | "refused";
  reason?: string;
} & ({ kind: "review"; body: Review } | { kind: "retract"; body: Retract } | { kind: "mark"; body: Mark });

/** Events in one request. */
export const BATCH = 200;
/** The longest pause between attempts, ms. */
const LONGEST = 60_000;

export interface Upload {
  sent_at: number;
  reviews: Review[];
  retracts: Retract[];
  marks: Mark[];
}

/** The oldest waiting events, in their order, at most `limit`. */
export function batch(entries: readonly Entry[], limit: number = BATCH): Entry[] {
  return entries
    .filter((e) => e.state === "waiting")
    .sort((a, b) => a.order - b.order)
    .slice(0, limit);
}

/** The body of the request for a batch. */
export function uploadOf(entries: readonly Entry[], now: number): Upload {
  const upload: Upload = { sent_at: now, reviews: [], retracts: [], marks: [] };
  for (const entry of entries) {
    if (entry.kind === "review") upload.reviews.push(entry.body);
    else if (entry.kind === "retract") upload.retracts.push(entry.body);
    else upload.marks.push(entry.body);
  }
  return upload;
}

/** What the server's answer does to a batch: gone from here, kept aside, or still to be sent. */
export function settle(
  sent: readonly Entry[],
  results: readonly Result[],
): { gone: string[]; aside: Entry[]; again: Entry[] } {
  const byId = new Map(results.map((r) => [r.id, r]));
  const gone: string[] = [];
  const aside: Entry[] = [];
  const again: Entry[] = [];
  for (const entry of sent) {
    const result = byId.get(entry.id);
    if (result?.status === "stored" || result?.status === "duplicate") gone.push(entry.id);
    else if (result) aside.push({ ...entry, state: "refused", reason: result.reason ?? result.status });
    else again.push(entry); // no word about it: not acknowledged
  }
  return { gone, aside, again };
}

/** What to do after an answer with this status that is not a success. */
export function afterStatus(status: number): "sign-in" | "later" | "halve" {
  if (status === 401 || status === 403) return "sign-in";
  if (status === 408 || status === 409 || status === 425 || status === 429 || status >= 500) return "later";
  return status >= 400 ? "halve" : "later";
}

/** Pause before attempt n (from 0), ms: 1, 2, 4 … 60 s, or what the server asks for, at most 10 min. */
export function pause(attempt: number, retryAfter: string | null = null): number {
  const asked = Number(retryAfter);
  if (retryAfter !== null && Number.isFinite(asked) && asked > 0) return Math.min(asked * 1000, 600_000);
  return Math.min(LONGEST, 1000 * 2 ** Math.min(attempt, 10));
}

/** What the learner sees about their answers. */
export type Shown =
  | { state: "sent" }
  | { state: "sending" }
  | { state: "waiting"; waiting: number }
  | { state: "signed-out"; waiting: number }
  | { state: "trouble"; refused: number };

/** `failing`: the last attempt did not arrive. */
export function shown(
  entries: readonly Entry[],
  how: { failing: boolean; signedOut: boolean; online: boolean },
): Shown {
  const waiting = entries.filter((e) => e.state === "waiting").length;
  const refused = entries.filter((e) => e.state === "refused").length;
  if (how.signedOut && waiting > 0) return { state: "signed-out", waiting };
  if (waiting > 0 && (how.failing || !how.online)) return { state: "waiting", waiting };
  if (waiting > 0) return { state: "sending" };
  return refused > 0 ? { state: "trouble", refused } : { state: "sent" };
}

/**
 * Cards that were answered here but are unknown to the server: id → instant (ms) at which the card comes back in a session,
 * or undefined if it does not. What was retracted counts as not answered.
 */
export function answeredHere(entries: readonly Entry[]): Map<string, number | undefined> {
  const taken = new Set(entries.flatMap((e) => (e.kind === "retract" ? [e.body.retracts] : [])));
  const out = new Map<string, number | undefined>();
  for (const e of [...entries].sort((a, b) => a.order - b.order)) {
    if (e.state !== "waiting" || e.kind === "retract") continue;
    if (e.kind === "review") {
      if (!taken.has(e.id)) out.set(e.body.card_id, returnsAt(e.body.reviewed_at, e.body.promised_s));
    } else if (e.body.kind === "suspend" || e.body.kind === "bury") out.set(e.body.card_id, undefined);
    else if (e.body.kind !== "flag") out.delete(e.body.card_id);
  }
  return out;
}
