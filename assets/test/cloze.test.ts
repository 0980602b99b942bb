import { expect, test } from "vitest";
import { gapNumber } from "../src/lib/cloze.ts";

test("a_new_gap_has_the_next_number_and_a_joined_one_the_highest", () => {
  expect(gapNumber("no gap", false)).toBe(1);
  expect(gapNumber("no gap", true)).toBe(1);
  expect(gapNumber("{{c1::a}} {{c12::b::hint}}", false)).toBe(13);
  expect(gapNumber("{{c1::a}} {{c12::b::hint}}", true)).toBe(12);
});
