import assert from 'node:assert/strict';

import { journey } from '../lib/journey.js';
import { lookAt } from '../lib/look.js';

journey('a visitor opens the front page', async ({ page, language, say }) => {
  const answer = await page.goto('/');
  assert.equal(answer.status(), 200);
  assert.match(await page.title(), /Studium/);
  assert.equal(await page.locator('html').getAttribute('lang'), language);
  assert.equal(await page.locator('h1').count(), 1);
  await page.keyboard.press('Tab');
  await page.getByRole('link', { name: say('skip-to-content') }).and(page.locator(':focus')).waitFor();
  await lookAt(page, `front-${language}`);
});
