import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';

import { arrive } from '../lib/browser.js';
import { TEST_CLOCK, letDaysPass } from '../lib/days.js';
import { bringFiles } from '../lib/importing.js';
import { journey } from '../lib/journey.js';
import { lookAt } from '../lib/look.js';
import { signUp } from '../lib/people.js';
import { allSent, answer, answerMany, phase, question } from '../lib/studying.js';

const EXAM = { en: 'Maths, written exam', de: 'Mathe, Klausur' };

journey('a learner plans to an exam, studies two days, misses one, and the week is mended', async (world) => {
  const { page, language, say } = world;
  await signUp(page, say);
  await page.goto('/plan');
  await page.getByRole('heading', { level: 1, name: say('plan-lead-none') }).waitFor();
  await lookAt(page, `plan-none-${language}`);

  // Material, in a subject, and enough answers to know the learner by.
  await bringFiles(page, say, await material(world.server));
  const course = await subjectOf(page, say, ['Squares', 'Cubes']);
  await page.goto('/study');
  await answerMany(page, 24);
  await allSent(page, say);

  // Three minutes a day are too few for all of it.
  await page.goto('/plan/availability');
  for (const minutes of await page.locator('[name="minutes"]').all()) await minutes.fill('3');
  await lookAt(page, `plan-times-${language}`);
  await page.getByRole('button', { name: say('save'), exact: true }).click();
  await page.getByText(say('plan-times-saved')).waitFor();

  await addExam(page, say, language, course);
  await planIsMade(page);
  await page.locator('form.verdict').waitFor();
  await lookAt(page, `plan-short-${language}`);
  const before = await page.locator('h1').textContent();

  // Nothing is chosen for the learner; one way is taken.
  assert.equal(await page.locator('[name="way"]:checked').count(), 0);
  await page.locator('label.choice', { hasText: say('plan-way-minutes') }).click();
  await page.getByRole('button', { name: say('plan-take-way') }).click();
  await page.getByText(say('plan-said-way')).waitFor();
  await planIsMade(page);
  assert.notEqual(await page.locator('h1').textContent(), before);
  await noDayIsOverFull(page);
  await lookAt(page, `plan-${language}`);
  await moveByKeys(page);

  // Two days as planned …
  for (const day of [1, 2]) {
    await letDaysPass(world, 1);
    await studyToday(page, say, () => day === 1 && lookAt(page, `plan-today-${language}`));
  }
  // … and one not at all.
  await letDaysPass(world, 2);
  await page.goto('/plan');
  await planIsMade(page);
  await noDayIsOverFull(page);
  const today = page.locator('.day[aria-current="date"]');
  assert.ok((await today.locator('.pb').count()) > 0, 'today has steps');
  assert.match((await today.locator('.cap small').textContent()) ?? '', /^\d+ \S+ \d+$/);
  await page.getByText(say('plan-after-missed').split('{')[0].trim(), { exact: false }).waitFor();
  await lookAt(page, `plan-missed-${language}`);

  await page.getByRole('link', { name: EXAM[language] }).first().click();
  await arrive(page, /^\/plan\/exams\//);
  await lookAt(page, `plan-exam-${language}`);
  await page.goto(course);
  await page.locator('table.topics').waitFor();
  await lookAt(page, `plan-course-${language}`);

  // When it is over it asks how it went.
  await letDaysPass(world, 12);
  await page.goto('/plan');
  await page.locator('.over-exam').getByLabel(say('plan-result')).fill('88 %');
  await lookAt(page, `plan-over-${language}`);
  await page.getByRole('button', { name: say('plan-result-save') }).click();
  await page.getByText(say('plan-said-result')).waitFor();
  await page.getByRole('heading', { name: say('plan-record') }).waitFor();
  await lookAt(page, `plan-record-${language}`);
}, { serverArgs: TEST_CLOCK });

journey('a plan is read by other calendars until its address is given up', async ({ context, page, language, say }) => {
  await signUp(page, say);
  await page.goto('/plan/calendar');
  await lookAt(page, `plan-calendar-none-${language}`);
  await page.getByRole('button', { name: say('plan-feed-make') }).click();
  const address = await page.getByLabel(say('plan-feed-address')).inputValue();
  const fetched = () => context.request.get(address, { headers: { Cookie: '' } });
  assert.match(await (await fetched()).text(), /^BEGIN:VCALENDAR\r\n/);
  await page.locator('[name="file"]').setInputFiles({
    name: 'Work.ics',
    mimeType: 'text/calendar',
    buffer: Buffer.from(workday()),
  });
  await page.getByRole('button', { name: say('plan-busy-import') }).click();
  await page.locator('.item-row', { hasText: 'Work' }).waitFor();
  await lookAt(page, `plan-calendar-${language}`);
  await page.getByRole('button', { name: say('plan-feed-end') }).click();
  await page.getByRole('button', { name: say('plan-feed-sure-yes') }).click();
  await page.getByText(say('plan-feed-ended')).waitFor();
  assert.equal((await fetched()).status(), 404);
});

/** Two files of cards. */
async function material(server) {
  const files = [];
  for (const [name, power] of Object.entries({ Squares: 2, Cubes: 3 })) {
    const cards = Array.from({ length: 40 }, (_, n) => `Q: What is ${n + 2} to the power of ${power}?\nA: ${(n + 2) ** power}\n`);
    const file = `${server.folder}/${name}.md`;
    await writeFile(file, cards.join('\n---\n\n'));
    files.push(file);
  }
  return files;
}

/** Makes a subject of these decks; its address. */
async function subjectOf(page, say, decks) {
  await page.goto('/courses/new');
  await page.getByLabel(say('course-name'), { exact: true }).fill('Maths');
  await page.locator('main form button.primary').click();
  await arrive(page, /^\/courses\/[0-9a-f-]+$/);
  for (const deck of decks) {
    await page.locator('select[name="deck"]').selectOption({ label: deck });
    await page.getByRole('button', { name: say('course-add-deck') }).click();
    await page.locator('.deck-row a', { hasText: deck }).waitFor();
  }
  return new URL(page.url()).pathname;
}

async function addExam(page, say, language, course) {
  await page.goto(`/plan/exams/new?course=${course.split('/').at(-1)}`);
  await page.locator('[name="name"]').fill(EXAM[language]);
  await page.locator('[name="day"]').fill(dayFromNow(12));
  await page.getByLabel(say('plan-form-all')).check();
  await page.locator('[name="target"]').fill('95 %');
  await lookAt(page, `plan-exam-new-${language}`);
  await page.getByRole('button', { name: say('plan-form-add'), exact: true }).click();
  await arrive(page, '/plan');
}

function dayFromNow(days) {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
}

/** A plan that is being made is there in a moment: the page then shows it by itself. */
async function planIsMade(page) {
  await page.waitForFunction(() => !document.querySelector('job-progress'), undefined, { timeout: 60_000 });
  await arrive(page, '/plan');
}

async function noDayIsOverFull(page) {
  const days = await page.locator('.day .cap progress').evaluateAll((bars) => bars.map((bar) => [bar.getAttribute('value'), bar.max]));
  assert.equal(days.length, 7);
  for (const [minutes, cap] of days) assert.ok(Number(minutes) <= cap, `${minutes} of ${cap} minutes`);
}

/** The first step that can go elsewhere in this week: chosen, M, and the first day. */
async function moveByKeys(page) {
  const id = await page.evaluate(() => {
    const shown = new Set([...document.querySelectorAll('.day[data-day]')].map((day) => day.dataset.day));
    const first = (step) => step.querySelector('[name="day"]:enabled')?.value;
    return [...document.querySelectorAll('.pb')].find((step) => shown.has(first(step)))?.dataset.step;
  });
  const step = page.locator(`.pb[data-step="${id}"]`);
  await step.locator('summary').focus();
  await page.keyboard.press('m');
  const day = await page.evaluate(() => document.activeElement?.value);
  await page.keyboard.press('Enter');
  await page.locator(`[data-day="${day}"] [data-step="${id}"]`).waitFor();
  await planIsMade(page);
  await page.locator(`[data-day="${day}"] [data-step="${id}"] .badge`).waitFor();
}

/** Begins today's steps from Today and answers until nothing is left. */
async function studyToday(page, say, look) {
  await page.goto('/plan');
  await planIsMade(page);
  await page.goto('/today');
  await page.locator('li.block[aria-current="step"]').waitFor();
  await look();
  for (let n = 0; n < 10; n++) {
    await page.goto('/today');
    const next = page.locator('li.block[aria-current="step"] a.title');
    if ((await next.count()) === 0) break;
    await next.click();
    await arrive(page, '/study');
    await question(page);
    while ((await phase(page)) !== 'summary') await answer(page);
    await allSent(page, say);
  }
  await page.goto('/today');
  await page.locator('li.block.done').first().waitFor();
  assert.equal(await page.locator('li.block[aria-current="step"]').count(), 0, 'every step of today is ticked off');
}

/** Busy from morning to evening, every day for a week. */
function workday() {
  return [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'BEGIN:VEVENT',
    'UID:work',
    `DTSTART:${dayFromNow(1).replaceAll('-', '')}T080000`,
    `DTEND:${dayFromNow(1).replaceAll('-', '')}T213000`,
    'RRULE:FREQ=DAILY;COUNT=7',
    'SUMMARY:Work',
    'END:VEVENT',
    'END:VCALENDAR',
    '',
  ].join('\r\n');
}
