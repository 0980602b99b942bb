import { el } from "./draw.ts";
import type { Round } from "./round.ts";
import type { Card, Ratings } from "./types.ts";
import type { Tried, View } from "./view.ts";
import type { Words } from "./words.ts";

/** What a practice round shows beside a session: first letters, "How sure are you?", its summary. */
export class RoundView {
  #hints = 0;

  constructor(
    private readonly view: View,
    private readonly words: Words,
  ) {}

  /** How often the learner looked at the first letters of this card. */
  get hints(): number {
    return this.#hints;
  }

  /** Before a question is drawn. */
  question(card: Card): void {
    this.#hints = 0;
    this.view.say("hint", "");
    const row = this.view.piece("hint-row");
    if (row) {
      row.hidden = !card.practice?.cue;
      row.querySelector("button")?.toggleAttribute("hidden", false);
    }
    // When a card is due is no matter of a round.
    card.ratings = relabelled(card.ratings, this.words.say("again_in_round"));
  }

  hint(card: Card): void {
    const cue = card.practice?.cue;
    if (!cue) return;
    this.#hints = 1;
    this.view.say("hint", cue);
    const said = this.words.say("hint_said", { hint: cue });
    this.view.announce(said);
    this.view.piece("hint-row")?.querySelector("button")?.toggleAttribute("hidden", true);
    this.view.piece("typed-input")?.focus();
  }

  /** The question about confidence is on screen. */
  askSure(): void {
    this.view.piece("sure")?.focus({ preventScroll: true });
  }

  summary(round: Round, how: "goal" | "time" | "all", elapsed: number): void {
    const { view, words } = this;
    const result = round.result;
    const minutes = words.number(Math.max(1, Math.round(elapsed / 60_000)));
    view.progress(round.standing(elapsed));
    if (how === "goal") view.say("summary-lead", words.count("goal", result.right));
    else
      view.say(
        "summary-lead",
        words.say(how === "time" ? "goal_lead" : result.right ? "all_right" : "stopped"),
      );
    const first = { first: words.number(result.firstTry), n: words.number(result.met) };
    const said = [words.say(result.firstTry ? "first_try" : "none_first_try", first)];
    const missed = result.missed.length;
    if (missed) said.push(words.count("came_back", missed));
    view.say("summary-after", result.met ? said.join(" ") : "");
    const figures: [string, string][] = [
      ["fig_first", result.met ? words.percent(result.firstTry / result.met) : "–"],
      ["fig_back", words.number(missed)],
      ["fig_answers", words.number(result.answers)],
      ["fig_minutes", minutes],
    ];
    const pair = ([key, value]: [string, string]) =>
      el("div", "", el("dt", "", words.say(key)), el("dd", "", value));
    view.piece("summary-figures")?.replaceChildren(...figures.map(pair));
    const sure = view.piece("round-sure");
    if (sure) {
      sure.hidden = !result.sure;
      const [n, right] = [words.number(result.sure), words.number(result.sureRight)];
      sure.textContent =
        result.sure > 1
          ? words.say("sure_many", { n, right })
          : words.say(result.sureRight ? "sure_right" : "sure_wrong");
    }
    this.#missed(result.missed, round.left > 0);
    view.piece("summary")?.focus({ preventScroll: true });
  }

  #missed(missed: Card[], more: boolean): void {
    const { view } = this;
    const part = view.piece("round-missed");
    if (part) part.hidden = !missed.length;
    const row = (card: Card) => {
      const text = el("span", "title", card.question_text || card.deck);
      text.lang = card.question_language ?? "";
      const answer = el("span", "meta", card.answer_text.split("\n").join(", "));
      answer.lang = card.answer_language ?? "";
      return el("li", "missed-row", text, answer);
    };
    view.piece("round-missed-list")?.replaceChildren(...missed.map(row));
    const ids = missed.map((c) => c.card_id).join(",");
    view
      .piece("round-again")
      ?.setAttribute("href", `/practice?cards=${ids}&goal=${Math.max(1, missed.length)}`);
    const summary = view.piece("summary");
    const on = summary?.querySelector<HTMLElement>('[data-do="continue"]');
    on?.toggleAttribute("hidden", !more);
    on?.classList.toggle("primary", !missed.length);
    // One primary button: the missed ones again, else on, else done.
    summary?.querySelector("[data-role=done]")?.classList.toggle("primary", !missed.length && !more);
  }
}

function relabelled(ratings: Ratings, again: string): Ratings {
  const label = (key: keyof Ratings) => ({ ...ratings[key], label: key === "1" ? again : "" });
  return { "1": label("1"), "2": label("2"), "3": label("3"), "4": label("4") };
}

/** What was tried, as the log keeps it: of choices that the round made up, the text of the chosen one, not its place. */
export function asLogged(card: Card, tried: Tried): Tried {
  if (card.practice?.format !== "choice" || !tried.choices) return tried;
  const chosen = card.choices?.[tried.choices[0] ?? -1];
  const text = Object.assign(document.createElement("template"), { innerHTML: chosen?.html ?? "" });
  return { right: tried.right, response: text.content.textContent ?? "" };
}
