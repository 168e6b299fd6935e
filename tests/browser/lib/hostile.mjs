// A site of somebody who means harm. In: tests/fixtures/hostile, a folder. Out: the site with its blanks filled, as
// tests/it/hostile.rs fills them; a look at a page for what came alive; the files of a zip. Never changes the fixtures.

import {cpSync, readFileSync, readdirSync, writeFileSync} from "node:fs";
import path from "node:path";
import {fileURLToPath} from "node:url";
import {inflateRawSync} from "node:zlib";

const fixtures = path.join(path.dirname(fileURLToPath(import.meta.url)), "../../fixtures/hostile");
export const {texts, braces} = JSON.parse(readFileSync(path.join(fixtures, "vectors.json"), "utf8"));

/** Writes the site into `folder`. */
export function plant(folder) {
  cpSync(path.join(fixtures, "site"), folder, {recursive: true});
  const names = readdirSync(folder, {recursive: true}).filter((name) => /\.(yaml|md)$/.test(name)).sort();
  let next = 0;
  for (const name of names) {
    const file = path.join(folder, name);
    const without = (signs) => texts.filter((text) => ![...signs].some((sign) => text.includes(sign))).join(" ");
    const quoted = (text) => JSON.stringify(text).slice(1, -1);
    const blanks = {
      LINE: quoted([without(""), ...braces].join(" ")),
      BOUND: quoted(without("")),
      BODY: without("[]"),
      WORD: without("[]()"),
      CELL: without("|"),
      ITEMS: texts.map((text) => `- 甲 ${text}\n`).join(""),
      BLOCKS: texts.map((text) => `${text}\n\n`).join(""),
    };
    const filled = readFileSync(file, "utf8")
      .replace(/@([A-Z]+)@/g, (blank, kind) => (kind === "NEXT" ? quoted(texts[next++ % texts.length]) : blanks[kind]));
    writeFileSync(file, filled);
  }
}

/** Makes every page tell when something of the content runs. To be given to a tab before it opens anything. */
export const watch = (page) => page.addInitScript(() => {
  const hit = () => console.error("a vector ran");
  Object.defineProperty(window, "__hit", {set: hit, configurable: true});
  window.alert = window.confirm = window.prompt = window.print = hit;
});

/** In the page: what stands there that no page of ours has. */
export const lookAround = () => {
  const faults = [];
  const say = (element, why) => faults.push(`<${element.localName}>: ${why}`);
  const foreign = "iframe, object, embed, base, meta[http-equiv=refresh], applet, frame, video, audio, foreignObject, math, dialog, template, marquee, xss";
  for (const element of document.querySelectorAll(foreign)) if (element.name !== "article") say(element, "is none of ours");
  for (const element of document.querySelectorAll("*")) {
    for (const {name, value} of element.attributes) {
      if (/^on/i.test(name) || ["srcdoc", "formaction", "autofocus", "background"].includes(name)) say(element, `${name}="${value}"`);
    }
    for (const address of [element.href?.baseVal ?? element.href, element.src, element.action, element.getAttribute("xlink:href")]) {
      if (typeof address !== "string" || address === "") continue;
      const {protocol} = new URL(address, document.baseURI);
      const inline = protocol === "data:" && /^data:image\//.test(address) && element.localName !== "a";
      if (!["http:", "https:", "mailto:", "file:", "vscode:"].includes(protocol) && !inline) say(element, address);
    }
    // What waits for the reader.
    element.dispatchEvent(new MouseEvent("mouseover"));
    element.dispatchEvent(new PointerEvent("pointerenter"));
    if (element.tabIndex >= 0) element.focus({preventScroll: true});
  }
  return faults;
};

/** The files of a zip with their bytes, by name. */
export function unzipped(file) {
  const zip = readFileSync(file);
  const files = new Map();
  let at = zip.readUInt32LE(zip.lastIndexOf("PK\u0005\u0006") + 16);
  while (zip.readUInt32LE(at) === 0x02014b50) {
    const [method, size, named, extra, comment, local] = [zip.readUInt16LE(at + 10), zip.readUInt32LE(at + 20), zip.readUInt16LE(at + 28), zip.readUInt16LE(at + 30), zip.readUInt16LE(at + 32), zip.readUInt32LE(at + 42)];
    const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
    const bytes = zip.subarray(start, start + size);
    files.set(zip.toString("utf8", at + 46, at + 46 + named), method === 8 ? inflateRawSync(bytes) : bytes);
    at += 46 + named + extra + comment;
  }
  return files;
}
