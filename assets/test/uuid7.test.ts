import { expect, test } from "vitest";
import { instantOf, uuid7 } from "../src/lib/uuid7.ts";

test("an_id_is_a_version_7_uuid_with_its_instant", () => {
  const now = Date.now() + 1000;
  const id = uuid7(now);
  expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(instantOf(id)).toBe(now);
});

test("ids_of_one_millisecond_are_different_and_in_order", () => {
  const now = Date.now() + 2000;
  const ids = Array.from({ length: 10_000 }, () => uuid7(now));
  expect(new Set(ids).size).toBe(ids.length);
  expect([...ids].sort()).toEqual(ids);
});

test("a_clock_that_steps_back_does_not_break_the_order", () => {
  const now = Date.now() + 5000;
  expect(uuid7(now) < uuid7(now - 3000)).toBe(true);
});
