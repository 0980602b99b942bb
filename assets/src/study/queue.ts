import type { Card } from "./types.ts";

/** A card that is due again within this many seconds comes back in the same session. */
export const RETURNS_S = 20 * 60;

/** When a card with this promise comes back in the session; undefined: not in it. Instants in ms. */
export function returnsAt(answeredAt: number, promisedS: number | undefined): number | undefined {
  return promisedS !== undefined && promisedS < RETURNS_S ? answeredAt + promisedS * 1000 : undefined;
}

interface Returning {
  card: Card;
  at: number;
}

/** The order of a session: what waits, and what comes back at its time. Instants in ms. */
export class SessionQueue {
  #waiting: Card[];
  #returning: Returning[] = [];
  #seen: Set<string>;
  /** Cards that were shown. */
  #met = new Set<string>();

  /**
   * `skip`: cards that were answered on this device already, with the instant at which they come back, if they do.
   * Cards in a learning step that is due later (than `now`, once `shift` is added) wait for their time.
   */
  constructor(cards: Card[], skip: ReadonlyMap<string, number | undefined> = new Map(), now = 0, shift = 0) {
    this.#seen = new Set(cards.map((c) => c.card_id));
    this.#waiting = [];
    for (const card of cards) {
      const step = card.memory?.state === "learning" || card.memory?.state === "relearning";
      const due = step && card.memory?.due ? card.memory.due + shift : 0;
      const at = skip.has(card.card_id) ? skip.get(card.card_id) : due;
      if (at === undefined) continue;
      if (skip.has(card.card_id) || at > now) this.#insert(card, at);
      else this.#waiting.push(card);
    }
  }

  /** Cards that are still to come. */
  get left(): number {
    return this.#waiting.length + this.#returning.length;
  }

  get waiting(): readonly Card[] {
    return this.#waiting;
  }

  /** Which card of the session is being shown, from 1: one that comes back keeps the place of the last new face. */
  get place(): number {
    const again = this.#waiting.filter((c) => this.#met.has(c.card_id)).length;
    return Math.max(1, this.#met.size - again);
  }

  /** Cards of the session, each once however often it comes back: shown, waiting and coming back. */
  get cards(): number {
    const coming = [...this.#waiting, ...this.#returning.map((r) => r.card)];
    return this.#met.size + coming.filter((c) => !this.#met.has(c.card_id)).length;
  }

  /** Adds cards that this session has not had; returns how many those were. */
  add(cards: Card[]): number {
    const fresh = cards.filter((c) => !this.#seen.has(c.card_id));
    for (const card of fresh) this.#seen.add(card.card_id);
    this.#waiting.push(...fresh);
    return fresh.length;
  }

  /** The card to show now: one whose time has come, else the next that waits, else the earliest that comes back. */
  next(now: number): Card | undefined {
    const back = this.#returning[0] && (this.#returning[0].at <= now || !this.#waiting.length);
    const card = back ? this.#returning.shift()?.card : this.#waiting.shift();
    if (card) this.#met.add(card.card_id);
    return card;
  }

  /** The card that `next` would give, left in place. */
  peek(now: number): Card | undefined {
    if (this.#returning[0] && (this.#returning[0].at <= now || !this.#waiting.length))
      return this.#returning[0].card;
    return this.#waiting[0];
  }

  /** After an answer: a short promise brings the card back. True if it does. */
  answered(card: Card, promisedS: number, now: number): boolean {
    const at = returnsAt(now, promisedS);
    if (at !== undefined) this.#insert(card, at);
    return at !== undefined;
  }

  /** Takes a card out (undo, pause, not today). */
  remove(cardId: string): void {
    this.#waiting = this.#waiting.filter((c) => c.card_id !== cardId);
    this.#returning = this.#returning.filter((r) => r.card.card_id !== cardId);
  }

  /** Puts a card before all others. */
  front(card: Card): void {
    this.remove(card.card_id);
    this.#waiting.unshift(card);
  }

  /** The card that comes back under this id, to learn what the server made of it. */
  coming(cardId: string): Card | undefined {
    return this.#returning.find((r) => r.card.card_id === cardId)?.card;
  }

  #insert(card: Card, at: number): void {
    const place = this.#returning.findIndex((r) => r.at > at);
    if (place < 0) this.#returning.push({ card, at });
    else this.#returning.splice(place, 0, { card, at });
  }
}
