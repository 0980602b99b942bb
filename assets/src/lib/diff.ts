/** A piece of a comparison: in both, only written, or only expected. */
export interface Part {
  kind: "same" | "extra" | "missing";
  text: string;
}

/** Beyond this many comparisons the two texts are shown whole: nobody reads such a diff. */
const LIMIT = 1_000_000;

/** What a reader counts as one sign: é is one, whether it is stored as one code point or two. */
export function signs(text: string): string[] {
  const clean = text.normalize("NFC");
  if (typeof Intl.Segmenter !== "function") return Array.from(clean);
  return Array.from(
    new Intl.Segmenter(undefined, { granularity: "grapheme" }).segment(clean),
    (s) => s.segment,
  );
}

/** Written and expected are the same but for space, case and the way accents are stored. */
export function sameAnswer(written: string, expected: string): boolean {
  const plain = (t: string) => t.normalize("NFC").trim().replace(/\s+/g, " ").toLocaleLowerCase();
  return plain(written) === plain(expected);
}

/** The smallest difference, sign by sign, along a longest common subsequence. */
export function diff(written: string, expected: string): Part[] {
  const a = signs(written);
  const b = signs(expected);
  const parts: Part[] = [];
  const add = (kind: Part["kind"], text: string) => {
    const end = parts.at(-1);
    if (end?.kind === kind) end.text += text;
    else if (text) parts.push({ kind, text });
  };
  if (a.length * b.length > LIMIT) {
    add("extra", written);
    add("missing", expected);
    return parts;
  }
  const width = b.length + 1;
  const common = new Uint32Array((a.length + 1) * width);
  const at = (i: number, j: number) => common[i * width + j] ?? 0;
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      common[i * width + j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
  let i = 0;
  let j = 0;
  while (i < a.length && j < b.length) {
    if (a[i] === b[j]) {
      add("same", a[i] ?? "");
      i++;
      j++;
    } else if (at(i + 1, j) >= at(i, j + 1)) add("extra", a[i++] ?? "");
    else add("missing", b[j++] ?? "");
  }
  add("extra", a.slice(i).join(""));
  add("missing", b.slice(j).join(""));
  return parts;
}
