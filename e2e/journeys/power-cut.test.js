import assert from 'node:assert/strict';

import { arrive } from '../lib/browser.js';
import { journey } from '../lib/journey.js';
import { answersArrive, libraryHas, signUp } from '../lib/people.js';
import { allSent, answerMany, question } from '../lib/studying.js';

journey('the server dies in the middle of a session, and nothing is lost or doubled', async (world) => {
  const { server, context, page, say, language } = world;
  await page.goto('/sign-up');
  await signUp(page, say);
  await enrol(page, language);
  await page.goto('/study');
  await question(page);

  assert.equal(await answerMany(page, 4), 4);
  await allSent(page, say);
  await answersArrive(context, 4);

  await server.kill();
  assert.equal(await answerMany(page, 5), 5);
  await page.locator('[data-role="save"][data-state="waiting"]').waitFor();

  await server.start();
  await allSent(page, say);
  const after = await answersArrive(context, 9);

  // Killed while answers are on their way: again and again, each time it comes back by itself.
  for (let round = 0; round < 3; round++) {
    assert.equal(await answerMany(page, 2), 2);
    await server.kill();
    await server.start();
  }
  await allSent(page, say);
  const kept = await answersArrive(context, 15);
  for (const event of after) assert.ok(kept.some((one) => one.id === event.id));
  await server.command(['check']);

  // The session itself goes on after a reload, without the cards that were just answered.
  await page.reload();
  await page.locator('study-session[data-phase="question"], .empty').first().waitFor();
});

/** Takes two explanations of the library along, so that there are cards enough. */
async function enrol(page, language) {
  const slugs = { en: ['photosynthesis', 'newtons-laws'], de: ['fotosynthese', 'newtonsche-gesetze'] }[language];
  for (const slug of slugs) {
    await libraryHas(page, `/explanations/${slug}`);
    await page.goto(`/explanations/${slug}`);
    await page.locator(`form[action="/explanations/${slug}/study"] button`).first().click();
    await arrive(page, '/study');
  }
}
