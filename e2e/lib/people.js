// What every person does first, and what the server says about them.

import assert from 'node:assert/strict';

import { arrive } from './browser.js';

export const PASSWORD = 'four quiet herons wade';

/** Signs up by name and password and puts the recovery codes away. Ends where the learner wanted to go, else on Today. */
export async function signUp(page, say, name = 'Ada') {
  if (!page.url().includes('/sign-up')) await page.goto('/sign-up');
  await page.getByLabel(say('user-name')).fill(name);
  await page.getByLabel(say('new-password')).fill(PASSWORD);
  await page.getByRole('button', { name: say('sign-up'), exact: true }).click();
  await arrive(page, '/recovery-codes');
  assert.equal(await page.locator('#codes li').count(), 10);
  await page.getByRole('button', { name: say('codes-kept') }).click();
  await arrive(page, /^(?!\/recovery-codes)/);
}

export async function signIn(page, say, name = 'Ada') {
  await page.goto('/sign-in');
  await page.getByLabel(say('user-name')).fill(name);
  await page.getByLabel(say('password'), { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: say('sign-in'), exact: true }).click();
  await arrive(page, '/today');
}

/** The learner that `studium demo` makes, in the language of the journey. */
export async function signInAsDemo(server, page, language, say) {
  const password = (await server.command(['demo'])).trim().split('\n').at(-1).trim();
  await page.goto('/sign-in');
  await page.getByLabel(say('user-name')).fill('demo');
  await page.getByLabel(say('password'), { exact: true }).fill(password);
  await page.getByRole('button', { name: say('sign-in'), exact: true }).click();
  await arrive(page, '/today');
  if ((await page.locator('html').getAttribute('lang')) === language) return;
  await page.goto('/settings');
  await page.locator('form[action="/settings/page"] select[name="page_language"]').selectOption(language);
  await page.locator('form[action="/settings/page"] button.primary').click();
  await page.locator(`html[lang="${language}"]`).waitFor();
}

/** What the API answers to this person's browser. The network that a journey takes away from pages stays for this. */
export async function ask(context, path) {
  const answer = await context.request.get(path, { headers: { Accept: 'application/json' } });
  assert.equal(answer.status(), 200, `${path}: ${answer.status()} ${await answer.text()}`);
  return answer.json();
}

/** All entries of a list of the API, page by page. */
export async function all(context, path) {
  const items = [];
  for (let next = null; ; ) {
    const url = new URL(path, 'http://x');
    if (next) url.searchParams.set('after', next);
    const answer = await ask(context, url.pathname + url.search);
    items.push(...answer.items);
    next = answer.next;
    if (!next) return items;
  }
}

/** Waits until the log has exactly so many answers, and gives them. Answers are on their way for a moment. */
export async function answersArrive(context, many) {
  const until = Date.now() + 20_000;
  for (;;) {
    const kept = await answersKept(context);
    if (kept.length === many) return kept;
    assert.ok(Date.now() < until, `${kept.length} answers are in the log, ${many} were given`);
    await new Promise((later) => setTimeout(later, 50));
  }
}

/** The answers in the log that nobody took back, without imported ones. */
export async function answersKept(context) {
  const log = await all(context, '/api/v1/reviews?limit=1000');
  const retracted = new Set(log.filter((event) => event.retracts).map((event) => event.retracts));
  const answers = log.filter((event) => event.kind === 'answer' && event.mode !== 'import' && !retracted.has(event.id));
  assert.equal(new Set(answers.map((event) => event.id)).size, answers.length, 'an answer stands in the log twice');
  return answers;
}

/** A fresh server brings its library in while it already answers: waits until this page of it is there. */
export async function libraryHas(page, path) {
  const until = Date.now() + 20_000;
  for (;;) {
    const answer = await page.context().request.get(path);
    if (answer.ok()) return;
    assert.ok(Date.now() < until, `${path} did not come: ${answer.status()}`);
    await page.waitForTimeout(100);
  }
}
