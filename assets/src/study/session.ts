import { Enhanced } from "../lib/enhanced.ts";
import { uuid7 } from "../lib/uuid7.ts";
import { fetchAhead, keepPages } from "./ahead.ts";
import { formatOf } from "./asked.ts";
import { Clock } from "./clock.ts";
import { judge } from "./judge.ts";
import { keyAction } from "./keys.ts";
import { fetchQueue, loadQueue } from "./load.ts";
import { Outbox } from "./outbox.ts";
import { SessionQueue, returnsAt } from "./queue.ts";
import { Round } from "./round.ts";
import { RoundView, asLogged } from "./round_view.ts";
import { type Shown, answeredHere } from "./states.ts";
import { type Store, openStore } from "./store.ts";
import type { Card, Mark, Memory, Rating, Ratings, Response, Result, Review } from "./types.ts";
import { type Phase, type Standing, View } from "./view.ts";
import { Words } from "./words.ts";

/** One step back. */
type Step =
  | {
      kind: "review";
      card: Card;
      review: Review;
      head: string | null;
      ratings: Ratings;
      memory: Memory | null;
    }
  | { kind: "mark"; card: Card; mark: Mark; flag: number };

/** Below this many waiting cards the next ones are asked for. */
const REFILL = 10;
/** How long a session waits for answers of an earlier one to be sent, ms. */
const PATIENCE = 3000;

/** A study session. The page brings markup and words; this brings cards, keys and safekeeping. See README.md. */
export class StudySession extends Enhanced {
  #words!: Words;
  #view!: View;
  #store!: Store;
  #outbox!: Outbox;
  /** Events on their way to the device. */
  #unstored = 0;
  #queue: SessionQueue | Round = new SessionQueue([]);
  #roundView!: RoundView;
  #card: Card | undefined;
  #phase: Phase = "idle";
  #trail: Step[] = [];
  #clock = new Clock();
  #goal = 0;
  #answered = 0;
  #right = 0;
  #fourOpen = false;
  #suggested: Rating | undefined;
  #response: Partial<
    Pick<Review, "response" | "choices" | "options" | "outcome" | "format" | "score" | "hints" | "confidence">
  > = {};
  #refilling = false;
  #unsafe = false;
  #writes: Promise<void> = Promise.resolve();

  protected start(life: AbortSignal): void {
    this.#words = Words.of(this);
    this.#view = new View(this, this.#words);
    this.#roundView = new RoundView(this.#view, this.#words);
    this.#goal = Number(this.dataset["goalMinutes"] || 0) * 60_000;
    this.#view.say("message-text", this.#words.say("loading"));
    this.#listen(life);
    life.addEventListener("abort", () => {
      this.#outbox?.stop();
      this.#clock.stop();
      this.#view.hush();
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
      (now) => this.#showSaved(now),
      (result) => this.#heard(result),
    );
    void navigator.storage?.persist?.().catch(() => false);
    // What is still here goes first, so that the queue knows it; a slow network does not hold up the session.
    await Promise.race([this.#outbox.flush(), new Promise((late) => setTimeout(late, PATIENCE))]);
    const loaded = await loadQueue(this.#store, learner, this.#url);
    if (life.aborted) return;
    if (!loaded) return this.#message("load_failed");
    this.#queue = this.#learns
      ? new Round(
          loaded.queue.cards,
          Number(this.dataset["goal"] || 0),
          loaded.kept ? loaded.skip : undefined,
        )
      : new SessionQueue(loaded.queue.cards, loaded.skip, Date.now(), loaded.shift);
    if (!this.#queue.left) return this.#message("nothing");
    this.#clock.start();
    this.#next();
    if (loaded.kept) return;
    void keepPages().catch(() => undefined);
    void fetchAhead(this.#store, learner, loaded.queue).catch(() => undefined);
  }

  get #learner(): string {
    return this.dataset["learner"] ?? "";
  }

  /** It is a practice round: what is missed comes back until it is right. */
  get #learns(): boolean {
    return this.dataset["mode"] === "learn";
  }

  /** The round, if it is one. */
  get #round(): Round | undefined {
    return this.#queue instanceof Round ? this.#queue : undefined;
  }

  get #url(): string {
    return this.dataset["queue"] ?? "/api/v1/study?limit=200";
  }

  get #standing(): Standing {
    if (this.#queue instanceof Round) return this.#queue.standing(this.#clock.elapsed);
    const left = this.#queue.left + (this.#card ? 1 : 0);
    return {
      answered: this.#answered,
      right: this.#right,
      left,
      place: this.#queue.place,
      cards: this.#queue.cards,
      elapsed: this.#clock.elapsed,
      minutes: this.#clock.minutesFor(left, this.#answered),
    };
  }

  #message(key: string): void {
    this.#enter("idle");
    this.#view.say("message-text", this.#words.say(key));
  }

  #enter(phase: Phase): void {
    this.#phase = phase;
    this.#view.enter(phase, this.#trail.length > 0);
  }

  #next(): void {
    this.#view.hush();
    if (this.#goal && this.#clock.elapsed >= this.#goal) return this.#summary(true);
    if (this.#round?.over) return this.#summary(false);
    const card = this.#queue.next(Date.now());
    if (!card) return this.#summary(false);
    this.#question(card);
    // what could not be fetched now is asked for again after the next card
    void this.#refill().catch(() => (this.#refilling = false));
  }

  #summary(goal: boolean): void {
    this.#card = undefined;
    this.#enter("summary");
    const round = this.#round;
    if (!round) return this.#view.summary(goal, this.#standing);
    this.#roundView.summary(round, goal ? "time" : round.over ? "goal" : "all", this.#clock.elapsed);
  }

  #question(card: Card): void {
    this.#card = card;
    this.#fourOpen = false;
    this.#suggested = undefined;
    this.#response = {};
    this.#view.progress(this.#standing);
    if (this.#round) this.#roundView.question(card);
    this.#view.question(card);
    this.#enter("question");
    this.#clock.card();
    this.#view.focusQuestion(card);
  }

  #reveal(): void {
    const card = this.#card;
    if (!card || (this.#phase !== "question" && this.#phase !== "sure")) return;
    if (this.#phase === "question" && this.#askSure(card)) return;
    const tried = this.#view.check(card);
    if (tried === "open") return this.#view.announce(this.#words.say("choose_first"));
    const { confidence } = this.#response;
    this.#response = { format: formatOf(card), ...(confidence === undefined ? {} : { confidence }) };
    if (tried) {
      const { right, ...rest } = asLogged(card, tried);
      Object.assign(this.#response, rest, { outcome: right ? "right" : "wrong" });
      if (card.choices) {
        this.#response.options = card.choices.length;
        this.#suggested = right ? 3 : 1;
      }
    }
    if (this.#phase === "question") this.#clock.answer();
    this.#view.hush();
    this.#view.answer(card);
    this.#enter(this.#suggested ? "checked" : "answer");
    this.#view.grades(card, this.#four, this.#suggested);
    const hints = this.#view.hintsShown + (this.#round ? this.#roundView.hints : 0);
    if (hints) this.#response.hints = hints;
    if (card.asked?.kind === "worked") this.#work(card);
    else if (tried?.response !== undefined && !card.choices) void this.#judge(card, tried.response);
    this.#view.focusAnswer(card);
  }

  /** Now and then, before the answer is shown: how sure are you? True if that is on screen now. */
  #askSure(card: Card): boolean {
    if (!card.practice?.confidence || this.#view.isOpen(card)) return false;
    card.practice.confidence = false; // once a card
    this.#clock.answer();
    this.#enter("sure");
    this.#roundView.askSure();
    return true;
  }

  /** The learner said how sure they are (per cent), or did not want to. */
  #sure(confidence: number | undefined): void {
    if (this.#phase !== "sure") return;
    if (confidence !== undefined) this.#response.confidence = confidence;
    this.#reveal();
  }

  /** Asks the grader; without network what could be told at once stays. */
  async #judge(card: Card, response: string | Response): Promise<void> {
    const asked = {
      card_id: card.card_id,
      response: typeof response === "string" ? { text: response } : response,
    };
    const grade = await judge(asked).catch(() => undefined);
    if (!grade || this.#card !== card || this.#phase !== "answer") return;
    Object.assign(this.#response, {
      outcome: grade.verdict === "right" ? "right" : "wrong",
      score: grade.score,
    });
    this.#view.judged(card, grade);
  }

  /** Solved on paper: the share of the points ticked is the score. */
  #work(card: Card): void {
    this.#view.steps((ticked, share) => {
      if (this.#card !== card) return;
      const right = share >= 0.999;
      Object.assign(this.#response, {
        response: { ticked },
        score: share,
        outcome: right ? "right" : "wrong",
      });
      this.#view.suggest(right ? 3 : 1);
    });
  }

  /** All four grades are on screen. */
  get #four(): boolean {
    return this.dataset["buttons"] === "four" || this.#fourOpen;
  }

  #grade(rating: Rating): void {
    const card = this.#card;
    if (!card || (this.#phase !== "answer" && this.#phase !== "checked")) return;
    const promised = card.ratings[`${rating}`];
    const now = Date.now();
    const review: Review = {
      id: uuid7(now),
      card_id: card.card_id,
      rating,
      mode: this.#learns ? "learn" : "flashcard",
      reviewed_at: now,
      duration_ms: this.#clock.taken,
      // A round shows no promise: the server makes one from all that this answer tells.
      ...(this.#learns ? {} : { promised_s: promised.promised_s }),
      after: card.head,
      ...this.#response,
      ...(card.item_version === undefined ? {} : { item_version: card.item_version }),
    };
    const { head, ratings, memory } = card;
    this.#trail.push({ kind: "review", card, review, head, ratings, memory });
    card.history = [...card.history, { at: now, rating }];
    if (promised.memory !== undefined) card.memory = promised.memory;
    if (promised.then) {
      card.ratings = promised.then;
      card.head = review.id;
    }
    const due = returnsAt(now, review.promised_s);
    const done = {
      learner: this.#learner,
      card_id: card.card_id,
      at: now,
      ...(due === undefined ? {} : { due }),
    };
    this.#send([{ kind: "review", body: review }]);
    if (!this.#learns || rating > 1) this.#keep(() => this.#store.markDone(done));
    if (this.#queue instanceof Round) this.#queue.answered(card, rating > 1, review.confidence);
    else this.#queue.answered(card, promised.promised_s, now);
    this.#answered++;
    if (rating > 1) this.#right++;
    this.#view.announce(this.#words.say("graded", { rating: this.#words.say(`rating_${rating}`) }));
    this.#card = undefined;
    this.#next();
  }

  #mark(kind: "suspend" | "bury" | "flag", flag = 0): void {
    const card = this.#card;
    if (!card) return;
    const at = Date.now();
    const mark: Mark = {
      id: uuid7(at),
      card_id: card.card_id,
      at,
      kind,
      ...(kind === "flag" ? { flag } : {}),
    };
    this.#trail.push({ kind: "mark", card, mark, flag: card.flag });
    this.#send([{ kind: "mark", body: mark }]);
    if (kind === "flag") {
      card.flag = flag;
      this.#view.flag(flag);
      this.#view.announce(flag ? this.#words.say("flagged", { n: flag }) : this.#words.say("unflagged"));
      this.#enter(this.#phase);
      return;
    }
    this.#keep(() => this.#store.markDone({ learner: this.#learner, card_id: card.card_id, at }));
    this.#view.announce(this.#words.say(kind === "suspend" ? "suspended" : "buried"));
    this.#round?.drop();
    this.#card = undefined;
    this.#next();
  }

  #undo(): void {
    const step = this.#trail.pop();
    if (!step) return this.#view.announce(this.#words.say("nothing_to_undo"));
    const at = Date.now();
    const { card } = step;
    if (step.kind === "review") {
      const retract = { id: uuid7(at), retracts: step.review.id, at };
      this.#send([{ kind: "retract", body: retract }]);
      card.history = card.history.filter((h) => h.at !== step.review.reviewed_at);
      card.head = step.head;
      card.ratings = step.ratings;
      card.memory = step.memory;
      this.#answered--;
      if (step.review.rating > 1) this.#right--;
      this.#round?.undo(card);
    } else {
      if (step.mark.kind !== "flag") this.#round?.take();
      this.#send([{ kind: "mark", body: opposite(step.mark, step.flag, at) }]);
      card.flag = step.flag;
    }
    this.#view.announce(this.#words.say("undone"));
    if (step.kind === "mark" && step.mark.kind === "flag" && this.#card === card) {
      this.#view.flag(card.flag);
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

  /** Until the device has an event, "sent" would be said of those before it. */
  #send(events: Parameters<Outbox["add"]>[0]): void {
    this.#unstored++;
    this.#view.saving();
    this.#keep(() => this.#outbox.add(events).finally(() => this.#unstored--));
  }

  /** Writes go to the device one after the other, in the order of the answers. */
  #keep(write: () => Promise<void>): void {
    this.#writes = this.#writes.then(write).catch(() => {
      this.#unsafe = true;
      this.#view.unsafe();
    });
  }

  #showSaved(now: Shown): void {
    if (!this.#store.lasting) this.#unsafe = now.state !== "sent";
    this.#view.saved(now.state === "sent" && this.#unstored > 0 ? { state: "sending" } : now);
  }

  /** The server's word on an event: a card that comes back gets its true state and labels. */
  #heard(result: Result): void {
    const place = this.#trail.findLastIndex((s) => s.kind === "review" && s.review.id === result.id);
    const step = this.#trail[place];
    if (!step || result.memory === undefined) return;
    const card = this.#queue.coming(step.card.card_id);
    const later = this.#trail.slice(place + 1).some((s) => s.kind === "review" && s.card === step.card);
    if (!card || later) return;
    const { head, memory, ratings } = result;
    if (head !== undefined) card.head = head;
    card.memory = memory;
    if (ratings) card.ratings = ratings;
  }

  async #refill(): Promise<void> {
    const queue = this.#queue;
    if (queue instanceof Round || this.#refilling || queue.waiting.length >= REFILL || !navigator.onLine)
      return;
    this.#refilling = true; // again only after cards came: an empty answer means that this was all
    await this.#writes;
    await this.#outbox.flush();
    const more = await fetchQueue(this.#url);
    if (!more) return;
    const skip = answeredHere(await this.#store.entries(this.#learner));
    const added = queue.add(more.cards.filter((c) => !skip.has(c.card_id)));
    this.#refilling = added === 0;
    if (!added) return;
    await this.#store.saveQueue(this.#learner, this.#url, more).catch(() => undefined);
    this.#view.progress(this.#standing);
    void fetchAhead(this.#store, this.#learner, more).catch(() => undefined);
  }

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
    this.#do(button.dataset["do"] ?? "", Number(button.dataset["flag"] ?? button.dataset["n"] ?? 0));
  }

  #do(what: string, n = 0): void {
    const card = this.#card;
    if (what === "reveal") this.#reveal();
    else if (what === "grade") this.#grade(n as Rating);
    else if (what === "next" && this.#suggested) this.#grade(this.#suggested);
    else if (what === "undo") this.#undo();
    else if (what === "suspend" || what === "bury") this.#mark(what);
    else if (what === "flag" && card) this.#mark("flag", card.flag === n ? 0 : n);
    else if (what === "read" && card)
      this.#view.read(card, this.#phase !== "question" && this.#phase !== "sure");
    else if (what === "edit" || what === "exit") this.#view.piece(what)?.click();
    else if (what === "history") this.#view.piece("history")?.toggleAttribute("open");
    else if (what === "choose") this.#view.choose(n);
    else if (what === "hint" && card) this.#roundView.hint(card);
    else if (what === "sure" || what === "skip-sure") this.#sure(what === "sure" ? n : undefined);
    else if (what === "four" && card) {
      this.#fourOpen = true;
      this.#view.grades(card, true, this.#suggested);
      this.querySelector<HTMLElement>('.grade[data-rating="2"]')?.focus();
    } else if (what === "continue") {
      this.#goal = 0;
      this.#round?.goOn();
      this.#next();
    }
  }

  #key(e: KeyboardEvent): void {
    if (e.defaultPrevented || document.querySelector("dialog[open], [popover]:popover-open")) return;
    const action = keyAction(e, {
      phase: this.#phase,
      keys: this.dataset["keys"] !== "off",
      four: this.#four,
      choices: this.#card?.choices?.length ?? 0,
    });
    if (!action) return;
    e.preventDefault();
    if (!e.repeat) this.#do(action.do, action.n); // a key held down is one press, not ten answers
  }
}

/** What takes a mark back; `flag`: the flag before it. */
function opposite(mark: Mark, flag: number, at: number): Mark {
  const kind = mark.kind === "suspend" ? "unsuspend" : mark.kind === "bury" ? "unbury" : mark.kind;
  return { id: uuid7(at), card_id: mark.card_id, at, kind, ...(kind === "flag" ? { flag } : {}) };
}
