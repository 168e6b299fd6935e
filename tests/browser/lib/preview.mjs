// The preview of a site, from its first reading on.

import {spawn} from "node:child_process";
import {setTimeout as pause} from "node:timers/promises";

/**
 * Starts the preview of the site in `folder` and waits until the site is read: before, each page says so, and renews itself
 * when it is.
 */
export async function preview(program, folder) {
  const child = spawn(program, ["serve", "--lang", "zh", "--no-open", "--port", "0", "--site", folder]);
  child.stderr.resume();
  const close = () => child.kill();
  const [said] = await new Promise((resolve) => child.stdout.once("data", (data) => resolve([String(data)])));
  const [base] = said.match(/http:\/\/127\.0\.0\.1:\d+\//);
  for (let i = 0; !(await fetch(`${base}robots.txt`)).ok; i++) {
    if (i > 1200) {
      close();
      throw new Error("the preview has read no site in a minute");
    }
    await pause(50);
  }
  return {base, close};
}
