import { gapNumber } from "../lib/cloze.ts";
import { Enhanced, define } from "../lib/enhanced.ts";
import { writing } from "../lib/http.ts";

const PAUSE = 300;

/** The form of an item: fields by kind, a preview as one types, gaps for cloze. */
class ItemEditor extends Enhanced {
  #timer = 0;
  #asking: AbortController | undefined;
  #unsaved = false;
  #field: HTMLTextAreaElement | HTMLInputElement | null = null;

  protected start(life: AbortSignal): void {
    const form = this.querySelector("form");
    if (!form) return;
    this.#unsaved = false;
    form.addEventListener(
      "input",
      () => {
        this.#unsaved = true;
        this.#kinds(form);
        this.#later(form);
      },
      { signal: life },
    );
    form.addEventListener("submit", () => (this.#unsaved = false), { signal: life });
    form.addEventListener(
      "focusin",
      (e) => {
        if (
          e.target instanceof HTMLTextAreaElement ||
          (e.target instanceof HTMLInputElement && e.target.type === "text")
        )
          this.#field = e.target;
      },
      { signal: life },
    );
    form.addEventListener(
      "click",
      (e) => {
        const button =
          e.target instanceof Element ? e.target.closest<HTMLElement>("[data-cloze], [data-wrap]") : null;
        if (button?.hasAttribute("data-cloze")) this.#cloze(e.altKey);
        else if (button) this.#wrap(button.dataset["wrap"] ?? "", button.dataset["wrap"] ?? "");
      },
      { signal: life },
    );
    form.addEventListener(
      "keydown",
      (e) => {
        if (!(e.ctrlKey || e.metaKey)) return;
        if (e.key === "Enter") form.requestSubmit();
        else if (e.shiftKey && e.key.toLowerCase() === "c") this.#cloze(e.altKey);
        else return;
        e.preventDefault();
      },
      { signal: life },
    );
    addEventListener("beforeunload", (e) => this.#unsaved && e.preventDefault(), { signal: life });
    document.addEventListener(
      "turbo:before-visit",
      (e) => {
        const words = this.dataset["leave"];
        if (this.#unsaved && words && !confirm(words)) e.preventDefault();
      },
      { signal: life },
    );
    this.#kinds(form);
  }

  /** Fields of other kinds are hidden and not sent. */
  #kinds(form: HTMLFormElement): void {
    const kind = new FormData(form).get("kind");
    for (const group of this.querySelectorAll<HTMLElement>("[data-kinds]")) {
      const on = (group.dataset["kinds"] ?? "").split(" ").includes(String(kind));
      group.hidden = !on;
      for (const field of group.querySelectorAll<HTMLInputElement>("input, textarea, select, button"))
        field.disabled = !on;
    }
  }

  #later(form: HTMLFormElement): void {
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => void this.#preview(form), PAUSE);
  }

  async #preview(form: HTMLFormElement): Promise<void> {
    const place = this.piece("preview");
    const url = this.dataset["preview"];
    if (!place || !url) return;
    this.#asking?.abort();
    this.#asking = new AbortController();
    const fields = new URLSearchParams();
    for (const [name, value] of new FormData(form)) if (typeof value === "string") fields.append(name, value);
    place.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(url, {
        method: "POST",
        headers: writing({ Accept: "text/html" }),
        body: fields,
        signal: this.#asking.signal,
      });
      if (answer.ok || answer.status === 422) place.innerHTML = await answer.text();
    } catch {
      return; // overtaken by the next letter, or no network: the last preview stays
    }
    place.removeAttribute("aria-busy");
  }

  #cloze(same: boolean): void {
    const all = [...this.querySelectorAll("textarea")].map((t) => t.value).join("\n");
    this.#wrap(`{{c${gapNumber(all, same)}::`, "}}");
  }

  #wrap(before: string, after: string): void {
    const field = this.#field ?? this.querySelector("textarea:enabled");
    if (!(field instanceof HTMLTextAreaElement || field instanceof HTMLInputElement)) return;
    const from = field.selectionStart ?? 0;
    const to = field.selectionEnd ?? from;
    field.focus();
    field.setRangeText(before + field.value.slice(from, to) + after, from, to, "end");
    if (from === to) field.setSelectionRange(from + before.length, from + before.length);
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

define("item-editor", ItemEditor);
