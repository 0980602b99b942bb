import { postJson } from "../lib/http.ts";
import type { Grade, Response } from "./types.ts";

/** So long a grade is waited for, ms. */
const PATIENCE = 4000;

/** The grader's word on a response; undefined if it has none. Rejects without network. */
export async function judge(asked: { card_id: string; response: Response }): Promise<Grade | undefined> {
  const answer = await postJson("/api/v1/grade", asked, { signal: AbortSignal.timeout(PATIENCE) });
  return answer.ok ? ((await answer.json()) as Grade) : undefined;
}
