/** The content of a meta tag of this page, or "". */
export function meta(name: string): string {
  return document.querySelector<HTMLMetaElement>(`meta[name="${name}"]`)?.content ?? "";
}

/** Headers that a request that writes needs. */
export function writing(more: Record<string, string> = {}): Record<string, string> {
  return { "X-CSRF-Token": meta("csrf-token"), Accept: "application/json", ...more };
}

/** POST of a JSON body. Rejects only without network. */
export function postJson(url: string, body: unknown, init: RequestInit = {}): Promise<Response> {
  return fetch(url, {
    method: "POST",
    credentials: "same-origin",
    headers: writing({ "Content-Type": "application/json" }),
    body: JSON.stringify(body),
    ...init,
  });
}

/** Reads a fresh token from the page itself: a cached page or a new session has another one. True if it changed. */
export async function renewToken(): Promise<boolean> {
  try {
    const answer = await fetch(location.href, {
      credentials: "same-origin",
      cache: "no-store",
      headers: { Accept: "text/html" },
    });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.querySelector<HTMLMetaElement>('meta[name="csrf-token"]')?.content;
    const here = document.querySelector<HTMLMetaElement>('meta[name="csrf-token"]');
    if (!fresh || !here || here.content === fresh) return false;
    here.content = fresh;
    return true;
  } catch {
    return false;
  }
}
