// Builds dist/: scripts, styles, fonts and icons under hashed names, compressed copies beside text, and manifest.json.
import { Resvg } from "@resvg/resvg-js";
import { createHash } from "node:crypto";
import { mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { basename, extname, join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { build } from "esbuild";
import subsetFont from "subset-font";

const DIST = "dist";
const text = new Set([".js", ".css", ".svg", ".json", ".txt"]);

/** Latin, Greek, letter-like signs, arrows, operators, fences, and the mathematical alphabets in common use. */
const MATH_RANGES = [
  [0x20, 0x7e],
  [0xa0, 0xff],
  [0x131, 0x131],
  [0x237, 0x237],
  [0x2c6, 0x2dd],
  [0x300, 0x338],
  [0x391, 0x3f6],
  [0x2010, 0x2044],
  [0x2057, 0x2057],
  [0x2061, 0x2064],
  [0x20d0, 0x20dc],
  [0x2100, 0x214b],
  [0x2190, 0x21ff],
  [0x2200, 0x22ff],
  [0x2308, 0x230b],
  [0x2320, 0x2321],
  [0x239b, 0x23b3],
  [0x23b4, 0x23b5],
  [0x23dc, 0x23e1],
  [0x25a0, 0x25cf],
  [0x2660, 0x2667],
  [0x27c2, 0x27c2],
  [0x27e6, 0x27ef],
  [0x27f5, 0x27ff],
  [0x2a00, 0x2a17],
  [0x2a2f, 0x2a2f],
  [0x2a7d, 0x2ab0],
  [0x1d400, 0x1d467],
  [0x1d49c, 0x1d4cf],
  [0x1d504, 0x1d56b],
  [0x1d6a4, 0x1d6a5],
  [0x1d6a8, 0x1d71b],
  [0x1d7ce, 0x1d7e1],
];

const hash = (bytes) => createHash("sha256").update(bytes).digest("hex").slice(0, 10);

/** Answers `url("stix-two-math-subset.woff2")` in the CSS with the font, cut down. */
const mathFont = {
  name: "math-font",
  setup(b) {
    b.onResolve({ filter: /^stix-two-math-subset\.woff2$/ }, ({ path }) => ({
      path,
      namespace: "math-font",
    }));
    b.onLoad({ filter: /.*/, namespace: "math-font" }, async () => {
      const whole = await readFile(
        "node_modules/@fontsource/stix-two-math/files/stix-two-math-latin-400-normal.woff2",
      );
      const chars = MATH_RANGES.flatMap(([from, to]) =>
        Array.from({ length: to - from + 1 }, (_, i) => String.fromCodePoint(from + i)),
      );
      return { contents: await subsetFont(whole, chars.join(""), { targetFormat: "woff2" }), loader: "file" };
    });
  },
};

/** Turbo puts a <style> into the page for its progress bar, which the policy forbids; ours is in frame.css. */
const quietTurbo = {
  name: "quiet-turbo",
  setup(b) {
    b.onLoad({ filter: /turbo\.es\d+-esm\.js$/ }, async ({ path }) => {
      const code = await readFile(path, "utf8");
      const line = "    this.installStylesheetElement();\n";
      if (!code.includes(line))
        throw new Error(`${path}: the line that installs the style element is gone; look again`);
      return { contents: code.replace(line, ""), loader: "js" };
    });
  },
};

const common = {
  bundle: true,
  minify: true,
  format: "esm",
  target: "es2022",
  metafile: true,
  outdir: DIST,
  legalComments: "none",
  logLevel: "warning",
};

/** Logical name → file name, for the entry points and the fonts of one esbuild run. */
function named(metafile) {
  const fonts = {
    "reddit-sans-latin-wght-normal": "reddit-sans.woff2",
    "literata-latin-opsz-normal": "literata.woff2",
  };
  const out = {};
  for (const [path, info] of Object.entries(metafile.outputs)) {
    const file = basename(path);
    const stem = file.split(".")[0];
    if (info.entryPoint && stem !== "chunk") out[stem + extname(file)] = file;
    else if (fonts[stem]) out[fonts[stem]] = file;
  }
  return out;
}

async function sprite() {
  const names = (await readFile("icons.txt", "utf8")).split("\n").filter((l) => l && !l.startsWith("#"));
  const symbols = await Promise.all(
    names.map(async (name) => {
      const svg = await readFile(`node_modules/lucide-static/icons/${name}.svg`, "utf8");
      const inner = svg.slice(svg.indexOf(">", svg.indexOf("<svg")) + 1, svg.lastIndexOf("</svg>"));
      return `<symbol id="i-${name}" viewBox="0 0 24 24">${inner.replace(/\s*\n\s*/g, "").replace(/ \/>/g, "/>")}</symbol>`;
    }),
  );
  const logo = await readFile("logo.svg", "utf8");
  return `<svg xmlns="http://www.w3.org/2000/svg">${logo.trim()}${symbols.join("")}</svg>`;
}

await rm(DIST, { recursive: true, force: true });
await mkdir(DIST, { recursive: true });

const pages = await build({
  ...common,
  entryPoints: ["src/app.ts", "src/study.ts"],
  splitting: true,
  plugins: [quietTurbo],
  entryNames: "[name].[hash]",
  chunkNames: "chunk.[hash]",
});
const styles = await build({
  ...common,
  entryPoints: ["css/app.css"],
  target: "esnext",
  plugins: [mathFont],
  loader: { ".woff2": "file" },
  entryNames: "[name].[hash]",
  assetNames: "[name].[hash]",
});
const manifest = { ...named(pages.metafile), ...named(styles.metafile) };

const icons = await sprite();
manifest["icons.svg"] = `icons.${hash(icons)}.svg`;
await writeFile(join(DIST, manifest["icons.svg"]), icons);

const favicon = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 28 28">${(await readFile("logo.svg", "utf8")).replace(/<\/?symbol[^>]*>/g, "").trim()}</svg>`;
manifest["favicon.svg"] = `favicon.${hash(favicon)}.svg`;
await writeFile(join(DIST, manifest["favicon.svg"]), favicon);

// The same mark as pictures, for home screens: plain, and with the board to the edge for systems that cut their own shape.
const drawn = (await readFile("logo.svg", "utf8"))
  .replace(/<\/?symbol[^>]*>/g, "")
  .replace(/var\([^,]+, (#\w+)\)/g, "$1")
  .trim();
const [, board] = /fill="(#\w+)"/.exec(drawn);
const cut = drawn.replace(/<rect[^>]*>/, "");
const app = (inside) => `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 28 28">${inside}</svg>`;
// the mark lies inside the circle of four fifths that no system cuts
const masked = `<rect width="28" height="28" fill="${board}"/>${cut}`;
for (const [name, inside, width] of [
  ["icon-192.png", drawn, 192],
  ["icon-512.png", drawn, 512],
  ["icon-maskable-512.png", masked, 512],
  ["icon-180.png", masked, 180],
]) {
  const png = new Resvg(app(inside), { fitTo: { mode: "width", value: width } }).render().asPng();
  manifest[name] = name.replace(".png", `.${hash(png)}.png`);
  await writeFile(join(DIST, manifest[name]), png);
}

// The fonts' and libraries' licences ask to be passed on with them.
const packages = [
  "@fontsource-variable/reddit-sans",
  "@fontsource-variable/literata",
  "@fontsource-variable/atkinson-hyperlegible-mono",
  "@fontsource/stix-two-math",
  "lucide-static",
  "idb",
  "@hotwired/turbo",
];
const licences = await Promise.all(
  packages.map(async (name) => {
    const file = (await readdir(`node_modules/${name}`)).find((f) => /licen[cs]e/i.test(f));
    const { version, license, author } = JSON.parse(
      await readFile(`node_modules/${name}/package.json`, "utf8"),
    );
    return `${name} ${version}\n\n${file ? await readFile(`node_modules/${name}/${file}`, "utf8") : `${license}, © ${author?.name ?? author ?? "its authors"}`}`;
  }),
);
const licenceText = licences.join("\n\n\n");
manifest["licences.txt"] = `licences.${hash(licenceText)}.txt`;
await writeFile(join(DIST, manifest["licences.txt"]), licenceText);

// The service worker knows every file that pages use; a new build is a new worker.
const outputs = [pages, styles].flatMap((r) => Object.keys(r.metafile.outputs).map((p) => basename(p)));
const always = [
  ...outputs.filter((f) => !f.endsWith(".woff2")),
  manifest["icons.svg"],
  manifest["reddit-sans.woff2"],
  manifest["literata.woff2"],
].map((f) => `/assets/${f}`);
const worker = await build({
  ...common,
  format: "iife",
  entryPoints: ["src/sw.ts"],
  entryNames: "[name].[hash]",
  define: { ASSETS: JSON.stringify(always), VERSION: JSON.stringify(hash(always.join())) },
});
Object.assign(manifest, named(worker.metafile));
await writeFile(join(DIST, "manifest.json"), JSON.stringify(manifest, null, 1));

const written = [...new Set([...outputs, ...Object.values(manifest)])];
const sizes = {};
for (const file of written) {
  if (!text.has(extname(file))) continue;
  const bytes = await readFile(join(DIST, file));
  const br = brotliCompressSync(bytes, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
  });
  await writeFile(join(DIST, `${file}.br`), br);
  await writeFile(join(DIST, `${file}.gz`), gzipSync(bytes, { level: 9 }));
  sizes[file] = br.length;
}

// What the design promises, checked on every build.
const closure = (entry, seen = new Set()) => {
  const path = Object.keys(pages.metafile.outputs).find((p) => basename(p) === entry);
  if (!path || seen.has(entry)) return seen;
  seen.add(entry);
  for (const i of pages.metafile.outputs[path].imports)
    if (i.kind === "import-statement") closure(basename(i.path), seen);
  return seen;
};
const study = [...closure(manifest["study.js"], closure(manifest["app.js"]))].reduce(
  (n, f) => n + sizes[f],
  0,
);
const css = sizes[manifest["app.css"]];
console.log(`study page script ${study} B, styles ${css} B (brotli)`);
if (study > 60_000) throw new Error(`the study page's script is ${study} B compressed; 60,000 are allowed`);
if (css > 25_000) throw new Error(`the styles are ${css} B compressed; 25,000 are allowed`);
