import { Enhanced, define } from "../lib/enhanced.ts";
import { meta, postJson } from "../lib/http.ts";
import { local } from "../lib/local.ts";
import { uuid7 } from "../lib/uuid7.ts";

/** One answer to a teaser or a flipped card, as `/try` and the sign-up form take it. Times in ms. */
export interface Tried {
  id: string;
  card_id: string;
  mode: "teaser" | "flip";
  rating: 1 | 3;
  outcome?: "right" | "wrong";
  choices?: number[];
  reviewed_at: number;
  duration_ms: number;
}

const KEY = "studium.tried";
const KEPT = 200;

/** What this device keeps for the day its visitor signs up. */
export function tried(): Tried[] {
  try {
    const list: unknown = JSON.parse(local.get(KEY) ?? "[]");
    return Array.isArray(list) ? (list as Tried[]) : [];
  } catch {
    return [];
  }
}

function keep(list: Tried[]): void {
  local.set(KEY, list.length ? JSON.stringify(list.slice(-KEPT)) : null);
}

/** Kept first, then sent; a learner's answers leave the device once they are stored on the server. */
export async function record(event: Tried): Promise<void> {
  keep([...tried(), event]);
  await handIn([event]);
}

async function handIn(events: Tried[]): Promise<void> {
  try {
    const answer = await postJson("/try", { events }, { keepalive: true });
    if (!answer.ok || !meta("learner")) return;
    const gone = new Set(events.map((e) => e.id));
    keep(tried().filter((e) => !gone.has(e.id)));
  } catch {
    // Without network the answer stays in localStorage.
  }
}

/** Sign-up and sign-in forms carry what was tried; a learner's page hands in what is left. */
export function carryTried(): void {
  const list = tried();
  if (!list.length) return;
  for (const field of document.querySelectorAll<HTMLInputElement>("input[data-tried]"))
    field.value = JSON.stringify(list);
  if (meta("learner")) void handIn(list);
}

/** Questions one at a time; a choice shows its reason and is final. */
class TeaserQuiz extends Enhanced {
  #right = 0;

  protected start(life: AbortSignal): void {
    const steps = [...this.querySelectorAll<HTMLElement>("fieldset, [data-end]")];
    const open = (n: number, move = false) => {
      steps.forEach((step, k) => (step.hidden = k !== n));
      if (move) steps[n]?.querySelector<HTMLElement>("input:enabled")?.focus();
    };
    let opened = performance.now();
    open(0);
    steps.forEach((step, k) => {
      const last = k >= steps.length - 2;
      step.addEventListener("change", (e) => this.#answer(step, e.target, last, performance.now() - opened), {
        signal: life,
      });
      step.querySelector("[data-next]")?.addEventListener(
        "click",
        () => {
          opened = performance.now();
          open(k + 1, true);
        },
        { signal: life },
      );
    });
  }

  #answer(step: HTMLElement, target: EventTarget | null, last: boolean, took: number): void {
    if (!(target instanceof HTMLInputElement)) return;
    const choices = [...step.querySelectorAll<HTMLElement>(".choice")];
    const mine = choices.findIndex((c) => c.contains(target));
    const right = choices[mine]?.hasAttribute("data-right") ?? false;
    choices.forEach((choice, n) => {
      const good = choice.hasAttribute("data-right");
      choice.classList.toggle("right", good);
      choice.classList.toggle("wrong", n === mine && !good);
      const because = choice.querySelector<HTMLElement>(".because");
      if (because) because.hidden = !(good || n === mine);
      const input = choice.querySelector("input");
      if (input) input.disabled = n !== mine;
    });
    const next = step.querySelector<HTMLElement>("[data-next]");
    if (next) next.textContent = (last ? this.dataset["done"] : this.dataset["next"]) ?? next.textContent;
    if (right) this.#right++;
    for (const score of this.querySelectorAll("[data-score]")) score.textContent = String(this.#right);
    const card = step.dataset["card"];
    if (card)
      void record({
        id: uuid7(),
        card_id: card,
        mode: "teaser",
        rating: right ? 3 : 1,
        outcome: right ? "right" : "wrong",
        choices: [mine],
        reviewed_at: Date.now(),
        duration_ms: Math.round(took),
      });
  }
}

/** A card to turn; whoever wants to can say whether they knew it. */
class FlipCard extends Enhanced {
  protected start(life: AbortSignal): void {
    let shown = performance.now();
    this.querySelector("details")?.addEventListener("toggle", () => (shown = performance.now()), {
      signal: life,
    });
    this.addEventListener(
      "click",
      (e) => {
        const button = e.target instanceof Element ? e.target.closest<HTMLElement>("[data-rating]") : null;
        const card = this.dataset["card"];
        if (!button || !card || this.querySelector('[aria-pressed="true"]')) return;
        button.setAttribute("aria-pressed", "true");
        void record({
          id: uuid7(),
          card_id: card,
          mode: "flip",
          rating: button.dataset["rating"] === "1" ? 1 : 3,
          reviewed_at: Date.now(),
          duration_ms: Math.round(performance.now() - shown),
        });
      },
      { signal: life },
    );
  }
}

define("teaser-quiz", TeaserQuiz);
define("flip-card", FlipCard);
