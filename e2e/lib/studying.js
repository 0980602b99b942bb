// A session by keyboard alone, as `<study-session>` shows it.

import assert from 'node:assert/strict';

const session = (page) => page.locator('study-session');

/** Waits until the session shows a question, and gives what kind of answer it asks for. */
export async function question(page) {
  await page.locator('study-session[data-phase="question"]').waitFor();
  const open = (role) => session(page).locator(`[data-role="${role}"]`).isVisible();
  return { typed: await open('typed'), choices: await open('choices') };
}

/** Answers the card on screen: 3 knew it, 1 not yet. A question with choices grades itself. */
export async function answer(page, rating = 3) {
  const asks = await question(page);
  if (asks.choices) {
    await page.keyboard.press('1');
    await page.keyboard.press('Enter');
    assert.equal(await phase(page), 'checked');
    await page.keyboard.press('Enter');
    return;
  }
  if (asks.typed) {
    await page.keyboard.type('perhaps');
    await page.keyboard.press('Enter');
  } else {
    await page.keyboard.press('Space');
  }
  assert.equal(await phase(page), 'answer');
  await page.keyboard.press(String(rating));
}

/** Answers so many cards, the first of each three with "not yet", so that cards come back. Stops at a summary. */
export async function answerMany(page, many) {
  for (let n = 0; n < many; n++) {
    await answer(page, n % 3 === 0 ? 1 : 3);
    if ((await phase(page)) === 'summary') return n + 1;
  }
  return many;
}

/** Takes the last answer back. In a card to type into, single keys are letters. */
export function undo(page) {
  return session(page)
    .locator('[data-role="typed-input"]')
    .isVisible()
    .then((typed) => page.keyboard.press(typed ? 'Control+z' : 'z'));
}

export function phase(page) {
  return session(page).getAttribute('data-phase');
}

/** Waits until the session says that everything has arrived. */
export async function allSent(page, say) {
  await session(page).locator('[data-role="save"]', { hasText: say('session-sent') }).waitFor({ timeout: 30_000 });
}
