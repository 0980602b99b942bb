/** The number of the next gap: one more than the highest in the text, or the highest itself. */
export function gapNumber(text: string, same: boolean): number {
  const highest = Math.max(0, ...Array.from(text.matchAll(/\{\{c(\d+)::/g), (m) => Number(m[1])));
  return same ? Math.max(1, highest) : highest + 1;
}
