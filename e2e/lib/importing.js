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
  await page.getByRole('button', { name: say('import-begin'), exact: true }).click();
  const imports = await finished(page, files.length);
  await page.goto('/imports');
  for (const { id } of imports) await page.locator(`a[href="/imports/${id}"]`).waitFor();
  await page.locator(`a[href="/imports/${imports[0].id}"]`).click();
  await arrive(page, `/imports/${imports[0].id}`);
  if (look) await lookAt(page, `${look}-done`);
  return imports;
}

/** Waits until so many imports are done, and gives them. */
async function finished(page, many) {
  const until = Date.now() + 60_000;
  for (;;) {
    const { items } = await ask(page.context(), '/api/v1/imports');
    const failed = items.find((one) => one.state === 'failed');
    assert.ok(!failed, `an import failed: ${JSON.stringify(failed)}`);
    if (items.length === many && items.every((one) => one.state === 'done')) return items;
    assert.ok(Date.now() < until, `not imported in time: ${JSON.stringify(items)}`);
    await page.waitForTimeout(100);
  }
}
