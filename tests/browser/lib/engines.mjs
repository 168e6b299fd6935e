// The three engines that browsers are made of, driven alike. In: PATH. Out: sessions that open pages and run functions in
// them. Chromium is driven by playwright-core, Firefox over WebDriver BiDi by puppeteer-core, WebKit over plain WebDriver.
// Never downloads a browser, never asks a page for more than WebDriver can.

import puppeteer from "puppeteer-core";
import {findChromium, launch} from "./browser.mjs";
import {findFirefox} from "./firefox.mjs";
import {findWebKit, openWebKit} from "./webkit.mjs";

/** The longest that a page or a function in it may take, in milliseconds. */
const PATIENCE = 60_000;
const DESK = {width: 1280, height: 900};

/**
 * All engines, found or not. `install` says what Debian has them in. `open()` starts a browser of its own, with one tab:
 * `goto(url)` opens a page and waits until it is loaded; `evaluate(look, argument)` runs a function, which may return a
 * promise, in the page, where it may use nothing from outside itself, and gives back what JSON can carry of its result;
 * `close()` ends the browser. WebKit alone does not say when there is no such page.
 */
export function engines() {
  return [
    {name: "Chromium", found: found(findChromium), install: "chromium", open: openChromium},
    {name: "Firefox", found: findFirefox() !== null, install: "firefox-esr", open: openFirefox},
    {name: "WebKit", found: findWebKit() !== null, install: "webkit2gtk-driver xvfb", open: () => openWebKit(DESK, PATIENCE)},
  ];
}

function found(find) {
  try {
    return Boolean(find());
  } catch {
    return false;
  }
}

async function openChromium() {
  const browser = await launch();
  const page = await browser.newPage({viewport: DESK});
  return {
    goto: (url) => page.goto(url, {waitUntil: "load", timeout: PATIENCE}),
    evaluate: (look, argument) => page.evaluate(look, argument),
    close: () => browser.close(),
  };
}

async function openFirefox() {
  const browser = await puppeteer.launch({browser: "firefox", executablePath: findFirefox(), headless: true, defaultViewport: DESK, protocolTimeout: PATIENCE});
  const page = await browser.newPage();
  return {
    goto: (url) => page.goto(url, {waitUntil: "load", timeout: PATIENCE}),
    evaluate: (look, argument) => page.evaluate(look, argument),
    close: () => browser.close(),
  };
}
