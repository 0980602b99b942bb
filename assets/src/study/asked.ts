import type { Card, Review } from "./types.ts";

/** How a card is asked: what a right answer to it tells of memory depends on it. */
export function formatOf(card: Pick<Card, "choices" | "many" | "typed">): NonNullable<Review["format"]> {
  if (card.choices) return card.many ? "choices" : "choice";
  return card.typed ? "typed" : "flip";
}
