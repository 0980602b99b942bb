// Days pass: for the server by the file of its test clock, for the browser by a shift of its own.

import { writeFile } from 'node:fs/promises';

const DAY_MS = 86_400_000;
const passed = new WeakMap();

/** Where the server reads how far its clock is ahead, in its own folder; give it as `serverArgs`. */
export const TEST_CLOCK = ['--test-clock', 'ahead'];

/** Lets whole days pass for the server and for every page that is loaded from now on. */
export async function letDaysPass({ server, context }, days) {
  const all = (passed.get(server) ?? 0) + days;
  passed.set(server, all);
  await writeFile(`${server.folder}/ahead`, String(all * DAY_MS));
  // each day's script shifts what the ones before it left
  await context.addInitScript((shift) => {
    const Before = globalThis.Date;
    globalThis.Date = class extends Before {
      constructor(...parts) {
        if (parts.length === 0) super(Before.now() + shift);
        else super(...parts);
      }
      static now() {
        return Before.now() + shift;
      }
    };
  }, days * DAY_MS);
}
