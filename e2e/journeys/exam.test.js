import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';

import { arrive } from '../lib/browser.js';
import { bringFiles } from '../lib/importing.js';
import { journey } from '../lib/journey.js';
import { lookAt } from '../lib/look.js';
import { signUp } from '../lib/people.js';

journey('a learner makes a mock exam, sits it by keyboard, loses the server in the middle, and studies the misses', async (world) => {
  const { page, language, say, server } = world;
  await signUp(page, say);
  await page.goto('/quizzes');
  await lookAt(page, `exam-list-none-${language}`);
  const file = `${server.folder}/Capitals.md`;
  const cards = ['Peru Lima', 'Ghana Accra', 'Norway Oslo', 'Egypt Cairo'].map((pair) => pair.split(' '));
  await writeFile(file, cards.map(([country, capital]) => `Q: Capital of ${country}?\nA: ${capital}\n`).join('\n---\n\n'));
  await bringFiles(page, say, [file]);

  await page.goto('/quizzes/new?mode=exam');
  await page.getByLabel(say('paper-name'), { exact: true }).fill('Capitals');
  await page.locator('[name="questions"]').first().fill('4');
  await page.locator('[name="minutes"]').fill('20');
  await lookAt(page, `exam-new-${language}`);
  await page.getByRole('button', { name: say('paper-save'), exact: true }).click();
  await arrive(page, /^\/quizzes\/[0-9a-f-]+$/);
  await lookAt(page, `exam-paper-${language}`);
  await page.getByRole('button', { name: say('paper-begin') }).click();
  await arrive(page, /^\/sittings\//);

  const saved = () => page.locator('[data-role="save"]', { hasText: say('sitting-saved') }).waitFor();
  const answers = page.locator('section.q .input');
  assert.equal(await answers.count(), 4);
  const capital = async (n) => {
    const text = await page.locator(`#q${n} .q-text`).textContent();
    return cards.find(([country]) => text.includes(country))[1];
  };
  // by keyboard: the field has the focus, Tab goes on
  await answers.first().focus();
  await page.keyboard.type(await capital(0));
  await saved();
  await page.keyboard.press('Tab');
  await answers.nth(1).focus();

  // The server is lost while the second answer is typed; it is kept here, and sent when the server is back.
  await server.kill();
  await page.keyboard.type(await capital(1));
  await page.locator('[data-role="save"]', { hasText: say('sitting-unsaved') }).waitFor();
  await lookAt(page, `exam-unsaved-${language}`);
  await server.start();
  await saved();
  await page.reload();
  assert.equal(await answers.nth(0).inputValue(), await capital(0));
  assert.equal(await answers.nth(1).inputValue(), await capital(1));

  await answers.nth(2).fill('nowhere');
  await page.locator('#q2 .segments label', { hasText: say('sitting-certain') }).click();
  await page.locator('#q3').getByLabel(say('sitting-flag'), { exact: true }).check();
  await saved();
  await page.locator('.qgrid .flag').waitFor();
  await lookAt(page, `exam-sitting-${language}`);
  await page.getByRole('button', { name: say('sitting-hand-in-now') }).click();
  await page.locator('[data-sitting-over]').waitFor();
  assert.match(await page.locator('h1').textContent(), /^2 \S+ 4/);
  assert.equal(await page.locator('.result .badge.good').count(), 2);
  await lookAt(page, `exam-result-${language}`);

  await page.locator('.start a').click();
  await arrive(page, '/study');
  await page.locator('study-session[data-phase="question"]').waitFor();
  await page.goto('/quizzes');
  await lookAt(page, `exam-list-${language}`);
});
