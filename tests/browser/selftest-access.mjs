// The closer tests can fail: a small site with one fault planted on each page, and a clean page of every kind.
// Each fault must be found on its page, and nothing anywhere else. The judges of others are tried the same way.

import assert from "node:assert/strict";
import {mkdir, mkdtemp, rm, writeFile} from "node:fs/promises";
import {tmpdir} from "node:os";
import path from "node:path";
import {after, before, test} from "node:test";
import {ACCESS, inspectAccess} from "./lib/access.mjs";
import {findFirefox, firefoxFaults} from "./lib/firefox.mjs";
import {lighthouseFaults, rate} from "./lib/lighthouse.mjs";
import {nuFaults} from "./lib/nu.mjs";
import {listFiles} from "./lib/site.mjs";

const TABLE = `<table><caption>贫困发生率</caption><thead><tr><th scope="col" aria-sort="descending">地区</th><th scope="col">比率</th></tr></thead>
<tbody><tr><th scope="row">虚构县</th><td>12.6%</td></tr><tr><th scope="row">青石县</th><td>0.25%</td></tr></tbody></table>`;
const CHART = `<figure><svg class="chart" viewBox="0 0 200 40" width="200" height="40" role="img" aria-labelledby="c-t" aria-describedby="c-d">
<title id="c-t">前后变化</title><desc id="c-d">虚构县由12.6%到0.25%</desc>
<circle class="dot from" cx="20" cy="20" r="8"/><circle class="dot to" cx="160" cy="20" r="8"/></svg>${TABLE.replace("贫困发生率", "图的数据")}</figure>`;
const BODY = `<h1>虚构县</h1>
<p>这个县的报道印出了<a href="clean.html">贫困发生率</a>和就业人数，每个数字都能回到原文的那一行。<span class="status">约</span></p>
<p><a class="block" href="clean.html">另一页</a></p>
<details><summary>更多</summary><p>折起来的话也要印在纸上。</p></details>
${TABLE}${CHART}
<p>原文见<a href="https://example.org/report">别处</a>。</p>`;

/** A page; `swap` replaces what stands in it, `more` comes last in <main>. */
function page({swap = [], more = "", css = "", kind = "plain", skip = '<a class="skip" href="#main">跳到正文</a>'} = {}) {
  let body = BODY;
  for (const [from, to] of swap) {
    assert.ok(body.includes(from), `nothing to swap: ${from}`);
    body = body.replace(from, to);
  }
  return `<!DOCTYPE html>
<html lang="zh-Hans-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="description" content="测试用的一页"><title>测试</title><link rel="icon" href="dot.svg"><link rel="stylesheet" href="site.css">
${css ? `<style>${css}</style>` : ""}</head>
<body class="kind-${kind}">${skip}<nav aria-label="站"><a class="block" href="clean.html">首页</a></nav>
<main id="main" tabindex="-1">${body}${more}</main></body></html>
`;
}

const ROWS = Array.from({length: 120}, (_, n) => `<tr><th scope="row">第${n}村</th><td>${n}户</td></tr>`).join("");
const LONG = `<table class="figures"><caption>各村户数</caption><thead><tr><th scope="col">村名</th><th scope="col">户数</th></tr></thead><tbody>${ROWS}</tbody></table>`;

/** Planted faults: the page, the check that must find it, what is wrong, what else may speak. */
const PLANTED = [
  ["no-ring", "keyboard", {css: "a.block:focus-visible { outline: none }"}],
  ["pale-ring", "keyboard", {css: ":focus-visible { outline-color: #eee }"}],
  ["order", "keyboard", {more: '<p><a class="block" href="clean.html" tabindex="3">插队</a></p>'}],
  ["out-of-sight", "keyboard", {more: '<p><a class="away" href="clean.html">看不见</a></p>'}, ["paper", "reflow", "spacing"]],
  ["trap", "keyboard", {more: '<p><button type="button" id="trap">陷阱</button><a class="block" href="clean.html">后面</a></p><script src="trap.js"></script>'}],
  ["no-skip", "keyboard", {skip: ""}],
  ["skip-nowhere", "keyboard", {skip: '<a class="skip" href="#nowhere">跳到正文</a>'}],
  ["dead-scroller", "keyboard", {more: '<div class="box"><p class="broad">左右滚动才看得见的很长很长的一行字</p></div>'}, ["reflow", "paper", "spacing"]],
  ["too-wide", "reflow", {more: '<p class="fixed">宽</p>'}, ["spacing", "paper"]],
  ["cut-at-320", "reflow", {more: '<p class="cut">窄窗口里被切掉的一行字，没有办法看到后面的内容</p>'}, ["spacing", "paper"]],
  ["upon", "reflow", {more: '<p class="pulled">压在上一段上面的字</p>'}, ["spacing"]],
  ["spacing-cut", "spacing", {more: '<p class="tight">正好放得下的字</p>'}],
  ["near-targets", "target", {more: '<ul class="near"><li><a href="clean.html">一</a></li><li><a href="clean.html">二</a></li></ul>'}],
  ["moves", "motion", {css: "@keyframes go { to { opacity: 0.9 } } h1 { animation: go 1s infinite }"}],
  ["slides", "motion", {css: "a { transition: color 1s }"}],
  ["forced-alike", "forced", {css: "@media (forced-colors: active) { .chart .from { fill: CanvasText; stroke: CanvasText } }"}],
  ["forced-bare", "forced", {css: ".status { border: 0 }"}],
  ["grey-alike", "grey", {css: "@media print { .chart .from, .chart .to { fill: #777; stroke: #777 } }"}],
  ["no-caption", "tree", {swap: [["<caption>贫困发生率</caption>", ""]]}],
  ["no-scope", "tree", {swap: [['<th scope="row">虚构县</th>', "<th>虚构县</th>"]]}],
  ["layout-table", "tree", {swap: [["<table>", '<table role="presentation">']]}],
  ["two-sorts", "tree", {swap: [['<th scope="col">比率</th>', '<th scope="col" aria-sort="ascending">比率</th>']]}],
  ["bad-sort", "tree", {swap: [['aria-sort="descending"', 'aria-sort="down"']]}],
  ["no-description", "tree", {swap: [[' aria-describedby="c-d"', ""], ['<desc id="c-d">虚构县由12.6%到0.25%</desc>', ""]]}],
  ["wrong-name", "tree", {swap: [['aria-labelledby="c-t"', 'aria-labelledby="c-t c-d"']]}],
  ["no-data", "tree", {swap: [[CHART.slice(CHART.indexOf("</svg>") + 6), "</figure>"]]}],
  ["cut-on-paper", "paper", {css: "@media print { td { position: relative; left: -40em } }"}],
  ["closed-on-paper", "paper", {css: "@media print { details::details-content { content-visibility: hidden; display: block } }"}],
  ["no-address", "paper", {css: "@media print { main a::after { content: none !important } }"}],
  ["head-once", "paper", {more: LONG, css: "@media print { thead { display: table-row-group } }"}],
  ["broad-on-paper", "paper", {css: "@media print { h1 { width: 400mm } }"}],
  ["many-sheets", "paper", {kind: "county", css: "@media print { main > * { break-after: page } }"}],
];

const ASSETS = {
  "site.css": `body { margin: 8px; color: #111; background: #fff; line-height: 1.5 } h1 { font-size: 20px }
a { color: #0645ad } .block { display: inline-block; padding: 4px 8px } summary { padding: 4px }
.skip { position: absolute; top: -60px } .skip:focus { top: 4px; background: #fff } :focus-visible { outline: 3px solid #0645ad }
main:focus { outline: none } .status { border: 1px solid #555; padding: 0 2px } th, td { padding: 4px }
.away { position: absolute; left: -900px } .box { overflow: auto; width: 100px } .broad { width: 300px }
.fixed { width: 700px } .cut { width: 200px; white-space: nowrap; overflow: hidden } .pulled { margin-top: -34px }
.tight { width: 7em; height: 1.5em; white-space: nowrap; overflow: hidden } .near { margin: 0; padding: 0; line-height: 12px; font-size: 10px } .near a { display: block }
svg { max-width: 100% } .chart .from { fill: #fff; stroke: #333; stroke-width: 2 } .chart .to { fill: #0072b2; stroke: #0072b2; stroke-width: 2 }
@media (forced-colors: active) { .chart .from { fill: Canvas; stroke: CanvasText } .chart .to { fill: CanvasText; stroke: CanvasText } .chart circle { forced-color-adjust: none } }
@media print { nav, .skip, summary { display: none } details::details-content { content-visibility: visible; display: block; block-size: auto }
  thead { display: table-header-group } tr { break-inside: avoid } main a[href^="http"]::after { content: "（" attr(href) "）" } .chart { print-color-adjust: exact } }
@page { size: A4; margin: 18mm }
`,
  "trap.js": "const trap = document.getElementById('trap'); trap.addEventListener('keydown', (event) => event.key === 'Tab' && event.preventDefault());\n",
  "dot.svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><title>d</title><path d="M0 0h9v9z"/></svg>\n',
};

let base;
let root;
let result;

async function write(folder, name, text) {
  await mkdir(folder, {recursive: true});
  await writeFile(path.join(folder, name), text);
}

before(async () => {
  base = await mkdtemp(path.join(tmpdir(), "xianzhi-selftest-"));
  root = path.join(base, "site");
  for (const [name, text] of Object.entries(ASSETS)) await write(root, name, text);
  await write(root, "clean.html", page({more: LONG}));
  await write(root, "clean-profile.html", page({kind: "county"}));
  for (const [name, , parts] of PLANTED) await write(root, `${name}.html`, page(parts));
  result = await inspectAccess(root);
});

after(() => rm(base, {recursive: true, force: true}));

const foundOn = (name) => result.faults.filter((fault) => fault.page === `${name}.html`);

test("a clean page of every kind has no fault", () => {
  assert.deepEqual([...foundOn("clean"), ...foundOn("clean-profile")], []);
});

for (const [name, expected, , also = []] of PLANTED) {
  test(`planted: ${name}`, () => {
    const found = foundOn(name);
    assert.ok(found.some(({check}) => check === expected), `${expected} missed it; found: ${JSON.stringify(found)}`);
    const stray = found.filter(({check}) => check !== expected && !also.includes(check));
    assert.deepEqual(stray, [], "found more than was planted");
  });
}

test("every check has a planted fault", () => {
  const planted = new Set(PLANTED.map(([, expected]) => expected));
  assert.deepEqual(Object.keys(ACCESS).filter((check) => !planted.has(check)), []);
});

test("a folder without pages is refused", async () => {
  await mkdir(path.join(base, "empty"));
  await assert.rejects(inspectAccess(path.join(base, "empty")), /no \.html file/);
});

test("the Nu HTML checker: a clean page, a wrong page, a wrong style sheet, a wrong chart", async () => {
  const folder = path.join(base, "nu");
  await write(folder, "clean.html", page());
  await write(folder, "wrong.html", page({more: "<p><div>不能这样套</div></p><h9>没有</h9>"}));
  await write(folder, "site.css", "p { colour: red }\n");
  await write(folder, "dot.svg", '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><title>d</title><rect widht="9"/></svg>\n');
  const pages = new Set((await nuFaults(folder, await listFiles(folder))).map((fault) => fault.page));
  assert.deepEqual([...pages].sort(), ["dot.svg", "site.css", "wrong.html"]);
});

test("Lighthouse: a clean page, and one that is pale, nameless and heavy", async () => {
  const bad = page({more: '<p class="pale">看不清</p><img src="big.svg"><p><button type="button"></button></p>', css: ".pale { color: #ddd }"});
  await write(root, "bad.html", bad.replace("<title>测试</title>", "").replace(' lang="zh-Hans-CN"', ""));
  await write(root, "big.svg", `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><!--${"重".repeat(200_000)}--></svg>`);
  const [clean, poor] = await rate(root, ["clean.html", "bad.html"]);
  assert.deepEqual(lighthouseFaults(clean), []);
  const faults = lighthouseFaults(poor).map(({message}) => message).join("\n");
  for (const word of ["accessibility", "seo", "kilobytes"]) assert.match(faults, new RegExp(word));
});

test("Firefox: a clean page, and one that complains, is too wide, and hides its chart", {skip: findFirefox() ? false : "no Firefox"}, async () => {
  await write(root, "moans.html", page({css: ".chart-pair svg { display: none }", more: `<p class="fixed">宽</p><div class="chart-pair">${CHART.slice(8, CHART.indexOf("</svg>") + 6)}</div><script src="moan.js"></script>`}));
  await write(root, "moan.js", "console.error('planted');\n");
  assert.deepEqual((await firefoxFaults(root, ["clean.html"])).faults, []);
  const faults = (await firefoxFaults(root, ["moans.html"])).faults.map(({message}) => message).join("\n");
  for (const word of ["planted", "px wide", "charts are not seen"]) assert.match(faults, new RegExp(word));
});
