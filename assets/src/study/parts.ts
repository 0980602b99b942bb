import { sameAnswer } from "../lib/diff.ts";
import { el } from "./draw.ts";
import type { Asked, Response } from "./types.ts";
import type { Words } from "./words.ts";

/** Fisher–Yates. */
function mixed<T>(things: readonly T[]): T[] {
  const out = [...things];
  for (let i = out.length - 1; i > 0; i--) {
    const j = Math.floor(Math.random() * (i + 1));
    const [a, b] = [out[i], out[j]];
    if (a !== undefined && b !== undefined) [out[i], out[j]] = [b, a];
  }
  return out;
}

/** HTML of the server's own, sanitised there. */
function shown(className: string, html: string): HTMLElement {
  const part = el("span", className);
  part.innerHTML = html;
  return part;
}

/** A, B, … Z, AA: what the right sides of a matching are called. */
export function letter(n: number): string {
  return n < 26
    ? String.fromCharCode(65 + n)
    : letter(Math.floor(n / 26) - 1) + String.fromCharCode(65 + (n % 26));
}

function options(select: HTMLSelectElement, texts: readonly string[], values: readonly string[]): void {
  select.append(new Option("…", ""));
  texts.forEach((text, n) => select.append(new Option(text, values[n] ?? text)));
}

/** Makes a thing to drag, and what it brings when it is dropped. */
function draggable(thing: HTMLElement, what: string): void {
  thing.draggable = true;
  thing.addEventListener("dragstart", (e) => {
    e.dataTransfer?.setData("text/plain", what);
    thing.dataset["dragged"] = "";
  });
  thing.addEventListener("dragend", () => delete thing.dataset["dragged"]);
}

function dropped(place: HTMLElement, take: (what: string) => void): void {
  place.addEventListener("dragover", (e) => {
    e.preventDefault();
    place.dataset["over"] = "";
  });
  place.addEventListener("dragleave", () => delete place.dataset["over"]);
  place.addEventListener("drop", (e) => {
    e.preventDefault();
    delete place.dataset["over"];
    take(e.dataTransfer?.getData("text/plain") ?? "");
  });
}

/** The fields of a graded question: drawn once, read when it is checked. */
export class Parts {
  /** For each left side or gap its field. */
  #fields: (HTMLInputElement | HTMLSelectElement)[] = [];
  #area: HTMLTextAreaElement | undefined;
  #list: HTMLOListElement | undefined;
  #ticks: HTMLInputElement[] = [];

  constructor(
    private readonly asked: Asked,
    private readonly words: Words,
  ) {}

  /** What stands below the question; gaps are filled into `question` itself. `say` speaks, `done` checks. */
  draw(question: HTMLElement, say: (text: string) => void, done: () => void): HTMLElement[] {
    switch (this.asked.kind) {
      case "gaps":
        return this.#gaps(question, done);
      case "match":
        return this.#match();
      case "order":
        return this.#order(say);
      case "free_text":
        this.#area = Object.assign(document.createElement("textarea"), { rows: 6, className: "input" });
        this.#area.addEventListener("keydown", (e) => {
          if (e.key === "Enter" && (e.ctrlKey || e.metaKey)) done();
        });
        return [el("label", "field", el("span", "", this.words.say("your_answer")), this.#area)];
      case "worked":
        return [el("p", "quiet", this.words.say("on_paper"))];
      default:
        return this.asked.unit ? [el("p", "small quiet", this.words.say("with_unit"))] : [];
    }
  }

  /** Whether it is answered by fields of its own, which are checked by themselves. */
  get own(): boolean {
    return ["gaps", "match", "order", "free_text"].includes(this.asked.kind);
  }

  focus(): void {
    (this.#area ?? this.#fields[0] ?? this.#list?.querySelector("button"))?.focus();
  }

  /** What was answered; undefined for what is solved on paper or typed elsewhere. */
  response(): Response | undefined {
    switch (this.asked.kind) {
      case "gaps":
        return { texts: this.#fields.map((field) => field.value) };
      case "match":
        return { pairs: this.#fields.map((field) => (field.value === "" ? null : Number(field.value))) };
      case "order":
        return { order: this.#rows.map((row) => Number(row.dataset["n"])) };
      case "free_text":
        return { text: this.#area?.value ?? "" };
      default:
        return undefined;
    }
  }

  /** Nothing can be changed any more. */
  lock(): void {
    for (const field of this.#fields) field.disabled = true;
    if (this.#area) this.#area.readOnly = true;
    for (const button of this.#list?.querySelectorAll("button") ?? []) button.disabled = true;
  }

  /** Whether each part is right, as far as it can be told here; undefined if only a grader knows. */
  local(): boolean[] | undefined {
    switch (this.asked.kind) {
      case "gaps":
        return this.#fields.map((field, n) => sameAnswer(field.value, this.asked.blanks?.[n]?.answer ?? ""));
      case "match": {
        const rights = this.asked.right ?? [];
        return this.#fields.map((field, n) => field.value !== "" && rights[Number(field.value)] === rights[n]);
      }
      case "order":
        return this.#rows.map((row, n) => Number(row.dataset["n"]) === n);
      default:
        return undefined;
    }
  }

  /** Marks each gap or pair right or wrong. */
  mark(right: readonly boolean[]): void {
    const places: HTMLElement[] = this.#list ? this.#rows : this.#fields.map((f) => f.closest<HTMLElement>(".part") ?? f);
    places.forEach((place, n) => {
      place.classList.toggle("right", right[n] === true);
      place.classList.toggle("wrong", right[n] === false);
      place.querySelector(".part-mark")?.remove();
      const mark = el("span", "part-mark", right[n] ? "✓" : "✗");
      mark.append(el("span", "visually-hidden", this.words.say(right[n] ? "right" : "wrong")));
      place.append(mark);
    });
  }

  /** The steps of a worked solution, uncovered one by one and ticked; `changed` with the share of points. */
  steps(changed: (ticked: number[], share: number) => void): HTMLElement[] {
    const steps = this.asked.steps ?? [];
    const all = steps.reduce((sum, step) => sum + step.points, 0);
    const list = el("ol", "worked-steps");
    const next = el("button", "button", this.words.say("next_step"));
    next.type = "button";
    const tell = () => {
      const ticked = this.#ticks.flatMap((tick, n) => (tick.checked ? [n] : []));
      changed(ticked, all ? ticked.reduce((sum, n) => sum + (steps[n]?.points ?? 0), 0) / all : 0);
    };
    const uncover = () => {
      const step = steps[this.#ticks.length];
      if (!step) return;
      const tick = Object.assign(document.createElement("input"), { type: "checkbox" });
      tick.addEventListener("change", tell);
      this.#ticks.push(tick);
      const points = this.words.count("points", step.points);
      list.append(
        el("li", "", shown("", step.html), el("label", "check small", tick, el("span", "", `${this.words.say("had_it")} (${points})`))),
      );
      next.hidden = this.#ticks.length >= steps.length;
      tell();
    };
    next.addEventListener("click", () => {
      uncover();
      this.#ticks.at(-1)?.focus();
    });
    uncover();
    return [list, next];
  }

  get #rows(): HTMLElement[] {
    return [...(this.#list?.children ?? [])] as HTMLElement[];
  }

  #gaps(question: HTMLElement, done: () => void): HTMLElement[] {
    const { blanks = [], fill, words = [] } = this.asked;
    blanks.forEach((blank, n) => {
      const place = question.querySelector<HTMLElement>(`.blank[data-blank="${n}"]`);
      if (!place) return;
      // among gaps to choose for, one without anything to choose from is typed
      const typed = fill === "typed" || (fill === "chosen" && !blank.options?.length);
      const field = document.createElement(typed ? "input" : "select");
      field.className = "input blank-input";
      field.setAttribute("aria-label", this.words.say("gap_n", { n: n + 1 }));
      if (field instanceof HTMLInputElement) {
        field.autocomplete = "off";
        field.spellcheck = false;
        field.size = Math.max(6, Math.ceil(blank.answer.length * 0.9));
        field.addEventListener("keydown", (e) => {
          if (e.key === "Enter") done();
        });
      } else options(field, fill === "dragged" ? words : mixed(blank.options ?? []), []);
      place.classList.add("part");
      place.replaceChildren(field);
      this.#fields.push(field);
      if (fill === "dragged") dropped(place, (what) => (field.value = what));
    });
    if (fill !== "dragged") return [];
    const chip = (word: string) => {
      const chip = el("span", "chip", word);
      draggable(chip, word);
      return chip;
    };
    return [el("p", "word-bank", ...mixed(words).map(chip))];
  }

  #match(): HTMLElement[] {
    const { left = [], right = [] } = this.asked;
    const order = mixed(right.map((_, n) => n));
    const names = order.map((_, place) => letter(place));
    const bank = el("ul", "match-bank");
    order.forEach((n, place) => {
      const row = el("li", "chip", el("b", "", letter(place)), shown("", right[n] ?? ""));
      draggable(row, String(n));
      bank.append(row);
    });
    const rows = left.map((html, n) => {
      const select = document.createElement("select");
      select.className = "input";
      select.setAttribute("aria-label", this.words.say("pair_n", { n: n + 1 }));
      options(select, names, order.map(String));
      this.#fields.push(select);
      const label = shown("match-left", html);
      label.id = `left-${n}`;
      select.setAttribute("aria-labelledby", label.id);
      const row = el("li", "part", label, select);
      dropped(row, (what) => (select.value = what));
      return row;
    });
    const list = el("ol", "match-rows", ...rows);
    return [el("div", "match", list, bank)];
  }

  #order(say: (text: string) => void): HTMLElement[] {
    const { entries = [] } = this.asked;
    const list = (this.#list = el("ol", "order-rows"));
    const move = (row: HTMLElement, by: -1 | 1) => {
      const other = by < 0 ? row.previousElementSibling : row.nextElementSibling;
      if (!other) return;
      if (by < 0) other.before(row);
      else other.after(row);
      const place = this.#rows.indexOf(row) + 1;
      say(this.words.say("moved_to", { place, of: entries.length }));
    };
    const button = (row: HTMLElement, by: -1 | 1, text: string) => {
      const one = el("button", "icon-button", by < 0 ? "↑" : "↓");
      one.type = "button";
      one.setAttribute("aria-label", text);
      one.addEventListener("click", () => {
        move(row, by);
        one.focus();
      });
      return one;
    };
    for (const n of mixed(entries.map((_, n) => n))) {
      const row = el("li", "part", shown("order-text", entries[n] ?? ""));
      row.dataset["n"] = String(n);
      row.append(button(row, -1, this.words.say("move_up")), button(row, 1, this.words.say("move_down")));
      draggable(row, String(n));
      dropped(row, (what) => {
        const moved = this.#rows.find((r) => r.dataset["n"] === what);
        if (!moved || moved === row) return;
        if (this.#rows.indexOf(moved) < this.#rows.indexOf(row)) row.after(moved);
        else row.before(moved);
      });
      list.append(row);
    }
    return [list];
  }
}

/** Hints, each shown by the button when the one before was not enough; `shown` with how many were. */
export function hints(list: readonly string[], words: Words, told: (count: number) => void): HTMLElement[] {
  if (!list.length) return [];
  const place = el("div", "hints-shown");
  place.setAttribute("aria-live", "polite");
  const button = el("button", "button compact", words.say("hint"));
  button.type = "button";
  let count = 0;
  button.addEventListener("click", () => {
    const hint = list[count];
    if (hint === undefined) return;
    const part = el("div", "hint");
    part.innerHTML = hint;
    place.append(part);
    told(++count);
    button.textContent = words.say("hint_more");
    button.hidden = count >= list.length;
  });
  return [place, button];
}
