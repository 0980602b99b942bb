// On every page: navigation, theme, dialogs, keys, and the elements that enhance plain HTML.
import { config } from "@hotwired/turbo";
import "./elements/bulk-select.ts";
import "./elements/card-face.ts";
import { forgetSitting } from "./elements/exam-sitting.ts";
import "./elements/file-drop.ts";
import "./elements/item-editor.ts";
import "./elements/job-progress.ts";
import "./elements/plan-week.ts";
import "./elements/reading.ts";
import "./elements/search-box.ts";
import { listenForDialogs } from "./elements/dialogs.ts";
import { listenForNetwork } from "./elements/offline.ts";
import { carryTried } from "./elements/teaser.ts";
import { listenForTheme } from "./elements/theme.ts";
import { inField } from "./lib/field.ts";

// Turbo's own bar needs a <style>, which the policy forbids; html[aria-busy] draws ours. The delay is the longest a timer takes.
config.drive.progressBarDelay = 2 ** 31 - 1;

listenForDialogs();
listenForNetwork();
listenForTheme();
document.addEventListener("turbo:load", carryTried);
document.addEventListener("turbo:load", forgetSitting);

document.addEventListener("keydown", (e) => {
  if (inField(e.target) || e.ctrlKey || e.metaKey || e.altKey || e.defaultPrevented) return;
  if (document.documentElement.dataset["keys"] === "off" || document.querySelector("dialog[open]")) return;
  if (e.key === "/") {
    const fields = [...document.querySelectorAll<HTMLInputElement>("search-box input")];
    const field = fields.find((f) => f.offsetParent !== null);
    if (!field) return;
    field.focus();
    field.select();
  } else if (e.key === "?") {
    const keys = document.getElementById("keys");
    if (!(keys instanceof HTMLDialogElement)) return;
    keys.showModal();
  } else {
    const target = document.querySelector<HTMLElement>(`[data-key="${CSS.escape(e.key)}"]`);
    if (!target) return;
    target.click();
  }
  e.preventDefault();
});

document.addEventListener("turbo:load", () => {
  if (!("serviceWorker" in navigator) || !document.querySelector('meta[name="learner"]')) return;
  // Without it (plain http, a private window) everything works but a reload without network.
  navigator.serviceWorker.register("/sw.js").catch(() => undefined);
});
