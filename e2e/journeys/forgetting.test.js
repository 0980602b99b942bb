import assert from 'node:assert/strict';

import { arrive } from '../lib/browser.js';
import { journey } from '../lib/journey.js';
import { lookAt } from '../lib/look.js';
import { ask, signInAsDemo, signUp } from '../lib/people.js';

const ANKIS_17 = '0.4, 0.6, 2.4, 5.8, 4.93, 0.94, 0.86, 0.01, 1.49, 0.14, 0.94, 2.18, 0.05, 0.34, 1.26, 0.29, 2.61';

journey('a learner measures how they forget, pastes numbers and goes back', async (world) => {
  const { server, context, page, language, say } = world;
  await signInAsDemo(server, page, language, say);
  await page.goto('/statistics');
  await page.getByRole('link', { name: say('forgetting-link') }).click();
  await arrive(page, '/statistics/memory');
  await lookAt(page, `forgetting-${language}-before`);
  const published = await page.locator('.numbers').innerText();
  await page.getByRole('button', { name: say('forgetting-fit-first') }).click();
  // the page follows the job and shows itself anew when it is over
  await page.getByRole('button', { name: say('forgetting-fit-again') }).waitFor({ timeout: 60_000 });
  const [fit] = (await ask(context, '/api/v1/memory')).fits;
  assert.ok(['accepted', 'not_better'].includes(fit.verdict), fit.verdict);
  assert.equal(await page.locator('svg[role="img"]').count(), 2);
  for (const fold of await page.locator('.charts details.data > summary').all()) await fold.click();
  await lookAt(page, `forgetting-${language}-measured`);

  await page.getByText(say('forgetting-paste'), { exact: true }).click();
  const field = page.getByLabel(say('forgetting-paste-label'));
  await field.fill('0.4, one');
  await page.getByRole('button', { name: say('forgetting-paste-use') }).click();
  await page.getByText(say('forgetting-paste-word')).waitFor();
  assert.equal(await field.inputValue(), '0.4, one');
  await lookAt(page, `forgetting-${language}-wrong`);
  await field.fill(ANKIS_17);
  await page.getByRole('button', { name: say('forgetting-paste-use') }).click();
  await page.getByText(say('forgetting-changed')).waitFor();
  assert.match(await page.locator('.numbers').innerText(), /^0\.4, 0\.6, 2\.4, 5\.8/);
  await lookAt(page, `forgetting-${language}-pasted`);

  await page.getByRole('button', { name: say('forgetting-reset') }).click();
  await page.getByRole('button', { name: say('forgetting-reset') }).waitFor({ state: 'detached' });
  assert.equal(await page.locator('.numbers').innerText(), published);
  assert.equal((await ask(context, '/api/v1/memory')).in_force.origin, 'published');
});

journey('somebody new is told how many repetitions are missing', async ({ page, language, say }) => {
  await signUp(page, say);
  await page.goto('/statistics/memory');
  assert.match(await page.locator('h1').innerText(), /200/);
  await lookAt(page, `forgetting-${language}-new`);
});
