import { inField } from "../lib/field.ts";

export interface Pressed {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  target: EventTarget | null;
}

export interface Situation {
  phase: string;
  /** The learner's setting. */
  keys: boolean;
  /** All four grades are on screen. */
  four: boolean;
  /** Number of choices of this card. */
  choices: number;
}

const PLAIN: Record<string, string> = {
  z: "undo",
  u: "undo",
  e: "edit",
  r: "read",
  h: "history",
  "@": "suspend",
  "-": "bury",
  escape: "exit",
};

/** What 1, 2 and 3 say of confidence, per cent. */
const SURE = [10, 50, 90];

/** Whether Space and Enter already mean something on the element that has the focus. */
function pressable(target: EventTarget | null): boolean {
  return (
    target instanceof Element && target.closest("button, a[href], summary, select, audio, video") !== null
  );
}

/**
 * What a key does in a session. Keys mean the same rating in every mode: 1 Again, 2 Hard, 3 Good, 4 Easy, Space or Enter Good;
 * with two buttons 2 and 4 do nothing. Undefined: the key is not ours.
 */
export function keyAction(e: Pressed, now: Situation): { do: string; n?: number } | undefined {
  const key = e.key.toLowerCase();
  if (!now.keys || e.altKey) return undefined;
  if (inField(e.target)) {
    // In an empty field there is nothing of its own to take back.
    const empty = e.target instanceof HTMLInputElement && e.target.value === "";
    return empty && key === "z" && (e.ctrlKey || e.metaKey) ? { do: "undo" } : undefined;
  }
  if (e.ctrlKey || e.metaKey) {
    if (key === "z") return { do: "undo" };
    return /^[1-7]$/.test(key) && now.phase !== "summary" ? { do: "flag", n: Number(key) } : undefined;
  }
  if (key === " " || key === "enter") {
    if (pressable(e.target)) return undefined;
    // Space ticks a choice that has the focus; Enter checks it.
    if (key === " " && e.target instanceof Element && e.target.matches("input") && now.phase === "question")
      return undefined;
    if (now.phase === "question") return { do: "reveal" };
    if (now.phase === "checked") return { do: "next" };
    if (now.phase === "answer") return { do: "grade", n: 3 };
    return undefined; // how sure they are, nobody says by the key that they were about to press
  }
  if (now.phase === "sure") {
    if (/^[1-3]$/.test(key)) return { do: "sure", n: SURE[Number(key) - 1] ?? 50 };
    if (key === "0") return { do: "skip-sure" };
  }
  if (/^[1-9]$/.test(key)) {
    const n = Number(key);
    if (now.phase === "question" && n <= now.choices) return { do: "choose", n };
    if (now.phase !== "answer" || n > 4 || (!now.four && (n === 2 || n === 4))) return undefined;
    return { do: "grade", n };
  }
  const plain = PLAIN[key];
  return plain ? { do: plain } : undefined;
}
