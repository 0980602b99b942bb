import assert from 'node:assert/strict';

import { journey } from '../lib/journey.js';
import { lookAt } from '../lib/look.js';
import { ask, libraryHas, signInAsDemo, signUp } from '../lib/people.js';

const SLUG = { en: 'photosynthesis', de: 'fotosynthese' };

journey('every page of a learner with a history can be used by everybody', async (world) => {
  const { server, context, page, language, say } = world;
  await libraryHas(page, `/explanations/${SLUG[language]}`);
  await signInAsDemo(server, page, language, say);
  const [deck] = (await ask(context, '/api/v1/decks')).items;
  const [item] = (await ask(context, `/api/v1/items?deck=${deck.id}`)).items;
  const [card] = (await ask(context, `/api/v1/cards?deck=${deck.id}`)).items;
  const course = await (await page.goto('/decks'), page.locator('a[href^="/courses/"]').first().getAttribute('href'));
  const pages = {
    today: '/today',
    statistics: '/statistics',
    decks: '/decks',
    deck: `/decks/${deck.id}`,
    'deck-edit': `/decks/${deck.id}/edit`,
    'deck-settings': `/decks/${deck.id}/settings`,
    course,
    browser: '/items',
    item: `/items/${item.id}`,
    card: `/cards/${card.card_id}`,
    bin: '/bin',
    explanation: `/explanations/${SLUG[language]}`,
    search: '/search?q=a',
    settings: '/settings',
    more: '/more',
  };
  await lookAtAll(page, pages, `full-${language}`);
});

journey('every page of a visitor and of an admin can be used by everybody', async ({ page, language, say }) => {
  await libraryHas(page, `/explanations/${SLUG[language]}`);
  await lookAtAll(page, {
    subject: '/library/biology',
    topic: '/library/biology/metabolism',
    search: '/search?q=photo',
    'search-nothing': '/search?q=qqqqqq',
    'sign-in': '/sign-in',
    recover: '/recover',
    privacy: '/legal/privacy',
    imprint: '/legal/imprint',
  }, `visitor-${language}`);
  const gone = await page.goto('/no-such-page');
  assert.equal(gone.status(), 404);
  await lookAt(page, `visitor-${language}-404`);
  await signUp(page, say);
  await lookAtAll(page, { admin: '/admin', add: '/add', items: '/items', study: '/study' }, `admin-${language}`);
});

async function lookAtAll(page, pages, name) {
  for (const [part, path] of Object.entries(pages)) {
    const answer = await page.goto(path);
    assert.equal(answer.status(), 200, path);
    await lookAt(page, `${name}-${part}`);
  }
}
