// Looks at a page as it is now: accessible, in both themes, on a phone and at a desk, and nothing sticking out.

import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

import axe from 'axe-core';

const SIZES = [
  { width: 390, height: 844 },
  { width: 1280, height: 800 },
];
const THEMES = ['light', 'dark'];
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const SHOTS = fileURLToPath(new URL('../shots/', import.meta.url));

/**
 * Fails with one readable list of everything found. With SHOTS=1 it keeps a picture of each look in e2e/shots.
 * `name` is the picture's name, `except` are axe rules that this page may break (say why where you name one).
 */
export async function lookAt(page, name, { except = [] } = {}) {
  const before = page.viewportSize();
  // What is being fetched again is dimmed meanwhile.
  await page.waitForFunction(() => !document.querySelector('[aria-busy="true"]'));
  const found = new Map();
  const note = (findings, look) => {
    for (const finding of findings) found.set(finding, [...(found.get(finding) ?? []), look]);
  };
  for (const size of SIZES) {
    await page.setViewportSize(size);
    for (const theme of THEMES) {
      await wear(page, theme);
      const look = `${size.width} ${theme}`;
      note(await accessibility(page, except), look);
      note(await stickingOut(page), look);
      if (process.env.SHOTS) await picture(page, `${name}-${size.width}-${theme}`);
    }
  }
  await page.emulateMedia({ colorScheme: null, reducedMotion: null });
  await page.evaluate(() => {
    const { dataset } = document.documentElement;
    if (dataset.themeBefore) dataset.theme = dataset.themeBefore;
    delete dataset.themeBefore;
  });
  if (before) await page.setViewportSize(before);
  if (found.size > 0) {
    const lines = [...found].map(([finding, looks]) => `${finding}\n    (${looks.join(', ')})`);
    assert.fail(`${found.size} findings on ${page.url()}\n${lines.join('\n')}\n`);
  }
}

/** Keeps a picture of the page as it is, in e2e/shots. */
export async function picture(page, name) {
  await mkdir(SHOTS, { recursive: true });
  await page.screenshot({ path: `${SHOTS}${name}.png`, fullPage: true });
}

/** By the system's setting, and by the learner's own where the page carries one. Waits until it is painted. */
async function wear(page, theme) {
  await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
  await page.evaluate(async (wanted) => {
    const { dataset } = document.documentElement;
    if (dataset.theme) {
      dataset.themeBefore ??= dataset.theme;
      dataset.theme = wanted;
    }
    await document.fonts.ready;
    for (const animation of document.getAnimations()) {
      if (animation.effect?.getComputedTiming().endTime !== Infinity) animation.finish();
    }
    await new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted)));
  }, theme);
}

async function accessibility(page, except) {
  const loaded = await page.evaluate(() => 'axe' in globalThis);
  // Evaluated, not added as a script: the page's content security policy stays on.
  if (!loaded) await page.evaluate(axe.source);
  const violations = await page.evaluate(
    async ([values, excepted]) => {
      const rules = Object.fromEntries(excepted.map((rule) => [rule, { enabled: false }]));
      const options = { runOnly: { type: 'tag', values }, rules, resultTypes: ['violations'] };
      return (await globalThis.axe.run(document, options)).violations;
    },
    [RULES, except],
  );
  return violations.map(({ id, impact, help, nodes }) => {
    const places = nodes.slice(0, 5).map(({ target, failureSummary }) => {
      const why = (failureSummary ?? '').split('\n')[1]?.trim() ?? '';
      return `    ${target.flat().join(' ')} · ${why}`;
    });
    const more = nodes.length > 5 ? [`    and ${nodes.length - 5} more`] : [];
    return [`${impact} ${id}: ${help}`, ...places, ...more].join('\n');
  });
}

/** What makes the page scroll sideways. */
function stickingOut(page) {
  return page.evaluate(() => {
    const room = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= room) return [];
    const name = (element) => `${element.localName}${element.className ? `.${[...element.classList].join('.')}` : ''}`;
    const tooWide = (element) => element.getBoundingClientRect().right > room + 1 || element.scrollWidth > room;
    const wide = [...document.body.querySelectorAll('*')].filter(tooWide).reverse();
    return [`${document.documentElement.scrollWidth} px wide, room for ${room}: ${wide.slice(0, 5).map(name).join(', ')}`];
  });
}
