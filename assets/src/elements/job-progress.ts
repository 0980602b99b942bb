import { visit } from "@hotwired/turbo";
import { Enhanced, define } from "../lib/enhanced.ts";
import { fill } from "../lib/text.ts";

interface Job {
  state: "queued" | "running" | "done" | "failed";
  done?: number;
  total?: number;
}

/** Follows a background job until it ends, then shows the page as it is after it. */
export class JobProgress extends Enhanced {
  protected start(life: AbortSignal): void {
    void this.#follow(life);
  }

  async #follow(life: AbortSignal): Promise<void> {
    const src = this.getAttribute("src");
    const bar = this.querySelector("progress");
    const text = this.piece("text");
    const number = new Intl.NumberFormat(document.documentElement.lang);
    let wait = 1000;
    let seen = -1;
    while (src && !life.aborted) {
      await new Promise((go) => setTimeout(go, wait));
      if (life.aborted || document.hidden) continue;
      let job: Job;
      try {
        const answer = await fetch(src, { headers: { Accept: "application/json" }, signal: life });
        if (!answer.ok) throw new Error(String(answer.status));
        job = (await answer.json()) as Job;
      } catch {
        wait = Math.min(wait * 2, 8000);
        continue;
      }
      if (job.state === "done" || job.state === "failed") return this.#end();
      const done = job.done ?? 0;
      const total = job.total ?? 0;
      if (bar && total > 0) {
        bar.max = total;
        bar.value = done;
      }
      if (text && total > 0)
        text.textContent = fill(this.dataset["text"], {
          done: number.format(done),
          total: number.format(total),
        });
      wait = done > seen ? 1000 : Math.min(wait * 1.5, 8000); // a job that stands still is asked less often
      seen = done;
    }
  }

  #end(): void {
    this.dispatchEvent(new CustomEvent("job-progress:end", { bubbles: true }));
    const frame = this.closest<HTMLElement & { reload(): Promise<void> }>("turbo-frame[src]");
    if (frame) void frame.reload();
    else visit(this.dataset["then"] ?? location.href, { action: "replace" });
  }
}

define("job-progress", JobProgress);
