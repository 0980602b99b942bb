import { Enhanced, define } from "../lib/enhanced.ts";
import { isDark } from "./theme.ts";

/** What an imported card brings: its HTML, its note type's CSS, and the number of its template (from 0). */
export interface Face {
  html: string;
  css: string;
  ord?: number;
}

/** Before the deck's own rules, so that they win; the last part keeps the frame as high as its content. */
const BASE = `
body { margin: 0; padding: 12px; font: 20px/1.5 Arial, sans-serif; overflow-wrap: break-word; border-radius: 10px }
body.nightMode { background: #1d2928; color: #edf1ec }
img { max-width: 100% }
hr { border: 0; border-top: 1px solid #8888 }
summary { cursor: pointer }
`;
const FRAME = `html { height: auto !important; overflow-x: auto; overflow-y: hidden } body { height: auto !important; min-height: 0 !important }`;

/** Heights beyond this are a deck's mistake (a box as high as the frame, which grows with it). */
const HIGHEST = 12_000;

/**
 * An imported card, apart from the page: a frame without scripts, with a policy of its own. The deck's CSS and HTML touch
 * nothing outside. Keys pressed inside are repeated on this element.
 */
export class CardFace extends Enhanced {
  #frame: HTMLIFrameElement | null = null;
  #ready: Promise<Document | null> = Promise.resolve(null);
  #watch: ResizeObserver | undefined;
  #grown = 0;

  protected start(life: AbortSignal): void {
    this.querySelector("iframe")?.remove(); // from a page that Turbo kept
    const frame = document.createElement("iframe");
    frame.setAttribute("sandbox", "allow-same-origin");
    frame.title = this.dataset["title"] ?? "";
    frame.src = "/card-frame";
    this.#frame = frame;
    this.#ready = new Promise((done) => {
      frame.addEventListener("load", () => done(this.#prepare(frame, life)), { once: true, signal: life });
      life.addEventListener("abort", () => done(null));
    });
    this.append(frame);
    const given = this.querySelector('script[type="application/json"]')?.textContent;
    if (given) void this.show(JSON.parse(given) as Face);
  }

  #prepare(frame: HTMLIFrameElement, life: AbortSignal): Document | null {
    const page = frame.contentDocument;
    if (!page?.body) return null;
    page.addEventListener(
      "keydown",
      (e) => {
        const again = new KeyboardEvent("keydown", {
          key: e.key,
          code: e.code,
          ctrlKey: e.ctrlKey,
          metaKey: e.metaKey,
          altKey: e.altKey,
          shiftKey: e.shiftKey,
          bubbles: true,
          cancelable: true,
        });
        const mine = page.activeElement?.matches("summary, a, button, input, audio, video");
        if (mine && (e.key === " " || e.key === "Enter")) return;
        if (!this.dispatchEvent(again)) e.preventDefault();
      },
      { signal: life },
    );
    this.#watch = new ResizeObserver(() => this.#fit());
    this.#watch.observe(page.body);
    life.addEventListener("abort", () => this.#watch?.disconnect());
    return page;
  }

  /** The document inside, once there is one. */
  get page(): Document | null {
    return this.#frame?.contentDocument ?? null;
  }

  /** Draws a face. Resolves when it stands; its images may still be coming. */
  async show(face: Face): Promise<void> {
    const page = await this.#ready;
    if (!page) return;
    const dark = isDark();
    page.documentElement.className = dark ? "night-mode" : "";
    page.documentElement.lang = this.lang;
    page.body.className = `card card${(face.ord ?? 0) + 1}${dark ? " nightMode night_mode" : ""}`;
    let style = page.querySelector("style");
    if (!style) page.head.append((style = page.createElement("style")));
    style.textContent = `:root { color-scheme: ${dark ? "dark" : "light"} }${BASE}${face.css}\n${FRAME}`;
    page.body.innerHTML = face.html;
    this.#grown = 0;
    this.#fit();
  }

  #fit(): void {
    const page = this.page;
    const frame = this.#frame;
    if (!page || !frame) return;
    const height = Math.min(HIGHEST, Math.ceil(page.documentElement.getBoundingClientRect().height));
    if (height === Number(frame.height) || ++this.#grown > 40) return;
    frame.height = String(height);
  }
}

define("card-face", CardFace);
