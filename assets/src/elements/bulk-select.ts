import { Enhanced, define } from "../lib/enhanced.ts";
import { counted } from "../lib/text.ts";

/** A table with boxes: ranges with Shift, all with Ctrl+A, and a bar that appears while something is chosen. */
class BulkSelect extends Enhanced {
  #last = -1;

  protected start(life: AbortSignal): void {
    this.addEventListener("click", (e) => this.#click(e), { signal: life });
    this.addEventListener("change", () => this.#show(), { signal: life });
    this.addEventListener("keydown", (e) => this.#key(e), { signal: life });
    this.#show();
  }

  get #boxes(): HTMLInputElement[] {
    return [...this.querySelectorAll<HTMLInputElement>("tbody input[type=checkbox]")];
  }

  #click(e: MouseEvent): void {
    const box = e.target;
    if (!(box instanceof HTMLInputElement) || box.type !== "checkbox") return;
    const boxes = this.#boxes;
    if (box.hasAttribute("data-all")) {
      for (const each of boxes) each.checked = box.checked;
      return;
    }
    const here = boxes.indexOf(box);
    if (here < 0) return;
    // A press of Space makes a click with the same Shift, so that ranges work by keyboard too.
    if (e.shiftKey && this.#last >= 0) {
      const [from, to] = [Math.min(here, this.#last), Math.max(here, this.#last)];
      for (const each of boxes.slice(from, to + 1)) each.checked = box.checked;
    }
    this.#last = here;
  }

  #key(e: KeyboardEvent): void {
    if (!(e.target instanceof Element) || !e.target.closest("table")) return;
    const all = (e.ctrlKey || e.metaKey) && e.key === "a" && !e.target.matches("input:not([type=checkbox])");
    if (!all && e.key !== "Escape") return;
    e.preventDefault();
    for (const box of this.#boxes) box.checked = all;
    this.#show();
  }

  #show(): void {
    const boxes = this.#boxes;
    const n = boxes.filter((b) => b.checked).length;
    const count = this.piece("count");
    if (count) count.textContent = counted(count.dataset, n);
    const bar = this.piece("bar");
    bar?.toggleAttribute("data-active", n > 0);
    for (const control of bar?.querySelectorAll<HTMLButtonElement | HTMLSelectElement>(
      "button, select, input",
    ) ?? [])
      control.disabled = n === 0;
    const all = this.querySelector<HTMLInputElement>("[data-all]");
    if (!all) return;
    all.checked = n > 0 && n === boxes.length;
    all.indeterminate = n > 0 && n < boxes.length;
  }
}

define("bulk-select", BulkSelect);
