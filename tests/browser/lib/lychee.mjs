// lychee, a link checker of others, over the tree. In: a folder. Out: faults {check: "lychee", page, message}.
// Asks no network: addresses with a host are left alone.

import {execFile} from "node:child_process";
import path from "node:path";
import {fileURLToPath} from "node:url";
import {findOnPath} from "./browser.mjs";

/** The path of lychee: where build.sh installs it, or on PATH; or null. */
export const findLychee = () => findOnPath(["lychee"], [fileURLToPath(new URL("../.tools/bin", import.meta.url))]);

/** Every link and #fragment of every page that leads nowhere. */
export async function lycheeFaults(root) {
  const args = ["--offline", "--include-fragments", "--no-progress", "--format", "json", "--extensions", "html", root];
  const report = await new Promise((resolve, reject) => {
    execFile(findLychee(), args, {maxBuffer: 1 << 28}, (error, stdout, stderr) => {
      // It exits with 2 where a link is broken; without a report it did not run.
      if (stdout.trim() === "") reject(new Error(`lychee gave no report: ${stderr || error}`));
      else resolve(JSON.parse(stdout));
    });
  });
  const faults = Object.entries(report.error_map ?? {}).flatMap(([file, links]) =>
    links.map(({url, status}) => ({check: "lychee", page: path.relative(root, file), message: `${url}: ${status.text}`})),
  );
  return {faults, links: report.total};
}
