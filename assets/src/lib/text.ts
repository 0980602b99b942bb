/** Puts values into "{n} of {total}". Unknown names stay as they are. */
export function fill(text: string | undefined, values: Record<string, string | number> = {}): string {
  return (text ?? "").replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}

/** Chooses among `none`, `one` and `many` (data-none, data-one, data-many) and fills in n. */
export function counted(data: DOMStringMap, n: number): string {
  const text =
    n === 0 ? (data["none"] ?? data["many"]) : n === 1 ? (data["one"] ?? data["many"]) : data["many"];
  return fill(text, { n: new Intl.NumberFormat(document.documentElement.lang).format(n) });
}

/** "3.4 MB" in the language of the page. */
export function size(bytes: number): string {
  const units = ["byte", "kilobyte", "megabyte", "gigabyte"];
  const step = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(bytes, 1)) / 3));
  return new Intl.NumberFormat(document.documentElement.lang, {
    style: "unit",
    unit: units[step] ?? "byte",
    unitDisplay: "short",
    maximumFractionDigits: step < 2 ? 0 : 1,
  }).format(bytes / 1000 ** step);
}
