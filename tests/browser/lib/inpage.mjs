// Functions that run inside the page. Each is sent to the browser as text: it may use nothing from outside itself.
// Out: plain data. They change nothing in the page.

/** The visible text of the page, piece by piece, without the controls that only scripts can serve. */
export function visibleText() {
  // Links that a script replaces by buttons in the same place are no text either.
  const skipped = "script, style, noscript, template, button, input, select, textarea, option, .sort";
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const pieces = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement;
    if (parent.closest(skipped) || !parent.checkVisibility({visibilityProperty: true})) continue;
    const text = node.textContent.replace(/\s+/g, " ").trim();
    if (text) pieces.push(text);
  }
  return pieces;
}

/** How wide the page is, and the first element that is to blame where it is wider than the window. */
export function sideways() {
  const width = document.scrollingElement.scrollWidth;
  const limit = window.screen.width;
  if (width <= limit) return {width, limit};
  const scrolls = (element) => {
    for (let up = element.parentElement; up && up !== document.body; up = up.parentElement) {
      if (getComputedStyle(up).overflowX !== "visible") return true;
    }
    return false;
  };
  const wide = [...document.body.querySelectorAll("*")].find(
    (element) => element.getBoundingClientRect().right > limit + 1 && !scrolls(element),
  );
  return {width, limit, culprit: wide?.outerHTML.slice(0, 120)};
}

/** What must hold for the markup of every page, read with scripts off, so that it is what the file says. */
export function markup() {
  const faults = [];
  const fault = (check, message) => faults.push({check, message});
  const show = (element) => element.outerHTML.replace(/\s+/g, " ").slice(0, 140);
  const root = document.documentElement;

  try {
    if (!Intl.getCanonicalLocales(root.lang).length) throw new RangeError("empty");
  } catch {
    fault("lang", `<html lang="${root.lang}"> is not a language tag`);
  }

  const headings = document.querySelectorAll("h1");
  if (headings.length !== 1) fault("h1", `${headings.length} h1 elements, expected one`);
  else if (!headings[0].textContent.trim()) fault("h1", "the h1 is empty");

  const policy = document.head.querySelector('meta[http-equiv="Content-Security-Policy" i]');
  if (!policy) fault("csp", "no Content-Security-Policy meta in the head");
  else {
    if (!/(^|;)\s*default-src\s+'self'\s*(;|$)/.test(policy.content)) {
      fault("csp", `the policy does not say default-src 'self': ${policy.content}`);
    }
    if (/'unsafe-|https?:|\*/.test(policy.content)) fault("csp", `the policy lets more in: ${policy.content}`);
    const loads = document.querySelector("link[rel~=stylesheet], script[src]");
    if (loads && loads.compareDocumentPosition(policy) & Node.DOCUMENT_POSITION_FOLLOWING) {
      fault("csp", "the policy stands after the first asset");
    }
  }

  for (const element of document.querySelectorAll("[style]")) fault("style", show(element));
  for (const element of document.querySelectorAll("style")) fault("style", `<style> element: ${show(element)}`);

  for (const script of document.querySelectorAll("script:not([src])")) {
    // A data block (JSON-LD) is not a script: it is never run, and the policy lets it stand.
    if (!/^application\/(ld\+)?json$/.test(script.type) && script.textContent.trim()) fault("script", show(script));
  }
  for (const element of document.querySelectorAll("*")) {
    for (const {name} of element.attributes) {
      if (/^on[a-z]+$/.test(name)) fault("script", `${name}= on ${show(element)}`);
    }
  }

  const hidden = (element) => element.closest('[aria-hidden="true"], [role="presentation"], [role="none"]');
  const labelled = (element) =>
    element.getAttribute("aria-label")?.trim() ||
    (element.getAttribute("aria-labelledby") ?? "")
      .split(/\s+/)
      .some((id) => id && document.getElementById(id)?.textContent.trim());
  for (const image of document.querySelectorAll("img, input[type=image], area, object, embed")) {
    // alt="" says: decoration. A missing alt says nothing.
    if (image.getAttribute("alt") === null && !labelled(image) && !hidden(image)) fault("name", show(image));
  }
  for (const svg of document.querySelectorAll("svg")) {
    if (svg.parentElement.closest("svg") || hidden(svg) || labelled(svg)) continue;
    const title = [...svg.children].find((child) => child.localName === "title");
    if (!title?.textContent.trim()) fault("name", show(svg));
  }
  return faults;
}

/** All addresses in the page as written, and all places a #fragment may name. */
export function addresses() {
  const found = [];
  const names = ["href", "src", "action", "formaction", "data", "poster", "cite", "longdesc", "xlink:href"];
  for (const element of document.querySelectorAll("*")) {
    for (const name of names) {
      const value = element.getAttribute(name);
      if (value !== null && !(name === "data" && element.localName !== "object")) {
        found.push({value, tag: element.localName, name});
      }
    }
    for (const candidate of (element.getAttribute("srcset") ?? "").split(",")) {
      const value = candidate.trim().split(/\s+/)[0];
      if (value) found.push({value, tag: element.localName, name: "srcset"});
    }
  }
  const refresh = document.querySelector('meta[http-equiv="refresh" i]')?.content.match(/url\s*=\s*(.*)$/i);
  if (refresh) found.push({value: refresh[1], tag: "meta", name: "refresh"});
  const ids = [...document.querySelectorAll("[id]")].map((element) => element.id);
  const anchors = [...document.querySelectorAll("a[name]")].map((element) => element.name);
  return {found, ids: [...ids, ...anchors], base: document.querySelector("base") !== null};
}
