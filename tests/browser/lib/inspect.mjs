// All checks over one built site. In: a folder. Out: faults {check, page, message}, and counts of what was looked at.
// The tests and the self test both call this, so what the self test proves holds for the tests.

import {readFile} from "node:fs/promises";
import {createRequire} from "node:module";
import path from "node:path";
import {pathToFileURL} from "node:url";
import {DESK, PHONE, inParallel, launch, tab, toPdf, visit} from "./browser.mjs";
import {addresses, markup, sideways, visibleText} from "./inpage.mjs";
import {addressesInAssets, linkChecker} from "./links.mjs";
import {charactersOf, pagesOf} from "./pdf.mjs";
import {serve} from "./server.mjs";
import {byKind, copyToAwkwardPath, fileUrl, isPage, largestOfEachKind, listFiles, onePageOfEachKind} from "./site.mjs";
import {validate} from "./validate.mjs";

/** Every check by id, with what it promises. */
export const CHECKS = {
  console: "no page writes an error or a warning to the console",
  request: "no request fails",
  outside: "no page asks for anything outside the folder",
  sideways: "no page scrolls sideways at 360 px",
  link: "every link and #fragment leads to something on the disk, by a relative address of a file",
  style: "no style= attribute and no <style>",
  script: "no inline script",
  csp: "every page declares the content security policy, before its assets",
  h1: "every page has exactly one h1",
  lang: "every page says its language",
  name: "every image and SVG has a name or says that it is decoration",
  nojs: "a page without JavaScript has the same text",
  html: "html-validate finds nothing",
  axe: "axe finds no breach of WCAG 2.2 A and AA or of good practice, in light and dark, at 360 px, and of data pages at 1280 px",
  http: "the same holds over HTTP under a sub-path",
  print: "a county profile prints with its text",
};

const WORKERS = 4;
/** The rules of axe that look at colours: all that can differ between light and dark. */
const AXE_COLOURS = ["color-contrast", "link-in-text-block"];
const AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** Runs every check over the site in folder `site`. `axePages` replaces the choice of pages for axe. */
export async function inspect(site, {axePages} = {}) {
  const browser = await launch();
  let copy;
  try {
    copy = await copyToAwkwardPath(site);
    const files = await listFiles(copy.root);
    const pages = files.filter(isPage);
    if (pages.length === 0) throw new Error(`no .html file in ${site}`);
    const kinds = await byKind(copy.root, pages);
    const sample = onePageOfEachKind(kinds);
    const place = {browser, root: copy.root, files, pages, sample};
    const inBrowser = async () => [
      ...(await everyPage(place)),
      ...(await accessible({...place, sample: axePages ?? largestOfEachKind(kinds)})),
      ...(await overHttp(place)),
      ...(await print(place)),
    ];
    const faults = (await Promise.all([inBrowser(), validate(place)])).flat();
    return {faults, pages, sample};
  } finally {
    await browser.close();
    await copy?.remove();
  }
}

const folderUrl = (root) => `${pathToFileURL(root).href}/`;

/** Lets scripts that wait for a frame or a short timer do what they do, so that their faults are seen. */
export const settle = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 30)));

/**
 * Whether the page can be another one than its file says: with a script, or with what stands there in place of one. The
 * script of every page that has the site kept does nothing on a disk.
 */
const isChangeable = () => document.querySelector('script:not([src*="theme/offline."]), noscript') !== null;

/** What the functions return in the page, by name, asked in one go; as text, since thousands of objects are slow to hand over. */
async function ask(page, functions) {
  const calls = functions.map((look) => `${look.name}: (${look})()`);
  return JSON.parse(await page.evaluate(`JSON.stringify({${calls.join(",")}})`));
}

/** What must hold for each page by itself, opened from the disk with scripts on; and off, where that may differ. */
async function everyPage({browser, root, files, pages}) {
  const faults = [];
  const anchors = new Map();
  const links = [];
  const tabs = async () => ({
    on: await tab(browser, PHONE),
    off: await tab(browser, {...PHONE, javaScriptEnabled: false}),
  });
  await inParallel(pages, WORKERS, tabs, async (page, {on, off}) => {
    const add = (list) => faults.push(...list.map((fault) => ({...fault, page})));
    const url = fileUrl(root, page);
    const asWritten = [markup, addresses, sideways, visibleText];
    const live = await visit(on, url, folderUrl(root), async () => {
      if (!(await on.evaluate(isChangeable))) return ask(on, asWritten);
      await on.evaluate(settle);
      return ask(on, [sideways, visibleText]);
    });
    const still = live.seen.markup ? live : await visit(off, url, folderUrl(root), () => ask(off, asWritten));
    add(live.faults);
    add(still.faults.filter((fault) => !live.faults.some((same) => same.message === fault.message)));
    add(still.seen.markup);
    const widest = [live.seen.sideways, still.seen.sideways].find(({width, limit}) => width > limit);
    if (widest) add([{check: "sideways", message: `${widest.width} px wide; ${widest.culprit ?? "no single culprit"}`}]);
    add(difference(live.seen.visibleText, still.seen.visibleText));
    const {ids, base, found} = still.seen.addresses;
    anchors.set(page, new Set(ids));
    if (base) add([{check: "link", message: "<base> changes what every link means"}]);
    links.push(...found.map((address) => ({file: page, address})));
  });

  const wrong = linkChecker(root, anchors);
  for (const {file, address, fault} of [...links, ...(await addressesInAssets(root, files))]) {
    if (fault) faults.push({...fault, page: file});
    else {
      const why = await wrong(file, address);
      if (why) faults.push({check: "link", page: file, message: `${address.name}="${address.value}" ${why}`});
    }
  }
  return faults;
}

/** Text that only one of the two has, as a fault; controls that need scripts are left out of both beforehand. */
function difference(live, still) {
  const [on, off] = [new Set(live), new Set(still)];
  const lost = live.find((piece) => !off.has(piece));
  const extra = still.find((piece) => !on.has(piece));
  if (lost !== undefined) return [{check: "nojs", message: `only with scripts: ${lost.slice(0, 80)}`}];
  if (extra !== undefined) return [{check: "nojs", message: `only without scripts: ${extra.slice(0, 80)}`}];
  if (still.length === 0) return [{check: "nojs", message: "the page has no text"}];
  return [];
}

/** Pages of tables and charts, which a wide window lays out anew; prose only gets wider. English ones are laid out as theirs. */
const isOfData = (page) => page.includes("/") && !page.startsWith("en/");

/** Runs in the page: what axe finds, without the elements that it finds in order. */
async function breaches(settings) {
  const {violations} = await window.axe.run(document, settings);
  return violations.map(({id, help, nodes}) => ({id, help, count: nodes.length, first: nodes[0].html.slice(0, 120)}));
}

async function accessible({browser, root, sample}) {
  const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
  const options = {
    runOnly: {type: "tag", values: AXE_TAGS},
    rules: {"target-size": {enabled: true}}, // in wcag22aa, but off unless asked for
    resultTypes: ["violations"],
    selectors: false,
    preload: false, // it would fetch style sheets, which no page on a disk may
  };
  const colours = {...options, runOnly: {type: "rule", values: AXE_COLOURS}, rules: {}};
  const screens = async () => ({
    phone: await tab(browser, {...PHONE, reducedMotion: "reduce"}),
    desk: await tab(browser, {...DESK, reducedMotion: "reduce"}),
  });
  const found = await inParallel(sample, WORKERS, screens, async (page, tabs) => {
    const faults = [];
    for (const screen of isOfData(page) ? [tabs.phone, tabs.desk] : [tabs.phone]) {
      const {seen} = await visit(screen, fileUrl(root, page), folderUrl(root), async () => {
        await screen.evaluate(axe);
        const reports = [];
        for (const [colorScheme, settings] of [["light", options], ["dark", colours]]) {
          await screen.emulateMedia({colorScheme});
          const violations = await screen.evaluate(breaches, settings);
          const where = `${colorScheme}, ${screen.viewportSize().width} px`;
          reports.push(...violations.map((violation) => ({...violation, where})));
        }
        return reports;
      });
      for (const {where, id, help, count, first} of seen) {
        const message = `${where}: ${id}: ${help}; ${count} × ${first}`;
        faults.push({check: "axe", page, message});
      }
    }
    return faults;
  });
  return found.flat();
}

/** Until the browser has kept the page, where it may, so that leaving the page breaks nothing off; two seconds at most. */
export async function isKept() {
  const asks = document.querySelector('script[src*="theme/offline."]') && navigator.serviceWorker ? 100 : 0;
  for (let ask = 0; ask < asks && !(await caches.match(location.href)); ask += 1) await new Promise((resolve) => setTimeout(resolve, 20));
}

async function overHttp({browser, root, sample}) {
  const server = await serve(root, "/a/b/");
  try {
    const tabs = async () => ({phone: await tab(browser, PHONE)});
    const found = await inParallel(sample, WORKERS, tabs, async (page, {phone}) => {
      const url = server.base + page.split("/").map(encodeURIComponent).join("/");
      const {faults} = await visit(phone, url, server.base, async () => {
        await phone.evaluate(settle);
        await phone.evaluate(isKept);
      });
      return faults.map(({check, message}) => ({check: "http", page, message: `${check}: ${message}`}));
    });
    return found.flat();
  } finally {
    await server.close();
  }
}

/** The largest county profile, or the largest page where a site has none, as PDF. */
async function print({browser, root, sample}) {
  const page = sample.find((name) => /(^|\/)counties\//.test(name)) ?? sample[0];
  const paper = await tab(browser, DESK);
  const {seen} = await visit(paper, fileUrl(root, page), folderUrl(root), async () => {
    await paper.emulateMedia({media: "print"});
    const main = await paper.evaluate(() => (document.querySelector("main") ?? document.body).innerText);
    return {main, pdf: await toPdf(paper, {format: "A4"})};
  });
  await paper.context().close();
  const wanted = new Set(seen.main.normalize("NFKC").match(/[\p{L}\p{N}]/gu) ?? []);
  if (wanted.size < 20) return [{check: "print", page, message: "hardly any text is left for print"}];
  const printed = charactersOf(seen.pdf);
  const missing = [...wanted].filter((character) => !printed.has(character));
  if (pagesOf(seen.pdf) === 0) return [{check: "print", page, message: "the PDF has no page"}];
  // A few glyphs serve several characters in ways that normalization does not undo.
  if (missing.length > wanted.size * 0.1) {
    const list = missing.slice(0, 40).join("");
    return [{check: "print", page, message: `${missing.length} of ${wanted.size} characters are not in the PDF: ${list}`}];
  }
  return [];
}
