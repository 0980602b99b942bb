// Packages of Anki's second layout: a zip with `collection.anki21`, `media` and the files under their numbers.

import { sqliteFile } from './sqlite.js';

const CREATED = 1_700_000_000;
const COL = `CREATE TABLE col (id integer primary key, crt integer, mod integer, scm integer, ver integer, dty integer,
  usn integer, ls integer, conf text, models text, decks text, dconf text, tags text)`;
const NOTES = `CREATE TABLE notes (id integer primary key, guid text, mid integer, mod integer, usn integer, tags text,
  flds text, sfld text, csum integer, flags integer, data text)`;
const CARDS = `CREATE TABLE cards (id integer primary key, nid integer, did integer, ord integer, mod integer, usn integer,
  type integer, queue integer, due integer, ivl integer, factor integer, reps integer, lapses integer, left integer,
  odue integer, odid integer, flags integer, data text)`;
const REVLOG = `CREATE TABLE revlog (id integer primary key, cid integer, usn integer, ease integer, ivl integer,
  lastIvl integer, factor integer, time integer, type integer)`;
const GRAVES = 'CREATE TABLE graves (usn integer, oid integer, type integer)';

/**
 * A package with new cards. `deck` and `description`; `type`: `{ name, fields, templates: [{ name, question, answer }],
 * css, cloze }`; `notes`: `[{ fields, tags }]`; `media`: `[{ name, body }]`.
 */
export function ankiPackage({ deck, description = '', types, notes, media = [] }) {
  const models = {};
  types.forEach((type, n) => (models[String(CREATED + n)] = model(type, CREATED + n)));
  const decks = { 1: deckRow(1, 'Default', ''), 2: deckRow(2, deck, description) };
  const noteRows = [];
  const cardRows = [];
  notes.forEach(({ type = 0, fields, tags = '', cards = 1 }, n) => {
    const id = CREATED + n + 1;
    noteRows.push([id, null, `guid${n}`, CREATED + type, CREATED, -1, tags, fields.join('\x1f'), fields[0], 0, 0, '']);
    for (let ord = 0; ord < cards; ord++) {
      const zeros = Array(10).fill(0);
      cardRows.push([CREATED + 1000 + 10 * n + ord, null, id, 2, ord, CREATED, -1, 0, 0, n, ...zeros.slice(0, 8), '']);
    }
  });
  const row = [1, CREATED, CREATED * 1000, CREATED * 1000, 11, 0, 0, 0];
  const setup = [{}, models, decks, { 1: options() }, {}].map((part) => JSON.stringify(part));
  const collection = sqliteFile({
    col: { sql: COL, rows: [[1, null, ...row.slice(1), ...setup]] },
    notes: { sql: NOTES, rows: noteRows },
    cards: { sql: CARDS, rows: cardRows },
    revlog: { sql: REVLOG, rows: [] },
    graves: { sql: GRAVES, rows: [] },
  });
  const names = Object.fromEntries(media.map(({ name }, n) => [String(n), name]));
  return zip([
    ['collection.anki21', collection],
    ['media', Buffer.from(JSON.stringify(names))],
    ...media.map(({ body }, n) => [String(n), Buffer.from(body)]),
  ]);
}

function model({ name, fields, templates, css = '', cloze = false }, id) {
  return {
    id,
    name,
    type: cloze ? 1 : 0,
    mod: CREATED,
    usn: -1,
    sortf: 0,
    did: 2,
    css,
    latexPre: '',
    latexPost: '',
    req: templates.map((_, ord) => [ord, 'any', [0]]),
    flds: fields.map((field, ord) => ({ name: field, ord, sticky: false, rtl: false, font: 'Arial', size: 20, media: [] })),
    tmpls: templates.map((one, ord) => ({
      name: one.name, ord, qfmt: one.question, afmt: one.answer, bqfmt: '', bafmt: '', did: null,
    })),
    tags: [],
    vers: [],
  };
}

function deckRow(id, name, desc) {
  const none = [0, 0];
  const today = { newToday: none, revToday: none, lrnToday: none, timeToday: none };
  return { id, name, desc, mod: CREATED, usn: -1, dyn: 0, conf: 1, extendNew: 0, extendRev: 0, collapsed: false, ...today };
}

function options() {
  const fresh = { delays: [1, 10], ints: [1, 4, 7], initialFactor: 2500, order: 1, perDay: 20, bury: false, separate: true };
  const lapse = { delays: [10], mult: 0, minInt: 1, leechFails: 8, leechAction: 1 };
  const rev = { perDay: 200, ease4: 1.3, fuzz: 0.05, minSpace: 1, ivlFct: 1, maxIvl: 36_500, bury: false, hardFactor: 1.2 };
  return { id: 1, name: 'Default', mod: CREATED, usn: -1, maxTaken: 60, timer: 0, autoplay: true, replayq: true, dyn: false, new: fresh, lapse, rev };
}

/** A zip without compression. */
export function zip(files) {
  const bodies = [];
  const directory = [];
  let offset = 0;
  for (const [name, body] of files) {
    const title = Buffer.from(name, 'utf8');
    const about = Buffer.alloc(26);
    about.writeUInt16LE(20, 0);
    about.writeUInt16LE(0x800, 2); // names in UTF-8
    about.writeUInt16LE(0x21, 8); // 1 January 1980
    about.writeUInt32LE(crc32(body), 10);
    about.writeUInt32LE(body.length, 14);
    about.writeUInt32LE(body.length, 18);
    about.writeUInt16LE(title.length, 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), about, title, body]);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    directory.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x00', 'latin1'), about, place, title]));
    bodies.push(local);
    offset += local.length;
  }
  const index = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 0, 'latin1');
  end.writeUInt16LE(files.length, 8);
  end.writeUInt16LE(files.length, 10);
  end.writeUInt32LE(index.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...bodies, index, end]);
}

function crc32(body) {
  let crc = ~0;
  for (const byte of body) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}
