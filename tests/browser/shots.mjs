// Pictures for people; not a test. Run: node shots.mjs SITE OUT PAGE…
// Writes OUT/PAGE-WIDTH-SCHEME.png, the whole page, at 360, 768 and 1440 px, light and dark.

import {mkdir} from "node:fs/promises";
import path from "node:path";
import {pathToFileURL} from "node:url";
import {launch} from "./lib/browser.mjs";

const [site, out, ...pages] = process.argv.slice(2);
if (pages.length === 0) {
  console.error("usage: node shots.mjs SITE OUT PAGE…   (PAGE is a path inside SITE, such as index.html)");
  process.exit(2);
}

await mkdir(out, {recursive: true});
const browser = await launch();
try {
  for (const colorScheme of ["light", "dark"]) {
    for (const width of [360, 768, 1440]) {
      const context = await browser.newContext({viewport: {width, height: 900}, colorScheme, reducedMotion: "reduce"});
      for (const page of pages) {
        const tab = await context.newPage();
        await tab.goto(pathToFileURL(path.resolve(site, page)).href);
        const name = `${page.replace(/\.html$/, "").replaceAll("/", "-")}-${width}-${colorScheme}.png`;
        await tab.screenshot({path: path.join(out, name), fullPage: true});
        console.log(path.join(out, name));
        await tab.close();
      }
      await context.close();
    }
  }
} finally {
  await browser.close();
}
