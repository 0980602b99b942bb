/** The content of a meta tag of this page, or "". */
export function meta(name: string): string {
  return document.querySelector<HTMLMetaElement>(`meta[name="${name}"]`)?.content ?? "";
}

/** Headers that a request that writes needs. */
export function writing(more: Record<string, string> = {}): Record<string, string> {
  return { Accept: "application/json", ...more };
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
