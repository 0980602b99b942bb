import { expect, test } from "vitest";
import { diff, sameAnswer } from "../src/lib/diff.ts";

const expected = (parts: ReturnType<typeof diff>) =>
  parts
    .filter((p) => p.kind !== "extra")
    .map((p) => p.text)
    .join("");
const written = (parts: ReturnType<typeof diff>) =>
  parts
    .filter((p) => p.kind !== "missing")
    .map((p) => p.text)
    .join("");

test("equal_texts_are_one_same_part", () => {
  expect(diff("Wasser", "Wasser")).toEqual([{ kind: "same", text: "Wasser" }]);
});

test("one_wrong_letter_group_is_the_only_difference", () => {
  expect(diff("plastochinone", "plastoquinone")).toEqual([
    { kind: "same", text: "plasto" },
    { kind: "extra", text: "ch" },
    { kind: "missing", text: "qu" },
    { kind: "same", text: "inone" },
  ]);
});

test("both_texts_can_be_read_from_the_parts", () => {
  const letters = "abcäé ";
  let seed = 7;
  const next = () => (seed = (seed * 48271) % 2147483647);
  const word = () => Array.from({ length: next() % 12 }, () => letters[next() % letters.length]).join("");
  for (let n = 0; n < 500; n++) {
    const [a, b] = [word(), word()];
    const parts = diff(a, b);
    expect(written(parts)).toBe(a);
    expect(expected(parts)).toBe(b);
  }
});

test("a_letter_and_its_accent_are_one_sign", () => {
  expect(diff("e\u0301", "é")).toEqual([{ kind: "same", text: "é" }]);
});

test("very_long_texts_are_shown_whole", () => {
  const [a, b] = ["x".repeat(3000), "y".repeat(3000)];
  expect(diff(a, b)).toEqual([
    { kind: "extra", text: a },
    { kind: "missing", text: b },
  ]);
});

test("space_case_and_composition_do_not_make_an_answer_wrong", () => {
  expect(sameAnswer("  Café  au lait", "cafe\u0301 au Lait")).toBe(true);
  expect(sameAnswer("cafe", "café")).toBe(false);
});
