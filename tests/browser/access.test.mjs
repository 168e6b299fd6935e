// The built site as a keyboard, a magnifier, a screen reader, a printer and eyes without colours meet it.
// Run: XIANZHI_SITE=folder node --test access.test.mjs. One test a promise; each lists its faults with their page.

import assert from "node:assert/strict";
import {before, test} from "node:test";
import {ACCESS, inspectAccess} from "./lib/access.mjs";
import {listed} from "./lib/site.mjs";

let result;

before(async () => {
  const site = process.env.XIANZHI_SITE;
  assert.ok(site, "XIANZHI_SITE must name the folder of a built site");
  result = await inspectAccess(site);
  console.log(`looked at ${result.sample.length} pages: ${result.sample.join(", ")}`);
});

for (const [check, promise] of Object.entries(ACCESS)) {
  test(promise, () => {
    assert.ok(result, "the site could not be inspected");
    const faults = result.faults.filter((fault) => fault.check === check);
    if (faults.length > 0) assert.fail(listed(faults));
  });
}
