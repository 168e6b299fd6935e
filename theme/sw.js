// The worker that keeps the site for times without a network. Online it asks the network first, always; what was kept is
// given only where the network does not answer. Of a site that is not to be kept (KEEPS is false) it clears what is left.
// KEEPS stands before this text: a build writes it as site.yaml says.
"use strict";

const NAME = `xianzhi ${registration.scope}`;

addEventListener("install", (event) => event.waitUntil(skipWaiting()));

addEventListener("activate", (event) => {
  const clear = async () => {
    await caches.delete(NAME);
    await registration.unregister();
  };
  event.waitUntil(KEEPS ? clients.claim() : clear());
});

addEventListener("fetch", (event) => {
  const {method, url, cache} = event.request;
  // What is asked for past every cache is for the network alone: theme/offline.js keeps it itself.
  if (KEEPS && method === "GET" && cache !== "no-store" && url.startsWith(registration.scope)) event.respondWith(answer(event));
});

// A page is the same file whatever it is asked for, so that a search is found without its query; a folder is its index.
const fileOf = (address) => {
  const url = new URL(address);
  url.search = url.hash = "";
  if (url.pathname.endsWith("/")) url.pathname += "index.html";
  return url.href;
};

async function answer(event) {
  const file = fileOf(event.request.url);
  let response;
  try {
    // Asks whether what the browser has of its own is still so.
    response = await fetch(event.request, {cache: "no-cache"});
  } catch (error) {
    const kept = await (await caches.open(NAME)).match(file);
    if (kept) return kept;
    throw error;
  }
  if (response.status === 200 && response.type === "basic") {
    const copy = response.clone();
    // No room, or no leave to store: the page is shown all the same.
    event.waitUntil(caches.open(NAME).then((cache) => cache.put(file, copy)).catch(() => null));
  }
  return response;
}
