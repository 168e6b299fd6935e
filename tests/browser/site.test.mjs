// The built site, tested by outside tools. Run: XIANZHI_SITE=folder node --test site.test.mjs
// One test a promise; each lists its faults with the page they are on.

import assert from "node:assert/strict";
import {before, test} from "node:test";
import {CHECKS, inspect} from "./lib/inspect.mjs";
import {listed} from "./lib/site.mjs";

let result;

before(async () => {
  const site = process.env.XIANZHI_SITE;
  assert.ok(site, "XIANZHI_SITE must name the folder of a built site");
  result = await inspect(site);
  console.log(`${result.pages.length} pages; closer looks at ${result.sample.join(", ")}`);
});

for (const [check, promise] of Object.entries(CHECKS)) {
  test(promise, () => {
    assert.ok(result, "the site could not be inspected");
    const faults = result.faults.filter((fault) => fault.check === check);
    if (faults.length > 0) assert.fail(listed(faults));
  });
}
