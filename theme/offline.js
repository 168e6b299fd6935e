// On a host that may have a worker (https, or this machine): lets sw.js keep what is read, and on the page of offline
// reading keeps the whole site when asked to. From a disk it does nothing: there the site is kept already.
"use strict";

(() => {
  // This script stands in theme/, one folder below the root of the site.
  const root = new URL("../", document.currentScript.src);
  if (!/^https?:$/.test(root.protocol) || !navigator.serviceWorker || !window.caches) return;
  const NAME = `xianzhi ${root.href}`;
  const at = (path) => new URL(path.split("/").map(encodeURIComponent).join("/"), root).href;

  // Here and not in the page: Chromium asks for a manifest on a disk too, and complains that it may not.
  const manifest = document.createElement("link");
  manifest.rel = "manifest";
  manifest.href = at("manifest.webmanifest");
  document.head.append(manifest);

  // The first page was loaded before there was a worker to keep it, and what it shows with it; the page comes last, so that
  // what is kept is whole.
  const keepThis = async () => {
    const parts = [...document.querySelectorAll("link[rel=stylesheet], link[rel=icon], script[src], img")];
    const page = location.pathname.endsWith("/") ? "index.html" : "";
    const files = parts.map((part) => part.href ?? part.src).filter((file) => file.startsWith(root.href));
    const cache = await caches.open(NAME);
    await Promise.all(files.map((file) => cache.add(file)));
    await cache.add(new URL(page, location.origin + location.pathname).href);
  };

  const register = async () => {
    const isFirst = !navigator.serviceWorker.controller;
    await navigator.serviceWorker.register(at("sw.js"));
    if (isFirst) await keepThis();
  };
  // A browser that will not (a private window, no room) shows the site as it did before.
  const registered = () => register().catch(() => null);
  if (document.readyState === "complete") registered();
  else addEventListener("load", registered);

  // ---- the whole site ----

  const box = document.getElementById("keep");
  if (!box) return;
  const button = box.querySelector("button");
  const status = box.querySelector("[role=status]");
  const say = (key, words = {}) => {
    status.textContent = box.dataset[key].replace(/\{(\w+)\}/g, (_, word) => words[word]);
  };
  box.hidden = false;

  const digest = async (response) => {
    const hash = await crypto.subtle.digest("SHA-256", await response.arrayBuffer());
    return Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, "0")).join("");
  };
  const fetched = async (path) => {
    const response = await fetch(at(path), {cache: "no-store"});
    if (!response.ok) throw new Error(`${path}: HTTP ${response.status}`);
    return response;
  };

  // What is to be carried elsewhere as a file of its own is not kept a second time, nor the database; nor what a host has
  // for itself, which it may not give out.
  const listed = (text) =>
    text
      .split("\n")
      .map((line) => line.match(/^([0-9a-f]{64}) [ *](.+)$/))
      .filter((match) => match && !/(^|\/)packs\/|^[._]|\.(br|gz|sqlite)$/.test(match[2]))
      .map(([, hash, path]) => ({hash, path}));

  async function keepAll() {
    await navigator.serviceWorker.ready;
    navigator.storage?.persist?.().catch(() => null);
    const list = await fetched("SHA256SUMS");
    const files = listed(await list.clone().text());
    const cache = await caches.open(NAME);
    const total = files.length;
    const queue = files.slice();
    let [done, taken] = [0, 0];
    const work = async () => {
      for (let file = queue.shift(); file; file = queue.shift()) {
        const kept = await cache.match(at(file.path));
        if (!kept || (await digest(kept)) !== file.hash) {
          const response = await fetched(file.path);
          if ((await digest(response.clone())) !== file.hash) throw new Error(`${file.path}: SHA-256`);
          await cache.put(at(file.path), response);
          taken += 1;
        }
        done += 1;
        if (done % 10 === 0) say("progress", {done, total});
      }
    };
    try {
      await Promise.all([work(), work(), work(), work()]);
    } finally {
      queue.length = 0;
    }
    await cache.put(at("SHA256SUMS"), list);
    // What the site no longer has.
    const named = new Set(["SHA256SUMS", ...files.map(({path}) => path)].map(at));
    for (const {url} of await cache.keys()) if (!named.has(url)) await cache.delete(url);
    say("done", {total, taken});
  }

  button.addEventListener("click", async () => {
    button.disabled = true;
    say("begin");
    try {
      await keepAll();
    } catch (error) {
      say("failed", {why: error.message});
    }
    button.disabled = false;
  });
})();
