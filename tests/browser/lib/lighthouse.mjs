// Lighthouse, as on a phone, over the plain server. In: a folder and pages. Out: scores, weights and faults.
// The score of performance is told, never held against a page: it is made of times, and on a machine that does other
// work beside it the same page gave 53 and 100. What makes a page slow is held instead: bytes, requests, shifts, scripts.

import {launch as launchChrome} from "chrome-launcher";
import lighthouse from "lighthouse";
import {FLAGS, findChromium} from "./browser.mjs";
import {serve} from "./server.mjs";

const LEAST = 95;
/** Wants absolute addresses, which a site has only where `base_url` is declared. */
const ADDRESSED = ["hreflang"];
const CATEGORIES = ["performance", "accessibility", "best-practices", "seo"];
/** What is the same on every machine, with the most that a page may have of it. */
const MOST = [
  ["kilobytes", 400, (audits) => audits["total-byte-weight"].numericValue / 1024],
  // On a first visit the script of offline reading fetches once more what is to be kept, when the page is there.
  ["requests", 12, (audits) => audits["network-requests"].details.items.filter(({resourceType}) => resourceType !== "Fetch").length],
  ["layout shift", 0.02, (audits) => audits["cumulative-layout-shift"].numericValue],
  ["elements", 12_000, (audits) => audits["dom-size-insight"]?.details?.debugData?.totalElements ?? audits["dom-size"]?.numericValue ?? Number.NaN],
];

/** What is wrong with a rated page. */
export function lighthouseFaults({page, scores, weights, weak}) {
  const low = CATEGORIES.filter((id) => id !== "performance" && scores[id] < LEAST);
  const faults = low.map((id) => `${id} is rated ${scores[id]}: ${weak.filter((audit) => audit.startsWith(id)).join("; ")}`);
  for (const [name, most] of MOST) if (!(weights[name] <= most)) faults.push(`${name}: ${weights[name]}, more than ${most}`);
  return faults.map((message) => ({check: "lighthouse", page, message}));
}

/** Rates each of `pages`: {page, scores: {category: 0–100}, weights, weak: messages}. */
export async function rate(root, pages) {
  const server = await serve(root, "/a/b/");
  const chrome = await launchChrome({chromePath: findChromium(), chromeFlags: FLAGS, ignoreDefaultFlags: false, logLevel: "silent"});
  try {
    const rated = [];
    for (const page of pages) rated.push(await ratePage(server.base + page, page, chrome.port));
    return rated;
  } finally {
    chrome.kill();
    await server.close();
  }
}

async function ratePage(url, page, port) {
  const options = {port, output: "json", logLevel: "silent", onlyCategories: CATEGORIES, skipAudits: ADDRESSED, formFactor: "mobile", throttlingMethod: "simulate"};
  const {lhr} = await lighthouse(url, options);
  if (lhr.runtimeError) throw new Error(`${page}: ${lhr.runtimeError.message}`);
  const scores = {};
  const weak = [];
  for (const id of CATEGORIES) {
    const {score, auditRefs} = lhr.categories[id];
    scores[id] = Math.round((score ?? 0) * 100);
    const lost = auditRefs.filter(({id: audit, weight}) => weight > 0 && (lhr.audits[audit].score ?? 1) < 0.9);
    weak.push(...lost.map(({id: audit}) => `${id}: ${audit}: ${lhr.audits[audit].title} ${lhr.audits[audit].displayValue ?? ""}`.trim()));
  }
  const weights = Object.fromEntries(MOST.map(([name, , read]) => [name, Math.round(read(lhr.audits) * 1000) / 1000]));
  return {page, scores, weights, weak};
}
