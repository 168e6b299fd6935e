// The Nu HTML checker (vnu.jar, in Java) over all pages, style sheets and charts of a site, in one process.
// In: a folder and its files. Out: faults {check: "nu", page, message}. Never asks the network for anything.

import {execFile} from "node:child_process";
import {createRequire} from "node:module";
import path from "node:path";
import {pathToFileURL} from "node:url";

/** What the checker says that is no fault of ours: a pattern, why, where it has to stand, and on which pages. */
const TOLERATED = [
  [/^Resource violates Content Security Policy .*“(style|script|img)-src” directive/, "it knows no origin of a file, so 'self' matches nothing; browsers load it, which the test of requests holds"],
  [/^Inline script violates Content Security Policy/, "a block of data is no script: browsers pass over it before they ask the policy, which the test of the console holds", /<script type="application\/ld\+json">/],
  [/^Attribute “lang” not allowed on element “svg”/, "its grammar for files of SVG is 1.1; SVG 2 has lang"],
  [/^CSS: “(container|container-type|container-name|paint-order|animation-timeline|content-visibility)”: Property .* doesn't exist/, "newer than its list of properties"],
  [/^This document appears to be written in /, "it guesses from the words outside of lists and tables, which in a chapter on commands are mostly commands", undefined, /\/handbook\/[^/]*\.html$/],
  [/^CSS: Unrecognized at-rule “@(container|starting-style)”/, "newer than its grammar"],
];

/** What of the site it can read. */
const isRead = (file) => /\.(html|css|svg)$/.test(file);

function run(args) {
  const jar = createRequire(import.meta.url).resolve("vnu-jar/build/dist/vnu.jar");
  return new Promise((resolve, reject) => {
    execFile("java", ["-Xss4m", "-jar", jar, ...args], {maxBuffer: 1 << 28}, (error, stdout, stderr) => {
      // It exits with 1 where it found something; without a report it did not run.
      if (stdout.trim() === "") reject(new Error(`vnu.jar gave no report: ${stderr || error}`));
      else resolve(JSON.parse(stdout).messages);
    });
  });
}

/** Everything that the checker finds in `files` under `root`, but what is tolerated above. */
export async function nuFaults(root, files) {
  const read = files.filter(isRead);
  const names = read.map((file) => path.join(root, file));
  const messages = await run(["--stdout", "--format", "json", "--also-check-css", "--also-check-svg", ...names]);
  const base = pathToFileURL(root + path.sep).href;
  return messages
    .filter(({message, extract, url}) => !TOLERATED.some(([pattern, , place, page]) =>
      pattern.test(message) && (place?.test(extract ?? "") ?? true) && (page?.test(url ?? "") ?? true)))
    .map(({url, type, message, lastLine, extract}) => ({
      check: "nu",
      page: nameUnder(base, root, url),
      message: `${type} at line ${lastLine ?? "?"}: ${message} ${(extract ?? "").replace(/\s+/g, " ").slice(0, 100)}`,
    }));
}

/** The checker writes addresses of files as `file:/…`, with one slash. */
function nameUnder(base, root, url) {
  const file = decodeURIComponent(new URL(url ?? "", base).pathname);
  return file.startsWith(root) ? file.slice(root.length + 1) : (url ?? "");
}
