import { fill } from "../lib/text.ts";

/** The words of the study page, from its `#study-texts`, with numbers and dates in the language of the page. */
export class Words {
  #texts: Record<string, string>;
  #lang: string;

  constructor(texts: Record<string, string>, lang: string) {
    this.#texts = texts;
    this.#lang = lang || "en";
  }

  /** Throws when the page holds no texts: a session without words is no session. */
  static of(root: ParentNode): Words {
    const json = root.querySelector("#study-texts")?.textContent;
    if (!json) throw new Error("the page has no #study-texts");
    return new Words(JSON.parse(json) as Record<string, string>, document.documentElement.lang);
  }

  say(key: string, values: Record<string, string | number> = {}): string {
    return fill(this.#texts[key], values);
  }

  /** `key_one` for one, `key_many` for any other number. */
  count(key: string, n: number, values: Record<string, string | number> = {}): string {
    return this.say(n === 1 ? `${key}_one` : `${key}_many`, { n: this.number(n), ...values });
  }

  number(n: number): string {
    return new Intl.NumberFormat(this.#lang).format(n);
  }

  /** A share of 0 to 1 as "71 %", with a narrow space in every language. */
  percent(share: number): string {
    return `${this.number(Math.round(share * 100))}\u202f%`;
  }

  date(ms: number): string {
    return new Intl.DateTimeFormat(this.#lang, { dateStyle: "medium", timeStyle: "short" }).format(ms);
  }

  /** "19 days ago" */
  ago(ms: number, now: number): string {
    const days = Math.floor((now - ms) / 86_400_000);
    const relative = new Intl.RelativeTimeFormat(this.#lang, { numeric: "auto" });
    if (days < 1) {
      const hours = Math.floor((now - ms) / 3_600_000);
      return hours < 1
        ? relative.format(-Math.floor((now - ms) / 60_000), "minute")
        : relative.format(-hours, "hour");
    }
    if (days < 60) return relative.format(-days, "day");
    return days < 700
      ? relative.format(-Math.round(days / 30.44), "month")
      : relative.format(-Math.round(days / 365.25), "year");
  }
}
