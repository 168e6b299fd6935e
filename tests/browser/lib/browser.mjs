// One Chromium for all tests. In: PATH. Out: a browser, and pages whose console and requests are recorded.
// Never downloads a browser.

import {accessSync, constants} from "node:fs";
import path from "node:path";
import {chromium} from "playwright-core";

const NAMES = ["chromium", "chromium-browser", "google-chrome"];
const BARE = "chromium-headless-shell";
export const FLAGS = [
  "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
  "--disable-background-networking", "--disable-component-update", "--disable-sync",
];

/** The path of the first of `names` in `folders` or on PATH, or null. */
export function findOnPath(names, folders = []) {
  for (const name of names) {
    for (const folder of [...folders, ...(process.env.PATH ?? "").split(path.delimiter)]) {
      const file = path.join(folder, name);
      try {
        accessSync(file, constants.X_OK);
        return file;
      } catch {
        // not here: look further
      }
    }
  }
  return null;
}

/** The path of the first Chromium on PATH. */
export function findChromium() {
  const file = findOnPath(NAMES);
  if (file) return file;
  throw new Error(`none of ${NAMES.join(", ")} is on PATH; on Debian: apt-get install chromium fonts-noto-cjk`);
}

/** Chromium as people have it. */
export const launchWhole = () => chromium.launch({executablePath: findChromium(), args: FLAGS});

/**
 * Chromium for looks at many pages: without the shell of tabs, history and toolbars if there is such a one, which opens
 * a page with two thirds of the work. The engine is the same.
 */
export function launch() {
  return chromium.launch({executablePath: findOnPath([BARE]) ?? findChromium(), args: FLAGS});
}

/** A phone 360 px wide. A page without a viewport declaration is laid out at 980 px, as phones do. */
export const PHONE = {viewport: {width: 360, height: 740}, isMobile: true, hasTouch: true};
export const DESK = {viewport: {width: 1280, height: 900}};

/** A tab of its own context. Making one costs more than opening a page in it, so a tab is used for many pages. */
export async function tab(browser, options) {
  return (await browser.newContext(options)).newPage();
}

/**
 * Opens `url` in `page` and calls `look()`. Returns what it gives, and the faults seen on the way:
 * console errors and warnings, uncaught errors, requests that failed or left `base`.
 */
export async function visit(page, url, base, look) {
  const faults = [];
  const fault = (check, message) => faults.push({check, message});
  const listeners = {
    console: (message) => {
      // The place matters for a load that failed: /favicon.ico, say, which a page asks for that names no icon.
      if (["error", "warning"].includes(message.type())) fault("console", `${message.text()} (${message.location().url})`);
    },
    pageerror: (error) => fault("console", `uncaught: ${error.message}`),
    request: (request) => {
      const target = request.url();
      if (!target.startsWith(base) && !target.startsWith("data:")) fault("outside", target);
    },
    requestfailed: (request) => {
      const why = request.failure()?.errorText ?? "failed";
      // The browser asks for the icon when the page is done, and drops the request when the tab moves on before.
      if (why === "net::ERR_ABORTED" && /\/theme\/icon\.[0-9a-f]{8}\.svg$/.test(request.url())) return;
      fault("request", `${request.url()}: ${why}`);
    },
    response: (response) => {
      if (response.status() >= 400) fault("request", `${response.url()}: HTTP ${response.status()}`);
    },
  };
  for (const [event, listener] of Object.entries(listeners)) page.on(event, listener);
  try {
    await open(page, url, () => (faults.length = 0));
    const seen = await look();
    return {seen, faults};
  } finally {
    for (const [event, listener] of Object.entries(listeners)) page.off(event, listener);
  }
}

/**
 * Opens `url`; once more where the browser drops it, as it does now and then when it has hardly left the page before, and
 * where that page renews itself meanwhile, as those of the preview do.
 */
async function open(page, url, again) {
  const options = {waitUntil: "load", timeout: 60_000};
  try {
    await page.goto(url, options);
  } catch (error) {
    if (!/net::ERR_ABORTED|interrupted by another navigation/.test(error.message)) throw error;
    again();
    await page.goto(url, options);
  }
}

/** The page as PDF; once more where the browser gives up, as it does now and then on a machine that is busy. */
export async function toPdf(page, options) {
  try {
    return await page.pdf(options);
  } catch (error) {
    if (!error.message.includes("Printing failed")) throw error;
    return page.pdf(options);
  }
}

/** Runs `job(item, tabs)` over all items, `workers` at a time, each with the tabs that `make()` gave it. */
export async function inParallel(items, workers, make, job) {
  const queue = [...items];
  const results = [];
  await Promise.all(
    Array.from({length: Math.min(workers, queue.length)}, async () => {
      const tabs = await make();
      for (let item = queue.shift(); item !== undefined; item = queue.shift()) {
        results.push(await job(item, tabs));
      }
      await Promise.all(Object.values(tabs).map((page) => page.context().close()));
    }),
  );
  return results;
}
