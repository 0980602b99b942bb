// The words of the pages, so that journeys look for what a person reads and hold in both languages.

import { readdirSync, readFileSync } from 'node:fs';

const LOCALES = new URL('../../locales/', import.meta.url);

/** `say('nav-today')` in a language. Only for messages of one line; a choice by number is for a journey to spell out. */
export function wordsIn(language) {
  const messages = new Map();
  const folder = new URL(`${language}/`, LOCALES);
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.ftl'))) {
    for (const line of readFileSync(new URL(file, folder), 'utf8').split('\n')) {
      const [, key, text] = /^([a-z][\w-]*) *= *(.*)$/.exec(line) ?? [];
      if (key) messages.set(key, text);
    }
  }
  return (key, values = {}) => {
    const text = messages.get(key);
    if (text === undefined || text === '' || text.includes('->')) throw new Error(`no one line of words for ${key}`);
    // `{ $n }` is filled in by the server, `{"{n}"}` by the page's script.
    const filled = text.replace(/\{ *\$(\w+) *\}/g, (_, name) => values[name] ?? `{ $${name} }`);
    return filled.replace(/\{ *"([^"]*)" *\}/g, '$1').replace(/\{(\w+)\}/g, (place, name) => values[name] ?? place);
  };
}
