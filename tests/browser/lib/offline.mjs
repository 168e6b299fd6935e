// A site in a folder that was moved, in Firefox and WebKit; Chromium has all its pages in inspect.mjs. In: a folder.
// Out: faults {check: engine, page, message}. Looks at a copy, with probe.js in the head of every page.

import {copyFile, readFile, writeFile} from "node:fs/promises";
import path from "node:path";
import {copyToAwkwardPath, fileUrl, isPage, listFiles} from "./site.mjs";

const PROBE = "probe.js";
const POLICY = /<meta http-equiv="Content-Security-Policy"[^>]*>/;

/** Runs in the page: what it heard, and whether what a reader needs is there. */
function look() {
  const faults = window.heard ? [...window.heard] : ["the probe did not run"];
  if (!document.querySelector("h1")?.textContent.trim()) faults.push("no h1 is seen");
  for (const sheet of document.querySelectorAll("link[rel=stylesheet]")) if (!sheet.sheet) faults.push(`does not load: ${sheet.outerHTML}`);
  for (const image of document.images) if (!image.complete || image.naturalWidth === 0) faults.push(`is not drawn: ${image.outerHTML.slice(0, 120)}`);
  if (getComputedStyle(document.body).lineHeight === "normal") faults.push("the style sheet does not hold");
  if (document.scrollingElement.scrollWidth > document.documentElement.clientWidth + 1) faults.push("is wider than the window");
  const charts = [...document.querySelectorAll("svg.chart")].filter((svg) => svg.checkVisibility());
  if (charts.some((svg) => svg.getBoundingClientRect().height < 20 || !svg.querySelector("text, path, rect, circle"))) faults.push("a chart is not drawn");
  // Scripts that wait for a frame or a short timer are given the time.
  return new Promise((resolve) => requestAnimationFrame(() => setTimeout(() => resolve([...new Set([...faults, ...(window.heard ?? [])])]), document.scripts.length > 1 ? 30 : 0)));
}

/** Copies the site and lets every page be heard. A page without a policy cannot be. */
async function copyWithProbe(site) {
  const copy = await copyToAwkwardPath(site);
  const pages = (await listFiles(copy.root)).filter(isPage);
  await copyFile(new URL(PROBE, import.meta.url), path.join(copy.root, PROBE));
  for (const page of pages) {
    const file = path.join(copy.root, page);
    const html = await readFile(file, "utf8");
    const script = `<script src="${"../".repeat(page.split("/").length - 1)}${PROBE}"></script>`;
    // Pictures further down would not be asked for before somebody scrolls there.
    await writeFile(file, html.replace(POLICY, (policy) => policy + script).replaceAll(' loading="lazy"', ""));
  }
  return {...copy, pages};
}

/** Opens every page in each of `engines`, side by side. */
export async function offlineFaults(site, engines) {
  const {root, pages, remove} = await copyWithProbe(site);
  try {
    const found = await Promise.all(engines.map((engine) => inEngine(engine, root, pages)));
    return {faults: found.flat(), pages: pages.length};
  } finally {
    await remove();
  }
}

async function inEngine(engine, root, pages) {
  const faults = [];
  const session = await engine.open();
  try {
    for (const page of pages) {
      await session.goto(fileUrl(root, page));
      const messages = await session.evaluate(look);
      faults.push(...messages.map((message) => ({check: engine.name, page: `${engine.name}: ${page}`, message})));
    }
  } finally {
    await session.close();
  }
  return faults;
}
