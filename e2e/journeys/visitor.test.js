import assert from 'node:assert/strict';

import { arrive } from '../lib/browser.js';
import { journey } from '../lib/journey.js';
import { lookAt } from '../lib/look.js';
import { answersArrive, ask, libraryHas, signUp } from '../lib/people.js';
import { answer } from '../lib/studying.js';

const EXPLANATION = { en: '/explanations/photosynthesis', de: '/explanations/fotosynthese' };
const PHONE = { width: 390, height: 844 };

journey('a visitor reads, tries, signs up and finds it kept', async ({ context, page, language, say }) => {
  await page.setViewportSize(PHONE);
  await libraryHas(page, EXPLANATION[language]);

  await page.goto('/');
  await page.getByRole('link', { name: say('front-all') }).click();
  await arrive(page, '/library');
  await page.getByRole('heading', { level: 1, name: say('library-lead') }).waitFor();
  await lookAt(page, `library-${language}`);

  await page.locator(`a[href="${EXPLANATION[language]}"]`).first().click();
  await arrive(page, EXPLANATION[language]);
  assert.ok((await page.locator('main h1').innerText()).length > 5);
  assert.ok((await page.locator('math').count()) > 0, 'formulas are MathML');
  await lookAt(page, `explanation-${language}`);

  const tried = (await answerTeasers(page, say)) + (await turnCards(page, say));
  assert.equal(tried, 5);
  await page.waitForFunction((n) => JSON.parse(localStorage.getItem('studium.tried') ?? '[]').length === n, tried);

  await page.locator('[data-end]').getByRole('link', { name: say('try-end-account') }).click();
  await arrive(page, '/sign-up');
  await lookAt(page, `sign-up-${language}`);
  await signUp(page, say);

  // Back where the visitor was, now as a learner, and what was tried is in the log.
  assert.equal(new URL(page.url()).pathname, EXPLANATION[language]);
  const kept = await answersArrive(context, tried);
  assert.deepEqual(new Set(kept.map((event) => event.mode)), new Set(['article']));
  assert.equal(await page.evaluate(() => localStorage.getItem('studium.tried')), null);

  // Also on the pages that people look at.
  await page.goto('/today');
  await page.locator('main').getByText(new RegExp(`\\b${tried}\\b`)).first().waitFor();
  await lookAt(page, `today-after-trying-${language}`);
  await page.goto('/statistics');
  await page.locator('dt', { hasText: say('statistics-answers') }).locator('..').getByText(String(tried)).first().waitFor();
  await lookAt(page, `statistics-${language}`);

  // And the rest of the explanation's cards can be studied.
  const { counts } = await ask(context, '/api/v1/study');
  assert.ok(counts.new + counts.learning + counts.due > tried, JSON.stringify(counts));
  await page.goto('/study');
  await answer(page);
  await page.locator('study-session[data-phase="question"]').waitFor();
  await page.locator('[data-role="save"]', { hasText: say('session-sent') }).waitFor();
  await answersArrive(context, tried + 1);
});

/** All teasers, by their radio buttons. Gives how many. */
async function answerTeasers(page, say) {
  const teasers = page.locator('teaser-quiz fieldset');
  const many = await teasers.count();
  assert.ok(many > 0);
  for (let n = 0; n < many; n++) {
    const teaser = teasers.nth(n);
    await teaser.getByRole('radio').first().check();
    await teaser.locator('.because:visible').first().waitFor();
    await teaser.getByRole('button', { name: say(n + 1 < many ? 'teaser-next' : 'teaser-done') }).click();
  }
  await page.locator('[data-end]').waitFor();
  return many;
}

/** Turns two cards, knowing the one and not the other. */
async function turnCards(page, say) {
  const cards = page.locator('flip-card');
  for (const [n, word] of ['flip-knew-it', 'flip-not-yet'].entries()) {
    const card = cards.nth(n);
    await card.locator('summary').click();
    const button = card.getByRole('button', { name: say(word) });
    await button.click();
    assert.equal(await button.getAttribute('aria-pressed'), 'true');
  }
  return 2;
}
