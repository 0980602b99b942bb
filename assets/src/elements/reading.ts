import { writing } from "../lib/http.ts";
import { Enhanced, define } from "../lib/enhanced.ts";

/** After the last movement, ms. */
const PAUSE = 2000;

/**
 * `<reading-place data-save="/explanations/x/place">` beside an article: marks the section being read in the contents,
 * and, with an address, remembers it for who is signed in.
 */
class ReadingPlace extends Enhanced {
  #timer = 0;
  #saved = "";

  protected start(life: AbortSignal): void {
    const article = document.querySelector<HTMLElement>("article.prose");
    if (!article) return;
    const look = () => {
      this.#mark(this.#here(article));
      if (!this.dataset["save"]) return;
      clearTimeout(this.#timer);
      this.#timer = window.setTimeout(() => this.#save(article), PAUSE);
    };
    let waiting = false;
    document.addEventListener(
      "scroll",
      () => {
        if (waiting) return;
        waiting = true;
        requestAnimationFrame(() => {
          waiting = false;
          if (!life.aborted) look();
        });
      },
      { signal: life, passive: true },
    );
    addEventListener("pagehide", () => this.#save(article), { signal: life });
    life.addEventListener("abort", () => clearTimeout(this.#timer));
    this.#mark(this.#here(article));
  }

  /** The last heading above the upper third of the window. */
  #here(article: HTMLElement): string {
    let here = "";
    for (const heading of article.querySelectorAll<HTMLElement>("h2[id]")) {
      if (heading.getBoundingClientRect().top > innerHeight / 3) break;
      here = heading.id;
    }
    return here;
  }

  #mark(here: string): void {
    const links = [...document.querySelectorAll<HTMLAnchorElement>(".contents a")];
    const current = links.find((link) => link.hash === `#${here}`) ?? links[0];
    for (const link of links) link.toggleAttribute("aria-current", false);
    current?.setAttribute("aria-current", "true");
  }

  #save(article: HTMLElement): void {
    const url = this.dataset["save"];
    const box = article.getBoundingClientRect();
    const share = Math.min(1, Math.max(0, (innerHeight - box.top) / Math.max(1, box.height)));
    const body = new URLSearchParams({ anchor: this.#here(article), share: share.toFixed(3) });
    // somebody who did not move has read nothing
    if (!url || scrollY < 50 || body.toString() === this.#saved) return;
    this.#saved = body.toString();
    fetch(url, {
      method: "POST",
      credentials: "same-origin",
      headers: writing(),
      body,
      keepalive: true,
    }).catch(() => undefined);
  }
}

define("reading-place", ReadingPlace);
