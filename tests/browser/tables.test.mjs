// What readers do with tables of places. Run: XIANZHI_SITE=folder node --test tables.test.mjs
// The orders that the script makes are those of the sorted pages, one head at a time says so, what is copied is what was
// printed, and decimal points stand below each other.

import assert from "node:assert/strict";
import {readdir} from "node:fs/promises";
import path from "node:path";
import {after, before, test} from "node:test";
import {launch, tab as newTab} from "./lib/browser.mjs";
import {fileUrl} from "./lib/site.mjs";

const site = process.env.XIANZHI_SITE;
let browser;
let tab;
let pages;

const open = (page) => tab.goto(fileUrl(site, `tables/${page}`));

/** Names of the places in the order of the rows, shown ones only. */
const names = () =>
  tab.$$eval("tr[data-group]:not([hidden]) th a", (links) => links.map((link) => link.textContent));

before(async () => {
  assert.ok(site, "XIANZHI_SITE must name the folder of a built site");
  browser = await launch();
  tab = await newTab(browser, {viewport: {width: 1440, height: 900}});
  pages = (await readdir(path.join(site, "tables"))).filter((name) => name.endsWith(".html")).sort();
});

after(() => browser?.close());

test("the script makes the orders of the sorted pages, and marks one head", async () => {
  const sorted = pages.filter((page) => page.includes(".by-c"));
  assert.ok(sorted.length > 0, "the site has a sorted page");
  for (const page of sorted) {
    await open(page);
    const expected = await names();
    const [, own, column] = page.match(/^(.*)\.by-c(\d+)\.html$/);
    await open(`${own}.html`);
    const before = await names();
    await tab.click(`th[data-sort="${column}"] button.sort`);
    assert.deepEqual(await names(), expected, page);
    const marked = await tab.$$eval("th[aria-sort]", (heads) => heads.map((head) => head.dataset.sort));
    assert.deepEqual(marked, [column], page);
    await tab.click('th[data-sort="0"] button.sort');
    assert.deepEqual(await names(), before, `${page}: back in the order of places`);
  }
});

test("a copied figure is the printed one", async () => {
  for (const page of pages.filter((name) => !name.includes(".by-c"))) {
    await open(page);
    const wrong = await tab.evaluate(() => {
      const found = [];
      for (const figure of document.querySelectorAll("#compare td > .fig:first-child")) {
        const range = document.createRange();
        range.selectNodeContents(figure.parentElement);
        const selection = getSelection();
        selection.removeAllRanges();
        selection.addRange(range);
        const copied = selection.toString();
        if (copied.split("\n")[0].trim() !== figure.textContent) found.push(`${figure.textContent} copied as ${copied}`);
      }
      return found;
    });
    assert.deepEqual(wrong, [], page);
  }
});

test("decimal points of a column stand below each other", async () => {
  let compared = 0;
  for (const page of pages.filter((name) => !name.includes(".by-c"))) {
    await open(page);
    const columns = await tab.evaluate(() => {
      const points = new Map();
      for (const figure of document.querySelectorAll("#compare td > .fig")) {
        const text = figure.firstChild;
        const at = [...text.data.matchAll(/\d+(?:\.(\d+))?/g)].at(-1);
        if (!at) continue;
        const range = document.createRange();
        const point = at.index + at[0].length - (at[1] ? at[1].length + 1 : 0);
        range.setStart(text, 0);
        range.setEnd(text, point);
        const column = figure.closest("td").cellIndex;
        const units = text.data.slice(at.index + at[0].length);
        const list = points.get(column) ?? [];
        list.push({x: range.getBoundingClientRect().right, units});
        points.set(column, list);
      }
      return [...points.values()];
    });
    for (const column of columns) {
      // Units of one width are told to the pixel; where 万人 stands below 人 the fonts have the last word.
      const same = column.every(({units}) => units === column[0].units);
      const xs = column.map(({x}) => x);
      const spread = Math.max(...xs) - Math.min(...xs);
      assert.ok(spread <= (same ? 1 : 6), `${page}: ${spread.toFixed(1)} px apart`);
      compared += column.length > 1 ? 1 : 0;
    }
  }
  assert.ok(compared > 0, "no column has two figures");
});
