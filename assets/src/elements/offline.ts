import { Enhanced, define } from "../lib/enhanced.ts";
import { meta } from "../lib/http.ts";
import { local } from "../lib/local.ts";
import { counted } from "../lib/text.ts";

/** Parts with data-when="offline" or "online" follow the network. */
function follow(): void {
  const state = navigator.onLine ? "online" : "offline";
  for (const el of document.querySelectorAll<HTMLElement>("[data-when]"))
    el.hidden = el.dataset["when"] !== state;
}

/** "34 cards are on this device." Only without network. */
class OfflineNote extends Enhanced {
  protected start(life: AbortSignal): void {
    const show = async () => {
      this.hidden = navigator.onLine;
      if (this.hidden) return;
      const { openStore } = await import("../study/store.ts");
      const store = await openStore();
      this.textContent = counted(this.dataset, await store.cardsHere(meta("learner")));
    };
    void show();
    for (const name of ["online", "offline"]) addEventListener(name, () => void show(), { signal: life });
  }
}

/**
 * Sign-out: what was answered is sent first, then this device forgets. Answers that cannot be sent are not dropped
 * without a question.
 */
async function signOut(form: HTMLFormElement): Promise<void> {
  const learner = meta("learner");
  const [{ openStore }, { Outbox }] = await Promise.all([
    import("../study/store.ts"),
    import("../study/outbox.ts"),
  ]);
  const store = await openStore();
  const outbox = new Outbox(store, learner);
  await Promise.race([outbox.flush(), new Promise((late) => setTimeout(late, 5000))]);
  const left = (await store.entries(learner)).filter((e) => e.state === "waiting").length;
  if (left > 0) {
    const { unsentOne, unsentMany } = form.dataset;
    if (!confirm(counted({ one: unsentOne, many: unsentMany }, left))) return;
  }
  outbox.stop();
  await store.forget(learner);
  if ("caches" in window)
    for (const name of await caches.keys())
      if (name !== "studium-frame" && !name.startsWith("studium-assets")) await caches.delete(name);
  form.dataset["ready"] = "";
  form.requestSubmit();
}

/** Network state, sign-out, and answers left over from a session that was closed. */
export function listenForNetwork(): void {
  addEventListener("online", follow);
  addEventListener("offline", follow);
  document.addEventListener("turbo:load", () => {
    follow();
    const learner = meta("learner");
    if (!learner || local.get("studium.unsent") !== learner || document.querySelector("study-session"))
      return;
    void Promise.all([import("../study/store.ts"), import("../study/outbox.ts")]).then(
      async ([{ openStore }, { Outbox }]) => {
        await new Outbox(await openStore(), learner).flush();
      },
    );
  });
  document.addEventListener(
    "submit",
    (e) => {
      const form = e.target;
      if (
        !(form instanceof HTMLFormElement) ||
        form.dataset["signOut"] === undefined ||
        form.dataset["ready"] !== undefined
      )
        return;
      e.preventDefault();
      e.stopImmediatePropagation();
      void signOut(form).catch(() => {
        form.dataset["ready"] = ""; // a browser whose store is broken can still sign out
        form.requestSubmit();
      });
    },
    true,
  );
}

define("offline-note", OfflineNote);
