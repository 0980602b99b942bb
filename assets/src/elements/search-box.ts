import { Enhanced, define } from "../lib/enhanced.ts";

const PAUSE = 150;

/** Suggestions under a search field, as a combobox with a list box. */
export class SearchBox extends Enhanced {
  #input: HTMLInputElement | null = null;
  #list: HTMLElement | null = null;
  #timer = 0;
  #asking: AbortController | undefined;
  #chosen = -1;

  protected start(life: AbortSignal): void {
    const input = (this.#input = this.querySelector<HTMLInputElement>("input[type=search], input[name=q]"));
    if (!input) return;
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-expanded", "false");
    input.addEventListener("input", () => this.#later(), { signal: life });
    input.addEventListener("keydown", (e) => this.#key(e), { signal: life });
    this.addEventListener(
      "focusout",
      (e) => {
        if (!(e.relatedTarget instanceof Node && this.contains(e.relatedTarget))) this.#close();
      },
      { signal: life },
    );
    this.addEventListener("submit", () => this.#close(), { signal: life });
    life.addEventListener("abort", () => {
      clearTimeout(this.#timer);
      this.#close();
    });
  }

  #later(): void {
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => {
      void this.#suggest();
      if (this.dataset["live"] !== undefined) this.#live();
    }, PAUSE);
  }

  /** Sends the form into its turbo-frame, and keeps the address in step. */
  #live(): void {
    const form = this.querySelector("form");
    const frame = document.querySelector<HTMLElement & { src: string }>(this.dataset["live"] || "#results");
    if (!form || !frame) return;
    const url = new URL(form.action);
    for (const [name, value] of new FormData(form))
      if (typeof value === "string") url.searchParams.append(name, value);
    frame.src = url.href;
    history.replaceState(history.state, "", url);
  }

  async #suggest(): Promise<void> {
    const url = this.dataset["suggest"];
    const q = this.#input?.value.trim() ?? "";
    this.#asking?.abort();
    if (!url || q.length < 2) return this.#close();
    this.#asking = new AbortController();
    try {
      const answer = await fetch(`${url}?q=${encodeURIComponent(q)}`, {
        signal: this.#asking.signal,
        headers: { Accept: "text/html" },
      });
      const page = answer.ok && answer.status !== 204 ? await answer.text() : "";
      this.#open(page);
    } catch {
      this.#close(); // no network, or the next letter came first
    }
  }

  #open(page: string): void {
    this.#close();
    const found = new DOMParser()
      .parseFromString(page, "text/html")
      .querySelector<HTMLElement>("[role=listbox]");
    const input = this.#input;
    if (!found?.querySelector("[role=option]") || !input || document.activeElement !== input) return;
    found.id ||= "suggestions";
    found.dataset["turboTemporary"] = "";
    found.querySelectorAll("[role=option]").forEach((option, n) => {
      option.id ||= `${found.id}-${n}`;
      option.querySelector("a")?.setAttribute("tabindex", "-1");
    });
    found.addEventListener("mousedown", (e) => e.preventDefault()); // the field keeps the focus until the click
    input.setAttribute("aria-controls", found.id);
    input.setAttribute("aria-expanded", "true");
    this.append(found);
    this.#list = found;
  }

  #close(): void {
    this.#list?.remove();
    this.#list = null;
    this.#chosen = -1;
    this.#input?.setAttribute("aria-expanded", "false");
    this.#input?.removeAttribute("aria-activedescendant");
  }

  #key(e: KeyboardEvent): void {
    const options = [...(this.#list?.querySelectorAll<HTMLElement>("[role=option]") ?? [])];
    if (e.key === "Escape" && options.length) {
      e.preventDefault();
      e.stopPropagation();
      this.#close();
    } else if ((e.key === "ArrowDown" || e.key === "ArrowUp") && options.length) {
      e.preventDefault();
      const step = e.key === "ArrowDown" ? 1 : -1;
      // One place more than there are options: the field itself.
      this.#chosen = ((this.#chosen + 1 + step + options.length + 1) % (options.length + 1)) - 1;
      options.forEach((option, n) => option.setAttribute("aria-selected", String(n === this.#chosen)));
      const now = options[this.#chosen];
      now?.scrollIntoView({ block: "nearest" });
      if (now) this.#input?.setAttribute("aria-activedescendant", now.id);
      else this.#input?.removeAttribute("aria-activedescendant");
    } else if (e.key === "Enter" && this.#chosen >= 0) {
      e.preventDefault();
      options[this.#chosen]?.querySelector("a")?.click();
    }
  }
}

define("search-box", SearchBox);
