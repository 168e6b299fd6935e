// A built site as files. In: a folder. Out: its pages, their kinds, a copy under an awkward path; faults as text.
// Never writes into the folder it was given.

import {cp, mkdir, mkdtemp, readFile, readdir, rm} from "node:fs/promises";
import {tmpdir} from "node:os";
import path from "node:path";
import {pathToFileURL} from "node:url";

/** All files under `root`, as relative paths with `/`, sorted. */
export async function listFiles(root) {
  const entries = await readdir(root, {recursive: true, withFileTypes: true});
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(root, path.join(entry.parentPath ?? entry.path, entry.name)))
    .map((name) => name.split(path.sep).join("/"))
    .sort();
}

/** Whether a file is a page of the site. What is to be carried away, in packs/, stands alone: packs.test.mjs looks at it. */
export const isPage = (file) => file.endsWith(".html") && !/(^|\/)packs\//.test(file);

/** The address of a page on the disk. */
export const fileUrl = (root, page) => pathToFileURL(path.join(root, page)).href;

/**
 * The kind of a page: its folder and the class of its body, so that an index or a variant beside the pages of a folder
 * is a kind of its own. A page at the root (home, search, 404 …) is one by itself.
 */
function kindOf(page, html) {
  const folder = path.posix.dirname(page);
  if (folder === "." || folder === "en") return page;
  return `${folder} ${html.match(/<body[^>]*\sclass="([^"]*)"/)?.[1] ?? ""}`;
}

/** The pages of every kind, the largest first. */
export async function byKind(root, pages) {
  const kinds = new Map();
  for (const page of pages) {
    const bytes = await readFile(path.join(root, page));
    const kind = kindOf(page, bytes.toString("utf8"));
    if (!kinds.has(kind)) kinds.set(kind, []);
    kinds.get(kind).push({page, size: bytes.length});
  }
  return [...kinds.values()].map((list) => list.sort((a, b) => b.size - a.size || (a.page < b.page ? -1 : 1)).map(({page}) => page));
}

/** One page of every kind: the largest, which has the most on it. */
export const onePageOfEachKind = (kinds) => kinds.map(([largest]) => largest).sort();

/** English pages are made of the same templates as their Chinese twins: these kinds stand for all of them. */
const ENGLISH = /^en\/(index\.html|counties\/|tables\/|articles\/)/;

/** The largest page of every kind; in English, of a few. */
export const largestOfEachKind = (kinds) => onePageOfEachKind(kinds).filter((page) => !page.startsWith("en/") || ENGLISH.test(page));

/** Whether a page is the profile of a county, in any language. */
export const isProfile = (page) => /(^|\/)counties\//.test(page);

/** Copies the site to a temporary path with spaces and Chinese characters, as on somebody's desktop. */
export async function copyToAwkwardPath(site) {
  const base = await mkdtemp(path.join(tmpdir(), "xianzhi 县志 "));
  const root = path.join(base, "我的 文档", "site 100%");
  await mkdir(path.dirname(root), {recursive: true});
  await cp(site, root, {recursive: true});
  return {root, remove: () => rm(base, {recursive: true, force: true})};
}

const SHOWN = 40;

/** Faults as lines, the first of them in full. */
export function listed(faults) {
  const lines = faults.slice(0, SHOWN).map(({page, message}) => `  ${page}: ${message}`);
  if (faults.length > SHOWN) lines.push(`  and ${faults.length - SHOWN} more`);
  return `${faults.length} faults\n${lines.join("\n")}`;
}
