// Debian's Chromium, driven by playwright-core, and pages that remember what went wrong in them.

import assert from 'node:assert/strict';

import { chromium } from 'playwright-core';

const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const LOCALES = { en: 'en-GB', de: 'de-DE' };

export function launch() {
  const executablePath = process.env.STUDIUM_CHROMIUM ?? '/usr/bin/chromium';
  return chromium.launch({ executablePath, args: FLAGS });
}

/** A person's browser: its own cookies and store, a language, a desk's window. */
export async function openContext(browser, server, { language = 'en', width = 1280, height = 800 } = {}) {
  const context = await browser.newContext({
    baseURL: server.url,
    locale: LOCALES[language],
    timezoneId: 'Europe/Berlin',
    viewport: { width, height },
  });
  context.setDefaultTimeout(15_000);
  return context;
}

/** A page whose errors are kept for `assertQuiet`. */
export async function openPage(context) {
  const page = await context.newPage();
  const errors = [];
  page.on('pageerror', (error) => errors.push(`script: ${error.name}: ${error.message} ${error.stack ?? ''}`));
  page.on('console', (message) => {
    // The network is lost on purpose in some journeys; a page that answers badly is seen by its status.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) {
      errors.push(`console: ${message.text()}`);
    }
  });
  troubles.set(page, errors);
  return page;
}

const troubles = new WeakMap();

/** Fails when a script of the page threw or the browser refused something (a content security policy, say). */
export function assertQuiet(page) {
  const errors = troubles.get(page) ?? [];
  assert.equal(errors.length, 0, `${page.url()} complained:\n  ${errors.join('\n  ')}`);
}

/** Waits until the page at this path (text, or a pattern) is there whole: Turbo changes the address before the page. */
export async function arrive(page, path) {
  const here = ({ pathname }) => (typeof path === 'string' ? pathname === path : path.test(pathname));
  await page.waitForURL(here, { waitUntil: 'commit' });
  await page.waitForFunction(() => document.readyState === 'complete' && !document.documentElement.hasAttribute('aria-busy'));
}
