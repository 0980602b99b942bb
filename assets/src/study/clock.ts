/** Longest time that counts as thinking about one card, ms: beyond it the learner was elsewhere. */
const LONGEST = 10 * 60_000;

/** Time spent in a session while its page is visible, ms. */
export class Clock {
  #life: AbortController | undefined;
  #total = 0;
  #since: number | undefined;
  #cardFrom = 0;
  #taken = 0;

  constructor(private readonly now: () => number = () => performance.now()) {}

  start(): void {
    this.#life = new AbortController();
    this.#since = this.now();
    document.addEventListener("visibilitychange", () => (document.hidden ? this.pause() : this.resume()), {
      signal: this.#life.signal,
    });
  }

  stop(): void {
    this.#life?.abort();
  }

  pause(): void {
    this.#total = this.elapsed;
    this.#since = undefined;
  }

  resume(): void {
    this.#since ??= this.now();
  }

  /** Visible time since the start. */
  get elapsed(): number {
    return this.#total + (this.#since === undefined ? 0 : this.now() - this.#since);
  }

  /** A card is shown. */
  card(): void {
    this.#cardFrom = this.elapsed;
    this.#taken = 0;
  }

  /** Its answer is shown: reading the answer is not thinking. */
  answer(): void {
    this.#taken = this.elapsed - this.#cardFrom;
  }

  /** Time from question to answer, or to now if it is not shown yet. */
  get taken(): number {
    return Math.round(Math.min(LONGEST, this.#taken || this.elapsed - this.#cardFrom));
  }

  /** Minutes that `cards` take at the pace of this session; undefined before there is one. */
  minutesFor(cards: number, answered: number): number | undefined {
    return answered < 3 ? undefined : Math.max(1, Math.round(((this.elapsed / answered) * cards) / 60_000));
  }
}
