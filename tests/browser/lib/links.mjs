// Addresses against the disk. In: the addresses and anchors of every page. Out: faults.
// Never opens the network: an address with a host is only looked at for where it stands.

import {readFile, stat} from "node:fs/promises";
import path from "node:path";

/** Elements whose address the browser opens by itself; an outside address there would leave the folder. */
const LOADED = new Set(["img", "script", "source", "iframe", "object", "embed", "video", "audio", "track", "image", "use"]);

/** The id targets of a file that is not a page (an SVG, say). */
async function idsInFile(file) {
  const text = await readFile(file, "utf8");
  return new Set([...text.matchAll(/\sid\s*=\s*["']([^"']+)["']/g)].map((match) => match[1]));
}

/** A checker for all addresses of a site; `anchors` maps each page to the set of its ids. */
export function linkChecker(root, anchors) {
  const known = new Map(anchors);
  const stats = new Map();

  async function anchorsOf(target) {
    if (!known.has(target)) known.set(target, await idsInFile(path.join(root, target)));
    return known.get(target);
  }

  /** What the disk says of a file, asked once: pages link to the same files thousands of times. */
  function statOf(target) {
    if (!stats.has(target)) stats.set(target, stat(path.join(root, target)).catch(() => null));
    return stats.get(target);
  }

  /** What is wrong with one address, or null. */
  return async function wrong(from, {value, tag, name}) {
    const address = value.trim();
    if (/^(https?:)?\/\//i.test(address)) {
      if (address.startsWith("//")) return "has no scheme: it means nothing on a disk";
      return LOADED.has(tag) ? "is loaded from outside the folder" : null;
    }
    if (/^(mailto|tel):/i.test(address)) return null;
    if (/^data:/i.test(address)) return tag === "a" ? "is a data: link" : "is data:, which the policy forbids";
    if (/^[a-z][a-z0-9+.-]*:/i.test(address)) return "has a scheme that no host serves";
    if (address.startsWith("/")) return "starts at the root: it breaks under a sub-path and on a disk";
    if (address === "") return name === "action" ? null : "is empty";

    const [, file, fragment] = address.match(/^([^?#]*)(?:\?[^#]*)?(?:#(.*))?$/s);
    let target;
    let anchor;
    try {
      target = file === "" ? from : path.posix.join(path.posix.dirname(from), decodeURIComponent(file));
      anchor = decodeURIComponent((fragment ?? "").replace(/:~:.*$/s, ""));
    } catch {
      return "is badly percent-encoded";
    }
    if (target.startsWith("../")) return "leads out of the folder";
    if (target.endsWith("/") || target === ".") return "names a folder, not a file";
    const found = await statOf(target);
    if (!found) return `leads to no file (${target})`;
    if (!found.isFile()) return "names a folder, not a file";
    if (anchor === "" || anchor === "top") return null;
    return (await anchorsOf(target)).has(anchor) ? null : `no id "${anchor}" in ${target}`;
  };
}

/** Addresses in files that no page shows by itself: style sheets and charts of their own. */
export async function addressesInAssets(root, files) {
  const list = [];
  for (const file of files.filter((name) => /\.(css|svg)$/.test(name))) {
    const text = await readFile(path.join(root, file), "utf8");
    const patterns = file.endsWith(".css")
      ? [/url\(\s*["']?([^"')]+)["']?\s*\)/g, /@import\s+["']([^"']+)["']/g]
      : [/\s(?:xlink:)?href\s*=\s*["']([^"']*)["']/g, /url\(\s*["']?([^"')]+)["']?\s*\)/g];
    for (const pattern of patterns) {
      for (const match of text.matchAll(pattern)) {
        const tag = file.endsWith(".css") ? "img" : "a"; // a style sheet loads; a chart may link
        list.push({file, address: {value: match[1].replaceAll("&amp;", "&"), tag, name: "url"}});
      }
    }
    if (file.endsWith(".svg")) {
      if (/<script[\s>]|\son[a-z]+\s*=/.test(text)) list.push({file, fault: {check: "script", message: "script in an SVG file"}});
      if (/<style[\s>]|\sstyle\s*=/.test(text)) list.push({file, fault: {check: "style", message: "style in an SVG file"}});
    }
  }
  return list;
}
