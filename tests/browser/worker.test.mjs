// The site kept by the browser, over http://localhost under a sub-path: what was read, the whole, what changed, the end of it.
// Run: XIANZHI_SITE=folder node --test worker.test.mjs.

import assert from "node:assert/strict";
import {createHash} from "node:crypto";
import {cp, mkdtemp, readFile, rm, writeFile} from "node:fs/promises";
import {tmpdir} from "node:os";
import path from "node:path";
import {after, before, beforeEach, afterEach, test} from "node:test";
import {launchWhole} from "./lib/browser.mjs";
import {serve} from "./lib/server.mjs";
import {byKind, listFiles, onePageOfEachKind} from "./lib/site.mjs";

const site = process.env.XIANZHI_SITE;
assert.ok(site, "XIANZHI_SITE must name the folder of a built site");

let base;
let root;
let files;
let county;
let browser;
let server;
let context;
let page;

before(async () => {
  base = await mkdtemp(path.join(tmpdir(), "xianzhi-worker-"));
  root = path.join(base, "site");
  await cp(site, root, {recursive: true});
  files = await listFiles(root);
  county = files.find((name) => /^counties\/.*\.html$/.test(name));
  browser = await launchWhole();
});
after(async () => {
  await browser.close();
  await rm(base, {recursive: true, force: true});
});

beforeEach(async () => {
  server = await serve(root, "/a/b/");
  context = await browser.newContext();
  page = await context.newPage();
});
afterEach(async () => {
  await context.close();
  await server.close();
});

const address = (name) => server.base.replace("127.0.0.1", "localhost") + name;
const open = (name) => page.goto(address(name), {waitUntil: "load"});
const heading = () => page.evaluate(() => document.querySelector("h1")?.textContent ?? "");

/** Waits until the worker answers for the page and has kept it. */
async function settled() {
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    const isKept = async () => (await caches.match(location.href, {ignoreSearch: true})) !== undefined;
    while (!navigator.serviceWorker.controller || !(await isKept())) await new Promise((resolve) => setTimeout(resolve, 20));
  });
}

async function keepAll() {
  await open("offline.html");
  await settled();
  await page.click("#keep button");
  await page.waitForFunction(() => !document.querySelector("#keep button").disabled, undefined, {timeout: 60_000});
  return page.textContent("#keep [role=status]");
}

/** Changes a file as a build would, with its line in the list. */
async function change(name, text) {
  await writeFile(path.join(root, name), text);
  const list = path.join(root, "SHA256SUMS");
  const lines = (await readFile(list, "utf8")).split("\n");
  const hash = createHash("sha256").update(text).digest("hex");
  await writeFile(list, lines.map((line) => (line.slice(66) === name ? `${hash}  ${name}` : line)).join("\n"));
}

test("a page that was read opens when the server is gone; one that was not does not", async () => {
  await open(county);
  await settled();
  await open("index.html");
  await settled();
  await server.close();
  for (const name of [county, `${county}?from=x`, "index.html", ""]) {
    await open(name);
    assert.ok(await heading(), name);
    assert.notEqual(await page.evaluate(() => getComputedStyle(document.body).lineHeight), "normal", `${name} has no style`);
  }
  await assert.rejects(open("glossary.html"));
});

test("a page that changed is shown as it is now", async () => {
  await open("glossary.html");
  await settled();
  const text = await readFile(path.join(root, "glossary.html"), "utf8");
  await writeFile(path.join(root, "glossary.html"), text.replace(/<h1>.*?<\/h1>/, "<h1>改过的一页</h1>"));
  await page.reload();
  assert.equal(await heading(), "改过的一页");
  await writeFile(path.join(root, "glossary.html"), text);
});

test("kept as a whole, every kind of page opens without a server, and later only what changed is downloaded", async () => {
  const said = await keepAll();
  const listed = (await readFile(path.join(root, "SHA256SUMS"), "utf8")).trim().split("\n");
  const kept = listed.filter((line) => !/^packs\/|^[._]/.test(line.slice(66))).length;
  assert.match(said, new RegExp(`\\b${kept}\\b`), said);

  await change("glossary.html", (await readFile(path.join(root, "glossary.html"), "utf8")).replace("</h1>", "，再版</h1>"));
  const asked = [];
  context.on("request", (request) => asked.push(request.url()));
  const again = await keepAll();
  assert.match(again, /\b1\b/, again);
  const pages = [...new Set(asked)].filter((url) => !/offline\.html|\/theme\/|sw\.js|SHA256SUMS|manifest/.test(url));
  assert.deepEqual(pages, [address("glossary.html")]);

  const sample = onePageOfEachKind(await byKind(root, files.filter((name) => name.endsWith(".html"))));
  await server.close();
  for (const name of sample.filter((name) => !/^packs\/|^[._]/.test(name))) {
    await open(name);
    assert.ok(await heading(), name);
  }
  await open("glossary.html");
  assert.match(await heading(), /，再版$/);
  await open(county);
  await open(`search.html?q=${encodeURIComponent(await heading())}`);
  await page.waitForSelector("#results li");
});

test("without sw.js pages load as ever; a site not to be kept clears what is left", async () => {
  await open("index.html");
  await settled();
  const worker = await readFile(path.join(root, "sw.js"), "utf8");
  await rm(path.join(root, "sw.js"));
  await open("tables.html");
  assert.ok(await heading());

  // As a build with `offline: false` writes them.
  const home = await readFile(path.join(root, "index.html"), "utf8");
  await writeFile(path.join(root, "sw.js"), worker.replace("const KEEPS = true;", "const KEEPS = false;"));
  await writeFile(path.join(root, "index.html"), home.replace(/<script src="theme\/offline\.js" defer><\/script>/, ""));
  await open("index.html");
  await page.waitForFunction(async () => (await navigator.serviceWorker.getRegistrations()).length === 0 && (await caches.keys()).length === 0);
  await open("tables.html");
  assert.ok(await heading());
  await writeFile(path.join(root, "sw.js"), worker);
});
