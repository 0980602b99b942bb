let last = 0;
let counter = 0;

/**
 * A UUIDv7: 48 bits of milliseconds, then a 12-bit counter that rises within one millisecond, then chance.
 * Ids made here in a row sort in the order in which they were made, also when the clock steps back.
 */
export function uuid7(now: number = Date.now()): string {
  if (now > last) {
    last = now;
    counter = 0;
  } else if (++counter > 0xfff) {
    last += 1;
    counter = 0;
  }
  const bytes = crypto.getRandomValues(new Uint8Array(8));
  const chance = Array.from(bytes, (b) => b.toString(16).padStart(2, "0")).join("");
  const variant = (8 + (parseInt(chance[0] ?? "0", 16) & 3)).toString(16);
  const time = last.toString(16).padStart(12, "0");
  return `${time.slice(0, 8)}-${time.slice(8)}-7${counter.toString(16).padStart(3, "0")}-${variant}${chance.slice(1, 4)}-${chance.slice(4)}`;
}

/** The instant in ms that a UUIDv7 carries. */
export function instantOf(id: string): number {
  return parseInt(id.slice(0, 8) + id.slice(9, 13), 16);
}
