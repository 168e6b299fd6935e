// A page on paper. In: an open tab. Out: messages about what paper loses.
// The text of the PDF is read by pdftotext (poppler); what must be in it is read from the page as print shows it.

import {spawn} from "node:child_process";
import {toPdf} from "./browser.mjs";

const MOST_SHEETS_OF_A_PROFILE = 4;
/** CSS pixels of a millimetre. */
const MM = 96 / 25.4;
/** What the pages of theme/style.css leave of a sheet of A4, in pixels, by the name of the page. */
const LEAF = {
  auto: {width: (210 - 2 * 18) * MM, height: (297 - 15 - 16) * MM},
  wide: {width: (297 - 2 * 18) * MM, height: (210 - 15 - 16) * MM},
  profile: {width: (210 - 2 * 14) * MM, height: (297 - 13 - 14) * MM},
};

/** The text of every page of a PDF, in the order in which it was drawn, so that a cell stays together. */
export function pdfPages(bytes) {
  return new Promise((resolve, reject) => {
    const reader = spawn("pdftotext", ["-raw", "-enc", "UTF-8", "-", "-"]);
    const out = [];
    reader.on("error", reject);
    reader.stdin.on("error", reject);
    reader.stdout.on("data", (part) => out.push(part));
    reader.on("close", (status) => {
      if (status !== 0) reject(new Error(`pdftotext ended with ${status}`));
      else resolve(Buffer.concat(out).toString("utf8").split("\f").slice(0, -1));
    });
    reader.stdin.end(bytes);
  });
}

/** What print shows, piece by piece. Runs in the page, with print emulated and every <details> opened by the style. */
function wantedOnPaper() {
  const shown = (element) => element.checkVisibility({visibilityProperty: true});
  const own = "td, th, caption, figcaption, h1, h2, h3, dt, dd, li, p, pre, summary";
  const draws = (element, pseudo) => !["none", "normal"].includes(getComputedStyle(element, pseudo).content);
  // Pictures and what only a screen reader hears are no text on paper; what the style puts between words parts them.
  const text = (node) => {
    if (node.nodeType === Node.TEXT_NODE) return node.textContent;
    if (node.nodeType !== Node.ELEMENT_NODE || !shown(node) || node.matches(".vh, svg")) return "";
    const inside = [...node.childNodes].map(text).join("");
    const apart = getComputedStyle(node).display === "inline" ? "" : "\0";
    return `${apart}${draws(node, "::before") ? "\0" : ""}${inside}${draws(node, "::after") ? "\0" : ""}${apart}`;
  };
  const pieces = [...document.querySelectorAll(own)].filter(
    (element) => shown(element) && !element.matches(".vh, .vh *, .skip") && !element.querySelector(own),
  );
  const tables = [...document.querySelectorAll("table")].filter(shown).map((table) => ({
    height: table.getBoundingClientRect().height,
    head: table.tHead ? text(table.tHead.querySelector("th") ?? table.tHead).replaceAll("\0", " ").trim().split(" ")[0] : "",
    display: table.tHead ? getComputedStyle(table.tHead).display : "",
    name: table.caption?.textContent.trim() ?? "",
  }));
  const closed = [...document.querySelectorAll("details:not([open]) > :not(summary)")].filter(
    (part) => getComputedStyle(part).display !== "none" && part.closest("details").checkVisibility() && !shown(part),
  );
  return {
    pieces: pieces.flatMap((element) => text(element).split("\0").map((part) => ({tag: element.localName, text: part}))),
    links: [...document.querySelectorAll("main a[href^=http]")].filter(shown).map((link) => link.getAttribute("href")),
    tables,
    closed: closed.map((part) => part.outerHTML.slice(0, 100)),
    leaf: getComputedStyle(document.body).page,
    isProfile: document.body.matches(".kind-county"),
    broadest: document.scrollingElement.scrollWidth,
  };
}

/** Compatibility forms, spaces and soft breaks are the printer's; so are radicals that stand for their characters. */
const squeeze = (text) => text.normalize("NFKC").replace(/[\s\u00ad\u200b\u2060]/gu, "");

/** Sheets and columns may part a piece, with a number of a sheet or a head of a table between. */
const MOST_PARTS = 4;

/** Whether `text` is in `paper`, whole or in a few parts, each as long as can be. */
function found(paper, text, parts = MOST_PARTS) {
  if (text === "" || paper.includes(text)) return true;
  if (parts === 1) return false;
  let [has, hasNot] = [0, text.length];
  while (hasNot - has > 1) {
    const middle = Math.floor((has + hasNot) / 2);
    if (paper.includes(text.slice(0, middle))) has = middle;
    else hasNot = middle;
  }
  return has >= 4 && found(paper, text.slice(has), parts - 1);
}

/** Everything that the page loses on A4. */
export async function paperFaults(page) {
  const before = page.viewportSize();
  await page.emulateMedia({media: "print"});
  await lay(page, LEAF.auto);
  let wanted = await page.evaluate(wantedOnPaper);
  const leaf = LEAF[wanted.leaf] ?? LEAF.auto;
  if (leaf !== LEAF.auto) {
    await lay(page, leaf);
    wanted = await page.evaluate(wantedOnPaper);
  }
  const bytes = await toPdf(page, {preferCSSPageSize: true, format: "A4"});
  await page.emulateMedia({media: "screen"});
  await page.setViewportSize(before);
  return compare(wanted, leaf, await pdfPages(bytes));
}

/** Lays the page out at the width of a leaf. */
const lay = (page, {width, height}) => page.setViewportSize({width: Math.floor(width), height: Math.floor(height)});

function compare(wanted, leaf, sheets) {
  const faults = [];
  const paper = squeeze(sheets.join("\n"));
  const lost = wanted.pieces.filter(({text}) => !found(paper, squeeze(text)));
  faults.push(...lost.slice(0, 8).map(({tag, text}) => `<${tag}> is not on paper: ${text.replace(/\s+/g, " ").trim().slice(0, 60)}`));
  if (wanted.pieces.length === 0) faults.push("nothing is on paper");
  faults.push(...wanted.closed.slice(0, 4).map((part) => `is closed on paper: ${part}`));
  const addresses = [...new Set(wanted.links)].filter((link) => !paper.includes(squeeze(link)) && !paper.includes(squeeze(decodeURI(link))));
  faults.push(...addresses.slice(0, 4).map((link) => `the address is not on paper: ${link}`));
  for (const {name, head, display, height} of wanted.tables) {
    if (head && display !== "table-header-group") faults.push(`the head of “${name}” does not repeat`);
    const times = paper.split(squeeze(head)).length - 1;
    if (head && height > leaf.height && times < 2) faults.push(`the head of “${name}” stands on one sheet only`);
  }
  const width = Math.ceil(leaf.width);
  if (wanted.broadest > width + 1) faults.push(`is ${wanted.broadest} px wide, more than the ${width} px of the sheet: print shrinks or cuts it`);
  if (wanted.isProfile && sheets.length > MOST_SHEETS_OF_A_PROFILE) faults.push(`a profile takes ${sheets.length} sheets`);
  return faults;
}
