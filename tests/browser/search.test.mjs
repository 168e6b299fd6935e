// The search, from the disk, in the three engines: a hundred queries against a plain scan of the content, numbers in any
// spelling, pinyin, English, the keyboard, the form on every page, and the page without a script.
// Run: XIANZHI_SITE=folder XIANZHI_CONTENT=folder node --test search.test.mjs. XIANZHI_NOT_RUN names a file that is told what
// could not be run.

import assert from "node:assert/strict";
import {appendFileSync} from "node:fs";
import {readFile, readdir} from "node:fs/promises";
import {createRequire} from "node:module";
import path from "node:path";
import {after, before, test} from "node:test";
import {launch} from "./lib/browser.mjs";
import {engines} from "./lib/engines.mjs";
import {serve} from "./lib/server.mjs";
import {copyToAwkwardPath, fileUrl, listed} from "./lib/site.mjs";

const site = process.env.XIANZHI_SITE;
assert.ok(site, "XIANZHI_SITE must name the folder of a built site");
const content = process.env.XIANZHI_CONTENT ?? "../../content";

// Words cut through, a place, a figure's label, a mark of width, two words, one that is nowhere.
const CHOSEN = ["困发", "祥区", "宁县", "户均贷", "脱贫攻坚", "建档立卡", "（区）", "大祥区脱贫", "贫困 就业", "易地搬迁 绥宁", "县、市", "第一书记1名", "不在此处的字"];
const QUERIES = 100;

let copy;
let records;
let queries;

before(async () => {
  copy = await copyToAwkwardPath(site);
  records = await readContent(content);
  queries = [...CHOSEN, ...stretches(records, QUERIES - CHOSEN.length)];
});
after(() => copy.remove());

// ---- a plain scan of the content ----

/** What the editors wrote and readers see, as pages with their lines; a figure bound in a text ends a stretch. */
async function readContent(folder) {
  const read = async (name) => {
    const lines = (await readFile(path.join(folder, name), "utf8")).split("\n");
    return withoutAllowances(lines.filter((line) => !/^\s*#[^#]/.test(line))).map((line) => line.replace(/\{\{.*?\}\}/g, "\t"));
  };
  const pages = [];
  for (const kind of ["articles", "tables", "pages", "domains"]) {
    for (const name of await readdir(path.join(folder, kind))) {
      if (!name.endsWith(".md") || name.endsWith(".en.md")) continue;
      const page = name.replace(/md$/, "html");
      pages.push({href: kind === "pages" ? page : `${kind}/${page}`, lines: (await read(`${kind}/${name}`)).filter((line) => kind !== "domains" || !line.startsWith("title:"))});
    }
  }
  for (const line of await read("places.yaml")) {
    const [, code, name, pinyin] = line.match(/code: "(\d+)", name: (\S+?), pinyin: (\S+?),/) ?? [];
    if (code) pages.push({href: `counties/${code}-${pinyin}.html`, lines: [name]});
  }
  for (const line of await read("metrics.yaml")) {
    const [, id] = line.match(/^  - \{id: ([\w.]+),/) ?? [];
    if (id) pages.push({href: id.includes(".") ? `metrics/${id}.html` : `domains/${id}.html`, lines: [line]});
  }
  for (const line of await read("glossary.yaml")) {
    const [, id] = line.match(/^  - id: (\w+)/) ?? [];
    if (id) pages.push({href: `glossary.html#${id}`, lines: []});
    else if (pages.at(-1).href.startsWith("glossary.html")) pages.at(-1).lines.push(line);
  }
  return pages;
}

/** What an editor accepts is told on the page of checks, which is not searched. */
function withoutAllowances(lines) {
  let isIn = false;
  return lines.filter((line) => {
    if (/^\S/.test(line)) isIn = line.startsWith("allow:");
    return !isIn;
  });
}

/** Stretches of two to six characters from all over the content; the same in every run. */
function stretches(pages, count) {
  let seed = 20201126;
  const random = (below) => {
    seed = (Math.imul(seed, 1103515245) + 12345) & 0x7fffffff;
    return seed % below;
  };
  const runs = pages.flatMap(({lines}) => lines.join("\n").match(/[一-鿿]{2,}/g) ?? []);
  const found = new Set();
  while (found.size < count) {
    const run = runs[random(runs.length)];
    const length = Math.min(run.length, 2 + random(5));
    const from = random(run.length - length + 1);
    found.add(run.slice(from, from + length));
  }
  return [...found];
}

const scan = (query) => records
  .filter(({lines}) => query.split(" ").every((part) => lines.some((line) => line.includes(part))))
  .map(({href}) => href);

// ---- the page ----

/** Runs in the page: every result of some queries, each group shown to its end. */
async function resultsOf(wanted) {
  const wait = () => new Promise((resolve) => setTimeout(resolve, 2));
  const input = document.querySelector("form.search input");
  const status = document.querySelector("#results [role=status]");
  const all = [];
  for (const query of wanted) {
    status.textContent = "";
    input.value = query;
    input.dispatchEvent(new Event("input"));
    while (status.textContent === "") await wait();
    for (;;) {
      const more = document.querySelector("#results .hits button:not([hidden])");
      if (!more) break;
      more.click();
      while (more.disabled) await wait();
    }
    const items = [...document.querySelectorAll("#results .hits li")];
    all.push(items.map((item) => ({
      href: item.querySelector("a.hit").getAttribute("href"),
      leads: [...item.querySelectorAll("a.hit")].map((link) => link.getAttribute("href")),
      text: item.textContent,
      marks: [...item.querySelectorAll("mark")].map((mark) => mark.textContent),
    })));
  }
  return all;
}

for (const {name, found, install, open} of engines()) {
  if (!found && process.env.XIANZHI_NOT_RUN) appendFileSync(process.env.XIANZHI_NOT_RUN, `not run: the search in ${name}: install ${install}\n`);
  test(`${name}: a hundred queries find what a plain scan finds, and mark it`, {skip: found ? false : `no ${name}`}, async () => {
    const session = await open();
    try {
      await session.goto(fileUrl(copy.root, "search.html"));
      const results = [];
      for (let from = 0; from < queries.length; from += 20) {
        results.push(...await session.evaluate(resultsOf, queries.slice(from, from + 20)));
      }
      const faults = [];
      let expected = 0;
      queries.forEach((query, i) => {
        const hrefs = new Set(results[i].map(({href}) => href));
        const wanted = scan(query);
        expected += wanted.length;
        for (const href of wanted) {
          if (!hrefs.has(href)) faults.push({page: href, check: "search", message: `${query} is not found`});
        }
        // Of one run of Chinese; of several each is marked by itself.
        for (const {href, marks} of /^[一-鿿]+$/.test(query) ? results[i] : []) {
          if (!marks.some((mark) => mark.includes(query))) faults.push({page: href, check: "mark", message: `${query} is not marked`});
        }
      });
      for (const href of new Set(results.flat().flatMap(({leads}) => leads))) {
        if (!await isThere(href)) faults.push({page: href, check: "link", message: "leads nowhere"});
      }
      assert.ok(expected > QUERIES, `the scan finds only ${expected}`);
      assert.equal(results[CHOSEN.length - 1].length, 0, "a text that is nowhere is found");
      if (faults.length > 0) assert.fail(listed(faults));
    } finally {
      await session.close();
    }
  });
}

/** Whether an address names a page and, with a fragment, a part of it. */
async function isThere(href) {
  const [page, fragment] = href.split("#");
  const html = await readFile(path.join(copy.root, decodeURIComponent(page)), "utf8").catch(() => "");
  return html !== "" && (!fragment || html.includes(`id="${fragment}"`));
}

// ---- what is asked for in other ways ----

const DAXIANG = "counties/430503-daxiang.html";
const SALES = "articles/430503-daxiang-2020.html#f-consumption.sales-2020-01-2020-06";
/** Queries and the address that stands first in some group. */
const FIRST = {
  "大祥": DAXIANG, "daxiang": DAXIANG, "dxq": DAXIANG, "da xiang": DAXIANG, "daxiangqu": DAXIANG, "DaXiang": DAXIANG, "ＤＸＱ": DAXIANG,
  "430503": DAXIANG, "Daxiang District": DAXIANG,
  "hyx": "counties/430421-hengyang.html", "zhuhui": "counties/430405-zhuhui.html", "ydq": "counties/430802-yongding.html",
  "snx": "counties/430527-suining.html", "shaoyangshi": "prefectures/4305.html",
  "pinkunfashenglv": "metrics/poverty.rate.html", "poverty incidence": "metrics/poverty.rate.html", "建档立卡": "glossary.html#jiandanglika",
};
const SPELLINGS = ["1404.68", "1,404.68万元", "1404.680", "14046800", "14,046,800", "１４０４．６８万", "1404.68 大祥"];

test("pinyin, initials, codes, names and English lead to the place, the metric and the term first", async () => {
  const browser = await launch();
  try {
    const page = await browser.newPage();
    await page.goto(fileUrl(copy.root, "search.html"));
    const results = await page.evaluate(resultsOf, Object.keys(FIRST));
    Object.entries(FIRST).forEach(([query, href], i) => assert.equal(results[i][0]?.href, href, query));
    const numbers = await page.evaluate(resultsOf, SPELLINGS);
    SPELLINGS.forEach((query, i) => assert.equal(numbers[i][0]?.href.split("#")[0], SALES.split("#")[0], query));
    SPELLINGS.forEach((query, i) => assert.match(numbers[i][0].text, /1404\.68万元/, query));
    // Marked as a whole where 万 belongs to it, and nothing else of that kind.
    const marks = numbers[SPELLINGS.indexOf("１４０４．６８万")].flatMap(({marks: own}) => own);
    assert.deepEqual([...new Set(marks)], ["1404.68万"]);
    const english = {"lifted out of poverty": /counties|metrics/, "大祥": /counties\/430503/, "1404.68": /articles\/430503/};
    await page.goto(fileUrl(copy.root, "en/search.html"));
    const inEnglish = await page.evaluate(resultsOf, Object.keys(english));
    Object.entries(english).forEach(([query, href], i) => assert.match(inEnglish[i][0]?.href ?? "nothing", href, query));
  } finally {
    await browser.close();
  }
});

test("over HTTP under a sub-path the same is found", async () => {
  const server = await serve(copy.root, "/a/b/");
  const browser = await launch();
  try {
    const page = await browser.newPage();
    const asked = [...CHOSEN, ...Object.keys(FIRST), ...SPELLINGS];
    await page.goto(fileUrl(copy.root, "search.html"));
    const fromDisk = await page.evaluate(resultsOf, asked);
    await page.goto(`${server.base}search.html`);
    assert.deepEqual(await page.evaluate(resultsOf, asked), fromDisk);
  } finally {
    await browser.close();
    await server.close();
  }
});

test("every figure that an article records is found by its number", async () => {
  const figures = [];
  for (const {href, lines} of records) {
    for (const line of lines) {
      const [, number, power = ""] = line.match(/^  - \{metric: .*? value: "?[约近]?(\d[\d.,]*)[余多]?(万亿|[百千万亿]?)/) ?? [];
      if (number) figures.push({href, query: number + power});
    }
  }
  assert.ok(figures.length > 300, `the content records ${figures.length} figures only`);
  const queries = [...new Set(figures.map(({query}) => query))];
  const browser = await launch();
  try {
    const page = await browser.newPage();
    await page.goto(fileUrl(copy.root, "search.html"));
    const results = await page.evaluate(resultsOf, queries);
    const found = new Map(queries.map((query, i) => [query, results[i].map(({href}) => href)]));
    const lost = figures.filter(({href, query}) => !found.get(query).some((own) => own.startsWith(`${href}#f-`)));
    assert.deepEqual(lost, []);
  } finally {
    await browser.close();
  }
});

test("the form on a profile leads to the results, which the keyboard walks through", async () => {
  const browser = await launch();
  try {
    const page = await browser.newPage();
    await page.goto(fileUrl(copy.root, DAXIANG));
    await page.getByRole("searchbox").fill("贫困发生率");
    await page.keyboard.press("Enter");
    await page.waitForSelector("#results .hits");
    assert.equal(await page.getByRole("searchbox").inputValue(), "贫困发生率");
    assert.match(await page.getByRole("status").textContent(), /贫困发生率/);
    await page.getByRole("searchbox").focus();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowUp");
    const focused = () => page.evaluate(() => document.activeElement.getAttribute("href") ?? document.activeElement.id);
    assert.equal(await focused(), "metrics/poverty.rate.html");
    await page.keyboard.press("Escape");
    assert.equal(await focused(), "q");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await page.waitForURL(/metrics\/poverty\.rate\.html$/);
    await page.goBack();
    await page.waitForSelector("#results .hits");
    assert.ok(await page.locator("#names").isHidden());
    await page.getByRole("searchbox").fill("");
    assert.ok(await page.locator("#names").isVisible());
  } finally {
    await browser.close();
  }
});

test("axe finds nothing in a page of results, in light and dark", async () => {
  const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
  const browser = await launch();
  try {
    for (const [name, query, colorScheme] of [["search.html", "贫困发生率", "light"], ["en/search.html", "poverty", "dark"]]) {
      const page = await browser.newPage({viewport: {width: 360, height: 800}, colorScheme});
      await page.goto(`${fileUrl(copy.root, name)}?q=${encodeURIComponent(query)}`);
      await page.waitForSelector("#results .hits");
      await page.evaluate(axe);
      const report = await page.evaluate(() => window.axe.run(document, {resultTypes: ["violations"]}));
      assert.deepEqual(report.violations.map(({id, nodes}) => `${name} ${id}: ${nodes[0].html}`), []);
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${name} scrolls sideways`);
    }
  } finally {
    await browser.close();
  }
});

test("without a script the page is an index of all names", async () => {
  const browser = await launch();
  try {
    const context = await browser.newContext({javaScriptEnabled: false});
    const page = await context.newPage();
    await page.goto(fileUrl(copy.root, "search.html?q=%E5%A4%A7").replace("%3F", "?"));
    const names = await page.locator("#names a").evaluateAll((links) => links.map((a) => a.getAttribute("href"))).catch(() => []);
    for (const name of await namedPages()) assert.ok(names.includes(name), name);
    assert.ok(await page.locator("#results").isHidden());
  } finally {
    await browser.close();
  }
});

/** The pages that the index of names has to name. */
async function namedPages() {
  const all = [];
  for (const folder of ["counties", "metrics", "prefectures", "domains"]) {
    for (const name of await readdir(path.join(site, folder))) {
      if (name.endsWith(".html")) all.push(`${folder}/${name}`);
    }
  }
  return all;
}
