// A built site as files. In: a folder. Out: its pages, their kinds, a copy under an awkward path.
// Never writes into the folder it was given.

import {cp, mkdir, mkdtemp, readdir, rm, stat} from "node:fs/promises";
import {tmpdir} from "node:os";
import path from "node:path";

/** All files under `root`, as relative paths with `/`, sorted. */
export async function listFiles(root) {
  const entries = await readdir(root, {recursive: true, withFileTypes: true});
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(root, path.join(entry.parentPath ?? entry.path, entry.name)))
    .map((name) => name.split(path.sep).join("/"))
    .sort();
}

/** The kind of a page is its folder; a page at the root (home, search, 404 …) is a kind of its own. */
export function kindOf(page) {
  const folder = path.posix.dirname(page);
  return folder === "." ? page : folder;
}

/** One page of every kind: the largest, which has the most on it. */
export async function onePageOfEachKind(root, pages) {
  const largest = new Map();
  for (const page of pages) {
    const {size} = await stat(path.join(root, page));
    const kind = kindOf(page);
    if (!largest.has(kind) || size > largest.get(kind).size) largest.set(kind, {page, size});
  }
  return [...largest.values()].map((entry) => entry.page).sort();
}

/** Copies the site to a temporary path with spaces and Chinese characters, as on somebody's desktop. */
export async function copyToAwkwardPath(site) {
  const base = await mkdtemp(path.join(tmpdir(), "xianzhi 县志 "));
  const root = path.join(base, "我的 文档", "site 100%");
  await mkdir(path.dirname(root), {recursive: true});
  await cp(site, root, {recursive: true});
  return {root, remove: () => rm(base, {recursive: true, force: true})};
}
