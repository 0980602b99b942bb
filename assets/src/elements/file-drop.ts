import { Enhanced, define } from "../lib/enhanced.ts";
import { fill, size } from "../lib/text.ts";
import { upload } from "../lib/upload.ts";

/** Files up to this size together go with the form itself. */
const SMALL = 4_000_000;

/** Takes files by drop or choice; large ones are sent in chunks that can be resumed. */
export class FileDrop extends Enhanced {
  #under = 0;
  #kept: File[] = [];

  protected start(life: AbortSignal): void {
    const input = this.querySelector<HTMLInputElement>("input[type=file]");
    const area = this.querySelector<HTMLElement>(".drop") ?? this;
    if (!input) return;
    input.addEventListener("change", () => this.#take([...(input.files ?? [])], input, life), {
      signal: life,
    });
    const over = (on: boolean) => area.toggleAttribute("data-over", on);
    for (const name of ["dragenter", "dragover"] as const)
      this.addEventListener(name, (e) => (e.preventDefault(), over(true)), { signal: life });
    this.addEventListener("dragleave", () => over(false), { signal: life });
    this.addEventListener(
      "drop",
      (e) => {
        e.preventDefault();
        over(false);
        const files = [...(e.dataTransfer?.files ?? [])];
        this.#take(input.multiple ? files : files.slice(0, 1), input, life);
      },
      { signal: life },
    );
  }

  #take(chosen: File[], input: HTMLInputElement, life: AbortSignal): void {
    if (!chosen.length) return;
    const files = input.multiple ? [...this.#kept, ...chosen] : chosen;
    this.#kept = [];
    for (const row of this.#list?.querySelectorAll("[data-kept]") ?? []) row.remove();
    if (!input.multiple) this.#list?.replaceChildren();
    if (files.reduce((n, f) => n + f.size, 0) > SMALL || this.#list?.querySelector("input[name=upload]")) {
      input.value = "";
      for (const file of files) void this.#send(file, life);
      return;
    }
    this.#keep(files, input);
    this.#ready();
  }

  /** Small files stay in the field itself. Setting them by script fires no change event. */
  #keep(files: File[], input: HTMLInputElement): void {
    this.#kept = files;
    const kept = new DataTransfer();
    for (const file of files) {
      kept.items.add(file);
      const { row, act } = this.#row(file);
      row.dataset["kept"] = "";
      act.append(
        this.#button(this.dataset["remove"] ?? "×", () => {
          this.#list?.querySelectorAll("[data-kept]").forEach((r) => r.remove());
          this.#keep(
            this.#kept.filter((f) => f !== file),
            input,
          );
        }),
      );
      this.#list?.append(row);
    }
    input.files = kept.files;
  }

  get #list(): HTMLElement | null {
    return this.piece("list");
  }

  async #send(file: File, life: AbortSignal): Promise<void> {
    const { row, progress, text, act } = this.#row(file);
    const stop = new AbortController();
    const ended = AbortSignal.any([life, stop.signal]);
    this.#list?.append(row);
    const remove = this.#button(this.dataset["remove"] ?? "×", () => {
      stop.abort();
      row.remove();
    });
    act.append(remove);
    progress.hidden = false;
    this.#wait(1);
    try {
      const id = await upload(
        file,
        (done) => {
          progress.value = file.size ? done / file.size : 1;
          text.textContent = fill(this.dataset["busy"], {
            name: file.name,
            done: size(done),
            size: size(file.size),
          });
        },
        ended,
      );
      const hidden = Object.assign(document.createElement("input"), {
        type: "hidden",
        name: "upload",
        value: id,
      });
      row.append(hidden);
      row.classList.add("is-done");
      text.textContent = `${size(file.size)} · ${this.dataset["done"] ?? ""}`;
      progress.hidden = true;
      this.#wait(-1);
      if (this.#under === 0) this.#ready();
    } catch (why) {
      this.#wait(-1);
      if (ended.aborted) return;
      text.classList.add("is-bad");
      text.textContent = fill(this.dataset["failed"], {
        why: why instanceof Error ? why.message : String(why),
      });
      progress.hidden = true;
      remove.before(
        this.#button(this.dataset["again"] ?? "↻", () => {
          row.remove();
          void this.#send(file, life);
        }),
      );
    }
  }

  #row(file: File): {
    row: HTMLLIElement;
    progress: HTMLProgressElement;
    text: HTMLElement;
    act: HTMLElement;
  } {
    const row = Object.assign(document.createElement("li"), { className: "item-row" });
    const text = Object.assign(document.createElement("span"), {
      className: "meta",
      textContent: size(file.size),
    });
    const progress = Object.assign(document.createElement("progress"), { hidden: true, value: 0 });
    progress.setAttribute("aria-label", file.name);
    const act = Object.assign(document.createElement("span"), { className: "act row tight" });
    const name = Object.assign(document.createElement("span"), {
      className: "title",
      textContent: file.name,
    });
    const below = Object.assign(document.createElement("div"), { className: "meta" });
    below.append(progress, text);
    row.append(this.#icon(), name, below, act);
    return { row, progress, text, act };
  }

  /** From the sprite that the page's own icon comes from. */
  #icon(): Node {
    const href = this.querySelector(".drop use")?.getAttribute("href")?.split("#")[0];
    if (!href) return document.createElement("span");
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    svg.setAttribute("class", "icon");
    svg.setAttribute("aria-hidden", "true");
    const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
    use.setAttribute("href", `${href}#i-file-text`);
    svg.append(use);
    return svg;
  }

  #button(text: string, press: () => void): HTMLButtonElement {
    const button = Object.assign(document.createElement("button"), {
      type: "button",
      className: "button plain compact",
      textContent: text,
    });
    button.addEventListener("click", press);
    return button;
  }

  get #form(): HTMLFormElement | null {
    return this.closest("form");
  }

  #wait(change: number): void {
    this.#under += change;
    for (const button of this.#form?.querySelectorAll<HTMLButtonElement>("button:not([type=button])") ?? [])
      button.disabled = this.#under > 0;
  }

  #ready(): void {
    this.dispatchEvent(new CustomEvent("file-drop:ready", { bubbles: true }));
    if (this.dataset["submit"] !== undefined) this.#form?.requestSubmit();
  }
}

define("file-drop", FileDrop);
