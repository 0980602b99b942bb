import { local } from "./local.ts";
import { writing } from "./http.ts";

/** Bytes in one request. */
export const CHUNK = 8 * 1024 * 1024;

interface Place {
  id: string;
  offset: number;
}

/** Under this name the browser remembers which upload a file belongs to. */
export function resumeKey(file: { name: string; size: number; lastModified: number }): string {
  return `studium.upload:${file.name}:${file.size}:${file.lastModified}`;
}

async function place(answer: Response): Promise<Partial<Place>> {
  return (await answer.json().catch(() => ({}))) as Partial<Place>;
}

async function begin(file: File, life: AbortSignal): Promise<Place> {
  const known = local.get(resumeKey(file));
  if (known) {
    const answer = await fetch(`/api/v1/uploads/${known}`, {
      headers: { Accept: "application/json" },
      signal: life,
    });
    if (answer.ok) return { id: known, offset: (await place(answer)).offset ?? 0 };
    local.set(resumeKey(file), null);
  }
  const answer = await fetch("/api/v1/uploads", {
    method: "POST",
    headers: writing({ "Content-Type": "application/json" }),
    body: JSON.stringify({ name: file.name, size: file.size }),
    signal: life,
  });
  if (!answer.ok) throw new Error(await reason(answer));
  const { id, offset } = await place(answer);
  if (!id) throw new Error(String(answer.status));
  local.set(resumeKey(file), id);
  return { id, offset: offset ?? 0 };
}

/** What the server says is wrong, in its words if it has any. */
async function reason(answer: Response): Promise<string> {
  const body = (await answer.json().catch(() => null)) as {
    error?: string | { message?: string };
    message?: string;
  } | null;
  const said = typeof body?.error === "string" ? body.error : (body?.error?.message ?? body?.message);
  return said ?? `${answer.status} ${answer.statusText}`.trim();
}

const pause = (ms: number, life: AbortSignal) =>
  new Promise<void>((done, stop) => {
    const timer = setTimeout(done, ms);
    life.addEventListener("abort", () => {
      clearTimeout(timer);
      stop(new DOMException("stopped", "AbortError"));
    });
  });

/**
 * Sends a file in chunks, from where an earlier attempt stopped, and returns the upload's id.
 * A lost connection is waited for (up to about two minutes of silence); what the server refuses is thrown with its reason.
 */
export async function upload(
  file: File,
  progress: (done: number) => void,
  life: AbortSignal,
): Promise<string> {
  let { id, offset } = await begin(file, life);
  let silent = 0;
  while (offset < file.size) {
    progress(offset);
    let answer: Response;
    try {
      answer = await fetch(`/api/v1/uploads/${id}`, {
        method: "PATCH",
        headers: writing({ "Upload-Offset": String(offset), "Content-Type": "application/octet-stream" }),
        body: file.slice(offset, offset + CHUNK),
        signal: life,
      });
    } catch (why) {
      if (life.aborted || ++silent > 7) throw why;
      await pause(500 * 2 ** silent, life);
      continue;
    }
    const there = (await place(answer.clone())).offset;
    if ((answer.ok || answer.status === 409) && there !== undefined) {
      silent = there > offset ? 0 : silent + 1;
      if (silent > 3) throw new Error(await reason(answer));
      offset = there;
    } else if (answer.status >= 500 && ++silent <= 7) await pause(500 * 2 ** silent, life);
    else throw new Error(await reason(answer));
  }
  progress(file.size);
  local.set(resumeKey(file), null);
  return id;
}
