// html-validate in a thread of its own, beside the browser. In: a folder and its pages. Out: faults {check, page, message}.

import {readFile} from "node:fs/promises";
import path from "node:path";
import {Worker, isMainThread, parentPort, workerData} from "node:worker_threads";
import {HtmlValidate} from "html-validate";
import rules from "../htmlvalidate.config.mjs";

async function faultsOf({root, pages}) {
  const validator = new HtmlValidate(rules);
  const faults = [];
  for (const page of pages) {
    const report = await validator.validateString(await readFile(path.join(root, page), "utf8"), page);
    for (const {line, column, ruleId, message} of report.results.flatMap((result) => result.messages)) {
      faults.push({check: "html", page, message: `${line}:${column} ${ruleId}: ${message}`});
    }
  }
  return faults;
}

/** Everything that html-validate finds on `pages` of the site in `root`. */
export function validate({root, pages}) {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL(import.meta.url), {workerData: {root, pages}});
    worker.once("message", resolve);
    worker.once("error", reject);
  });
}

if (!isMainThread) parentPort.postMessage(await faultsOf(workerData));
