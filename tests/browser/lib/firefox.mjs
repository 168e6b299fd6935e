// A first look with Firefox, from the disk. In: a folder and pages. Out: faults {check: "firefox", page, message}.
// Driven over WebDriver BiDi by puppeteer-core, which comes with Lighthouse; never downloads a browser.

import puppeteer from "puppeteer-core";
import {findOnPath} from "./browser.mjs";
import {fileUrl} from "./site.mjs";

/** The path of the first Firefox on PATH, or null. */
export const findFirefox = () => findOnPath(["firefox-esr", "firefox"]);

/** Runs in the page: what a reader must see. */
function look() {
  const width = document.documentElement.clientWidth;
  const pairs = [...document.querySelectorAll(".chart-pair")].filter((pair) => pair.checkVisibility());
  const dark = pairs.filter((pair) => {
    const shown = [...pair.querySelectorAll("svg")].filter((svg) => svg.getBoundingClientRect().width > 100 && svg.getBoundingClientRect().height > 20);
    return shown.length !== 1 || !shown[0].querySelector("text, path, rect, circle");
  });
  return {
    title: document.querySelector("h1")?.textContent.trim() ?? "",
    styled: getComputedStyle(document.body).lineHeight !== "normal",
    wide: document.scrollingElement.scrollWidth > width + 1 ? document.scrollingElement.scrollWidth : 0,
    charts: pairs.length,
    dark: dark.length,
  };
}

/** Opens each page on a desk and on a phone, and says what Firefox complains of and what is not to be seen. */
export async function firefoxFaults(root, pages) {
  const browser = await puppeteer.launch({browser: "firefox", executablePath: findFirefox(), headless: true});
  const faults = [];
  let charts = 0;
  try {
    for (const page of pages) {
      const fault = (message) => faults.push({check: "firefox", page, message});
      const tab = await browser.newPage();
      tab.on("console", (message) => ["error", "warn"].includes(message.type()) && fault(`console: ${message.text()}`));
      tab.on("pageerror", (error) => fault(`uncaught: ${error.message}`));
      tab.on("requestfailed", (request) => fault(`${request.url()}: ${request.failure()?.errorText}`));
      for (const [width, height] of [[1280, 900], [360, 740]]) {
        await tab.setViewport({width, height});
        await tab.goto(fileUrl(root, page), {waitUntil: "load"});
        const seen = await tab.evaluate(look);
        charts += seen.charts;
        if (!seen.title) fault("no h1 is seen");
        if (!seen.styled) fault("the style sheet does not hold");
        if (seen.wide) fault(`the page is ${seen.wide} px wide in a window of ${width} px`);
        if (seen.dark) fault(`${seen.dark} of ${seen.charts} charts are not seen once at ${width} px`);
      }
      await tab.close();
    }
  } finally {
    await browser.close();
  }
  return {faults, charts};
}
