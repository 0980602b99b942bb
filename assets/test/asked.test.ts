import { expect, test } from "vitest";
import { formatOf } from "../src/study/asked.ts";

const choices = [
  { html: "a", right: true },
  { html: "b", right: false },
];

test("an answer says whether options were shown, and whether one or all right ones were asked for", () => {
  expect(formatOf({ choices: null, many: false, typed: null })).toBe("flip");
  expect(formatOf({ choices: null, many: false, typed: { expected: "a" } })).toBe("typed");
  expect(formatOf({ choices, many: false, typed: null })).toBe("choice");
  expect(formatOf({ choices, many: true, typed: null })).toBe("choices");
});
