// Bringing files along, as a person does it.

import assert from 'node:assert/strict';

import { arrive } from './browser.js';
import { lookAt } from './look.js';
import { ask } from './people.js';

/** Chooses files on the import page, sends them, and waits until they are in. `look` names pictures of both pages. */
export async function bringFiles(page, say, files, { look } = {}) {
  await page.goto('/imports');
  if (look) await lookAt(page, look);
  await page.locator('file-drop input[type="file"]').setInputFiles(files);
  await page.locator('form:has(file-drop) button.primary').click();
  await arrive(page, /^\/imports/);
  const imports = await finished(page);
  if (look) await lookAt(page, `${look}-done`);
  return imports;
}

/** Waits for every import that this page speaks of, and reloads it. */
async function finished(page) {
  const until = Date.now() + 60_000;
  for (;;) {
    const ids = new Set([...(await page.content()).matchAll(/imports\/([0-9a-f-]{36})/g)].map((found) => found[1]));
    const here = /imports\/([0-9a-f-]{36})/.exec(page.url());
    if (here) ids.add(here[1]);
    assert.ok(ids.size > 0, `no import on ${page.url()}`);
    const states = await Promise.all([...ids].map((id) => ask(page.context(), `/api/v1/imports/${id}`)));
    const failed = states.find((one) => one.state === 'failed');
    assert.ok(!failed, `an import failed: ${JSON.stringify(failed)}`);
    if (states.every((one) => one.state === 'done')) {
      await page.reload();
      return states;
    }
    assert.ok(Date.now() < until, `not imported in time: ${JSON.stringify(states)}`);
    await page.waitForTimeout(200);
  }
}
