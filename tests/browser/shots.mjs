// Pictures for people; not a test. Run: node shots.mjs SITE OUT PAGE…
// Writes OUT/PAGE-WIDTH-LOOK.png, the whole page, at 360, 768 and 1440 px, light, dark and in forced colours, and
// OUT/PAGE.pdf, the page on paper. SHOTS names fewer, such as SHOTS=360-light,print.

import {mkdir} from "node:fs/promises";
import path from "node:path";
import {launch, toPdf} from "./lib/browser.mjs";
import {fileUrl} from "./lib/site.mjs";

const LOOKS = {
  light: {colorScheme: "light"},
  dark: {colorScheme: "dark"},
  forced: {colorScheme: "light", forcedColors: "active"},
};

const [site, out, ...pages] = process.argv.slice(2);
if (pages.length === 0) {
  console.error("usage: node shots.mjs SITE OUT PAGE…   (PAGE is a path inside SITE, such as index.html)");
  process.exit(2);
}
const wanted = process.env.SHOTS?.split(",");
const isWanted = (shot) => !wanted || wanted.includes(shot);
const nameOf = (page) => page.replace(/\.html$/, "").replaceAll("/", "-");

await mkdir(out, {recursive: true});
const browser = await launch();

/** Opens every page in tabs of one context and has `shoot` write its picture. */
async function each(options, shoot) {
  const context = await browser.newContext({reducedMotion: "reduce", ...options});
  for (const page of pages) {
    const tab = await context.newPage();
    await tab.goto(fileUrl(site, page));
    console.log(await shoot(tab, page));
    await tab.close();
  }
  await context.close();
}

try {
  for (const [look, media] of Object.entries(LOOKS)) {
    for (const width of [360, 768, 1440]) {
      if (!isWanted(`${width}-${look}`)) continue;
      await each({viewport: {width, height: 900}, ...media}, async (tab, page) => {
        const file = path.join(out, `${nameOf(page)}-${width}-${look}.png`);
        await tab.screenshot({path: file, fullPage: true});
        return file;
      });
    }
  }
  if (isWanted("print")) {
    await each({}, async (tab, page) => {
      const file = path.join(out, `${nameOf(page)}.pdf`);
      await toPdf(tab, {path: file, preferCSSPageSize: true});
      return file;
    });
  }
} finally {
  await browser.close();
}
