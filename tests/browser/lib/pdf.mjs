// The characters a printed page holds. In: the bytes of a PDF from Chromium. Out: a set of characters and a page count.
// Not a PDF reader: it reads the ToUnicode maps of the embedded fonts, which list exactly the glyphs that are used.

import {inflateSync} from "node:zlib";

function streams(bytes) {
  const text = bytes.toString("latin1");
  const found = [];
  for (const match of text.matchAll(/stream\r?\n/g)) {
    if (text.slice(match.index - 3, match.index) === "end") continue;
    const start = match.index + match[0].length;
    const end = text.indexOf("endstream", start);
    const raw = bytes.subarray(start, end);
    try {
      found.push(inflateSync(raw).toString("latin1"));
    } catch {
      found.push(raw.toString("latin1"));
    }
  }
  return found;
}

const fromHex = (hex) => Buffer.from(hex, "hex").swap16().toString("utf16le");

/** All characters that the fonts of the PDF map their glyphs to. */
export function charactersOf(bytes) {
  const characters = new Set();
  const add = (text) => [...text].forEach((character) => characters.add(character));
  for (const map of streams(bytes).filter((stream) => stream.includes("begincmap"))) {
    for (const [, block] of map.matchAll(/beginbfchar([\s\S]*?)endbfchar/g)) {
      for (const [, hex] of block.matchAll(/<[0-9a-f]+>\s*<((?:[0-9a-f]{4})+)>/gi)) add(fromHex(hex));
    }
    for (const [, block] of map.matchAll(/beginbfrange([\s\S]*?)endbfrange/g)) {
      for (const [, low, high, hex] of block.matchAll(/<([0-9a-f]+)>\s*<([0-9a-f]+)>\s*<([0-9a-f]{4})>/gi)) {
        const first = Number.parseInt(hex, 16);
        const count = Number.parseInt(high, 16) - Number.parseInt(low, 16);
        for (let step = 0; step <= count; step += 1) characters.add(String.fromCodePoint(first + step));
      }
    }
  }
  // A glyph that serves a character and its radical (大, ⼤) comes back as either: NFKC makes them one.
  return new Set([...characters].map((character) => character.normalize("NFKC")));
}

export function pagesOf(bytes) {
  return [...bytes.toString("latin1").matchAll(/\/Type\s*\/Page\b(?!s)/g)].length;
}
