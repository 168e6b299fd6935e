// A site as a host serves it. In: an address. Out: answers, as they come over the line; the crawl of all links from the
// first page. Never follows a redirect, never unpacks what was packed.

import {Agent as PlainAgent, request as plainRequest} from "node:http";
import {Agent as SecureAgent, request as secureRequest} from "node:https";
import {isPage} from "./site.mjs";

const PLAIN = new PlainAgent({keepAlive: true, maxSockets: 16});
const SECURE = new SecureAgent({keepAlive: true, rejectUnauthorized: false});

/** The answer to GET `url`: {status, headers, body}. */
export function get(url, headers = {}) {
  const [request, agent] = url.startsWith("https:") ? [secureRequest, SECURE] : [plainRequest, PLAIN];
  return new Promise((resolve, reject) => {
    const asked = request(url, {agent, headers}, (response) => {
      const pieces = [];
      response.on("data", (piece) => pieces.push(piece));
      response.on("error", reject);
      response.on("end", () => resolve({status: response.statusCode, headers: response.headers, body: Buffer.concat(pieces)}));
    });
    asked.on("error", reject);
    asked.end();
  });
}

/** The address of a file. */
export const addressOf = (base, file) => base + file.split("/").map(encodeURIComponent).join("/");

const unescaped = (text) => text.replace(/&#x2F;/gi, "/").replace(/&quot;/g, '"').replace(/&#(\d+);/g, (_, n) => String.fromCodePoint(n)).replace(/&amp;/g, "&");

/** Addresses and ids of a page or a style sheet. */
function inText(file, text) {
  if (file.endsWith(".css")) return {addresses: [...text.matchAll(/url\(\s*["']?([^"')]+)/g)].map((match) => match[1]), ids: new Set()};
  const tags = text.replace(/<!--.*?-->/gs, "").replace(/(<script\b[^>]*>).*?<\/script>/gs, "$1").match(/<[a-z][^>]*>/gi) ?? [];
  const of = (names) => tags.flatMap((tag) => [...tag.matchAll(new RegExp(`\\s(?:${names})="([^"]*)"`, "g"))].map((match) => unescaped(match[1])));
  return {addresses: of("href|src|action|poster"), ids: new Set(of("id"))};
}

/** Runs `job` over all items, `n` at a time. */
async function pool(items, n, job) {
  const queue = [...items];
  await Promise.all(Array.from({length: n}, async () => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) await job(item);
  }));
}

/**
 * Follows every link from index.html below `base`, and fetches what `files` names besides. Out: faults, and the answers by
 * path. A link must be answered with 200, and have the anchor that it names.
 */
export async function crawl(base, files) {
  const [answers, faults, links] = [new Map(), [], []];
  const texts = new Map();
  let round = ["index.html", ...files];
  while (round.length > 0) {
    const next = new Set();
    await pool(round, 16, async (file) => {
      if (answers.has(file)) return;
      answers.set(file, null);
      const answer = await get(addressOf(base, file), {"accept-encoding": "identity"});
      answers.set(file, answer);
      if (answer.status !== 200) faults.push({page: file, message: `HTTP ${answer.status}`});
      if (answer.status !== 200 || !(isPage(file) || file.endsWith(".css"))) return;
      const seen = inText(file, answer.body.toString("utf8"));
      texts.set(file, seen.ids);
      for (const address of seen.addresses) {
        const url = new URL(address, addressOf(base, file));
        if (!url.href.startsWith(base)) {
          if (url.origin === new URL(base).origin) faults.push({page: file, message: `${address} leaves ${base}`});
          continue;
        }
        const target = decodeURIComponent(url.pathname.slice(new URL(base).pathname.length));
        links.push({file, address, target, anchor: decodeURIComponent(url.hash.slice(1))});
        if (!answers.has(target)) next.add(target);
      }
    });
    round = [...next];
  }
  for (const {file, address, target, anchor} of links) {
    if (answers.get(target)?.status !== 200) faults.push({page: file, message: `${address} leads nowhere`});
    else if (anchor && texts.has(target) && !texts.get(target).has(anchor)) faults.push({page: file, message: `no id ${anchor} in ${target}`});
  }
  return {answers, faults, links: links.length};
}
