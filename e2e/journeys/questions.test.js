import assert from 'node:assert/strict';

import { arrive } from '../lib/browser.js';
import { journey } from '../lib/journey.js';
import { lookAt } from '../lib/look.js';
import { signUp } from '../lib/people.js';
import { allSent, phase, question } from '../lib/studying.js';

/** Each kind as it is written in the editor, how it is answered in the session, and what is then said. */
const ITEMS = [
  {
    kind: 'numeric',
    fields: { prompt: 'How large is $g$?', answers: '9.81 ± 1%', unit: 'm/s^2', hints: 'Less than 10.' },
    answer: (page) => page.keyboard.type('9,8 m/s²'),
    hint: true,
    right: true,
  },
  { kind: 'formula', fields: { prompt: 'Differentiate $x^2$.', answers: '2x' }, answer: (page) => page.keyboard.type('x + x'), right: true },
  {
    kind: 'gaps',
    fields: { prompt: 'Water is [[hydrogen]] and [[oxygen]].' },
    answer: async (page) => {
      await page.keyboard.type('Hydrogen');
      await page.keyboard.press('Tab');
      await page.keyboard.type('iron');
    },
    right: false,
  },
  {
    kind: 'match',
    fields: { prompt: 'Which capital?', pairs: 'France :: Paris\nItaly :: Rome', extra_rights: 'Berlin' },
    answer: async (page) => {
      for (const [row, capital] of [[0, 'Paris'], [1, 'Rome']]) {
        const name = await page.locator('.match-bank li', { hasText: capital }).locator('b').textContent();
        await page.locator('.match-rows select').nth(row).selectOption({ label: name });
      }
    },
    right: true,
  },
  {
    kind: 'order',
    fields: { prompt: 'Sort by size.', entries: 'ant\ncat\nhorse' },
    answer: async (page) => {
      const names = () => page.locator('.order-text').allTextContents();
      for (const [place, name] of ['ant', 'cat'].entries()) {
        while ((await names()).indexOf(name) > place) {
          await page.locator('.order-rows li', { hasText: name }).getByRole('button').first().press('Enter');
        }
      }
    },
    right: true,
  },
  {
    kind: 'free_text',
    fields: { prompt: 'Why is the sky blue?', rubric: '2: scattering | scattered :: names scattering\n1: short waves | blue light' },
    answer: (page) => page.keyboard.type('Because the light is scattered in the air.'),
    right: false,
  },
  { kind: 'worked', fields: { prompt: 'Solve $2x = 6$.', steps: '1: Divide by 2.\n1: $x = 3$' }, answer: undefined, right: true },
];

journey('a learner writes every kind of graded question and answers it by keyboard', async ({ page, language, say }) => {
  await signUp(page, say);
  for (const { kind, fields } of ITEMS) {
    await page.goto('/items/new');
    await page.locator('[name="kind"]').selectOption(kind);
    for (const [name, value] of Object.entries(fields)) await page.locator(`[name="${name}"]:visible`).fill(value);
    if (kind === 'gaps' || kind === 'numeric') await lookAt(page, `question-${kind}-${language}-edit`);
    const deck = page.locator('[name="new_deck"]:visible');
    if (await deck.count()) await deck.fill('Mixed');
    await page.locator('main form button.primary').click();
    await arrive(page, /^\/items|^\/decks/);
  }
  await page.goto('/study');
  for (let n = 0; n < ITEMS.length; n++) {
    await question(page);
    const item = await shown(page);
    if (item.hint) {
      await page.getByRole('button', { name: say('session-hint'), exact: true }).click();
      await page.getByText('Less than 10.').waitFor();
      await page.locator('[data-role="typed-input"]').focus();
    }
    await item.answer?.(page);
    await lookAt(page, `question-${item.kind}-${language}`);
    await page.locator('[data-do="reveal"]').click();
    assert.equal(await phase(page), 'answer');
    if (item.kind === 'worked') {
      await page.getByRole('button', { name: say('session-next-step') }).click();
      for (const tick of await page.locator('.worked-steps input').all()) await tick.check();
    } else {
      await page.locator('.verdict-reason').first().waitFor();
      const head = page.locator('.verdict-head');
      assert.equal(await head.evaluate((e) => e.classList.contains('is-good')), item.right, item.kind);
    }
    const suggested = page.locator('.grade.suggested');
    assert.equal(await suggested.getAttribute('data-rating'), item.right ? '3' : '1', item.kind);
    await lookAt(page, `question-${item.kind}-${language}-graded`);
    await page.locator('[data-rating="3"]').click();
  }
  await allSent(page, say);
});

/** The item on screen, by its words. */
async function shown(page) {
  const text = await page.locator('[data-role="question-body"]').textContent();
  const found = { large: 'numeric', Differentiate: 'formula', Water: 'gaps', capital: 'match', Sort: 'order', sky: 'free_text', Solve: 'worked' };
  const kind = Object.entries(found).find(([word]) => text.includes(word))?.[1];
  return ITEMS.find((item) => item.kind === kind);
}
