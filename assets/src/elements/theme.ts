import { writing } from "../lib/http.ts";

/** Whether the page is drawn on the blackboard now. */
export function isDark(): boolean {
  const set = document.documentElement.dataset["theme"];
  return set ? set === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
}

const YEAR_S = 31_536_000;

/** `form[data-theme-form]`: the theme changes at once; cookie and account follow. */
export function listenForTheme(): void {
  document.addEventListener(
    "submit",
    (e) => {
      const form = e.target;
      if (!(form instanceof HTMLFormElement) || form.dataset["themeForm"] === undefined) return;
      e.preventDefault();
      e.stopImmediatePropagation();
      const button =
        e.submitter instanceof HTMLButtonElement && e.submitter.name === "theme" ? e.submitter : null;
      const wanted = button?.value ?? String(new FormData(form).get("theme"));
      // A lone button always means the other theme, whatever the system has changed to meanwhile.
      const lone = button && form.querySelectorAll("[name=theme]").length === 1;
      set(lone ? (isDark() ? "light" : "dark") : wanted, form);
    },
    true,
  );
  document.addEventListener("turbo:load", label);
}

function set(theme: string, form: HTMLFormElement): void {
  const root = document.documentElement;
  if (theme === "light" || theme === "dark") root.dataset["theme"] = theme;
  else delete root.dataset["theme"];
  document.cookie = `theme=${theme}; path=/; max-age=${YEAR_S}; samesite=lax`;
  label();
  const fields = new URLSearchParams();
  for (const [name, value] of new FormData(form))
    if (typeof value === "string" && name !== "theme") fields.append(name, value);
  fields.set("theme", theme);
  // The account remembers it too; without network the cookie does until the next time.
  void fetch(form.action, {
    method: "POST",
    headers: writing(),
    body: fields,
    redirect: "manual",
    keepalive: true,
  }).catch(() => undefined);
}

/** A lone button carries the theme that it would set. */
function label(): void {
  for (const form of document.querySelectorAll("form[data-theme-form]")) {
    const buttons = form.querySelectorAll<HTMLButtonElement>("button[name=theme]");
    if (buttons.length === 1 && buttons[0]) buttons[0].value = isDark() ? "light" : "dark";
  }
}
