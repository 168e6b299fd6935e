// What a keyboard, a magnifier, a screen reader and eyes without colours meet. In: a built site. Out: faults
// {check, page, message}. Looks at the largest page of every kind, and at every profile on paper; never changes a file.

import {inParallel, launch, tab} from "./browser.mjs";
import {alike, contrast, same} from "./colour.mjs";
import {deadScrollers, focusInMain, lostText, markLooks, motion, smallTargets, spaceText, startWalk, toldTables} from "./inaccess.mjs";
import {paperFaults} from "./paper.mjs";
import {byKind, fileUrl, isPage, isProfile, largestOfEachKind, listFiles} from "./site.mjs";

/** Every check by id, with what it promises. */
export const ACCESS = {
  keyboard: "Tab reaches everything once, in the order of the page, in sight and ringed; the skip link skips",
  reflow: "at 400 % zoom nothing is cut, covered, or beside the window",
  spacing: "wider text spacing (WCAG 1.4.12) loses no text",
  target: "targets measure 24 px, stand apart, or are words of a sentence (WCAG 2.5.8)",
  motion: "nothing moves where less motion is asked for",
  forced: "charts and marks can be told apart in forced colours",
  grey: "marks of charts can be told apart on grey paper",
  tree: "tables and charts are in the accessibility tree with captions, heads, sort, names and descriptions",
  paper: "on paper every cell, note and outside address is there, heads repeat, and a profile takes at most 4 sheets",
};

const WORKERS = 3;
const DESK = {viewport: {width: 1280, height: 900}, reducedMotion: "reduce"};
const PHONE = {viewport: {width: 360, height: 740}, reducedMotion: "reduce"};
/** 1280 px at 400 %. */
const ZOOMED = {width: 320, height: 256};
/** Presses of Tab on one page; longer pages repeat themselves. */
const MOST_STOPS = 700;

/** Runs every check over the site in folder `root`; `pages` replaces the choice of pages. */
export async function inspectAccess(root, {pages} = {}) {
  const files = await listFiles(root);
  const html = files.filter(isPage);
  if (html.length === 0) throw new Error(`no .html file in ${root}`);
  const sample = pages ?? largestOfEachKind(await byKind(root, html));
  const printed = html.filter((page) => isProfile(page) && !sample.includes(page));
  const looks = [...sample.map((page) => ({page, look: onePage})), ...printed.map((page) => ({page, look: onPaper}))];
  const browser = await launch();
  try {
    const tabs = async () => ({desk: await tab(browser, DESK), phone: await tab(browser, PHONE)});
    const found = await inParallel(looks, WORKERS, tabs, async ({page, look}, screens) => {
      const faults = await look(screens, fileUrl(root, page));
      return faults.map((fault) => ({...fault, page}));
    });
    return {faults: found.flat(), sample};
  } finally {
    await browser.close();
  }
}

async function onPaper({desk}, url) {
  await desk.goto(url);
  return (await paperFaults(desk)).map((message) => ({check: "paper", message}));
}

/** All checks of a page, in an order that needs few loads: the last ones leave it spaced out and with all details open. */
async function onePage({desk, phone}, url) {
  const faults = await onPaper({desk}, url);
  const add = (check, messages) => faults.push(...messages.map((message) => ({check, message})));
  const deadEnds = async (page) => (await page.evaluate(deadScrollers)).map((dead) => `no key scrolls it: ${dead}`);

  add("motion", await desk.evaluate(motion));
  for (const {check, message} of await withoutColour(desk)) add(check, [message]);
  const session = await desk.context().newCDPSession(desk);
  add("keyboard", [...(await walk(desk, session)), ...(await deadEnds(desk))]);
  await desk.evaluate(spaceText);
  add("spacing", (await desk.evaluate(lostText)).map((fault) => `1280 px: ${fault}`));
  add("tree", await tree(desk, session));
  await session.detach();

  await phone.setViewportSize(PHONE.viewport);
  await phone.goto(url);
  add("target", await phone.evaluate(smallTargets));
  await phone.setViewportSize(ZOOMED);
  add("reflow", [...(await phone.evaluate(lostText)), ...(await deadEnds(phone))]);
  await phone.evaluate(spaceText);
  add("spacing", (await phone.evaluate(lostText)).map((fault) => `320 px: ${fault}`));
  return faults;
}

/** Presses Tab so often. Sent in one go, since hundreds of waits for an answer take longer than all else. */
async function pressTab(session, presses) {
  const press = {type: "rawKeyDown", key: "Tab", code: "Tab", windowsVirtualKeyCode: 9};
  await Promise.all(Array.from({length: presses}, () => session.send("Input.dispatchKeyEvent", press)));
}

/** Tab through the page. What the eye sees of each stop is noted in the page as the focus comes. */
async function walk(page, session) {
  const faults = [];
  const {stops, ground, skip, positive} = await page.evaluate(startWalk);
  faults.push(...positive.map((what) => `tabindex above 0 breaks the order: ${what}`));
  const presses = Math.min(stops.length, MOST_STOPS);
  await pressTab(session, presses);
  const walked = await page.evaluate(() => window.walked);
  for (let n = 0; n < presses; n += 1) {
    const step = walked[n];
    if (!step || step.stop !== n) {
      faults.push(`press ${n + 1} should reach ${stops[n]} and reached ${step?.what ?? "nothing"}`);
      break;
    }
    if (!step.changed) faults.push(`looks the same with focus: ${step.what}`);
    else if (step.ring && contrast(step.ring, ground) < 3) faults.push(`the ring is too pale: ${step.what}`);
    if (!step.sight) faults.push(`has the focus out of sight: ${step.what}`);
  }
  if (presses > 1) {
    await page.keyboard.press("Shift+Tab");
    const back = await page.evaluate(() => window.walked.at(-1));
    if (back.stop !== presses - 2) faults.push(`Shift+Tab does not lead back from ${stops[presses - 1]}`);
  }
  faults.push(...(await skips(page, skip)));
  return faults.slice(0, 12);
}

/** The first stop leads past the head of the page: the next stop after it is inside <main>. */
async function skips(page, href) {
  if (!href.startsWith("#")) return ["the first stop is no skip link"];
  await page.reload();
  await page.keyboard.press("Tab");
  const {isFirst, seen} = await page.evaluate((skip) => {
    const box = document.activeElement.getBoundingClientRect();
    return {isFirst: document.activeElement.getAttribute("href") === skip, seen: box.top >= 0 && box.left >= 0 && box.width > 0};
  }, href);
  if (!isFirst) return ["the first press does not reach the skip link"];
  if (!seen) return ["the skip link is not seen when it has the focus"];
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  const {inMain, what} = await page.evaluate(focusInMain);
  const empty = await page.evaluate(() => !document.querySelector("main :is(a[href], button, summary, [tabindex='0'])"));
  return inMain || empty ? [] : [`after the skip link Tab reaches ${what}, outside <main>`];
}

/** Marks that differ in colour must differ without: in forced colours, and in the grey of a printer. */
async function withoutColour(page) {
  const coloured = await page.evaluate(markLooks);
  await page.emulateMedia({forcedColors: "active"});
  const forced = await page.evaluate(markLooks);
  await page.emulateMedia({forcedColors: "none", media: "print"});
  const printed = await page.evaluate(markLooks);
  await page.emulateMedia({media: "screen"});
  const faults = forced.bare.map((word) => ({check: "forced", message: `has no edge: ${word}`}));
  for (const [check, now] of [["forced", forced], ["grey", printed]]) {
    for (const {chart, kinds} of now.looks) {
      const before = coloured.looks.find((look) => look.chart === chart);
      if (!before) continue;
      for (const pair of merged(before.kinds, kinds)) faults.push({check, message: `${chart}: ${pair} look alike`});
      for (const mark of kinds) {
        const strongest = Math.max(contrast(mark.fill, now.ground), contrast(mark.stroke, now.ground));
        if (strongest < 3 && mark.lines === "") faults.push({check, message: `${chart}: ${mark.kind} is hardly seen`});
      }
    }
  }
  return faults;
}

/** Pairs of marks that differed before and no longer do. */
function merged(before, now) {
  const pairs = [];
  for (const [n, a] of now.entries()) {
    for (const b of now.slice(n + 1)) {
      const [was, and] = [a, b].map(({kind}) => before.find((mark) => mark.kind === kind));
      if (!was || !and || same(was, and)) continue;
      if (alike(a, b)) pairs.push(`${a.kind} and ${b.kind}`);
    }
  }
  return pairs;
}

/** The accessibility tree against the page. */
async function tree(page, session) {
  const {tables, pictures} = await page.evaluate(toldTables);
  await session.send("Accessibility.enable");
  const {nodes} = await session.send("Accessibility.getFullAXTree");
  const children = new Map(nodes.map((node) => [node.nodeId, node.childIds ?? []]));
  const byId = new Map(nodes.map((node) => [node.nodeId, node]));
  const clean = (text) => (text ?? "").replace(/\s+/g, " ").trim();
  const under = (node) => children.get(node.nodeId).flatMap((id) => (byId.has(id) ? [byId.get(id), ...under(byId.get(id))] : []));
  // The list is by depth; a reader hears it in the order of the tree.
  const live = under(nodes[0]).filter((node) => !node.ignored);
  const withRole = (...roles) => live.filter((node) => roles.includes(node.role?.value));

  const faults = [];
  const told = withRole("table", "grid", "treegrid");
  if (told.length !== tables.length) faults.push(`${tables.length} tables, ${told.length} in the tree`);
  for (const [n, table] of tables.entries()) {
    const node = told[n];
    const at = `table “${table.caption}”`;
    if (!table.caption) faults.push(`table ${n + 1} has no caption`);
    if (table.scopes > 0) faults.push(`${at}: ${table.scopes} heads do not say of what`);
    if (!node) continue;
    if (clean(node.name?.value) !== table.caption) faults.push(`${at} is called “${clean(node.name?.value)}”`);
    const inside = under(node).filter((part) => !part.ignored);
    const count = (...roles) => inside.filter((part) => roles.includes(part.role?.value)).length;
    const heads = [["columnheader", table.columns], ["rowheader", table.rows]];
    for (const [role, wanted] of heads) {
      if (count(role) !== wanted) faults.push(`${at}: ${count(role)} of ${wanted} are ${role}`);
    }
    if (count("cell", "gridcell") !== table.cells) faults.push(`${at}: ${count("cell", "gridcell")} of ${table.cells} are cells`);
  }
  faults.push(...sortFaults(tables, await sortedHeads(page)));
  const images = withRole("image", "img", "graphics-document");
  for (const picture of pictures) {
    const node = images.find(({name}) => clean(name?.value) === picture.title);
    if (!picture.title || !node) faults.push(`no image is called “${picture.title}”`);
    else if (clean(node.description?.value) !== picture.description) {
      faults.push(`“${picture.title}” is described as “${clean(node.description?.value)}”, not “${picture.description}”`);
    }
    if (picture.isChart && !picture.description) faults.push(`chart “${picture.title}” has no description`);
    if (picture.isChart && !picture.table) faults.push(`chart “${picture.title}” has no table of its data`);
  }
  return faults;
}

/** Heads that say how their column is sorted must be heads of columns, at most one a table. */
async function sortedHeads(page) {
  return page.evaluate(() =>
    [...document.querySelectorAll("[aria-sort]")].map((head) => ({
      way: head.getAttribute("aria-sort"),
      isHead: head.matches('th[scope="col"], [role="columnheader"]'),
      what: head.textContent.trim().slice(0, 30),
    })),
  );
}

function sortFaults(tables, heads) {
  const known = new Set(["ascending", "descending", "none", "other"]);
  const faults = heads
    .filter(({way, isHead}) => !isHead || !known.has(way))
    .map(({way, what}) => `aria-sort="${way}" on “${what}” says nothing`);
  for (const {caption, sorted} of tables) if (sorted.length > 1) faults.push(`table “${caption}” is sorted by ${sorted.length} columns at once`);
  return faults;
}
