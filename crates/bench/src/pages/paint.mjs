// Loads a page several times with an empty cache as a phone would (1.6 Mbit/s, 150 ms, a processor four times slower) and
// prints the medians: bytes of script and of everything as they came over the network, and when something was first seen.
import { chromium } from "playwright-core";

const asked = JSON.parse(process.argv.at(-1));
const median = (list) => [...list].sort((a, b) => a - b)[Math.floor((list.length - 1) / 2)];
const browser = await chromium.launch({ executablePath: asked.chromium, args: ["--no-sandbox"] });
const scripts = [], all = [], paints = [];
for (let load = 0; load < asked.loads; load++) {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, deviceScaleFactor: 3, isMobile: true, hasTouch: true, serviceWorkers: "block" });
  const cookies = asked.cookie.split("; ").filter(Boolean).map((pair) => {
    const at = pair.indexOf("=");
    return { name: pair.slice(0, at), value: pair.slice(at + 1), url: `http://${asked.address}` };
  });
  await context.addCookies(cookies);
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send("Network.enable");
  await session.send("Network.setCacheDisabled", { cacheDisabled: true });
  await session.send("Network.emulateNetworkConditions", {
    offline: false, latency: 150, downloadThroughput: 1.6e6 / 8, uploadThroughput: 750e3 / 8,
  });
  await session.send("Emulation.setCPUThrottlingRate", { rate: 4 });
  const kinds = new Map();
  let script = 0, everything = 0;
  session.on("Network.responseReceived", (event) => kinds.set(event.requestId, event.type));
  session.on("Network.loadingFinished", (event) => {
    everything += event.encodedDataLength;
    if (kinds.get(event.requestId) === "Script") script += event.encodedDataLength;
  });
  await page.goto(`http://${asked.address}${asked.path}`, { waitUntil: "networkidle", timeout: 60_000 });
  const paint = await page.evaluate(
    () => performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? null,
  );
  if (paint === null) throw new Error("nothing was painted");
  scripts.push(script);
  all.push(everything);
  paints.push(paint);
  await context.close();
}
await browser.close();
console.log(JSON.stringify({ script_kb: median(scripts) / 1000, all_kb: median(all) / 1000, first_paint_s: median(paints) / 1000 }));
