import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

import { arrive } from '../lib/browser.js';
import { bringFiles } from '../lib/importing.js';
import { journey } from '../lib/journey.js';
import { lookAt } from '../lib/look.js';
import { all, answersArrive, answersKept, ask, signUp } from '../lib/people.js';
import { allSent, answer, answerMany, phase, question, undo } from '../lib/studying.js';

const DATA = process.env.STUDIUM_DATA ?? fileURLToPath(new URL('../../../shared/data', import.meta.url));
const PACKAGES = ['html-test.apkg', 'media_new.apkg'].map((name) => `${DATA}/anki/${name}`);

journey('a learner imports, studies 20 cards by keyboard, loses the network and exports', async (world) => {
  const { server, context, page, language, say } = world;
  await page.goto('/sign-up');
  await signUp(page, say);
  await lookAt(page, `today-first-${language}`);

  const files = PACKAGES.every(existsSync) ? PACKAGES : [await ownPackage(server)];
  await bringFiles(page, say, files, { look: `import-${language}` });
  const decks = (await ask(context, '/api/v1/decks')).items;
  assert.ok(decks.length >= 1);
  await page.goto('/decks');
  await lookAt(page, `decks-${language}`);

  // Ten answers with the network …
  await page.goto('/today');
  await page.getByRole('link', { name: new RegExp(`${say('today-start')}|${say('today-begin')}`) }).press('Enter');
  await arrive(page, '/study');
  await question(page);
  await lookAt(page, `study-question-${language}`);
  assert.equal(await answerMany(page, 10), 10);
  await allSent(page, say);
  await answersArrive(context, 10);
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));

  // … six without, a reload among them …
  await context.setOffline(true);
  assert.equal(await answerMany(page, 3), 3);
  await page.locator('[data-role="save"]', { hasText: say('session-saved-many', { n: 3 }) }).waitFor();
  await page.reload();
  await question(page);
  assert.equal(await answerMany(page, 3), 3);
  await page.locator('[data-role="save"]', { hasText: say('session-saved-many', { n: 6 }) }).waitFor();
  assert.equal((await answersKept(context)).length, 10, 'nothing has arrived yet');

  // … and four when it is back.
  await context.setOffline(false);
  await allSent(page, say);
  await answersArrive(context, 16);
  assert.equal(await answerMany(page, 4), 4);
  await allSent(page, say);
  await answersArrive(context, 20);

  // The last one was a slip: taken back, and given again.
  await undo(page);
  await allSent(page, say);
  await answersArrive(context, 19);
  if ((await phase(page)) === 'answer') await page.keyboard.press('3');
  else await answer(page);
  await allSent(page, say);
  const kept = await answersArrive(context, 20);
  assert.ok(kept.every((event) => event.mode === 'flashcard' && event.promised_s !== null));

  await seenOn(page, '/today', 20);
  await lookAt(page, `today-${language}`);
  await seenOn(page, '/statistics', 20);

  await exportAgain(server, context, page, decks);
});

/** The number of answers stands on this page. */
async function seenOn(page, path, answers) {
  await page.goto(path);
  await page.locator('main').getByText(new RegExp(`(^|\\D)${answers}(\\D|$)`)).first().waitFor();
}

/** Without other people's packages: one that our own server writes from generated cards. */
async function ownPackage(server) {
  console.log(`skipped: other people's packages, which are not at STUDIUM_DATA; one of our own is imported`);
  const cards = Array.from({ length: 24 }, (_, n) => `Q: What is ${n + 2} squared?\nA: ${(n + 2) ** 2}\n`);
  const markdown = `${server.folder}/Squares.md`;
  await writeFile(markdown, cards.join('\n---\n\n'));
  await server.command(['user', 'add', 'maker'], { input: 'a maker of packages\n' });
  await server.command(['import', markdown, '--user', 'maker']);
  const file = `${server.folder}/Squares.apkg`;
  await server.command(['export', '--user', 'maker', '--deck', 'Squares', '--out', file]);
  return file;
}

/** As a download, and it is an Anki package with what was learnt: another learner imports it with its history. */
async function exportAgain(server, context, page, decks) {
  const deck = decks.find((one) => !one.parent) ?? decks[0];
  const answer = await context.request.get(`/api/v1/decks/${deck.id}/export?format=apkg`);
  assert.equal(answer.status(), 200);
  const body = await answer.body();
  assert.equal(body.subarray(0, 2).toString('latin1'), 'PK');
  const file = `${server.folder}/again.apkg`;
  await writeFile(file, body);
  await server.command(['user', 'add', 'second'], { input: 'the second learner\n' });
  const printed = await server.command(['import', file, '--user', 'second', '--json']);
  const { counts } = JSON.parse(printed.trim().split('\n').at(-1));
  const mine = await all(context, `/api/v1/items?deck=${deck.id}&limit=200`);
  assert.equal(counts.items, mine.length);
  assert.ok(counts.reviews > 0, printed);
}
