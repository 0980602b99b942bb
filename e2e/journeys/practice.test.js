import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';

import { arrive } from '../lib/browser.js';
import { journey } from '../lib/journey.js';
import { lookAt } from '../lib/look.js';
import { answersArrive, ask, signUp } from '../lib/people.js';
import { allSent, phase } from '../lib/studying.js';

const CAPITALS = [
  ['France', 'Paris'],
  ['Italy', 'Rome'],
  ['Spain', 'Madrid'],
  ['Norway', 'Oslo'],
  ['Austria', 'Vienna'],
  ['Poland', 'Warsaw'],
  ['Portugal', 'Lisbon'],
];
const GOAL = 6;

journey('a learner practises a deck, misses a card, and it comes back until it is right', async (world) => {
  const { server, context, page, language, say } = world;
  await signUp(page, say);
  await page.goto('/practice');
  await page.getByText(say('study-no-cards')).waitFor();

  const file = `${server.folder}/Capitals.md`;
  await writeFile(file, CAPITALS.map(([land, town]) => `Q: Capital of ${land}?\nA: ${town}\n`).join('\n---\n\n'));
  await server.command(['import', file, '--user', 'Ada']);
  const deck = (await ask(context, '/api/v1/decks')).items[0];

  // The start page, then the deck's own button: another goal, in the address.
  await page.goto('/practice');
  await page.locator('select[name="over"]').selectOption(`deck:${deck.id}`);
  await lookAt(page, `practice-start-${language}`);
  await page.goto(`/decks/${deck.id}`);
  await lookAt(page, `practice-deck-${language}`);
  await page.getByRole('link', { name: say('practice-do'), exact: true }).click();
  await arrive(page, '/practice');
  await page.goto(`/practice?deck=${deck.id}&goal=${GOAL}`);

  // By keyboard: answers to choose from; the second card is missed on purpose.
  const came = [];
  let sure = 0;
  for (let n = 0; n < 20; n++) {
    const land = await asked(page);
    came.push(land);
    if (n === 0) await lookAt(page, `practice-choice-${language}`);
    const towns = await page.locator('[data-role="choices"] .choice > span').allInnerTexts();
    assert.equal(towns.length, 4, towns.join());
    const right = towns.indexOf(townOf(land));
    const miss = n === 1;
    await page.keyboard.press(String(1 + (miss ? (right + 1) % 4 : right)));
    await page.keyboard.press('Enter');
    if ((await phase(page)) === 'sure') {
      assert.equal(await page.locator('[data-role="verdict"]').isVisible(), false, 'nothing is shown before it is said');
      if (!sure++) await lookAt(page, `practice-sure-${language}`);
      await page.keyboard.press('Enter'); // nothing is chosen for the learner
      assert.equal(await phase(page), 'sure');
      await page.keyboard.press('3');
    }
    assert.equal(await phase(page), 'checked');
    if (miss) {
      await page.getByText(say('practice-next-again')).waitFor();
      await lookAt(page, `practice-missed-${language}`);
    }
    await page.keyboard.press('Enter');
    if ((await phase(page)) === 'summary') break;
  }

  // The missed one came back after three others, and the round ended at its goal.
  assert.equal(came.length, GOAL + 1);
  assert.equal(came.lastIndexOf(came[1]), 5, came.join());
  assert.ok(sure === 1 || sure === 2, `one in five is asked about, not ${sure} of ${GOAL}`);
  await page.getByText(say('practice-goal-many', { n: GOAL })).waitFor();
  await page.getByText(say('practice-first-try', { first: GOAL - 1, n: GOAL })).waitFor();
  await page.locator('[data-role="round-missed-list"]').getByText(came[1]).waitFor();
  await lookAt(page, `practice-summary-${language}`);
  await allSent(page, say);
  const kept = await answersArrive(context, GOAL + 1);
  assert.ok(kept.every((event) => event.mode === 'learn' && event.format === 'choice' && event.choices === 4));
  assert.ok(kept.every((event) => event.promised_s > 0), 'the server made a promise for each');
  assert.equal(kept.filter((event) => event.confidence === 90).length, sure);
  assert.deepEqual(kept.map((event) => event.outcome).filter((right) => right === 0), [0]);
  assert.ok(kept.some((event) => event.response === townOf(came[0])), 'what was chosen is in the log, in words');

  // Again with the missed one: it is asked as it is known now, and what is typed has its first letters at hand.
  await page.getByRole('link', { name: say('practice-again') }).press('Enter');
  await arrive(page, '/practice');
  assert.equal(await asked(page), came[1]);
  await page.locator('[data-role="choices"], [data-role="typed"]').locator('visible=true').first().waitFor();

  // Right once more, it is asked harder: typed, with first letters for whoever asks.
  const { card_id: card } = kept.find((event) => event.response === townOf(came[0]));
  let given = GOAL + 1;
  for (let harder = false; !harder; ) {
    await page.goto(`/practice?cards=${card}&goal=1`);
    await asked(page);
    harder = await page.locator('[data-role="typed"]').isVisible();
    if (harder) break;
    assert.ok(given++ < GOAL + 4, 'three times right, and still answers to choose from');
    const towns = await page.locator('[data-role="choices"] .choice > span').allInnerTexts();
    await page.keyboard.press(String(1 + towns.indexOf(townOf(came[0]))));
    await page.keyboard.press('Enter');
    if ((await phase(page)) === 'sure') await page.keyboard.press('3');
    await page.keyboard.press('Enter');
    await answersArrive(context, given);
  }
  await page.getByRole('button', { name: say('practice-hint') }).press('Enter');
  await page.locator('[data-role="hint"]', { hasText: townOf(came[0])[0] }).waitFor();
  await lookAt(page, `practice-typed-${language}`);
  await page.keyboard.type(townOf(came[0]));
  await page.keyboard.press('Enter');
  if ((await phase(page)) === 'sure') await page.getByRole('button', { name: say('practice-skip') }).press('Enter');
  assert.equal(await phase(page), 'answer');
  await page.keyboard.press('3');
  assert.equal(await phase(page), 'summary');
  await allSent(page, say);
  const last = (await answersArrive(context, given + 1)).find((event) => event.format === 'typed');
  assert.deepEqual([last.mode, last.hints, last.confidence], ['learn', 1, null]);
});

/** The land that the question on screen names. */
async function asked(page) {
  await page.locator('study-session[data-phase="question"]').waitFor();
  return /of (\w+)/.exec(await page.locator('[data-role="question-body"]').innerText())[1];
}

const townOf = (land) => CAPITALS.find(([name]) => name === land)[1];
