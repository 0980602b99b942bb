import { expect, test } from "vitest";
import { RETURNS_S, SessionQueue } from "../src/study/queue.ts";
import type { Card, Memory } from "../src/study/types.ts";

export function card(id: string, memory: Partial<Memory> | null = null): Card {
  const promised = { promised_s: 600, label: "10 min" };
  return {
    card_id: id,
    item_id: id,
    deck_id: "d",
    deck: "Deck",
    kind: "basic",
    question_html: "",
    answer_html: "",
    css: null,
    question_text: "",
    answer_text: "",
    question_language: null,
    answer_language: null,
    typed: null,
    choices: null,
    many: false,
  asked: null,
    media: [],
    history: [],
    flag: 0,
    head: null,
    ratings: { 1: promised, 2: promised, 3: promised, 4: promised },
    memory: memory && {
      stability: 1,
      difficulty: 5,
      due: null,
      due_day: null,
      lapses: 0,
      state: "review",
      retrievability: 0.9,
      ...memory,
    },
  };
}

const ids = (q: SessionQueue, now: number) => {
  const out: string[] = [];
  for (let c = q.next(now); c; c = q.next(now)) out.push(c.card_id);
  return out;
};

test("cards_come_in_the_order_of_the_server", () => {
  expect(ids(new SessionQueue([card("a"), card("b"), card("c")]), 0)).toEqual(["a", "b", "c"]);
});

test("a_learning_step_comes_back_at_its_time_before_what_waits", () => {
  const q = new SessionQueue([card("a"), card("b"), card("c")]);
  const a = q.next(0);
  expect(a && q.answered(a, 60, 0)).toBe(true);
  expect(q.next(59_000)?.card_id).toBe("b");
  expect(q.next(60_000)?.card_id).toBe("a");
  expect(q.next(60_000)?.card_id).toBe("c");
});

test("a_learning_step_comes_early_when_nothing_else_is_left", () => {
  const q = new SessionQueue([card("a")]);
  const a = q.next(0);
  if (a) q.answered(a, 600, 0);
  expect(q.next(1000)?.card_id).toBe("a");
  expect(q.next(1000)).toBeUndefined();
});

test("a_promise_of_twenty_minutes_ends_the_card_for_this_session", () => {
  const q = new SessionQueue([card("a")]);
  const a = q.next(0);
  expect(a && q.answered(a, RETURNS_S, 0)).toBe(false);
  expect(q.left).toBe(0);
});

test("of_two_steps_the_earlier_one_comes_first", () => {
  const q = new SessionQueue([card("a"), card("b")]);
  const [a, b] = [q.next(0), q.next(0)];
  if (a) q.answered(a, 600, 0);
  if (b) q.answered(b, 60, 0);
  expect(ids(q, 0)).toEqual(["b", "a"]);
});

test("an_undone_card_is_before_all_and_nowhere_else", () => {
  const q = new SessionQueue([card("a"), card("b")]);
  const a = q.next(0);
  if (a) {
    q.answered(a, 60, 0);
    q.front(a);
  }
  expect(ids(q, 0)).toEqual(["a", "b"]);
});

test("what_was_answered_here_is_skipped_and_comes_back_only_if_promised_soon", () => {
  const q = new SessionQueue(
    [card("a"), card("b"), card("c")],
    new Map([
      ["a", undefined],
      ["b", 5000],
    ]),
  );
  expect(q.next(0)?.card_id).toBe("c");
  expect(q.next(5000)?.card_id).toBe("b");
  expect(q.next(5000)).toBeUndefined();
});

test("a_step_that_is_due_later_waits_also_after_a_reload_with_a_shifted_clock", () => {
  const q = new SessionQueue(
    [card("a", { state: "learning", due: 10_000 }), card("b")],
    new Map(),
    1000,
    500,
  );
  expect(q.next(1000)?.card_id).toBe("b");
  expect(q.peek(1000)?.card_id).toBe("a");
});

test("cards_that_were_here_are_not_added_again", () => {
  const q = new SessionQueue([card("a"), card("b")]);
  q.next(0);
  expect(q.add([card("a"), card("c")])).toBe(1);
  expect(ids(q, 0)).toEqual(["b", "c"]);
});

test("a card that comes back is counted once, and the number of cards stays", () => {
  const queue = new SessionQueue([card("a"), card("b"), card("c")]);
  const first = queue.next(0);
  expect([queue.place, queue.cards]).toEqual([1, 3]);
  if (first) queue.answered(first, 60, 0);
  queue.next(1);
  expect([queue.place, queue.cards]).toEqual([2, 3]);
  queue.next(60_000);
  expect([queue.place, queue.cards]).toEqual([2, 3]);
  queue.next(60_001);
  expect([queue.place, queue.cards]).toEqual([3, 3]);
});

test("a card that was laid back by undo is not counted as shown", () => {
  const queue = new SessionQueue([card("a"), card("b"), card("c")]);
  const a = queue.next(0);
  const b = queue.next(0);
  if (b) queue.front(b);
  if (a) queue.remove(a.card_id);
  expect([queue.place, queue.cards]).toEqual([1, 3]);
});
