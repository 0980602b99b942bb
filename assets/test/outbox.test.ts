import { expect, test } from "vitest";
import {
  type Entry,
  afterStatus,
  answeredHere,
  batch,
  pause,
  settle,
  shown,
  uploadOf,
} from "../src/study/states.ts";

let order = 0;
const review = (id: string, card = id, promised = 86_400, at = 1000): Entry => ({
  id,
  learner: "l",
  order: order++,
  state: "waiting",
  kind: "review",
  body: {
    id,
    card_id: card,
    rating: 3,
    mode: "flashcard",
    reviewed_at: at,
    duration_ms: 1,
    promised_s: promised,
    after: null,
  },
});
const retract = (id: string, retracts: string): Entry => ({
  id,
  learner: "l",
  order: order++,
  state: "waiting",
  kind: "retract",
  body: { id, retracts, at: 1 },
});
const mark = (id: string, card: string, kind: "suspend" | "unsuspend" | "flag"): Entry => ({
  id,
  learner: "l",
  order: order++,
  state: "waiting",
  kind: "mark",
  body: { id, card_id: card, at: 1, kind },
});
const fine = { failing: false, signedOut: false, online: true };

test("a_batch_holds_the_oldest_waiting_events_in_order", () => {
  const [a, b, c] = [review("a"), review("b"), review("c")];
  expect(batch([c, { ...b, state: "refused" }, a], 2).map((e) => e.id)).toEqual(["a", "c"]);
  expect(batch([c, b, a], 1).map((e) => e.id)).toEqual(["a"]);
});

test("an_upload_sorts_events_by_kind_and_keeps_their_order", () => {
  const up = uploadOf([review("a"), retract("r", "a"), review("b"), mark("m", "c", "suspend")], 42);
  expect(up.sent_at).toBe(42);
  expect(up.reviews.map((r) => r.id)).toEqual(["a", "b"]);
  expect(up.retracts).toEqual([{ id: "r", retracts: "a", at: 1 }]);
  expect(up.marks.map((m) => m.kind)).toEqual(["suspend"]);
});

test("only_what_is_acknowledged_leaves_the_device", () => {
  const sent = [review("a"), review("b"), review("c"), review("d")];
  const out = settle(sent, [
    { id: "a", status: "stored" },
    { id: "b", status: "duplicate" },
    { id: "c", status: "refused", reason: "unknown card" },
  ]);
  expect(out.gone).toEqual(["a", "b"]);
  expect(out.aside.map((e) => [e.id, e.state, e.reason])).toEqual([["c", "refused", "unknown card"]]);
  expect(out.again.map((e) => e.id)).toEqual(["d"]);
});

test("a_conflict_is_kept_aside_and_not_sent_again", () => {
  const out = settle([review("a")], [{ id: "a", status: "conflict" }]);
  expect(batch(out.aside)).toEqual([]);
  expect(out.aside).toHaveLength(1);
});

test("server_faults_are_waited_for_and_bad_batches_are_halved", () => {
  expect([500, 503, 429, 408].map(afterStatus)).toEqual(["later", "later", "later", "later"]);
  expect([400, 413, 422].map(afterStatus)).toEqual(["halve", "halve", "halve"]);
  expect([401, 403].map(afterStatus)).toEqual(["sign-in", "sign-in"]);
});

test("pauses_double_up_to_a_minute_and_obey_the_server", () => {
  expect([0, 1, 2, 3, 9, 99].map((n) => pause(n))).toEqual([1000, 2000, 4000, 8000, 60_000, 60_000]);
  expect(pause(0, "7")).toBe(7000);
  expect(pause(0, "Mon, 01 Jan")).toBe(1000);
});

test("the_learner_always_sees_where_the_answers_are", () => {
  const a = review("a");
  expect(shown([], fine)).toEqual({ state: "sent" });
  expect(shown([a], fine)).toEqual({ state: "sending" });
  expect(shown([a], { ...fine, online: false })).toEqual({ state: "waiting", waiting: 1 });
  expect(shown([a], { ...fine, failing: true })).toEqual({ state: "waiting", waiting: 1 });
  expect(shown([a], { ...fine, signedOut: true })).toEqual({ state: "signed-out", waiting: 1 });
  expect(shown([{ ...a, state: "refused" }], fine)).toEqual({ state: "trouble", refused: 1 });
});

test("a_card_answered_here_is_known_until_its_answer_is_retracted", () => {
  const a = review("a", "card-a");
  const b = review("b", "card-b", 60, 1000);
  expect(answeredHere([a, b])).toEqual(
    new Map([
      ["card-a", undefined],
      ["card-b", 61_000],
    ]),
  );
  expect(answeredHere([a, b, retract("r", "a")])).toEqual(new Map([["card-b", 61_000]]));
});

test("a_paused_card_stays_away_until_it_is_resumed_and_a_flag_changes_nothing", () => {
  const pausedCard = mark("m", "c", "suspend");
  expect(answeredHere([pausedCard, mark("f", "d", "flag")])).toEqual(new Map([["c", undefined]]));
  expect(answeredHere([pausedCard, mark("n", "c", "unsuspend")])).toEqual(new Map());
});
