import type { Standing } from "./view.ts";
import type { Card } from "./types.ts";

/** After so many others what was missed comes back. */
const OTHERS = 3;
/** From this confidence (per cent) on the learner said to be sure. */
const SURE = 75;

interface Given {
  card: Card;
  right: boolean;
  confidence: number | undefined;
}

/** What came of a round. */
export interface RoundResult {
  /** Cards that are right now. */
  right: number;
  /** Cards answered at all, and those of them right at the first try. */
  met: number;
  firstTry: number;
  /** Cards that were missed at least once, in the order in which that happened. */
  missed: Card[];
  answers: number;
  /** How often the learner was sure, and how often right then. */
  sure: number;
  sureRight: number;
}

/**
 * The order of a practice round: what is missed comes back after three others until it is right once; the round is over when so
 * many cards are right as the goal says. Holds what was answered, so that an answer can be taken back.
 */
export class Round {
  #waiting: Card[];
  #total: number;
  #given: Given[] = [];
  #goal: number;

  /** `goal` 0: until all are right. `skip`: cards that were answered on this device already. */
  constructor(cards: Card[], goal: number, skip: { has(cardId: string): boolean } = new Set()) {
    this.#waiting = cards.filter((c) => !skip.has(c.card_id));
    this.#total = this.#waiting.length;
    this.#goal = goal;
  }

  /** Cards that are still to come. */
  get left(): number {
    return this.#waiting.length;
  }

  get over(): boolean {
    return this.#goal > 0 && this.#right.size >= this.#goal;
  }

  /** There are cards beyond the goal: on with them. */
  goOn(): void {
    this.#goal = 0;
  }

  next(): Card | undefined {
    return this.#waiting.shift();
  }

  answered(card: Card, right: boolean, confidence?: number): void {
    this.#given.push({ card, right, confidence });
    if (right) return;
    // Elsewhere in the list, so that the place is not what is learnt.
    if (card.practice?.format === "choice" && card.choices) card.choices = turned(card.choices);
    this.#waiting.splice(OTHERS, 0, card);
  }

  /** The last answer to this card was a slip. */
  undo(card: Card): void {
    const place = this.#given.findLastIndex((g) => g.card === card);
    if (place >= 0) this.#given.splice(place, 1);
  }

  /** Takes a card out (undo, pause, not today). */
  remove(cardId: string): void {
    this.#waiting = this.#waiting.filter((c) => c.card_id !== cardId);
  }

  /** A card that is not asked any more does not count. */
  drop(): void {
    this.#total--;
  }

  /** It is asked again after all. */
  take(): void {
    this.#total++;
  }

  /** Puts a card before all others. */
  front(card: Card): void {
    this.remove(card.card_id);
    this.#waiting.unshift(card);
  }

  /** The card that comes back under this id, to learn what the server made of it. */
  coming(cardId: string): Card | undefined {
    return this.#waiting.find((c) => c.card_id === cardId);
  }

  /** Right cards against those that are to be right. */
  standing(elapsed: number): Standing {
    const { answers, right } = this.result;
    const cards = this.#goal > 0 ? Math.min(this.#goal, this.#total) : this.#total;
    const left = Math.max(0, cards - right);
    return { answered: answers, right, left, place: right, cards, elapsed, minutes: undefined };
  }

  get result(): RoundResult {
    const first = new Map<Card, boolean>();
    for (const { card, right } of this.#given) if (!first.has(card)) first.set(card, right);
    const sure = this.#given.filter((g) => g.confidence !== undefined && g.confidence >= SURE);
    return {
      right: this.#right.size,
      met: first.size,
      firstTry: [...first.values()].filter(Boolean).length,
      missed: [...new Set(this.#given.filter((g) => !g.right).map((g) => g.card))],
      answers: this.#given.length,
      sure: sure.length,
      sureRight: sure.filter((g) => g.right).length,
    };
  }

  get #right(): Set<Card> {
    return new Set(this.#given.filter((g) => g.right).map((g) => g.card));
  }
}

function turned<T>(list: readonly T[]): T[] {
  return [...list.slice(1), ...list.slice(0, 1)];
}
