import { Enhanced, define } from "../lib/enhanced.ts";

/** The menus with days, each a form that moves its step. */
const MENU = '[data-role="menu"]';

/** The week of the plan: a step is dragged to another day, or chosen and moved by keys. Both press the menu's own button. */
class PlanWeek extends Enhanced {
  #dragged: HTMLElement | undefined;

  protected start(life: AbortSignal): void {
    const on = <K extends keyof HTMLElementEventMap>(
      name: K,
      act: (e: HTMLElementEventMap[K]) => void,
      capture = false,
    ): void => this.addEventListener(name, act, { signal: life, capture });
    for (const step of this.querySelectorAll<HTMLElement>("[data-step]")) {
      if (step.querySelector(MENU)) step.draggable = true;
    }
    on("dragstart", (e) => this.#lift(e));
    on("dragover", (e) => this.#over(e));
    on("dragleave", (e) => {
      if (e.target instanceof Element && e.target.matches("[data-day]")) this.#aim(null);
    });
    on("drop", (e) => this.#drop(e));
    on("dragend", () => this.#end());
    on("keydown", (e) => this.#key(e));
    // one menu at a time
    on(
      "toggle",
      (e) => {
        const opened = e.target;
        if (!(opened instanceof HTMLDetailsElement) || !opened.open) return;
        for (const menu of this.querySelectorAll<HTMLDetailsElement>(`${MENU}[open]`))
          if (menu !== opened) menu.open = false;
      },
      true,
    );
    document.addEventListener(
      "click",
      (e) => {
        if (e.target instanceof Element && e.target.closest(MENU)) return;
        for (const menu of this.querySelectorAll<HTMLDetailsElement>(`${MENU}[open]`)) menu.open = false;
      },
      { signal: life },
    );
  }

  #lift(e: DragEvent): void {
    const step = e.target instanceof Element ? e.target.closest<HTMLElement>("[data-step]") : null;
    if (!step || !e.dataTransfer) return;
    this.#dragged = step;
    step.toggleAttribute("data-dragged", true);
    e.dataTransfer.effectAllowed = "move";
    e.dataTransfer.setData("text/plain", step.textContent?.trim() ?? "");
  }

  /** The day under the pointer, if the step can be put there. */
  #day(e: DragEvent): HTMLElement | null {
    const day = e.target instanceof Element ? e.target.closest<HTMLElement>("[data-day]") : null;
    return day && this.#button(day) ? day : null;
  }

  #button(day: HTMLElement): HTMLButtonElement | null {
    const value = CSS.escape(day.dataset["day"] ?? "");
    return (
      this.#dragged?.querySelector<HTMLButtonElement>(
        `${MENU} button[name="day"][value="${value}"]:enabled`,
      ) ?? null
    );
  }

  #over(e: DragEvent): void {
    const day = this.#day(e);
    this.#aim(day);
    if (!day || !e.dataTransfer) return;
    e.preventDefault();
    e.dataTransfer.dropEffect = "move";
  }

  #aim(day: HTMLElement | null): void {
    for (const other of this.querySelectorAll<HTMLElement>("[data-target]")) {
      if (other !== day) other.removeAttribute("data-target");
    }
    if (!day || day.hasAttribute("data-target")) return;
    day.toggleAttribute("data-target", true);
    const said = this.piece("said");
    if (said) said.textContent = day.dataset["into"] ?? "";
  }

  #drop(e: DragEvent): void {
    const day = this.#day(e);
    const button = day && this.#button(day);
    if (!button) return;
    e.preventDefault();
    button.form?.requestSubmit(button);
  }

  #end(): void {
    this.#dragged?.removeAttribute("data-dragged");
    this.#dragged = undefined;
    this.#aim(null);
  }

  /** M opens the menu of the step that has the focus; arrows go through its days; Esc closes it. */
  #key(e: KeyboardEvent): void {
    if (!(e.target instanceof HTMLElement) || e.ctrlKey || e.metaKey || e.altKey) return;
    const menu = e.target.closest("[data-step]")?.querySelector<HTMLDetailsElement>(MENU);
    if (!menu) return;
    const buttons = [...menu.querySelectorAll<HTMLButtonElement>("button:enabled")];
    const days = buttons.filter((button) => button.name === "day");
    if (e.key.toLowerCase() === "m" && document.documentElement.dataset["keys"] !== "off") {
      menu.open = true;
      (days[0] ?? menu.querySelector("summary"))?.focus();
    } else if (e.key === "Escape" && menu.open) {
      menu.open = false;
      menu.querySelector("summary")?.focus();
    } else if (menu.open && (e.key === "ArrowDown" || e.key === "ArrowUp")) {
      const here = buttons.indexOf(e.target as HTMLButtonElement);
      const next = e.key === "ArrowDown" ? here + 1 : here < 0 ? buttons.length - 1 : here - 1;
      buttons[(next + buttons.length) % buttons.length]?.focus();
    } else return;
    e.preventDefault();
  }
}

define("plan-week", PlanWeek);
