// A journey: one person, one fresh server, one browser, in English and again in German.

import { after, test } from 'node:test';

import { assertQuiet, launch, openContext, openPage } from './browser.js';
import { picture } from './look.js';
import { startServer } from './server.js';
import { wordsIn } from './words.js';

let browser;
after(async () => (await browser)?.close());

/**
 * Registers the test once per language. `steps` gets `{ server, browser, context, page, language, say }`, where
 * `say(key)` is what the page says; the page's errors are asserted at the end. When a step fails, a picture is kept and
 * what the server wrote is shown.
 */
export function journey(name, steps, { languages = ['en', 'de'], serverArgs = [] } = {}) {
  for (const language of languages) {
    test(`${name} (${language})`, async (t) => {
      browser ??= launch();
      const server = await startServer({ args: serverArgs });
      let context;
      // The browser first: a server that stops waits for its open connections.
      t.after(async () => {
        await context?.close();
        await server.dispose();
      });
      context = await openContext(await browser, server, { language });
      const page = await openPage(context);
      try {
        await steps({ server, browser: await browser, context, page, language, say: wordsIn(language) });
        assertQuiet(page);
      } catch (error) {
        const shot = `failed-${name.replace(/[^a-z0-9]+/gi, '-')}-${language}`;
        await picture(page, shot).catch(() => {});
        console.error(`${name} (${language}): see e2e/shots/${shot}.png. The server wrote:\n${server.log()}`);
        throw error;
      }
    });
  }
}
