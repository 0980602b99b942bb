import type { CardFace } from "../elements/card-face.ts";
import { Enhanced } from "../lib/enhanced.ts";
import { uuid7 } from "../lib/uuid7.ts";
import { fetchAhead, keepPages } from "./ahead.ts";
import { Clock } from "./clock.ts";
import * as draw from "./draw.ts";
import { keyAction } from "./keys.ts";
import { fetchQueue, loadQueue } from "./load.ts";
import { Outbox } from "./outbox.ts";
import { SessionQueue, returnsAt } from "./queue.ts";
import { hush, play, read } from "./sound.ts";
import { type Shown, answeredHere } from "./states.ts";
import { type Store, openStore } from "./store.ts";
import type { Card, Mark, Rating, Ratings, Result, Review } from "./types.ts";
import { Words } from "./words.ts";

/** `question`: before the answer. `answer`: the learner grades. `checked`: a choice was graded by itself. */
type Phase = "idle" | "question" | "answer" | "checked" | "summary";

/** One step back. */
type Step =
  | { kind: "review"; card: Card; review: Review; head: string | null; ratings: Ratings }
  | { kind: "mark"; card: Card; mark: Mark; flag: number };

/** Below this many waiting cards the next ones are asked for. */
const REFILL = 10;

/** A study session. The page brings markup and words; this brings cards, keys and safekeeping. See README.md. */
export class StudySession extends Enhanced {
  #words!: Words;
  #store!: Store;
  #outbox!: Outbox;
  #queue = new SessionQueue([]);
  #card: Card | undefined;
  #phase: Phase = "idle";
  #trail: Step[] = [];
  #clock = new Clock();
  #goal = 0;
  #answered = 0;
  #right = 0;
  #fourOpen = false;
  #suggested: Rating | undefined;
  #response: Partial<Pick<Review, "response" | "choices" | "outcome" | "format">> = {};
  #refilling = false;
  #unsafe = false;
  #writes: Promise<void> = Promise.resolve();

  protected start(life: AbortSignal): void {
    this.#words = Words.of(this);
    this.#goal = Number(this.dataset["goalMinutes"] || 0) * 60_000;
    this.#say("message-text", this.#words.say("loading"));
    this.#listen(life);
    life.addEventListener("abort", () => {
      this.#outbox?.stop();
      this.#clock.stop();
      hush(this.#face?.page, this);
    });
    void this.#begin(life);
  }

  async #begin(life: AbortSignal): Promise<void> {
    const learner = this.#learner;
    this.#store = await openStore();
    if (life.aborted) return;
    this.#outbox = new Outbox(
      this.#store,
      learner,
      (s) => this.#showSaved(s),
      (r) => this.#heard(r),
    );
    void navigator.storage?.persist?.().catch(() => false);
    // What is still here goes first, so that the queue knows it; a slow network does not hold up the session.
    await Promise.race([this.#outbox.flush(), new Promise((late) => setTimeout(late, 3000))]);
    const loaded = await loadQueue(this.#store, learner, this.#url);
    if (life.aborted) return;
    if (!loaded) return this.#message(this.#words.say("load_failed"));
    this.#queue = new SessionQueue(loaded.queue.cards, loaded.skip, Date.now(), loaded.shift);
    if (!this.#queue.left) return this.#message(this.#words.say("nothing"));
    this.#clock.start();
    this.#next();
    if (loaded.kept) return;
    void keepPages().catch(() => undefined);
    void fetchAhead(this.#store, learner, loaded.queue);
  }

  get #learner(): string {
    return this.dataset["learner"] ?? "";
  }

  get #url(): string {
    return this.dataset["queue"] ?? "/api/v1/study?limit=200";
  }

  get #face(): CardFace | null {
    return this.querySelector<CardFace>("card-face");
  }

  // --- Showing ---

  #say(role: string, text: string): void {
    const part = this.piece(role);
    if (part) part.textContent = text;
  }

  /** Spoken by a screen reader, seen by nobody. */
  #announce(text: string): void {
    this.#say("said", "");
    requestAnimationFrame(() => this.#say("said", text));
  }

  #message(text: string): void {
    this.#enter("idle");
    this.#say("message-text", text);
  }

  #enter(phase: Phase): void {
    this.#phase = phase;
    this.dataset["phase"] = phase;
    const card = phase === "question" || phase === "answer" || phase === "checked";
    this.#hide("message", phase !== "idle");
    this.#hide("card", !card);
    this.#hide("foot", !card);
    this.#hide("summary", phase !== "summary");
    this.#hide("answer", phase === "question");
    this.#hide("edit", !card);
    for (const part of this.querySelectorAll<HTMLElement>("[data-show]"))
      part.hidden = !(part.dataset["show"] ?? "").split(" ").includes(phase);
    for (const undo of this.querySelectorAll<HTMLButtonElement>('[data-do="undo"]'))
      undo.disabled = !this.#trail.length;
  }

  #hide(role: string, hidden: boolean): void {
    const part = this.piece(role);
    if (part) part.hidden = hidden;
  }

  #next(): void {
    hush(this.#face?.page, this);
    if (this.#goal && this.#clock.elapsed >= this.#goal) return this.#summary(true);
    const card = this.#queue.next(Date.now());
    if (!card) return this.#summary(false);
    this.#question(card);
    void this.#refill();
  }

  #question(card: Card): void {
    this.#card = card;
    this.#fourOpen = false;
    this.#suggested = undefined;
    this.#response = {};
    this.#progress();
    this.#say("deck", card.deck.split("::").join(" › "));
    const state = card.memory?.state ?? "new";
    this.#say("kind", this.#words.say(state === "new" ? "new" : state === "review" ? "due" : "learning"));
    this.#showFlag(card.flag);
    this.piece("edit")?.setAttribute("href", this.#editUrl(card));
    this.piece("history")?.removeAttribute("open");
    this.piece("verdict")?.replaceChildren();
    this.#hide("verdict", true);
    this.#drawQuestion(card);
    this.#ask(card);
    this.#enter("question");
    this.#clock.card();
    const input = this.piece<HTMLInputElement>("typed-input");
    if (card.typed && input) input.focus();
    else this.piece("question")?.focus({ preventScroll: true });
    scrollTo({ top: 0 });
    if (this.dataset["autoplay"] !== "off") this.#sound();
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
    void face
      .show(this.#faceOf(card, card.question_html))
      .then(() => this.dataset["autoplay"] !== "off" && this.#sound());
  }

  #faceOf(card: Card, html: string): { html: string; css: string; ord?: number } {
    return { html, css: card.css ?? "", ...(card.ord === undefined ? {} : { ord: card.ord }) };
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
    const form = this.piece("choices");
    form?.replaceChildren(...(card.choices ? draw.choices(card.choices, card.many) : []));
    this.#hide("choices", !card.choices);
    this.#say("reveal-text", this.#words.say(card.typed || card.choices ? "check" : "reveal"));
  }

  #reveal(): void {
    const card = this.#card;
    if (!card || this.#phase !== "question") return;
    const verdict = this.piece("verdict");
    if (card.choices) {
      const labels = [...(this.piece("choices")?.querySelectorAll<HTMLElement>(".choice") ?? [])];
      if (!labels.some((l) => l.querySelector("input")?.checked))
        return this.#announce(this.#words.say("choose_first"));
      const { right, chosen } = draw.check(labels, card.choices, this.#words);
      this.#suggested = right ? 3 : 1;
      this.#response = { choices: chosen, outcome: right ? "right" : "wrong", format: "choice" };
      const head = draw.el(
        "p",
        `verdict-head ${right ? "is-good" : "is-bad"}`,
        this.#words.say(right ? "right" : "wrong"),
      );
      verdict?.replaceChildren(head);
      this.#hide("verdict", false);
    } else if (card.typed) {
      const input = this.piece<HTMLInputElement>("typed-input");
      if (input) input.readOnly = true;
      const { right, nodes } = draw.verdict(input?.value ?? "", card.typed.expected, this.#words);
      this.#response = { response: input?.value ?? "", outcome: right ? "right" : "wrong", format: "typed" };
      verdict?.replaceChildren(...nodes);
      this.#hide("verdict", false);
    }
    this.#clock.answer();
    hush(this.#face?.page, this);
    this.#drawAnswer(card);
    this.#enter(this.#suggested ? "checked" : "answer");
    this.#grades(card);
    this.piece("answer")?.focus({ preventScroll: true });
    if (this.dataset["autoplay"] !== "off" && card.css === null) play(this.piece("answer-body"));
  }

  #drawAnswer(card: Card): void {
    const place = this.piece("answer-body");
    if (place) {
      place.lang = card.answer_language ?? "";
      place.hidden = card.css !== null;
      place.innerHTML = card.css === null ? card.answer_html : "";
    }
    // An imported answer holds its question: the frame shows it in the question's place, which does not move.
    if (card.css !== null) {
      void this.#face
        ?.show(this.#faceOf(card, card.answer_html))
        .then(() => this.dataset["autoplay"] !== "off" && this.#sound());
      this.#announce(card.answer_text);
    }
    this.piece("before")?.replaceChildren(...draw.before(card, this.#words, Date.now()));
    this.piece("history-body")?.replaceChildren(...draw.history(card, this.#words));
    this.#hide("history", !card.history.length);
  }

  #grades(card: Card): void {
    const two = this.dataset["buttons"] === "two" && !this.#fourOpen;
    for (const button of this.querySelectorAll<HTMLElement>(".grade[data-rating]")) {
      const rating = button.dataset["rating"] as keyof Ratings;
      button.hidden = two && (rating === "2" || rating === "4");
      const next = button.querySelector(".grade-next");
      if (next) next.textContent = card.ratings[rating].label;
    }
    const hand = this.piece("hand");
    hand?.classList.toggle("hand-four", !two);
    this.querySelector<HTMLElement>('[data-do="four"]')?.toggleAttribute("hidden", !two);
    if (this.#suggested) {
      const when = card.ratings[`${this.#suggested}`].label;
      this.#say("next-text", this.#words.say(this.#suggested === 1 ? "next_again" : "next", { when }));
    }
  }

  #progress(): void {
    const total = this.#answered + this.#queue.left + (this.#card ? 1 : 0);
    const bar = this.piece<HTMLProgressElement>("progress");
    if (bar) {
      bar.max = Math.max(1, total);
      bar.value = this.#answered;
    }
    const left =
      total > this.#answered ? this.#clock.minutesFor(total - this.#answered, this.#answered) : undefined;
    const text = this.#words.say("position", {
      n: this.#words.number(Math.min(total, this.#answered + 1)),
      total: this.#words.number(total),
    });
    const part = this.piece("position");
    part?.replaceChildren(text);
    if (left) part?.append(draw.el("span", "only-wide", `, ${this.#words.count("left", left)}`));
  }

  #showFlag(flag: number): void {
    const part = this.piece("flag");
    if (part) {
      part.hidden = flag === 0;
      part.dataset["flag"] = String(flag);
      part.textContent = flag ? String(flag) : "";
    }
    for (const button of this.querySelectorAll<HTMLElement>('[data-do="flag"]'))
      button.setAttribute("aria-pressed", String(button.dataset["flag"] === String(flag)));
  }

  #showSaved(now: Shown): void {
    const part = this.piece("save");
    if (!part) return;
    const w = this.#words;
    this.#unsafe = !this.#store.lasting && now.state !== "sent";
    const text = {
      sent: () => w.say("sent"),
      sending: () => w.say("saving"),
      waiting: (n: number) => `${w.count("saved", n)}${navigator.onLine ? "" : ` · ${w.say("offline")}`}`,
    };
    const [state, words] =
      now.state === "sent"
        ? ["sent", text.sent()]
        : now.state === "sending"
          ? ["sending", text.sending()]
          : now.state === "waiting"
            ? ["waiting", text.waiting(now.waiting)]
            : now.state === "signed-out"
              ? ["trouble", w.say("signed_out")]
              : ["trouble", w.count("refused", now.refused)];
    part.dataset["state"] = state;
    // "Sending" lasts a moment after each answer; it is seen, not read out each time.
    part.setAttribute("aria-live", state === "sending" || state === "sent" ? "off" : "polite");
    if (part.textContent !== words) part.textContent = words;
  }

  #summary(goal: boolean): void {
    this.#card = undefined;
    this.#enter("summary");
    this.#progress();
    const w = this.#words;
    const minutes = Math.max(1, Math.round(this.#clock.elapsed / 60_000));
    this.#say("summary-lead", w.say(goal ? "goal_lead" : "done_lead"));
    this.#say("summary-after", w.count("summary", this.#answered, { minutes: w.number(minutes) }));
    const share = this.#answered ? w.percent(this.#right / this.#answered) : "–";
    const figures: [string, string][] = [
      ["fig_answers", w.number(this.#answered)],
      ["fig_right", share],
      ["fig_minutes", w.number(minutes)],
      ["fig_left", w.number(this.#queue.left)],
    ];
    this.piece("summary-figures")?.replaceChildren(
      ...figures.map(([key, value]) =>
        draw.el("div", "", draw.el("dt", "", w.say(key)), draw.el("dd", "", value)),
      ),
    );
    const more = this.#queue.left > 0;
    this.querySelector<HTMLElement>('[data-do="continue"]')?.toggleAttribute("hidden", !more);
    this.piece("summary")?.querySelector("a.button")?.classList.toggle("primary", !more);
    this.piece("summary")?.focus({ preventScroll: true });
  }

  // --- Doing ---

  #grade(rating: Rating): void {
    const card = this.#card;
    if (!card || (this.#phase !== "answer" && this.#phase !== "checked")) return;
    const promised = card.ratings[`${rating}`];
    const now = Date.now();
    const review: Review = {
      id: uuid7(now),
      card_id: card.card_id,
      rating,
      mode: "flashcard",
      reviewed_at: now,
      duration_ms: this.#clock.taken,
      promised_s: promised.promised_s,
      after: card.head,
      ...this.#response,
      ...(card.item_version === undefined ? {} : { item_version: card.item_version }),
    };
    this.#trail.push({ kind: "review", card, review, head: card.head, ratings: card.ratings });
    card.history = [...card.history, { at: now, rating }];
    if (promised.then) {
      card.ratings = promised.then;
      card.head = review.id;
    }
    this.#keep(() => this.#outbox.add([{ kind: "review", body: review }]));
    const due = returnsAt(now, promised.promised_s);
    this.#keep(() =>
      this.#store.markDone({
        learner: this.#learner,
        card_id: card.card_id,
        at: now,
        ...(due === undefined ? {} : { due }),
      }),
    );
    this.#queue.answered(card, promised.promised_s, now);
    this.#answered++;
    if (rating > 1) this.#right++;
    this.#announce(this.#words.say("graded", { rating: this.#words.say(`rating_${rating}`) }));
    this.#card = undefined;
    this.#next();
  }

  #mark(kind: "suspend" | "bury" | "flag", flag = 0): void {
    const card = this.#card;
    if (!card) return;
    const mark: Mark = {
      id: uuid7(),
      card_id: card.card_id,
      at: Date.now(),
      kind,
      ...(kind === "flag" ? { flag } : {}),
    };
    this.#trail.push({ kind: "mark", card, mark, flag: card.flag });
    this.#keep(() => this.#outbox.add([{ kind: "mark", body: mark }]));
    if (kind === "flag") {
      card.flag = flag;
      this.#showFlag(flag);
      this.#announce(flag ? this.#words.say("flagged", { n: flag }) : this.#words.say("unflagged"));
      this.#enter(this.#phase);
      return;
    }
    this.#keep(() => this.#store.markDone({ learner: this.#learner, card_id: card.card_id, at: mark.at }));
    this.#announce(this.#words.say(kind === "suspend" ? "suspended" : "buried"));
    this.#card = undefined;
    this.#next();
  }

  #undo(): void {
    const step = this.#trail.pop();
    if (!step) return this.#announce(this.#words.say("nothing_to_undo"));
    const now = Date.now();
    const { card } = step;
    if (step.kind === "review") {
      this.#keep(() =>
        this.#outbox.add([{ kind: "retract", body: { id: uuid7(now), retracts: step.review.id, at: now } }]),
      );
      card.history = card.history.filter((h) => h.at !== step.review.reviewed_at);
      card.head = step.head;
      card.ratings = step.ratings;
      this.#answered--;
      if (step.review.rating > 1) this.#right--;
    } else {
      const { kind } = step.mark;
      const back: Mark = {
        id: uuid7(now),
        card_id: card.card_id,
        at: now,
        kind: kind === "suspend" ? "unsuspend" : kind === "bury" ? "unbury" : "flag",
        ...(kind === "flag" ? { flag: step.flag } : {}),
      };
      this.#keep(() => this.#outbox.add([{ kind: "mark", body: back }]));
      card.flag = step.flag;
    }
    this.#announce(this.#words.say("undone"));
    if (step.kind === "mark" && step.mark.kind === "flag" && this.#card === card) {
      this.#showFlag(card.flag);
      this.#enter(this.#phase);
      return;
    }
    this.#keep(() => this.#store.unmark(this.#learner, card.card_id));
    if (this.#card && this.#card !== card) this.#queue.front(this.#card);
    this.#queue.remove(card.card_id);
    this.#question(card);
    // A slip of the thumb is mended where it happened: at the grades.
    if (step.kind === "review" && !card.typed && !card.choices) this.#reveal();
  }

  /** Writes go to the device one after the other, in the order of the answers. */
  #keep(write: () => Promise<void>): void {
    this.#writes = this.#writes.then(write).catch(() => {
      this.#unsafe = true;
      const part = this.piece("save");
      if (!part) return;
      part.dataset["state"] = "trouble";
      part.textContent = this.#words.say("leave_unsent");
    });
  }

  /** The server's word on an event: a card that comes back gets its true state and labels. */
  #heard(result: Result): void {
    const step = this.#trail.findLast((s) => s.kind === "review" && s.review.id === result.id);
    if (!step || !result.card) return;
    const card = this.#queue.coming(step.card.card_id);
    const later = this.#trail
      .slice(this.#trail.indexOf(step) + 1)
      .some((s) => s.kind === "review" && s.card === step.card);
    if (!card || later) return;
    const { head, memory, ratings } = result.card;
    if (head !== undefined) card.head = head;
    if (memory !== undefined) card.memory = memory;
    if (ratings) card.ratings = ratings;
  }

  async #refill(): Promise<void> {
    if (this.#refilling || this.#queue.waiting.length >= REFILL || !navigator.onLine) return;
    this.#refilling = true; // once more only after cards came: an empty answer means that this was all
    await this.#writes;
    await this.#outbox.flush();
    const more = await fetchQueue(this.#url);
    if (!more) return;
    const skip = answeredHere(await this.#store.entries(this.#learner));
    const added = this.#queue.add(more.cards.filter((c) => !skip.has(c.card_id)));
    this.#refilling = added === 0;
    if (!added) return;
    await this.#store.saveQueue(this.#learner, this.#url, more).catch(() => undefined);
    this.#progress();
    void fetchAhead(this.#store, this.#learner, more);
  }

  #sound(): boolean {
    const answer = this.#phase === "answer" || this.#phase === "checked";
    if (this.#card?.css !== null && this.#card) return play(this.#face?.page);
    return (answer && play(this.piece("answer-body"))) || play(this.piece("question-body"));
  }

  #read(): void {
    const card = this.#card;
    if (!card || this.#sound()) return;
    const answer = this.#phase !== "question";
    const ok = answer
      ? read(card.answer_text, card.answer_language)
      : read(card.question_text, card.question_language);
    if (!ok) this.#announce(this.#words.say("no_voice"));
  }

  #editUrl(card: Card): string {
    return (this.dataset["edit"] ?? "")
      .replace("{item}", encodeURIComponent(card.item_id))
      .replace("{card}", encodeURIComponent(card.card_id))
      .replace("{here}", encodeURIComponent(location.pathname + location.search));
  }

  // --- Hands ---

  #listen(life: AbortSignal): void {
    const on = { signal: life };
    this.addEventListener("click", (e) => this.#click(e), on);
    this.addEventListener(
      "submit",
      (e) => {
        e.preventDefault();
        this.#reveal();
      },
      on,
    );
    document.addEventListener("keydown", (e) => this.#key(e), on);
    addEventListener("beforeunload", (e) => this.#unsafe && e.preventDefault(), on);
  }

  #click(e: MouseEvent): void {
    const button =
      e.target instanceof Element ? e.target.closest<HTMLElement>("[data-do], .grade[data-rating]") : null;
    if (!button) return;
    const rating = Number(button.dataset["rating"]) as Rating;
    if (rating) return this.#grade(rating);
    button.closest<HTMLElement>("[popover]")?.hidePopover();
    this.#do(button.dataset["do"] ?? "", Number(button.dataset["flag"] ?? 0));
  }

  #do(what: string, n = 0): void {
    if (what === "reveal") this.#reveal();
    else if (what === "grade") this.#grade(n as Rating);
    else if (what === "next" && this.#suggested) this.#grade(this.#suggested);
    else if (what === "undo") this.#undo();
    else if (what === "suspend" || what === "bury") this.#mark(what);
    else if (what === "flag" && this.#card) this.#mark("flag", this.#card.flag === n ? 0 : n);
    else if (what === "read") this.#read();
    else if (what === "edit") this.piece("edit")?.click();
    else if (what === "exit") this.piece("exit")?.click();
    else if (what === "history") this.piece("history")?.toggleAttribute("open");
    else if (what === "choose") this.#choose(n);
    else if (what === "four" && this.#card) {
      this.#fourOpen = true;
      this.#grades(this.#card);
      this.querySelector<HTMLElement>('.grade[data-rating="2"]')?.focus();
    } else if (what === "continue") {
      this.#goal = 0;
      this.#next();
    }
  }

  #choose(n: number): void {
    const input = this.piece("choices")?.querySelectorAll("input")[n - 1];
    if (!input) return;
    input.click();
    input.focus();
  }

  #key(e: KeyboardEvent): void {
    if (e.defaultPrevented || document.querySelector("dialog[open], [popover]:popover-open")) return;
    const action = keyAction(e, {
      phase: this.#phase,
      keys: this.dataset["keys"] !== "off",
      four: this.dataset["buttons"] === "four" || this.#fourOpen,
      choices: this.#card?.choices?.length ?? 0,
    });
    if (!action) return;
    e.preventDefault();
    this.#do(action.do, action.n);
  }
}
