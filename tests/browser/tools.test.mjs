// The built site before judges of others: the Nu HTML checker, Lighthouse, Firefox.
// Run: XIANZHI_SITE=folder node --test tools.test.mjs. XIANZHI_NOT_RUN names a file that is told what could not be run.

import assert from "node:assert/strict";
import {appendFileSync} from "node:fs";
import {before, test} from "node:test";
import {findFirefox, firefoxFaults} from "./lib/firefox.mjs";
import {lighthouseFaults, rate} from "./lib/lighthouse.mjs";
import {nuFaults} from "./lib/nu.mjs";
import {byKind, isPage, listFiles, listed, onePageOfEachKind} from "./lib/site.mjs";

const site = process.env.XIANZHI_SITE;
assert.ok(site, "XIANZHI_SITE must name the folder of a built site");

let files;
let sample;

before(async () => {
  files = await listFiles(site);
  sample = onePageOfEachKind(await byKind(site, files.filter(isPage)));
});

/** The largest page of a folder, or a failure: a test that looks at nothing proves nothing. */
function largest(folder) {
  const page = sample.find((name) => name.startsWith(`${folder}/`));
  assert.ok(page, `the site has no page in ${folder}/`);
  return page;
}

test("the Nu HTML checker finds nothing in pages, style sheets and charts", async () => {
  const faults = await nuFaults(site, files);
  if (faults.length > 0) assert.fail(listed(faults));
});

test("Lighthouse rates a profile and a table 95 or more, and they are light", async () => {
  const rated = await rate(site, [largest("counties"), largest("tables")]);
  for (const {page, scores, weights} of rated) console.log(`${page}: ${JSON.stringify(scores)} ${JSON.stringify(weights)}`);
  const faults = rated.flatMap(lighthouseFaults);
  if (faults.length > 0) assert.fail(listed(faults));
});

const firefox = findFirefox();
if (!firefox && process.env.XIANZHI_NOT_RUN) appendFileSync(process.env.XIANZHI_NOT_RUN, "not run: the site in Firefox: no firefox-esr or firefox\n");

test("Firefox shows home, a profile and a table from the disk", {skip: firefox ? false : "no Firefox"}, async () => {
  const {faults, charts} = await firefoxFaults(site, ["index.html", largest("counties"), largest("tables")]);
  if (faults.length > 0) assert.fail(listed(faults));
  assert.ok(charts > 0, "none of the pages has a chart");
});
