/** An element that enhances the HTML inside it. Everything begun in `start` ends with the signal. */
export abstract class Enhanced extends HTMLElement {
  #life: AbortController | undefined;

  connectedCallback(): void {
    this.#life = new AbortController();
    this.start(this.#life.signal);
  }

  disconnectedCallback(): void {
    this.#life?.abort();
  }

  /** Called each time the element enters a page, also when Turbo brings a page back. */
  protected abstract start(life: AbortSignal): void;

  /** The part with this data-role. */
  protected piece<T extends HTMLElement>(role: string): T | null {
    return this.querySelector<T>(`[data-role="${role}"]`);
  }
}

/** Defines an element once; a second bundle on the page changes nothing. */
export function define(name: string, element: CustomElementConstructor): void {
  if (!customElements.get(name)) customElements.define(name, element);
}
