import { Enhanced, define } from "../lib/enhanced.ts";
import { local } from "../lib/local.ts";
import { fill } from "../lib/text.ts";

/** After the last change of a question, ms. */
const PAUSE = 400;
/** After a save that did not arrive, ms. */
const AGAIN = 3000;

/** A change that the server does not have yet: the question's fields, as a form sends them. */
type Unsent = Record<string, string>;

/**
 * `<exam-sitting data-save data-sitting data-left>` around the form of a sitting: saves each question as it is changed, first on
 * this device, then on the server; shows the time that the server says is left (the clock of the device is not asked); hands in
 * when it has run out.
 */
class ExamSitting extends Enhanced {
  #unsent: Unsent = {};
  #timers = new Map<string, number>();
  #sending = false;
  #over = false;
  #spentFrom: { place: string; at: number } | undefined;

  protected start(life: AbortSignal): void {
    const form = this.querySelector("form");
    if (!form) return;
    this.#unsent = JSON.parse(local.get(this.#key) ?? "{}") as Unsent;
    for (const [place, fields] of Object.entries(this.#unsent)) this.#refill(place, fields);
    const changed = (e: Event) => {
      const section = (e.target as Element | null)?.closest<HTMLElement>("section[data-place]");
      if (section) this.#changed(section);
    };
    form.addEventListener("input", changed, { signal: life });
    form.addEventListener("change", changed, { signal: life });
    form.addEventListener("focusin", (e) => this.#spend(e.target as Element), { signal: life });
    form.addEventListener(
      "keydown",
      (e) => {
        // Enter in a field is no handing in
        if (e.key === "Enter" && e.target instanceof HTMLInputElement) e.preventDefault();
      },
      { signal: life },
    );
    form.addEventListener("submit", () => this.#handedIn(), { signal: life });
    addEventListener("online", () => void this.#send(), { signal: life });
    addEventListener("pagehide", () => void this.#send(true), { signal: life });
    this.#clock(life);
    this.#count();
    void this.#send();
  }

  get #key(): string {
    return `studium.sitting.${this.dataset["sitting"]}`;
  }

  #sections(): HTMLElement[] {
    return [...this.querySelectorAll<HTMLElement>("section[data-place]")];
  }

  /** The fields of a question as a form sends them. */
  #fields(section: HTMLElement): URLSearchParams {
    const out = new URLSearchParams();
    for (const field of section.querySelectorAll<HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement>(
      "input, select, textarea",
    )) {
      const ticks = field instanceof HTMLInputElement && ["checkbox", "radio"].includes(field.type);
      if (!ticks || (field as HTMLInputElement).checked) out.append(field.name, field.value);
    }
    return out;
  }

  /** Puts what this device has kept into the fields again. */
  #refill(place: string, fields: string): void {
    const section = this.querySelector<HTMLElement>(`section[data-place="${CSS.escape(place)}"]`);
    if (!section) return;
    const sent = new URLSearchParams(fields);
    for (const field of section.querySelectorAll<HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement>(
      "input, select, textarea",
    )) {
      const values = sent.getAll(field.name);
      if (field instanceof HTMLInputElement && ["checkbox", "radio"].includes(field.type))
        field.checked = values.includes(field.value);
      else field.value = values[0] ?? "";
    }
  }

  #changed(section: HTMLElement): void {
    if (this.#over) return;
    const place = section.dataset["place"] ?? "";
    const change = section.querySelector<HTMLInputElement>(`input[name="change${place}"]`);
    if (change) {
      change.disabled = false;
      change.value = String(Math.max(Date.now(), Number(change.value) + 1));
    }
    this.#spent();
    this.#unsent[place] = this.#fields(section).toString();
    this.#keep();
    this.#say("saving");
    this.#count();
    clearTimeout(this.#timers.get(place));
    this.#timers.set(
      place,
      window.setTimeout(() => void this.#send(), PAUSE),
    );
  }

  #keep(): void {
    if (Object.keys(this.#unsent).length) local.set(this.#key, JSON.stringify(this.#unsent));
    else local.set(this.#key, null);
  }

  /** Sends what the server does not have; what changes meanwhile is sent after it. */
  async #send(leaving = false): Promise<void> {
    const sent = { ...this.#unsent };
    if (this.#sending || this.#over || !Object.keys(sent).length) return;
    this.#sending = true;
    try {
      const answer = await fetch(this.dataset["save"] ?? "", {
        method: "POST",
        credentials: "same-origin",
        headers: { "Content-Type": "application/x-www-form-urlencoded" },
        body: Object.values(sent).join("&"),
        keepalive: leaving,
      });
      if (answer.status === 409) return this.#ended();
      if (!answer.ok) throw new Error(String(answer.status));
      for (const [place, fields] of Object.entries(sent))
        if (this.#unsent[place] === fields) delete this.#unsent[place];
      this.#keep();
      this.#sending = false;
      if (Object.keys(this.#unsent).length) return void this.#send();
      this.#say("saved");
    } catch {
      this.#sending = false;
      this.#say("unsaved");
      window.setTimeout(() => void this.#send(), AGAIN);
    }
  }

  #say(what: "saved" | "saving" | "unsaved"): void {
    const part = this.querySelector<HTMLElement>('[data-role="save"]');
    const text = this.dataset[what] ?? "";
    if (!part || part.textContent === text) return;
    part.textContent = text;
    part.dataset["state"] = what === "saved" ? "sent" : what === "saving" ? "sending" : "waiting";
    part.setAttribute("aria-live", what === "unsaved" ? "polite" : "off");
  }

  /** Time goes to the question whose fields have the focus. */
  #spend(target: Element): void {
    this.#spent();
    const place = target.closest<HTMLElement>("section[data-place]")?.dataset["place"];
    this.#spentFrom = place === undefined ? undefined : { place, at: performance.now() };
  }

  #spent(): void {
    const from = this.#spentFrom;
    if (!from) return;
    const field = this.querySelector<HTMLInputElement>(`input[name="spent${from.place}"]`);
    const now = performance.now();
    if (field) field.value = String(Math.round(Number(field.value) + now - from.at));
    this.#spentFrom = { ...from, at: now };
  }

  #count(): void {
    let open = 0;
    for (const section of this.#sections()) {
      const place = section.dataset["place"] ?? "";
      const answers = [...this.#fields(section)].filter(([name, value]) => name.startsWith(`q${place}`) && value.trim());
      const flagged = section.querySelector<HTMLInputElement>(`input[name="flag${place}"]`)?.checked ?? false;
      const link = this.querySelector<HTMLElement>(`.qgrid [data-place="${place}"]`);
      if (!answers.length) open++;
      link?.classList.toggle("done", answers.length > 0);
      link?.classList.toggle("flag", flagged);
      const name = link?.dataset[answers.length ? "done" : "open"] ?? "";
      link?.setAttribute("aria-label", flagged ? `${name}, ${link.dataset["flagged"]}` : name);
    }
    const part = this.querySelector<HTMLElement>('[data-role="count"]');
    const text = fill(part?.dataset[open === 0 ? "none" : open === 1 ? "one" : "many"] ?? "", { n: open });
    if (part) part.textContent = text;
    const overview = this.querySelector<HTMLElement>('[data-role="overview"]');
    if (overview) overview.textContent = text;
  }

  #clock(life: AbortSignal): void {
    const left = this.dataset["left"];
    const part = this.querySelector<HTMLElement>('[data-role="clock"]');
    const hide = this.querySelector<HTMLElement>('[data-role="hide-clock"]');
    if (left === undefined || !part) return;
    // counted from when the page came, so that a wrong clock, or one that is changed, changes nothing
    const end = performance.now() + Number(left);
    let warned = Number(left) < 60_000;
    const tick = () => {
      const now = Math.max(0, end - performance.now());
      const seconds = Math.ceil(now / 1000);
      part.textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
      if (!warned && now <= 60_000) {
        warned = true;
        this.querySelector('[data-role="save"]')?.setAttribute("aria-live", "polite");
        part.title = this.dataset["minute"] ?? "";
      }
      if (now > 0) return;
      clearInterval(timer);
      void this.#send().finally(() => this.#ended());
    };
    const timer = setInterval(tick, 250);
    life.addEventListener("abort", () => clearInterval(timer));
    tick();
    hide?.addEventListener("click", () => {
      const shown = part.toggleAttribute("hidden");
      const other = hide.dataset["show"] ?? "";
      hide.dataset["show"] = hide.textContent ?? "";
      hide.textContent = other;
      hide.setAttribute("aria-pressed", String(shown));
    });
  }

  /** The server has closed it, or the time is over. */
  #ended(): void {
    if (this.#over) return;
    this.#over = true;
    local.set(this.#key, null);
    location.assign(`/sittings/${this.dataset["sitting"]}`);
  }

  #handedIn(): void {
    this.#spent();
    for (const change of this.querySelectorAll<HTMLInputElement>('input[name^="change"]'))
      change.disabled = change.value === "0";
    this.#over = true;
  }
}

/** What came of a sitting is shown: what this device kept of it is not needed any more. */
export function forgetSitting(): void {
  const over = document.querySelector<HTMLElement>("[data-sitting-over]")?.dataset["sittingOver"];
  if (over) local.set(`studium.sitting.${over}`, null);
}

define("exam-sitting", ExamSitting);
