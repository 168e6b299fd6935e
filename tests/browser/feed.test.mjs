// The feeds of the built site as feedsmith reads them, beside feedparser in tests/outside. XIANZHI_SITE is a site that was
// built with an address.
import assert from "node:assert/strict";
import {readFile} from "node:fs/promises";
import path from "node:path";
import test from "node:test";
import {parseAtomFeed} from "feedsmith";

const SITE = process.env.XIANZHI_SITE;
const ADDRESS = "https://county.example/zhi/";

for (const folder of ["", "en/"]) {
  test(`${folder}feed.xml is an Atom feed`, async () => {
    const text = await readFile(path.join(SITE, folder, "feed.xml"), "utf8");
    const feed = parseAtomFeed(text);
    assert.equal(feed.id, ADDRESS + folder);
    const self = feed.links.find((link) => link.rel === "self");
    assert.equal(self.href, `${ADDRESS}${folder}feed.xml`);
    assert.ok(feed.title && feed.updated && feed.authors.length === 1);
    assert.ok(feed.entries.length >= 5);
    for (const entry of feed.entries) {
      assert.ok(entry.id.startsWith(`${ADDRESS}${folder}articles/`), entry.id);
      assert.ok(entry.title && entry.summary && entry.updated && entry.published);
      assert.equal(entry.links.length, 1);
    }
  });
}
