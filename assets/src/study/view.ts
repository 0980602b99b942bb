import type { CardFace } from "../elements/card-face.ts";
import * as draw from "./draw.ts";
import { Parts, hints } from "./parts.ts";
import { hush, play, read } from "./sound.ts";
import type { Shown } from "./states.ts";
import type { Card, Grade, Rating, Ratings, Response } from "./types.ts";
import type { Words } from "./words.ts";

/**
 * `question`: before the answer. `sure`: the same, and the learner is asked how sure they are. `answer`: the learner grades.
 * `checked`: a choice was graded by itself.
 */
export type Phase = "idle" | "question" | "sure" | "answer" | "checked" | "summary";

/** What the learner did with a field or with choices; undefined if the card asks for neither. */
export interface Tried {
  right: boolean;
  response?: string | Response;
  choices?: number[];
}

/** Where a session stands. Times in ms. */
export interface Standing {
  answered: number;
  right: number;
  left: number;
  /** Which card of the session is shown, from 1, and how many there are, each counted once. */
  place: number;
  cards: number;
  elapsed: number;
  /** Minutes to go at this pace, once there is one. */
  minutes: number | undefined;
}

/** The page of a session: fills in the server's markup, decides nothing. */
export class View {
  #parts: Parts | undefined;
  #hintsShown = 0;

  constructor(
    private readonly root: HTMLElement,
    private readonly words: Words,
  ) {}

  /** The part with this data-role. */
  piece<T extends HTMLElement>(role: string): T | null {
    return this.root.querySelector<T>(`[data-role="${role}"]`);
  }

  say(role: string, text: string): void {
    const part = this.piece(role);
    if (part) part.textContent = text;
  }

  /** Spoken by a screen reader, seen by nobody. */
  announce(text: string): void {
    this.say("said", "");
    requestAnimationFrame(() => this.say("said", text));
  }

  enter(phase: Phase, undoable: boolean): void {
    this.root.dataset["phase"] = phase;
    const card = phase !== "idle" && phase !== "summary";
    this.#hide("message", phase !== "idle");
    this.#hide("card", !card);
    this.#hide("foot", !card);
    this.#hide("summary", phase !== "summary");
    this.#hide("answer", phase === "question" || phase === "sure");
    this.#hide("edit", !card);
    for (const part of this.root.querySelectorAll<HTMLElement>("[data-show]"))
      part.hidden = !(part.dataset["show"] ?? "").split(" ").includes(phase);
    for (const undo of this.root.querySelectorAll<HTMLButtonElement>('[data-do="undo"]'))
      undo.disabled = !undoable;
  }

  /** Draws a question; focus follows once the phase is entered. */
  question(card: Card): void {
    this.say("deck", card.deck.split("::").join(" › "));
    const state = card.memory?.state ?? "new";
    this.say("kind", this.words.say(state === "new" ? "new" : state === "review" ? "due" : "learning"));
    this.flag(card.flag);
    this.piece("edit")?.setAttribute("href", this.#editUrl(card));
    this.piece("history")?.removeAttribute("open");
    this.piece("verdict")?.replaceChildren();
    this.#hide("verdict", true);
    this.#drawQuestion(card);
    this.#ask(card);
    this.#askParts(card);
  }

  /** The fields of a graded question, and its hints. */
  #askParts(card: Card): void {
    this.#parts = card.asked ? new Parts(card.asked, this.words) : undefined;
    const question = this.piece("question-body");
    const say = (text: string) => this.announce(text);
    const done = () => this.root.querySelector<HTMLElement>('[data-do="reveal"]')?.click();
    const fields = (question && this.#parts?.draw(question, say, done)) ?? [];
    this.piece("asked")?.replaceChildren(...fields);
    this.#hide("asked", !fields.length);
    this.#hintsShown = 0;
    const told = (count: number) => (this.#hintsShown = count);
    const list = card.asked ? hints(card.asked.hints, this.words, told) : [];
    this.piece("hints")?.replaceChildren(...list);
    this.#hide("hints", !list.length);
    if (this.#parts?.own) this.say("reveal-text", this.words.say("check"));
  }

  /** How many hints of this card were looked at. */
  get hintsShown(): number {
    return this.#hintsShown;
  }

  /** The steps of a worked solution; `changed` with what was ticked and the share of points. */
  steps(changed: (ticked: number[], share: number) => void): void {
    const list = this.piece("answer-body")?.firstElementChild;
    if (this.#parts && list?.matches("ol")) list.replaceWith(...this.#parts.steps(changed));
  }

  /** The grader's word on what was answered, in place of what could be told at once. */
  judged(card: Card, grade: Grade): void {
    const verdict = this.piece("verdict");
    if (!verdict) return;
    const first = draw.gradeHead(grade, this.words);
    const rest = [...verdict.children].filter((part) => !part.matches(".verdict-head, .verdict-reason"));
    const reason = draw.el("p", "verdict-reason small", grade.reason);
    const remark = draw.el("div", "verdict-reason");
    if (grade.remark_html) remark.innerHTML = grade.remark_html;
    // what is struck and underlined would say of a right answer that it is not; the answer follows below
    const kept = grade.verdict === "right" ? [] : rest;
    verdict.replaceChildren(first, reason, ...(grade.remark_html ? [remark] : []), ...kept);
    verdict.hidden = false;
    if (grade.parts?.length && this.#parts?.own && card.asked?.kind !== "free_text")
      this.#parts.mark(grade.parts.map((part) => part.verdict === "right"));
    if (grade.parts?.length && card.asked?.kind === "free_text")
      verdict.append(draw.el("ul", "small", ...grade.parts.map((part) => draw.el("li", "", part.reason))));
    this.suggest(grade.verdict === "right" ? 3 : 1);
    this.announce(`${this.words.say(grade.verdict)}. ${grade.reason}`);
  }

  /** Which grade follows from the verdict; the learner decides. */
  suggest(rating: Rating | undefined): void {
    for (const button of this.root.querySelectorAll<HTMLElement>(".grade[data-rating]"))
      button.classList.toggle("suggested", button.dataset["rating"] === String(rating));
  }

  focusQuestion(card: Card): void {
    const input = this.piece<HTMLInputElement>("typed-input");
    if (card.typed && input) input.focus();
    else if (this.#parts?.own) this.#parts.focus();
    else this.piece("question")?.focus({ preventScroll: true });
    scrollTo({ top: 0 });
    if (this.#autoplay) this.sound(card, false);
  }

  focusAnswer(card: Card): void {
    this.piece("answer")?.focus({ preventScroll: true });
    if (this.#autoplay && card.css === null) play(this.piece("answer-body"));
  }

  #drawQuestion(card: Card): void {
    const place = this.piece("question-body");
    if (!place) return;
    place.lang = card.question_language ?? "";
    if (card.css === null) {
      place.innerHTML = card.question_html;
      return;
    }
    let face = this.#face;
    if (!face) {
      face = document.createElement("card-face") as CardFace;
      face.dataset["title"] = this.piece("question")?.getAttribute("aria-label") ?? "";
      place.replaceChildren(face);
    }
    face.lang = card.question_language ?? "";
    this.#show(card, card.question_html, false);
  }

  #show(card: Card, html: string, answer: boolean): void {
    const face = { html, css: card.css ?? "", ...(card.ord === undefined ? {} : { ord: card.ord }) };
    void this.#face?.show(face).then(() => this.#autoplay && this.sound(card, answer));
  }

  /** The field or the choices, if this card asks for an answer. */
  #ask(card: Card): void {
    const input = this.piece<HTMLInputElement>("typed-input");
    if (input) {
      input.value = "";
      input.readOnly = false;
      input.lang = card.answer_language ?? "";
    }
    this.#hide("typed", !card.typed);
    this.root.toggleAttribute("data-typed", card.typed !== null);
    this.piece("choices")?.replaceChildren(...(card.choices ? draw.choices(card.choices, card.many) : []));
    this.#hide("choices", !card.choices);
    const checks = Boolean(card.typed || card.choices);
    this.say("reveal-text", this.words.say(checks ? "check" : "reveal"));
    // Space belongs to the field, or ticks a choice.
    const key = this.root.querySelector<HTMLElement>('[data-do="reveal"] kbd');
    if (key) {
      key.dataset["else"] ??= key.textContent ?? "";
      key.textContent = checks ? "Enter" : key.dataset["else"];
    }
  }

  /** Nothing was chosen yet. */
  isOpen(card: Card): boolean {
    return card.choices !== null && !this.piece("choices")?.querySelector("input:checked");
  }

  /** Compares what was typed or chosen; `open`: nothing was chosen yet. */
  check(card: Card): Tried | "open" | undefined {
    const verdict = this.piece("verdict");
    let tried: Tried | undefined;
    if (card.choices) {
      const labels = [...(this.piece("choices")?.querySelectorAll<HTMLElement>(".choice") ?? [])];
      if (!labels.some((l) => l.querySelector("input")?.checked)) return "open";
      const { right, chosen } = draw.check(labels, card.choices, this.words);
      tried = { right, choices: chosen };
      verdict?.replaceChildren(draw.head(right, this.words));
    } else if (card.typed) {
      const input = this.piece<HTMLInputElement>("typed-input");
      const response = input?.value ?? "";
      if (input) input.readOnly = true;
      const { right, nodes } = draw.verdict(response, card.typed.expected, this.words);
      tried = { right, response };
      verdict?.replaceChildren(...nodes);
    } else if (this.#parts?.own) {
      const response = this.#parts.response();
      const right = this.#parts.local();
      this.#parts.lock();
      if (right) this.#parts.mark(right);
      const all = right?.every(Boolean) ?? false;
      if (response) tried = { right: all, response };
      verdict?.replaceChildren(...(right ? [draw.head(all, this.words)] : []));
    }
    this.suggest(undefined);
    this.#hide("verdict", !tried);
    return tried;
  }

  answer(card: Card): void {
    const place = this.piece("answer-body");
    if (place) {
      place.lang = card.answer_language ?? "";
      place.hidden = card.css !== null;
      place.innerHTML = card.css === null ? card.answer_html : "";
    }
    if (card.css !== null) {
      // An imported answer holds its question: the frame shows it in the question's place, which does not move.
      this.#show(card, card.answer_html, true);
      this.announce(card.answer_text);
    }
    this.piece("before")?.replaceChildren(...draw.before(card, this.words, Date.now()));
    this.piece("history-body")?.replaceChildren(...draw.history(card, this.words));
    this.#hide("history", !card.history.length);
  }

  /** The grade buttons, all four or two; or the one button after a choice that was graded by itself. */
  grades(card: Card, four: boolean, suggested: Rating | undefined): void {
    for (const button of this.root.querySelectorAll<HTMLElement>(".grade[data-rating]")) {
      const rating = button.dataset["rating"] as keyof Ratings;
      button.hidden = !four && (rating === "2" || rating === "4");
      const next = button.querySelector(".grade-next");
      if (next) next.textContent = card.ratings[rating].label;
    }
    this.piece("hand")?.classList.toggle("hand-four", four);
    this.root.querySelector<HTMLElement>('[data-do="four"]')?.toggleAttribute("hidden", four);
    if (!suggested) return;
    const when = card.ratings[`${suggested}`].label;
    this.say("next-text", this.words.say(suggested === 1 ? "next_again" : "next", { when }));
  }

  progress(now: Standing): void {
    const bar = this.piece<HTMLProgressElement>("progress");
    if (bar) {
      bar.max = Math.max(1, now.cards);
      bar.value = now.cards - now.left;
    }
    const [n, total] = [this.words.number(now.place), this.words.number(now.cards)];
    const part = this.piece("position");
    part?.replaceChildren(this.words.say("position", { n, total }));
    if (now.minutes && now.left)
      part?.append(draw.el("span", "only-wide", `, ${this.words.count("left", now.minutes)}`));
  }

  flag(flag: number): void {
    const part = this.piece("flag");
    if (part) {
      part.hidden = flag === 0;
      part.dataset["flag"] = String(flag);
      part.textContent = flag ? String(flag) : "";
    }
    for (const button of this.root.querySelectorAll<HTMLElement>('[data-do="flag"]'))
      button.setAttribute("aria-pressed", String(button.dataset["flag"] === String(flag)));
  }

  /** Where the answers are. Always visible; read out only when something needs attention. */
  saved(now: Shown): void {
    const w = this.words;
    switch (now.state) {
      case "sent":
        return this.#state("sent", w.say("sent"));
      case "sending":
        return this.#state("sending", w.say("saving"));
      case "waiting":
        return this.#state(
          "waiting",
          `${w.count("saved", now.waiting)}${navigator.onLine ? "" : ` · ${w.say("offline")}`}`,
        );
      case "signed-out":
        return this.#state("trouble", w.say("signed_out"));
      case "trouble":
        return this.#state("trouble", w.count("refused", now.refused));
    }
  }

  /** An answer was just given. What else is said (offline, trouble) stays. */
  saving(): void {
    if (this.piece("save")?.dataset["state"] === "sent") this.saved({ state: "sending" });
  }

  /** This device could not keep an answer. */
  unsafe(): void {
    this.#state("trouble", this.words.say("leave_unsent"));
  }

  #state(state: string, text: string): void {
    const part = this.piece("save");
    if (!part) return;
    part.dataset["state"] = state;
    part.setAttribute("aria-live", state === "sending" || state === "sent" ? "off" : "polite");
    if (part.textContent !== text) part.textContent = text;
  }

  summary(goal: boolean, now: Standing): void {
    const w = this.words;
    const minutes = w.number(Math.max(1, Math.round(now.elapsed / 60_000)));
    this.progress(now);
    this.say("summary-lead", w.say(goal ? "goal_lead" : "done_lead"));
    this.say("summary-after", w.count("summary", now.answered, { minutes }));
    const figures: [string, string][] = [
      ["fig_answers", w.number(now.answered)],
      ["fig_right", now.answered ? w.percent(now.right / now.answered) : "–"],
      ["fig_minutes", minutes],
      ["fig_left", w.number(now.left)],
    ];
    const pair = ([key, value]: [string, string]) =>
      draw.el("div", "", draw.el("dt", "", w.say(key)), draw.el("dd", "", value));
    this.piece("summary-figures")?.replaceChildren(...figures.map(pair));
    // One primary button: to go on if there is more, else to stop.
    this.root.querySelector<HTMLElement>('[data-do="continue"]')?.toggleAttribute("hidden", now.left === 0);
    this.piece("summary")
      ?.querySelector("a.button")
      ?.classList.toggle("primary", now.left === 0);
    this.piece("summary")?.focus({ preventScroll: true });
  }

  /** Plays the card's own sound, the answer's first once it is shown. */
  sound(card: Card, answer: boolean): boolean {
    if (card.css !== null) return play(this.#face?.page);
    return (answer && play(this.piece("answer-body"))) || play(this.piece("question-body"));
  }

  /** The card's own sound, else the voice of this device. */
  read(card: Card, answer: boolean): void {
    if (this.sound(card, answer)) return;
    const ok = answer
      ? read(card.answer_text, card.answer_language)
      : read(card.question_text, card.question_language);
    if (!ok) this.announce(this.words.say("no_voice"));
  }

  hush(): void {
    hush(this.#face?.page, this.root);
  }

  /** Ticks the n-th choice, from 1. */
  choose(n: number): void {
    const input = this.piece("choices")?.querySelectorAll("input")[n - 1];
    input?.click();
    input?.focus();
  }

  get #face(): CardFace | null {
    return this.root.querySelector<CardFace>("card-face");
  }

  get #autoplay(): boolean {
    return this.root.dataset["autoplay"] !== "off";
  }

  #editUrl(card: Card): string {
    return (this.root.dataset["edit"] ?? "")
      .replace("{item}", encodeURIComponent(card.item_id))
      .replace("{card}", encodeURIComponent(card.card_id))
      .replace("{here}", encodeURIComponent(location.pathname + location.search));
  }

  #hide(role: string, hidden: boolean): void {
    const part = this.piece(role);
    if (part) part.hidden = hidden;
  }
}
