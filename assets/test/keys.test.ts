import { beforeAll, expect, test } from "vitest";
import { keyAction } from "../src/study/keys.ts";

// The key table asks only what the focused element is; nothing of a page is needed here.
beforeAll(() => {
  class Nothing {}
  class Field extends Nothing {
    isContentEditable = false;
    constructor(readonly value: string) {
      super();
    }
    matches = () => true;
  }
  Object.assign(globalThis, { HTMLElement: Nothing, Element: Nothing, HTMLInputElement: Field });
});

const press = (key: string, more = {}) => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  target: null,
  ...more,
});
const at = (phase: string, more = {}) => ({ phase, keys: true, four: false, choices: 0, ...more });

test("space_and_enter_show_the_answer_then_mean_good", () => {
  for (const key of [" ", "Enter"]) {
    expect(keyAction(press(key), at("question"))).toEqual({ do: "reveal" });
    expect(keyAction(press(key), at("answer"))).toEqual({ do: "grade", n: 3 });
    expect(keyAction(press(key), at("checked"))).toEqual({ do: "next" });
  }
});

test("with_two_buttons_2_and_4_do_nothing", () => {
  const did = ["1", "2", "3", "4"].map((k) => keyAction(press(k), at("answer"))?.n);
  expect(did).toEqual([1, undefined, 3, undefined]);
});

test("with_four_buttons_each_number_is_its_rating", () => {
  expect(["1", "2", "3", "4"].map((k) => keyAction(press(k), at("answer", { four: true }))?.n)).toEqual([
    1, 2, 3, 4,
  ]);
});

test("numbers_do_not_grade_before_the_answer_is_shown_but_choose", () => {
  expect(keyAction(press("1"), at("question"))).toBeUndefined();
  expect(keyAction(press("2"), at("question", { choices: 3 }))).toEqual({ do: "choose", n: 2 });
  expect(keyAction(press("4"), at("question", { choices: 3 }))).toBeUndefined();
});

test("undo_is_z_u_and_ctrl_z", () => {
  for (const e of [press("z"), press("u"), press("Z"), press("z", { ctrlKey: true })])
    expect(keyAction(e, at("question"))).toEqual({ do: "undo" });
});

test("ctrl_with_a_number_flags_and_other_combinations_belong_to_the_browser", () => {
  expect(keyAction(press("4", { ctrlKey: true }), at("question"))).toEqual({ do: "flag", n: 4 });
  expect(keyAction(press("r", { ctrlKey: true }), at("question"))).toBeUndefined();
  expect(keyAction(press("1", { altKey: true }), at("answer"))).toBeUndefined();
});

test("switched_off_keys_do_nothing", () => {
  for (const key of [" ", "1", "z", "e"])
    expect(keyAction(press(key), at("answer", { keys: false }))).toBeUndefined();
});

test("a_field_keeps_its_keys_but_an_empty_one_gives_ctrl_z_to_the_session", () => {
  const Field = HTMLInputElement as unknown as new (value: string) => EventTarget;
  const undo = { ctrlKey: true };
  expect(keyAction(press("z", { target: new Field("") }), at("question"))).toBeUndefined();
  expect(keyAction(press("z", { target: new Field("a"), ...undo }), at("question"))).toBeUndefined();
  expect(keyAction(press("z", { target: new Field(""), ...undo }), at("question"))).toEqual({ do: "undo" });
});
