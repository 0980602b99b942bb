import { Enhanced, define } from "../lib/enhanced.ts";

/** `data-dialog="ID"` opens a dialog, `data-close` closes the one it is in, a press beside it closes it too. */
export function listenForDialogs(): void {
  document.addEventListener("click", (e) => {
    if (!(e.target instanceof Element)) return;
    const opener = e.target.closest<HTMLElement>("[data-dialog]");
    if (opener) {
      const dialog = document.getElementById(opener.dataset["dialog"] ?? "");
      if (dialog instanceof HTMLDialogElement && !dialog.open) {
        opener.closest<HTMLElement>("[popover]")?.hidePopover();
        dialog.showModal();
      }
    }
    if (e.target.closest("[data-close]")) e.target.closest("dialog")?.close();
    if (e.target instanceof HTMLDialogElement && e.target.matches("dialog[open]")) {
      const box = e.target.getBoundingClientRect();
      const inside =
        e.clientX >= box.left && e.clientX <= box.right && e.clientY >= box.top && e.clientY <= box.bottom;
      if (!inside) e.target.close();
    }
  });
}

/** Shows the dialog and resolves to the value of the button that closed it ("" for Esc). */
export function ask(dialog: HTMLDialogElement): Promise<string> {
  dialog.returnValue = "";
  dialog.showModal();
  return new Promise((answer) =>
    dialog.addEventListener("close", () => answer(dialog.returnValue), { once: true }),
  );
}

/** Asks before a form is sent. Without script the form is sent at once. */
class ConfirmDialog extends Enhanced {
  protected start(life: AbortSignal): void {
    const elsewhere = this.dataset["form"] ? document.getElementById(this.dataset["form"]) : null;
    const form = elsewhere ?? this.querySelector("form:not(dialog form)");
    const dialog = this.querySelector("dialog");
    if (!(form instanceof HTMLFormElement) || !dialog) return;
    for (const button of dialog.querySelectorAll<HTMLButtonElement>("button[value]")) {
      button.type = "button";
      button.addEventListener("click", () => dialog.close(button.value), { signal: life });
    }
    let agreed = false;
    form.addEventListener(
      "submit",
      (e) => {
        const some = form.querySelector("button[data-confirm]");
        if (agreed || (some && !e.submitter?.hasAttribute("data-confirm"))) {
          agreed = false;
          return;
        }
        e.preventDefault();
        e.stopImmediatePropagation(); // Turbo must not send it either
        const by = e.submitter;
        void ask(dialog).then((value) => {
          if (value !== "yes") return;
          agreed = true;
          form.requestSubmit(by);
        });
      },
      { signal: life, capture: true },
    );
  }
}

/** Copies a text and says so on its button. */
class CopyButton extends Enhanced {
  protected start(life: AbortSignal): void {
    const button = this.querySelector("button");
    button?.addEventListener(
      "click",
      () => {
        const from = document.getElementById(this.dataset["from"] ?? "");
        const text =
          this.dataset["text"] ?? (from instanceof HTMLInputElement ? from.value : from?.innerText) ?? "";
        void copy(text, from).then((done) => {
          if (done && this.dataset["done"]) button.textContent = this.dataset["done"];
        });
      },
      { signal: life },
    );
  }
}

/** Over plain http there is no clipboard: the text is selected instead, ready for the keyboard. */
async function copy(text: string, from: HTMLElement | null): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    if (from) getSelection()?.selectAllChildren(from);
    return false;
  }
}

define("confirm-dialog", ConfirmDialog);
define("copy-button", CopyButton);
