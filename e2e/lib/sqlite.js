// Writes a small SQLite file, for packages that no well-meaning program would make. Format: https://sqlite.org/fileformat.html

const PAGE = 65_536;

/** `tables`: `{ name: { sql, rows } }`, each row `[rowid, ...values]` with null for an INTEGER PRIMARY KEY. A table fits into one page. */
export function sqliteFile(tables) {
  const entries = Object.entries(tables);
  const master = entries.map(([name, { sql }], n) => [n + 1, 'table', name, name, n + 2, sql]);
  const pages = [leaf(master, 100), ...entries.map(([, { rows }]) => leaf(rows, 0))];
  header(pages[0], pages.length);
  return Buffer.concat(pages);
}

function header(page, pages) {
  page.write('SQLite format 3\0', 0, 'latin1');
  page.writeUInt16BE(1, 16); // 65,536 bytes a page
  page.set([1, 1, 0, 64, 32, 32], 18);
  page.writeUInt32BE(1, 24);
  page.writeUInt32BE(pages, 28);
  page.writeUInt32BE(1, 40);
  page.writeUInt32BE(4, 44);
  page.writeUInt32BE(1, 56); // UTF-8
  page.writeUInt32BE(1, 92);
  page.writeUInt32BE(3_040_000, 96);
}

/** A leaf of a table: cells from the end of the page, pointers to them from `start`. */
function leaf(rows, start) {
  const page = Buffer.alloc(PAGE);
  let end = PAGE;
  rows.forEach(([id, ...values], n) => {
    const body = record(values);
    const cell = Buffer.concat([varint(body.length), varint(id), body]);
    end -= cell.length;
    cell.copy(page, end);
    page.writeUInt16BE(end, start + 8 + 2 * n);
  });
  if (end < start + 8 + 2 * rows.length) throw new Error('the rows need more than one page');
  page[start] = 13;
  page.writeUInt16BE(rows.length, start + 3);
  page.writeUInt16BE(end % PAGE, start + 5);
  return page;
}

function record(values) {
  const parts = values.map((value) => {
    if (value === null) return [0, Buffer.alloc(0)];
    if (typeof value === 'number') {
      const number = Buffer.alloc(8);
      number.writeBigInt64BE(BigInt(value));
      return [6, number];
    }
    const text = Buffer.from(value, 'utf8');
    return [13 + 2 * text.length, text];
  });
  const types = Buffer.concat(parts.map(([type]) => varint(type)));
  const size = types.length + (types.length < 127 ? 1 : 2);
  return Buffer.concat([varint(size), types, ...parts.map(([, body]) => body)]);
}

function varint(value) {
  const bytes = [Number(BigInt(value) & 0x7fn)];
  for (let rest = BigInt(value) >> 7n; rest > 0n; rest >>= 7n) bytes.unshift(Number(rest & 0x7fn) | 0x80);
  return Buffer.from(bytes);
}
