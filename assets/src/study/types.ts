/** 1 Again, 2 Hard, 3 Good, 4 Easy. */
export type Rating = 1 | 2 | 3 | 4;

/** Stability in days, difficulty 1 to 10, instants in ms, retrievability 0 to 1. */
export interface Memory {
  stability: number;
  difficulty: number;
  due: number | null;
  due_day: string | null;
  lapses: number;
  state: "new" | "learning" | "review" | "relearning";
  retrievability: number | null;
}

/** What one rating would do: seconds until the card is due, in words, the memory after it. */
export interface Promised {
  promised_s: number;
  label: string;
  memory?: Memory | null;
  /** The ratings of the card after this one, for a session without network. */
  then?: Ratings;
}

export type Ratings = Record<"1" | "2" | "3" | "4", Promised>;

export interface Choice {
  html: string;
  right: boolean;
  feedback_html?: string | null;
}

/** What is to be filled in, paired, ordered, written or ticked. Right answers are in the order in which they belong. */
export interface Asked {
  kind: "numeric" | "formula" | "gaps" | "match" | "order" | "free_text" | "worked";
  hints: string[];
  unit?: string;
  fill?: "typed" | "chosen" | "dragged";
  blanks?: { answer: string; options?: string[] }[];
  words?: string[];
  left?: string[];
  right?: string[];
  entries?: string[];
  steps?: { html: string; points: number }[];
}

/** A response as the grader reads it. */
export type Response =
  | { text: string }
  | { texts: string[] }
  | { pairs: (number | null)[] }
  | { order: number[] }
  | { ticked: number[] };

/** The grader's word on a response. */
export interface Grade {
  score: number;
  verdict: "right" | "partly" | "wrong";
  reason: string;
  parts?: { verdict: "right" | "partly" | "wrong"; reason: string }[];
  remark_html?: string;
}

/** One card as the server sends it. */
export interface Card {
  card_id: string;
  item_id: string;
  item_version?: number;
  deck_id: string;
  deck: string;
  kind: string;
  question_html: string;
  answer_html: string;
  css: string | null;
  ord?: number;
  question_text: string;
  answer_text: string;
  question_language: string | null;
  answer_language: string | null;
  typed: { expected: string } | null;
  choices: Choice[] | null;
  many: boolean;
  asked: Asked | null;
  media: string[];
  memory: Memory | null;
  history: { at: number; rating: number | null }[];
  flag: number;
  head: string | null;
  ratings: Ratings;
  /** In a practice round: how it is asked, its first letters, and whether to ask how sure the learner is. */
  practice?: { format: "choice" | "cued" | "free"; cue: string | null; confidence: boolean };
}

export interface Queue {
  cards: Card[];
  counts: { new: number; learning: number; due: number };
  now: number;
}

export interface Review {
  id: string;
  card_id: string;
  rating: Rating;
  mode: "flashcard" | "learn";
  reviewed_at: number;
  duration_ms: number;
  /** What the learner was shown; a practice round shows nothing of it. */
  promised_s?: number;
  after: string | null;
  response?: string | Response;
  /** Places of the options chosen, and how many there were. */
  choices?: number[];
  options?: number;
  outcome?: "right" | "wrong";
  /** Share of the points, 0 to 1. */
  score?: number;
  /** How many hints were looked at. */
  hints?: number;
  /** How sure the learner said to be, per cent. */
  confidence?: number;
  /** How it was asked: one option, all right ones, a field, pairs, an order, or nothing but to turn the card. */
  format?: "choice" | "choices" | "typed" | "match" | "order" | "flip";
  item_version?: number;
}

export interface Retract {
  id: string;
  retracts: string;
  at: number;
}

export interface Mark {
  id: string;
  card_id: string;
  at: number;
  kind: "suspend" | "unsuspend" | "bury" | "unbury" | "flag";
  flag?: number;
}

/** The server's word on one event. */
export interface Result {
  id: string;
  status: "stored" | "duplicate" | "conflict" | "refused";
  reason?: string;
  memory?: Memory | null;
  head?: string | null;
  ratings?: Ratings;
}
