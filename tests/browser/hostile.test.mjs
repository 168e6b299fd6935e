// A site of somebody who means harm, in Chromium: the pages from the disk and over HTTP, pictures, the book, profiles as one
// file, the search and the preview. Nothing of the content runs, and nothing is asked for elsewhere, whether the browser
// heeds the policy of the pages or not. XIANZHI names the program.

import assert from "node:assert/strict";
import {execFileSync} from "node:child_process";
import {mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import path from "node:path";
import {after, before, test} from "node:test";
import {DESK, inParallel, launch, tab, visit} from "./lib/browser.mjs";
import {lookAround, plant, texts, unzipped, watch} from "./lib/hostile.mjs";
import {preview} from "./lib/preview.mjs";
import {byKind, fileUrl, isPage, listFiles, onePageOfEachKind} from "./lib/site.mjs";
import {serve} from "./lib/server.mjs";

const program = process.env.XIANZHI;
assert.ok(program, "XIANZHI must name the program");

const PUBLISHED = "https://hostile.example.org/a/";
let folder, site, built, files, pages, browser;

/** An address that moved sends its reader on at once; to be looked at, it stays. */
function stay(file) {
  const html = readFileSync(file, "utf8");
  const still = html.replace(/<meta http-equiv="refresh" content="0; ?url=[\w./-]+">/, "");
  if (still !== html) writeFileSync(file, still);
}

before(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "hostile-"));
  [site, built] = [path.join(folder, "site"), path.join(folder, "public")];
  plant(site);
  execFileSync(program, ["build", "--site", site, "--out", built], {stdio: ["ignore", "ignore", "inherit"]});
  files = await listFiles(built);
  pages = files.filter((file) => isPage(file) && path.basename(file) !== "404.html");
  for (const page of pages) stay(path.join(built, page));
  browser = await launch();
});

after(async () => {
  await browser?.close();
  rmSync(folder, {recursive: true, force: true});
});

const AT_ONCE = 3;
/** Tabs that heed the policy of pages, or do not. */
const tabs = (bypassCSP) => async () => {
  const page = await tab(browser, {...DESK, bypassCSP, serviceWorkers: "block"});
  await watch(page);
  page.on("dialog", (dialog) => dialog.dismiss());
  await page.route(`${PUBLISHED}**`, (route) => route.fulfill({path: path.join(built, route.request().url().slice(PUBLISHED.length))}));
  return {page};
};

/** No content makes a browser drop a request when a page is left, or keep no worker. */
const ofContent = (message) => !/net::ERR_ABORTED|Service Worker registration blocked/.test(message);

/** Opens all `names` and lists what came alive. */
async function faultsOf(names, bypassCSP, url, base) {
  const looks = await inParallel(names, AT_ONCE, tabs(bypassCSP), async (name, {page}) => {
    const {seen, faults} = await visit(page, url(name), base, () => page.evaluate(lookAround));
    return [...faults.map(({message}) => message).filter(ofContent), ...seen].map((message) => `${name}: ${message}`);
  });
  return looks.flat();
}

const alone = () => files.filter((file) => /packs\/.*\.html$/.test(file));

// Their policy would stop most of what runs: it is to find nothing to stop, and then it is left out.
for (const bypassCSP of [false, true]) {
  const how = bypassCSP ? "all pages are inert, without their policy," : "a page of each kind is inert";
  const looked = async () => (bypassCSP ? pages : onePageOfEachKind(await byKind(built, pages)));

  test(`${how} from the disk`, async () => {
    const names = [...await looked(), ...alone()];
    assert.ok(pages.length > 40 && names.length > 24 && alone().length >= 4, `${names.length} of ${pages.length} pages`);
    assert.deepEqual(await faultsOf(names, bypassCSP, (page) => fileUrl(built, page), "file:"), []);
  });

  test(`${how} over HTTP`, async () => {
    const host = await serve(built, "/a/");
    try {
      assert.deepEqual(await faultsOf(await looked(), bypassCSP, (page) => host.base + page, host.base), []);
    } finally {
      await host.close();
    }
  });
}

test("the page for unknown addresses is inert where the site is published", async () => {
  const unknown = files.filter((file) => path.basename(file) === "404.html");
  assert.equal(unknown.length, 2);
  assert.deepEqual(await faultsOf(unknown, true, (page) => PUBLISHED + page, PUBLISHED), []);
});

test("pictures are inert as documents", async () => {
  const pictures = files.filter((file) => file.endsWith(".svg"));
  assert.ok(pictures.length > 5, `${pictures.length} pictures`);
  assert.deepEqual(await faultsOf(pictures, true, (picture) => fileUrl(built, picture), "file:"), []);
});

test("chapters of the book are inert", async () => {
  const chapters = [];
  for (const book of files.filter((file) => file.endsWith(".epub"))) {
    const to = path.join(folder, "books", book);
    for (const [name, bytes] of unzipped(path.join(built, book))) {
      mkdirSync(path.dirname(path.join(to, name)), {recursive: true});
      writeFileSync(path.join(to, name), bytes);
      if (/\.(xhtml|svg)$/.test(name)) chapters.push(path.join("books", book, name));
    }
  }
  assert.ok(chapters.length >= 8, `${chapters.length} chapters`);
  assert.deepEqual(await faultsOf(chapters, true, (chapter) => fileUrl(folder, chapter), "file:"), []);
});

test("the search is inert, whatever it is asked and finds", async () => {
  const {page} = await tabs(true)();
  for (const search of ["search.html", "en/search.html"]) {
    const {faults} = await visit(page, fileUrl(built, search), "file:", async () => {
      const settled = () => page.locator("#results [role=status]:not(:empty)").waitFor();
      for (const text of ["<img src=x onerror=window.__hit=1>", "$&$'{query}", "script"]) {
        await page.goto(`${fileUrl(built, search)}?q=${encodeURIComponent(text)}`);
        await settled();
        assert.deepEqual(await page.evaluate(lookAround), [], text);
      }
      assert.ok((await page.locator("a.hit").count()) > 0, "nothing was found");
      for (const text of texts.filter((_, n) => n % 6 === 0)) await page.locator("#q").fill(text);
      await settled();
      assert.deepEqual(await page.evaluate(lookAround), []);
    });
    assert.deepEqual(faults.map(({message}) => message).filter(ofContent), []);
  }
});

test("the preview and its desk are inert, with mistakes too", async () => {
  const sources = path.join(site, "sources");
  mkdirSync(sources);
  writeFileSync(path.join(sources, "baishui-2020.txt"), texts.map((text) => `${text} 54处，9.6万人\n`).join(""));
  const {base, close} = await preview(program, site);
  try {
    const article = "articles/990102-baishui-2020.html";
    const shown = ["index.html", article, "articles/990101-qingshi-2019.html", "__xianzhi/before.html", "__xianzhi/beside/990102-baishui-2020.html"];
    assert.deepEqual(await faultsOf(shown, true, (page) => base + page, base), []);
    const file = path.join(site, "content/articles/990102-baishui-2020.md");
    const wrong = texts.map((text) => `[甲](../tables/nowhere.md) ${text}\n\n`).join("");
    writeFileSync(file, readFileSync(file, "utf8").replace("---\n建成", `---\n${wrong}\n建成`));
    const {page} = await tabs(true)();
    const {seen, faults} = await visit(page, base + article, base, async () => {
      await page.locator(".desk-broken .desk-found li").first().waitFor();
      return page.evaluate(lookAround);
    });
    assert.deepEqual([...faults.map(({message}) => message).filter(ofContent), ...seen], []);
    assert.deepEqual(await faultsOf(shown, true, (name) => base + name, base), []);
  } finally {
    close();
  }
});

test("what is alive is found", async () => {
  const planted = {
    "a script": "<script>window.__hit = 1</script>",
    "a handler": "<img src='data:image/png,x' onerror='window.__hit=1'>",
    "what waits": "<p onmouseover='window.__hit=1'>x</p>",
    "an address": "<a href='java&#10;script:window.__hit=1'>x</a>",
    "a request": "<img src='https://evil.invalid/x.png'>",
    "a frame": "<iframe srcdoc='x'></iframe>",
  };
  for (const [name, markup] of Object.entries(planted)) {
    writeFileSync(path.join(folder, "live.html"), `<!DOCTYPE html><html lang="zh"><meta charset="utf-8"><title>x</title>${markup}</html>`);
    assert.notDeepEqual(await faultsOf(["live.html"], true, (page) => fileUrl(folder, page), "file:"), [], name);
  }
});
