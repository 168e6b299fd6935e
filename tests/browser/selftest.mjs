// The tests can fail: a small site with one fault planted on each page, and a clean page of every kind.
// Each fault must be found on its page, and nothing anywhere else.

import assert from "node:assert/strict";
import {mkdir, mkdtemp, rm, writeFile} from "node:fs/promises";
import {tmpdir} from "node:os";
import path from "node:path";
import {after, before, test} from "node:test";
import {CHECKS, inspect} from "./lib/inspect.mjs";

const POLICY = `<meta http-equiv="Content-Security-Policy" content="default-src 'self'">`;
const VIEWPORT = '<meta name="viewport" content="width=device-width, initial-scale=1">';
const ASSETS = `<link rel="icon" href="../assets/dot.svg"><link rel="stylesheet" href="../assets/site.css">
<script src="../assets/site.js" defer></script>`;

const SENTENCE = "这个县的报道印出了脱贫人口、就业人数和贷款金额，每个数字都能回到原文的那一行。";
const BODY = `<h1 id="top-of-page">大祥区</h1>
<p>${SENTENCE}</p>
<p id="f-poverty.rate"><a href="clean.html#f-poverty.rate">贫困发生率 0.57%</a></p>
<svg viewBox="0 0 10 10" role="img" aria-label="折线图" width="10" height="10"><path d="M0 0h10" class="line"/></svg>
<img src="../assets/dot.svg" alt="标记" width="10" height="10">
<p><a href="../assets/dot.svg#d">图</a></p>
<p><a href="https://example.org/">别处</a></p>`;

function page({lang = ' lang="zh-Hans-CN"', policy = POLICY, viewport = VIEWPORT, assets = ASSETS, body = BODY, more = ""} = {}) {
  return `<!DOCTYPE html>
<html${lang}><head><meta charset="utf-8">${policy}${viewport}<title>测试</title>${assets}</head>
<body><main>${body}${more}</main></body></html>
`;
}

/** Planted faults: the page, and the checks that must find something on it. */
const PLANTED = [
  ["console-error", ["console"], {more: '<script src="../assets/error.js"></script>'}],
  ["console-uncaught", ["console"], {more: '<script src="../assets/throw.js"></script>'}],
  ["missing-script", ["request", "link"], {more: '<script src="../assets/none.js"></script>'}, ["console"]],
  ["outside-request", ["outside", "link", "console"], {policy: "", more: '<img src="http://127.0.0.1:9/x.png" alt="x">'}, ["csp", "request"]],
  ["outside-blocked", ["console", "link"], {more: '<img src="http://127.0.0.1:9/x.png" alt="x">'}, ["outside", "request"]],
  ["outside-folder", ["outside", "link"], {more: '<img src="../../../outside.svg" alt="x">'}, ["request", "console"]],
  ["sideways", ["sideways"], {more: '<p class="wide">宽</p>'}],
  ["no-viewport", ["sideways"], {viewport: ""}],
  ["link-no-file", ["link"], {more: '<p><a href="none.html">无</a></p>'}],
  ["link-no-fragment", ["link"], {more: '<p><a href="clean.html#none">无</a></p>'}],
  ["link-svg-fragment", ["link"], {more: '<p><a href="../assets/dot.svg#none">无</a></p>'}],
  ["link-own-fragment", ["link"], {more: '<p><a href="#none">无</a></p>'}, ["html"]],
  ["link-root", ["link"], {more: '<p><a href="/counties/clean.html">根</a></p>'}],
  ["link-folder", ["link"], {more: '<p><a href="../counties/">夹</a></p>'}],
  ["link-bare-folder", ["link"], {more: '<p><a href="../counties">夹</a></p>'}],
  ["link-case", ["link"], {more: '<p><a href="Clean.html">大小写</a></p>'}],
  ["style-attribute", ["style", "console", "html"], {more: '<p style="color:#000">样式</p>'}],
  ["style-without-scripts", ["style", "console", "html"], {assets: ASSETS.replace(/<script.*/, ""), more: '<p style="color:#000">样式</p>'}],
  ["style-element", ["style", "console"], {assets: `<style>p{color:#000}</style>${ASSETS}`}],
  ["inline-script", ["script", "console"], {more: "<script>document.title = 'x';</script>"}],
  ["handler", ["script"], {more: '<p onclick="x()">按</p>'}, ["console", "html", "axe"]],
  ["no-policy", ["csp"], {policy: ""}],
  ["loose-policy", ["csp"], {policy: `<meta http-equiv="Content-Security-Policy" content="default-src 'self' 'unsafe-inline'">`}],
  ["late-policy", ["csp"], {policy: "", assets: `${ASSETS}${POLICY}`}],
  ["two-h1", ["h1"], {more: "<h1>又一个</h1>"}, ["html", "axe"]],
  ["no-h1", ["h1"], {body: `<h2>大祥区</h2><p id="f-poverty.rate">${SENTENCE}</p>`}, ["html"]],
  ["no-lang", ["lang", "html", "axe"], {lang: ""}],
  ["bad-lang", ["lang", "axe"], {lang: ' lang="中文"'}],
  ["no-alt", ["name", "html", "axe"], {more: '<img src="../assets/dot.svg" width="9" height="9">'}],
  ["svg-no-name", ["name", "axe"], {more: '<svg viewBox="0 0 9 9" role="img" width="9" height="9"><path d="M0 0h9"/></svg>'}],
  ["script-text", ["nojs"], {more: '<p id="put"></p><script src="../assets/put.js"></script>'}],
  ["script-hides", ["nojs"], {more: '<p class="go">会消失</p><script src="../assets/go.js"></script>'}],
  ["double-id", ["html"], {more: '<p id="twice">一</p><p id="twice">二</p>'}],
  ["bad-nesting", ["html"], {more: "<ul><p>段</p></ul>"}, ["axe"]],
  ["pale", ["axe"], {more: '<p class="pale">淡得看不清的字</p>'}],
  ["pale-in-dark", ["axe"], {more: '<p class="night">夜里看不清的字</p>'}],
  ["small-target", ["axe"], {more: '<p><button type="button" class="tiny">一</button><button type="button" class="tiny">二</button></p>'}],
];

const ASSET_FILES = {
  "site.css": `body { margin: 8px; color: #111; background: #fff; } .wide { width: 700px; } .pale { color: #ccc; }
.tiny { width: 8px; height: 8px; padding: 0; margin: 0; border: 0; font-size: 6px; }
@media (prefers-color-scheme: dark) { body { color: #eee; background: #111; } a { color: #9cf; } .night { color: #333; } }
`,
  "site.js": "document.documentElement.classList.add('js');\n",
  "error.js": "console.error('planted');\n",
  "throw.js": "throw new Error('planted');\n",
  "put.js": "document.getElementById('put').textContent = '只有脚本才有的字';\n",
  "go.js": "document.querySelector('.go').remove();\n",
  "dot.svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><title>d</title><path id="d" d="M0 0h9v9z"/></svg>\n',
};

async function write(root, name, text) {
  await mkdir(path.dirname(path.join(root, name)), {recursive: true});
  await writeFile(path.join(root, name), text);
}

async function assets(root) {
  for (const [name, text] of Object.entries(ASSET_FILES)) await write(root, `assets/${name}`, text);
}

let base;
let faulty;
let worse;
let clean;

before(async () => {
  base = await mkdtemp(path.join(tmpdir(), "xianzhi-selftest-"));
  const [one, two, three] = ["one", "two", "three"].map((name) => path.join(base, name));
  await assets(one);
  await write(one, "counties/clean.html", page());
  for (const [name, , parts] of PLANTED) await write(one, `counties/${name}.html`, page(parts));
  const forAxe = PLANTED.filter(([, expected]) => expected.includes("axe")).map(([name]) => name);
  faulty = await inspect(one, {axePages: ["clean", ...forAxe].map((name) => `counties/${name}.html`)});

  // Faults of a whole site: what only HTTP shows, what print loses, and files that are no pages.
  await assets(two);
  await write(two, "counties/clean.html", page({more: '<p class="screen">只在屏幕上</p><script src="../assets/http.js"></script>'}));
  await write(two, "assets/http.js", "if (location.protocol === 'http:') new Image().src = '/favicon.png';\n");
  await write(two, "assets/site.css", '@media print { main { display: none } } body { background: url("none.png"); }\n');
  await write(two, "assets/bad.svg", '<svg xmlns="http://www.w3.org/2000/svg"><title>b</title><path style="fill:red" d="M0 0"/></svg>\n');
  worse = await inspect(two);

  await assets(three);
  await write(three, "counties/clean.html", page());
  clean = await inspect(three);
});

after(() => rm(base, {recursive: true, force: true}));

const checksOn = (result, name) => new Set(result.faults.filter((fault) => fault.page === name).map((fault) => fault.check));

test("a clean site has no fault", () => {
  assert.deepEqual(clean.faults, []);
});

test("a clean page among faulty ones has no fault", () => {
  assert.deepEqual(faulty.faults.filter((fault) => fault.page === "counties/clean.html"), []);
});

for (const [name, expected, , also = []] of PLANTED) {
  test(`planted: ${name}`, () => {
    const found = checksOn(faulty, `counties/${name}.html`);
    for (const check of expected) assert.ok(found.has(check), `${check} missed it; found: ${[...found].join(", ") || "nothing"}`);
    const tolerated = new Set([...expected, ...also, "http"]);
    const stray = [...found].filter((check) => !tolerated.has(check));
    assert.deepEqual(stray, [], "found more than was planted");
  });
}

test("planted: over HTTP only, a request at the root of the host", () => {
  const messages = worse.faults.filter(({check}) => check === "http").map(({message}) => message);
  assert.ok(messages.some((message) => /outside: .*favicon\.png/.test(message)), messages.join("\n") || "nothing found");
});

test("planted: a page that prints empty", () => {
  assert.ok(checksOn(worse, "counties/clean.html").has("print"));
});

test("planted: style in an SVG file, a broken address in a style sheet", () => {
  assert.ok(checksOn(worse, "assets/bad.svg").has("style"));
  assert.ok(checksOn(worse, "assets/site.css").has("link"));
});

test("a folder without pages is refused", async () => {
  await mkdir(path.join(base, "empty"));
  await assert.rejects(inspect(path.join(base, "empty")), /no \.html file/);
});

test("every check has a planted fault", () => {
  const planted = new Set(PLANTED.flatMap(([, expected]) => expected));
  assert.deepEqual(Object.keys(CHECKS).filter((check) => !planted.has(check)), ["http", "print"]);
});
