import assert from 'node:assert/strict';

import { arrive, assertQuiet, openPage } from '../lib/browser.js';
import { journey } from '../lib/journey.js';
import { lookAt } from '../lib/look.js';
import { all, answersArrive, answersKept, ask, signUp } from '../lib/people.js';
import { allSent, answer, phase, question } from '../lib/studying.js';

journey('two tabs edit one item, and both versions are shown', async ({ context, page, language, say }) => {
  await signUp(page, say);
  await make(page, say, 'basic', { front: 'What is 6 × 7?', back: '42', new_deck: 'Numbers' });
  const [item] = await all(context, '/api/v1/items');

  const other = await openPage(context);
  await page.goto(`/items/${item.id}`);
  await lookAt(page, `editor-${language}`);
  await other.goto(`/items/${item.id}`);
  await other.locator('[name="back"]').fill('forty-two');
  await save(other, say);
  await other.locator('.notice').waitFor();

  // What this tab wrote is kept in the form, what the other one stored stands beside it.
  await page.locator('[name="back"]').fill('zweiundvierzig');
  await save(page, say);
  await page.locator('.versions').waitFor();
  assert.equal(await page.locator('.versions .mine [name="back"]').inputValue(), 'zweiundvierzig');
  await page.locator('.versions section:not(.mine)').getByText('forty-two').first().waitFor();
  await lookAt(page, `editor-two-versions-${language}`);
  assert.match(JSON.stringify(await ask(context, '/api/v1/items')), /forty-two/, 'nothing was overwritten');

  // Decided: mine, over the version that was shown. The other one stays in the history.
  await page.locator('.versions .mine').getByRole('button', { name: say('save') }).click();
  await page.locator('.notice').waitFor();
  assert.match(JSON.stringify(await ask(context, '/api/v1/items')), /zweiundvierzig/);
  await page.goto(`/items/${item.id}/history`);
  await page.locator('main').getByText('forty-two').first().waitFor();
  await lookAt(page, `history-${language}`);
  assertQuiet(other);
});

journey('cards with gaps and choices are made, previewed, studied, deleted and brought back', async (world) => {
  const { context, page, language, say } = world;
  await signUp(page, say);

  // Gaps, by the keyboard's own way of making them; the preview follows.
  await page.goto('/items/new?kind=cloze');
  await page.locator('[name="new_deck"]').fill('Cells');
  await page.locator('[name="text"]').fill('Chlorophyll absorbs red');
  await page.locator('[name="text"]').press('Control+Shift+ArrowLeft');
  await page.keyboard.press('Control+Shift+C');
  assert.equal(await page.locator('[name="text"]').inputValue(), 'Chlorophyll absorbs {{c1::red}}');
  await page.locator('[name="text"]').press('Control+End');
  await page.keyboard.type(' and {{c2::blue}} light.');
  await page.locator('[data-role="preview"] .gap').first().waitFor();
  await lookAt(page, `editor-cloze-${language}`);
  await page.locator('[name="text"]').press('Control+Enter');
  await page.locator('.notice').waitFor();

  // Two reasons to look again: the answer stands in the question, and no answer is right.
  const { deck_id: deck } = (await ask(context, '/api/v1/cards')).items[0];
  await page.goto(`/items/new?kind=choice&deck=${deck}`);
  await page.locator('[name="prompt"]').fill('Which pigment absorbs blue light?');
  for (const [n, text] of ['Chlorophyll', 'Haemoglobin', 'Melanin'].entries()) {
    await page.locator(`[name="option${n}"]`).fill(text);
  }
  await page.locator('[name="feedback1"]').fill('It carries oxygen in blood.');
  await page.locator('[data-role="preview"] .lint li:not(.is-good)').first().waitFor();
  await page.locator('[name="right0"]').check();
  await page.locator('[data-role="preview"]').getByText('Haemoglobin').waitFor();
  await lookAt(page, `editor-choice-${language}`);
  await save(page, say);
  await page.locator('.notice').waitFor();
  await lookAt(page, `deck-${language}`);

  // Studied by keyboard: gaps one at a time, the choice grades itself.
  await page.goto(`/study?deck=${deck}`);
  let choices = 0;
  let given = 0;
  for (; given < 12 && (await phase(page)) !== 'summary'; given++) {
    const asks = await question(page);
    if (asks.choices) {
      choices++;
      assert.equal(await page.getByText('It carries oxygen').isVisible(), false);
      const shown = await page.locator('[data-role="choices"] .choice').allInnerTexts();
      await page.keyboard.press(String(1 + shown.findIndex((text) => text.includes('Haemoglobin'))));
      await page.keyboard.press('Enter');
      await page.getByText('It carries oxygen').waitFor();
      await lookAt(page, `study-choice-${language}`);
      await page.keyboard.press('Enter');
    } else {
      await answer(page, 3);
    }
  }
  assert.ok(choices > 0);
  const before = await answersArrive(context, given);
  await allSent(page, say);
  assert.ok(before.some((event) => event.rating === 1 && event.response !== null), 'the wrong choice is in the log');

  // Deleted, undone; deleted again, and brought back from the bin with its history.
  const item = before[0].item_id;
  await page.goto(`/items/${item}`);
  await page.getByRole('button', { name: say('item-bin') }).click();
  await page.locator('.notice').waitFor();
  assert.equal((await all(context, '/api/v1/items')).length, 1);
  await page.getByRole('button', { name: say('undo'), exact: true }).click();
  await page.locator('.notice').getByText(say('undone')).waitFor();
  assert.equal((await all(context, '/api/v1/items')).length, 2);

  await page.goto(`/decks/${deck}`);
  await page.getByRole('button', { name: say('deck-bin') }).click();
  await page.locator('.notice').waitFor();
  assert.equal((await all(context, '/api/v1/items')).length, 0);
  await page.goto('/bin');
  await lookAt(page, `bin-${language}`);
  await page.getByRole('button', { name: say('bin-restore') }).first().click();
  await page.locator('.notice').waitFor();
  assert.equal((await all(context, '/api/v1/items')).length, 2);
  assert.deepEqual(ids(await answersKept(context)), ids(before));

  await page.goto('/items?q=' + encodeURIComponent('kind:choice'));
  await page.locator('table').getByText('Which pigment').waitFor();
  await lookAt(page, `browser-${language}`);
});

const ids = (events) => events.map((event) => event.id).sort();

/** Makes an item by the editor's fields. */
async function make(page, say, kind, fields) {
  await page.goto(`/items/new?kind=${kind}`);
  for (const [name, text] of Object.entries(fields)) await page.locator(`[name="${name}"]`).fill(text);
  await save(page, say);
  await arrive(page, /^\/decks\//);
}

function save(page, say) {
  return page.locator('item-editor').getByRole('button', { name: say('save') }).first().click();
}
