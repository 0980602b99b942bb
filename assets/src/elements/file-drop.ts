import { Enhanced, define } from "../lib/enhanced.ts";
import { fill, size } from "../lib/text.ts";
import { upload } from "../lib/upload.ts";

/** Files up to this size together go with the form itself. */
const SMALL = 4_000_000;

/** Takes files by drop or choice; large ones are sent in chunks that can be resumed. */
export class FileDrop extends Enhanced {
  #under = 0;

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

  #take(files: File[], input: HTMLInputElement, life: AbortSignal): void {
    if (!files.length) return;
    const list = this.piece("list");
    if (files.reduce((n, f) => n + f.size, 0) <= SMALL && !this.#form?.querySelector("input[name=upload]")) {
      const kept = new DataTransfer();
      for (const file of files) kept.items.add(file);
      input.files = kept.files; // setting files by script fires no change event
      list?.replaceChildren(...files.map((f) => this.#row(f).row));
      this.#ready();
      return;
    }
    input.value = "";
    for (const file of files) void this.#send(file, life);
  }

  async #send(file: File, life: AbortSignal): Promise<void> {
    const { row, progress, text } = this.#row(file);
    const stop = new AbortController();
    const ended = AbortSignal.any([life, stop.signal]);
    this.piece("list")?.append(row);
    const remove = this.#button(this.dataset["remove"] ?? "×", () => {
      stop.abort();
      row.remove();
    });
    row.append(remove);
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

  #row(file: File): { row: HTMLLIElement; progress: HTMLProgressElement; text: HTMLElement } {
    const row = document.createElement("li");
    row.className = "item-row";
    const title = Object.assign(document.createElement("span"), {
      className: "title",
      textContent: file.name,
    });
    const progress = Object.assign(document.createElement("progress"), { hidden: true, value: 0 });
    progress.setAttribute("aria-label", file.name);
    const text = Object.assign(document.createElement("span"), {
      className: "meta",
      textContent: size(file.size),
    });
    const body = document.createElement("div");
    body.append(title, progress, text);
    row.append(document.createElement("span"), body);
    return { row, progress, text };
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
