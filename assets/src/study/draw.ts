import { type Part, diff, sameAnswer } from "../lib/diff.ts";
import type { Card, Choice, Grade } from "./types.ts";
import type { Words } from "./words.ts";

const SVG = "http://www.w3.org/2000/svg";

function el<K extends keyof HTMLElementTagNameMap>(
  name: K,
  className: string,
  ...inside: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const node = document.createElement(name);
  if (className) node.className = className;
  node.append(...inside);
  return node;
}

function path(className: string, d: string): SVGPathElement {
  const node = document.createElementNS(SVG, "path");
  node.setAttribute("class", className);
  node.setAttribute("d", d);
  return node;
}

/** The memory stroke: its length is the chance of recall, 0 to 1. */
export function stroke(recall: number, words: Words): HTMLElement {
  const end = Math.round(Math.min(1, Math.max(0, recall)) * 98);
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 100 10");
  svg.setAttribute("preserveAspectRatio", "none");
  svg.setAttribute("aria-hidden", "true");
  svg.append(
    path("track", "M0 2h100v6H0z"),
    path("stroke", `M2 0H${end}L${Math.max(0, end - 2)} 10H0z`),
    path("tip", `M${end} -1h2l-2 12h-2z`),
  );
  return el(
    "span",
    "memory",
    svg,
    el("span", "", el("span", "visually-hidden", words.say("recall_now")), words.percent(recall)),
  );
}

/** "Before this answer you knew it at 71 %. Seen 6 times, last 19 days ago." Only for after the answer. */
export function before(card: Card, words: Words, now: number): Node[] {
  const answers = card.history.filter((h) => h.rating !== null);
  const last = answers.reduce((at, h) => Math.max(at, h.at), 0);
  if (!last) return [el("span", "", words.say("first_time"))];
  const said: string[] = [];
  const recall = card.memory?.retrievability ?? null;
  if (recall !== null) said.push(words.say("before", { percent: words.percent(recall) }));
  said.push(words.count("seen", answers.length, { when: words.ago(last, now) }));
  if (card.memory?.lapses) said.push(words.count("lapses", card.memory.lapses));
  const text = el("span", "", said.join(" "));
  return recall === null ? [text] : [stroke(recall, words), text];
}

/** The answers so far, the newest first. */
export function history(card: Card, words: Words): HTMLElement[] {
  return [...card.history]
    .sort((a, b) => b.at - a.at)
    .slice(0, 50)
    .map((h) =>
      el(
        "li",
        "history-row",
        el("span", "quiet", words.date(h.at)),
        el("span", "", h.rating === null ? "–" : words.say(`rating_${h.rating}`)),
      ),
    );
}

const tag = { extra: "del", missing: "ins", same: "span" } as const;

/** "Right" or "Not right". */
export function head(right: boolean, words: Words): HTMLElement {
  return el("p", `verdict-head ${right ? "is-good" : "is-bad"}`, words.say(right ? "right" : "wrong"));
}

/** "Right", "Partly right" with the share, or "Not right". */
export function gradeHead(grade: Grade, words: Words): HTMLElement {
  const partly = grade.verdict === "partly";
  const look = grade.verdict === "right" ? "is-good" : partly ? "is-partly" : "is-bad";
  const text = words.say(grade.verdict) + (partly ? ` (${words.percent(grade.score)})` : "");
  return el("p", `verdict-head ${look}`, text);
}

/** Written against expected: what is too much is struck, what is missing is underlined. */
export function verdict(written: string, expected: string, words: Words): { right: boolean; nodes: Node[] } {
  const right = sameAnswer(written, expected);
  const first = head(right, words);
  const parts = diff(written.trim(), expected.trim());
  if (right && parts.every((p) => p.kind === "same"))
    return { right, nodes: [first, el("p", "compare", expected)] };
  const compare = el("p", "compare", ...parts.map((p: Part) => el(tag[p.kind], "", p.text)));
  const lines = [first, compare, el("p", "small", `${words.say("expected")}: `, el("strong", "", expected))];
  if (written.trim()) lines.push(el("p", "small quiet", `${words.say("you_wrote")}: ${written.trim()}`));
  return { right, nodes: lines };
}

/** Choices as radio buttons or boxes. The HTML is the server's own, sanitised. */
export function choices(list: Choice[], many: boolean): HTMLElement[] {
  return list.map((choice, n) => {
    const input = Object.assign(document.createElement("input"), {
      type: many ? "checkbox" : "radio",
      name: "choice",
      value: String(n),
    });
    const text = el("span", "");
    text.innerHTML = choice.html;
    const label = el("label", "choice", input, text);
    if (n < 9) label.append(el("kbd", "only-wide", String(n + 1)));
    return label;
  });
}

/** Marks the choices right and wrong, with their reasons; true if exactly the right ones were chosen. */
export function check(
  labels: readonly HTMLElement[],
  list: Choice[],
  words: Words,
): { right: boolean; chosen: number[] } {
  const chosen: number[] = [];
  labels.forEach((label, n) => {
    const input = label.querySelector("input");
    const choice = list[n];
    if (!input || !choice) return;
    if (input.checked) chosen.push(n);
    input.disabled = true;
    label.classList.toggle("right", choice.right);
    label.classList.toggle("wrong", input.checked && !choice.right);
    if (!choice.right && !input.checked) return;
    const reason = el("span", "because", el("strong", "", words.say(choice.right ? "right" : "wrong")));
    if (choice.feedback_html) {
      const why = el("span", "");
      why.innerHTML = choice.feedback_html;
      reason.append(". ", why);
    }
    label.querySelector("span")?.append(reason);
  });
  return { right: list.every((c, n) => c.right === chosen.includes(n)), chosen };
}

export { el };
