// The built site from a disk, in a folder that was moved, in engines other than Chromium, and before a link checker of
// others. Run: XIANZHI_SITE=folder node --test offline.test.mjs. XIANZHI_NOT_RUN names a file that is told what could not
// be run.

import assert from "node:assert/strict";
import {appendFileSync} from "node:fs";
import {mkdir, mkdtemp, rm, writeFile} from "node:fs/promises";
import {tmpdir} from "node:os";
import path from "node:path";
import {after, before, test} from "node:test";
import {engines} from "./lib/engines.mjs";
import {findLychee, lycheeFaults} from "./lib/lychee.mjs";
import {offlineFaults} from "./lib/offline.mjs";
import {listed} from "./lib/site.mjs";

const site = process.env.XIANZHI_SITE;
assert.ok(site, "XIANZHI_SITE must name the folder of a built site");

const others = engines().filter(({name}) => name !== "Chromium");
const found = others.filter((engine) => engine.found);
const lychee = findLychee();

function notRun(what) {
  if (process.env.XIANZHI_NOT_RUN) appendFileSync(process.env.XIANZHI_NOT_RUN, `not run: ${what}\n`);
}

for (const {name, install} of others.filter((engine) => !engine.found)) notRun(`the moved site in ${name}: apt-get install ${install}`);
if (!lychee) notRun("lychee over all links: pip install --require-hashes -r tests/browser/requirements.txt");

/** Pages of a small site: its faults, and what must be said of each. */
const PLANTED = {
  "missing.html": ['<img src="none.png" alt="x">', /does not load: <img/],
  "thrown.html": ['<script src="throw.js"></script>', /uncaught: /],
  "inline.html": ["<script>document.title = 1</script>", /against the policy: script-src/],
  "style.html": ['<p style="color:red">x</p>', /against the policy: style-src/],
  "outside.html": ['<img src="http://127.0.0.1:9/x.png" alt="x">', /against the policy: img-src/],
  "said.html": ['<script src="warn.js"></script>', /console: planted/],
  "clean.html": ['<p id="here"><a href="clean.html#here">x</a></p>', null],
};
let small;

before(async () => {
  small = await mkdtemp(path.join(tmpdir(), "xianzhi-offline-"));
  await mkdir(path.join(small, "a"));
  const files = {"throw.js": "throw new Error('planted');\n", "warn.js": "console.warn('planted');\n", "a.css": "body { line-height: 1.5 }\n"};
  for (const [name, [body]] of Object.entries(PLANTED)) {
    files[name] = `<!DOCTYPE html><html lang="zh"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="default-src 'self'"><title>x</title><link rel="stylesheet" href="a.css"></head><body><h1>甲</h1>${body}</body></html>\n`;
  }
  files["a/links.html"] = '<!DOCTYPE html><title>x</title><a href="../none.html">x</a><a href="../clean.html#none">x</a><a href="/clean.html">x</a><a href="../clean.html#here">x</a>\n';
  for (const [name, text] of Object.entries(files)) await writeFile(path.join(small, name), text);
});

after(() => rm(small, {recursive: true, force: true}));

test("planted faults are heard in every engine, and nothing else", {skip: found.length ? false : "no other engine"}, async () => {
  const {faults} = await offlineFaults(small, found, {everyPage: true});
  for (const {name} of found) {
    for (const [page, [, expected]] of Object.entries(PLANTED)) {
      const messages = faults.filter((fault) => fault.page === `${name}: ${page}`).map(({message}) => message);
      if (expected) assert.match(messages.join("\n"), expected, `${name}: ${page}`);
      else assert.deepEqual(messages, [], `${name}: ${page}`);
    }
  }
});

test(`${found.map(({name}) => name).join(" and ") || "no engine"}: no page fails from a folder that was moved`, {skip: found.length ? false : "no other engine"}, async () => {
  const {faults, pages} = await offlineFaults(site, found);
  console.log(`${pages} pages`);
  if (faults.length > 0) assert.fail(listed(faults));
});

test("lychee: planted faults are found", {skip: lychee ? false : "no lychee"}, async () => {
  const {faults} = await lycheeFaults(small);
  const [messages, elsewhere] = [[], []];
  for (const {page, message} of faults) (page === "a/links.html" ? messages : elsewhere).push(message);
  assert.equal(messages.length, 3, messages.join("\n"));
  assert.deepEqual(elsewhere.filter((message) => !message.includes("none.png")), []);
});

test("lychee: every link and #fragment leads somewhere", {skip: lychee ? false : "no lychee"}, async () => {
  const {faults, links} = await lycheeFaults(site);
  if (faults.length > 0) assert.fail(listed(faults));
  assert.ok(links > 100, `only ${links} links`);
});
