import { expect, test } from "vitest";
import { keyAction } from "../src/study/keys.ts";
import { Round } from "../src/study/round.ts";
import type { Card } from "../src/study/types.ts";

const card = (id: string, format: "choice" | "free" = "free") =>
  ({
    card_id: id,
    practice: { format, cue: null, confidence: false },
    choices: format === "choice" ? ["a", "b", "c"].map((html) => ({ html, right: html === "a" })) : null,
  }) as unknown as Card;
const cards = (n: number) => Array.from({ length: n }, (_, i) => card(`${i}`));

/** Plays a round; `misses`: how often each card is missed. Gives the order in which cards came. */
function play(round: Round, misses: Record<string, number> = {}): string[] {
  const came: string[] = [];
  for (let c = round.next(); c && came.length < 100; c = round.over ? undefined : round.next()) {
    came.push(c.card_id);
    const missed = (misses[c.card_id] ?? 0) > 0;
    if (missed) misses[c.card_id]!--;
    round.answered(c, !missed);
  }
  return came;
}

test("what_is_missed_comes_back_after_three_others_until_it_is_right", () => {
  expect(play(new Round(cards(6), 0), { "0": 2 })).toEqual(["0", "1", "2", "3", "0", "4", "5", "0"]);
  expect(play(new Round(cards(2), 0), { "1": 1 })).toEqual(["0", "1", "1"]);
});

test("a_round_ends_when_so_many_cards_are_right_and_can_go_on", () => {
  const round = new Round(cards(5), 3);
  expect(play(round, { "1": 1 })).toEqual(["0", "1", "2", "3"]);
  expect([round.over, round.left]).toEqual([true, 2]);
  round.goOn();
  expect(round.over).toBe(false);
  expect(play(round)).toEqual(["4", "1"]);
  expect(round.result).toMatchObject({ right: 5, met: 5, firstTry: 4, answers: 6 });
  expect(round.result.missed.map((c) => c.card_id)).toEqual(["1"]);
});

test("progress_counts_right_cards_against_the_goal_or_against_what_there_is", () => {
  const seen = (round: Round) => {
    const { place, cards, left } = round.standing(0);
    return [place, cards, left];
  };
  expect(seen(new Round(cards(3), 20))).toEqual([0, 3, 3]);
  const round = new Round(cards(30), 20);
  round.answered(round.next()!, true);
  round.answered(round.next()!, false);
  expect(seen(round)).toEqual([1, 20, 19]);
  const all = new Round(cards(4), 0, new Set(["0"]));
  expect(seen(all)).toEqual([0, 3, 3]);
  all.next();
  all.drop();
  expect(seen(all)).toEqual([0, 2, 2]);
});

test("a_slip_that_is_taken_back_does_not_count", () => {
  const round = new Round(cards(3), 0);
  const first = round.next()!;
  round.answered(first, false, 90);
  expect(round.result).toMatchObject({ sure: 1, sureRight: 0, met: 1 });
  round.undo(first);
  round.remove(first.card_id);
  expect(round.result).toMatchObject({ sure: 0, met: 0, answers: 0, missed: [] });
  round.answered(first, true, 90);
  expect(round.result).toMatchObject({ sure: 1, sureRight: 1, firstTry: 1, missed: [] });
});

test("answers_to_choose_from_stand_elsewhere_when_they_come_back", () => {
  const round = new Round([card("x", "choice")], 0);
  const x = round.next()!;
  round.answered(x, false);
  expect(x.choices!.map((c) => c.html)).toEqual(["b", "c", "a"]);
});

test("how_sure_is_said_by_1_to_3_and_by_no_key_that_was_about_to_be_pressed", () => {
  const press = (key: string) =>
    keyAction(
      { key, ctrlKey: false, metaKey: false, altKey: false, target: null },
      { phase: "sure", keys: true, four: false, choices: 4 },
    );
  Object.assign(globalThis, { HTMLElement: class {}, Element: class {}, HTMLInputElement: class {} });
  expect(["1", "2", "3"].map((k) => press(k)?.n)).toEqual([10, 50, 90]);
  expect([press("0")?.do, press(" "), press("Enter"), press("4")]).toEqual([
    "skip-sure",
    undefined,
    undefined,
    undefined,
  ]);
});
