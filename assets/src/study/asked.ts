import type { Card, Review } from "./types.ts";

/** How a card is asked: what a right answer to it tells of memory depends on it. */
export function formatOf(
  card: Pick<Card, "choices" | "many" | "typed"> & Partial<Pick<Card, "asked">>,
): NonNullable<Review["format"]> {
  if (card.choices) return card.many ? "choices" : "choice";
  switch (card.asked?.kind) {
    case "gaps":
      if (card.asked.fill === "typed") return "typed";
      return card.asked.fill === "chosen" ? "choice" : "match";
    case "match":
    case "order":
      return card.asked.kind;
    case "worked":
      return "flip";
    case undefined:
      return card.typed ? "typed" : "flip";
    default:
      return "typed";
  }
}
