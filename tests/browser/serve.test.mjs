// The preview in a browser: it renews itself when a file is saved, shows findings where they belong, and an article beside
// its source text; other sites get nothing of it. XIANZHI names the program. The site is the base site of the tests, with its source texts.

import assert from "node:assert/strict";
import {cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from "node:fs";
import {readFile} from "node:fs/promises";
import {createServer} from "node:http";
import {createRequire} from "node:module";
import {tmpdir} from "node:os";
import path from "node:path";
import {after, before, test} from "node:test";
import {fileURLToPath} from "node:url";
import {DESK, PHONE, launch, tab} from "./lib/browser.mjs";
import {preview} from "./lib/preview.mjs";

const program = process.env.XIANZHI;
assert.ok(program, "XIANZHI must name the program");

const here = path.dirname(fileURLToPath(import.meta.url));
const ARTICLE = "articles/990101-qingshi-2019.html";
const BESIDE = "__xianzhi/beside/990101-qingshi-2019.html";
const BEFORE = "__xianzhi/before.html";

let folder, base, close, browser;

before(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "serve-"));
  cpSync(path.join(here, "../fixtures/base"), folder, {recursive: true});
  cpSync(path.join(here, "../fixtures/sources"), path.join(folder, "sources"), {recursive: true});
  ({base, close} = await preview(program, folder));
  browser = await launch();
});

after(async () => {
  await browser?.close();
  close?.();
  rmSync(folder, {recursive: true, force: true});
});

function edit(name, from, to) {
  const file = path.join(folder, name);
  const text = readFileSync(file, "utf8");
  assert.ok(text.includes(from), `${name} has no ${from}`);
  writeFileSync(file, text.replace(from, to));
}
const FILE = "content/articles/990101-qingshi-2019.md";

/** Waits until the whole site says `text` on its list of articles, and `page` shows what the preview has of it. */
async function settled(page, text) {
  const ask = async (name) => (await fetch(base + name)).text();
  for (let i = 0; i < 600 && !(await ask("articles.html")).includes(text); i++) await page.waitForTimeout(50);
  await page.waitForFunction(async () => {
    const answer = await fetch(location.href, {method: "HEAD"});
    return answer.headers.get("ETag") === `"${document.querySelector("script[data-stamp]").dataset.stamp}"`;
  });
}

/** A tab whose faults are recorded. */
async function watched(options = DESK) {
  const page = await tab(browser, options);
  const faults = [];
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) faults.push(`${message.text()} (${message.location().url})`);
  });
  page.on("pageerror", (error) => faults.push(error.message));
  page.on("request", (request) => {
    if (!request.url().startsWith(base)) faults.push(`asked for ${request.url()}`);
  });
  return {page, faults};
}

test("a saved change is on the page by itself, where it was scrolled to", async () => {
  const {page, faults} = await watched();
  await page.goto(base + ARTICLE);
  await page.getByText("青石县的脱贫与饮水").first().waitFor();
  await page.evaluate(() => scrollTo(0, 600));
  edit(FILE, "title: 青石县的脱贫与饮水", "title: 青石县的茶与水");
  await page.waitForFunction(() => document.querySelector("h1").textContent === "青石县的茶与水");
  await page.waitForFunction(() => Math.abs(scrollY - 600) < 50);
  // What changes nothing on a page does not load it again.
  await settled(page, "青石县的茶与水");
  await page.evaluate(() => (window.kept = true));
  edit("content/articles/990102-baishui-2020.md", "title: 白水县的饮水工程", "title: 白水县的水");
  const other = (await watched()).page;
  await other.goto(base + "articles/990102-baishui-2020.html");
  await other.waitForFunction(() => document.querySelector("h1").textContent === "白水县的水");
  await settled(page, "白水县的水");
  assert.equal(await page.evaluate(() => window.kept), true);
  assert.deepEqual(faults, []);
});

test("a mistake stands over the last good page and at its figure, and goes when it is mended", async () => {
  const {page, faults} = await watched();
  await page.goto(base + ARTICLE);
  edit(FILE, "value: 27440人", "value: 27441人");
  await page.locator(".desk-broken").waitFor();
  assert.match(await page.locator(".desk-state").textContent(), /内容有 1 个错误/);
  const placed = page.locator(".desk-placed");
  assert.equal(await placed.count(), 1);
  assert.match(await placed.textContent(), /勾稽关系不成立/);
  const at = await placed.evaluate((note) => note.closest("[id]").id);
  assert.match(at, /^r-[0-9a-f]{8}$/, "at the relation that does not hold");
  await page.locator(`.desk-found a[href$="#${at}"]`).click();
  assert.ok(await placed.isVisible());
  edit(FILE, "value: 27441人", "value: 27440人");
  await page.locator(".desk-broken").waitFor({state: "detached"});
  assert.deepEqual(faults, []);
});

test("figures lead from the source to the article and back", async () => {
  const {page, faults} = await watched();
  await page.goto(base + BESIDE);
  const frame = page.frameLocator("iframe");
  await frame.locator("h1").waitFor();
  const figure = page.locator(".desk-source a.bound", {hasText: "12.6%"});
  await figure.click();
  await frame.locator("[id='f-poverty.rate-2014']:target").waitFor();
  assert.equal(page.url(), base + BESIDE, "the page itself stays");
  await frame.locator("[id='f-water.projects-2019'] .printed").click();
  const shown = page.locator(".desk-source a.here");
  await shown.first().waitFor();
  assert.equal(await shown.first().textContent(), "86处");
  edit(FILE, "value: 86处, lines: 11", "value: 87处, lines: 11");
  await page.locator(".desk-source ol .missing").waitFor();
  assert.match(await page.locator(".desk-found").textContent(), /not-on-lines|figure-unbound/);
  edit(FILE, "value: 87处, lines: 11", "value: 86处, lines: 11");
  await page.locator(".desk-source ol .missing").waitFor({state: "detached"});
  assert.deepEqual(faults, []);
});

test("the desk can be read without a script", async () => {
  const page = await tab(browser, {...DESK, javaScriptEnabled: false});
  await page.goto(base + BESIDE);
  await page.locator(".desk-source a.bound", {hasText: "12.6%"}).click();
  await page.frameLocator("iframe").locator("[id='f-poverty.rate-2014']:target").waitFor();
  await page.goto(base + ARTICLE);
  await page.getByRole("link", {name: "发布前检查"}).click();
  await page.getByRole("heading", {name: "发布前检查"}).waitFor();
});

test("axe finds nothing on the pages of the desk, in light and dark, and nothing is wider than a phone", async () => {
  const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
  for (const colorScheme of ["light", "dark"]) {
    for (const name of [BEFORE, BESIDE, ARTICLE]) {
      const {page, faults} = await watched({...PHONE, colorScheme});
      await page.goto(base + name);
      await page.locator("h1").first().waitFor();
      await page.evaluate(axe);
      const report = await page.evaluate(() =>
        window.axe.run(document, {resultTypes: ["violations"], iframes: false}));
      assert.deepEqual(report.violations.map((v) => `${v.id}: ${v.nodes[0].html}`), [], `${name} ${colorScheme}`);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      assert.ok(wide <= 360, `${name} is ${wide} px wide`);
      assert.deepEqual(faults, []);
    }
  }
});

// What a page of another site tries on the preview at `base`, and what it gets.
const attack = async ({base, article, picture}) => {
  const loaded = (element) =>
    new Promise((resolve) => {
      element.onload = () => resolve("loaded");
      element.onerror = () => resolve("nothing");
      document.body.append(element);
    });
  const opened = (events) =>
    new Promise((resolve) => {
      events.onopen = () => resolve("opened");
      events.onerror = () => resolve("nothing");
    });
  return {
    read: await fetch(base + article).then(() => "read", () => "nothing"),
    fetched: await fetch(base + article, {mode: "no-cors"}).then(() => "fetched", () => "nothing"),
    script: await loaded(Object.assign(document.createElement("script"), {src: base + "__xianzhi/desk.js"})),
    style: await loaded(Object.assign(document.createElement("link"), {rel: "stylesheet", href: base + "__xianzhi/desk.css"})),
    picture: await loaded(Object.assign(new Image(), {src: base + picture})),
    events: await opened(new EventSource(base + "__xianzhi/events")),
  };
};

test("another site can load, read and show nothing of the preview, nor under a name of its own; a link to it works", async () => {
  const here = await (await fetch(base + ARTICLE)).text();
  const picture = here.match(/(?:href|src)="\.\.\/([^"]+\.svg)"/)[1];
  const page = `<!DOCTYPE html><html lang="zh"><title>x</title><body><a href="${base}${ARTICLE}">x</a></body></html>`;
  const server = createServer((_, response) => response.writeHead(200, {"content-type": "text/html"}).end(page));
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  try {
    // Another site, and another server of this machine. Every name under localhost leads here, as a name that was bound to
    // another address would.
    for (const host of ["evil.localhost", "127.0.0.1"]) {
      const evil = await tab(browser, DESK);
      await evil.goto(`http://${host}:${server.address().port}/`);
      const got = await evil.evaluate(attack, {base, article: ARTICLE, picture});
      assert.deepEqual([...new Set(Object.values(got))], ["nothing"], `${host}: ${JSON.stringify(got)}`);
      await evil.evaluate(async (src) => {
        const frame = Object.assign(document.createElement("iframe"), {src});
        await new Promise((resolve) => {
          frame.onload = resolve;
          document.body.append(frame);
        });
      }, base + ARTICLE);
      assert.doesNotMatch(await evil.frames()[1].content(), /青石县/, `${host} shows it in a frame`);
      await evil.getByRole("link").click();
      await evil.locator("h1").waitFor();
      assert.match(await evil.locator("h1").textContent(), /青石县/);
    }
    const rebound = await tab(browser, DESK);
    const answer = await rebound.goto(base.replace("127.0.0.1", "evil.localhost") + ARTICLE);
    assert.equal(answer.status(), 403);
    assert.doesNotMatch(await rebound.content(), /青石县/);
  } finally {
    await new Promise((resolve) => server.close(resolve).closeAllConnections());
  }
});

test("a preview that was stopped says so", async () => {
  const {page} = await watched();
  await page.goto(base + ARTICLE);
  await page.locator(".desk-notice").waitFor();
  close();
  await page.waitForFunction(() => document.querySelector(".desk-state").textContent.includes("停了"));
});
