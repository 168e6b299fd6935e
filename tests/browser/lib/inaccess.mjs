// Functions that run inside the page and measure what a keyboard, a magnifier or a screen reader meets. Each is sent to
// the browser as text: it may use nothing from outside itself. Out: plain data.

/**
 * Numbers every element that Tab must reach, in the order of the page, and remembers how each looks without focus.
 * From then on `window.walked` collects what gets the focus, with what the eye sees of it.
 */
export function startWalk() {
  const focusable = 'a[href], area[href], button, input, select, textarea, summary, iframe, audio[controls], video[controls], [tabindex], [contenteditable=""], [contenteditable="true"]';
  const show = (element) => element.outerHTML.replace(/\s+/g, " ").slice(0, 110);
  const looks = (element) => {
    const style = getComputedStyle(element);
    return [style.outlineStyle, style.outlineWidth, style.outlineColor, style.boxShadow, style.backgroundColor, style.borderColor].join(" ");
  };
  const isStop = (element) =>
    element.tabIndex >= 0 && !element.disabled && !element.closest("[inert]") && element.checkVisibility({visibilityProperty: true});
  const stops = [...document.querySelectorAll(focusable)].filter(isStop);
  const atRest = new Map(stops.map((stop) => [stop, looks(stop)]));
  const inSight = (element) => {
    const [box] = element.getClientRects();
    if (!box) return false;
    const points = [[0.5, 0.5], [0.1, 0.5], [0.9, 0.5], [0.5, 0.1], [0.5, 0.9]];
    return points.some(([x, y]) => {
      const top = document.elementFromPoint(box.left + box.width * x, box.top + box.height * y);
      return top && (element.contains(top) || top.contains(element));
    });
  };
  window.walked = [];
  document.addEventListener("focusin", ({target}) => {
    const style = getComputedStyle(target);
    const ring = style.outlineStyle !== "none" && Number.parseFloat(style.outlineWidth) >= 1;
    window.walked.push({
      stop: stops.indexOf(target),
      what: show(target),
      changed: looks(target) !== atRest.get(target),
      ring: ring ? style.outlineColor : "",
      sight: inSight(target),
    });
  });
  return {
    stops: stops.map(show),
    ground: getComputedStyle(document.body).backgroundColor,
    skip: stops[0]?.getAttribute("href") ?? "",
    positive: stops.filter((stop) => stop.tabIndex > 0).map(show),
  };
}

/** Regions that scroll but hold nothing that a keyboard can reach. */
export function deadScrollers() {
  const reachable = 'a[href], button, input, select, textarea, summary, [tabindex]:not([tabindex="-1"])';
  return [...document.body.querySelectorAll("*")]
    .filter((element) => {
      const {overflowX, overflowY} = getComputedStyle(element);
      const scrolls =
        (/auto|scroll/.test(overflowX) && element.scrollWidth > element.clientWidth + 1) ||
        (/auto|scroll/.test(overflowY) && element.scrollHeight > element.clientHeight + 1);
      return scrolls && element.checkVisibility() && !element.matches(reachable) && !element.querySelector(reachable);
    })
    .map((element) => element.outerHTML.replace(/\s+/g, " ").slice(0, 110));
}

/** Where the focus is: an index into what is inside <main>, or -1. */
export function focusInMain() {
  const main = document.querySelector("main");
  return {inMain: Boolean(main?.contains(document.activeElement)), what: document.activeElement?.outerHTML.slice(0, 110)};
}

/** The text spacing of WCAG 1.4.12, set over the page. A constructed sheet: the policy forbids an inline one. */
export function spaceText() {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(
    "* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } p { margin-bottom: 2em !important }",
  );
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}

/** Text that is cut off, runs out of the window, or lies upon other text. Text inside pictures is not looked at. */
export function lostText() {
  const faults = [];
  const width = document.documentElement.clientWidth;
  if (document.scrollingElement.scrollWidth > width + 1) faults.push(`the page is ${document.scrollingElement.scrollWidth} px wide`);
  const hiddenOnPurpose = (element) => {
    const style = getComputedStyle(element);
    return style.clipPath !== "none" || (element.clientWidth <= 1 && element.clientHeight <= 1);
  };
  const boxes = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const text = node.textContent.trim();
    const parent = node.parentElement;
    if (!text || parent.closest("svg, script, style, noscript, select") || !parent.checkVisibility({visibilityProperty: true})) continue;
    let scroller = null;
    let skip = false;
    const clips = [];
    let stuck = false;
    for (let up = parent; up && up !== document.documentElement; up = up.parentElement) {
      const style = getComputedStyle(up);
      if (hiddenOnPurpose(up)) skip = true;
      if (/auto|scroll/.test(style.overflowX + style.overflowY)) scroller ??= up;
      else if (/hidden|clip/.test(style.overflowX + style.overflowY) && up !== document.body && !scroller) clips.push(up);
      if (/sticky|fixed|absolute/.test(style.position)) stuck = true;
    }
    if (skip) continue;
    // What a box that scrolls has below its edge is not drawn there, and lies upon nothing.
    const view = scroller?.getBoundingClientRect();
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const box of range.getClientRects()) {
      if (box.width < 1 || box.height < 1) continue;
      for (const clip of clips) {
        const edge = clip.getBoundingClientRect();
        if (box.right > edge.right + 2 || box.bottom > edge.bottom + 4 || box.left < edge.left - 2) faults.push(`cut off: ${text.slice(0, 40)}`);
      }
      if (!scroller && !stuck && (box.right > width + 1 || box.left < -1)) faults.push(`outside the window: ${text.slice(0, 40)}`);
      const isDrawn = !view || (box.top < view.bottom && box.bottom > view.top && box.left < view.right && box.right > view.left);
      if (isDrawn && !stuck) boxes.push({left: box.left, right: box.right, top: box.top, bottom: box.bottom, text: text.slice(0, 30), node});
    }
  }
  boxes.sort((a, b) => a.top - b.top);
  for (let i = 0; i < boxes.length && faults.length < 20; i += 1) {
    for (let j = i + 1; j < boxes.length && boxes[j].top < boxes[i].bottom; j += 1) {
      const [a, b] = [boxes[i], boxes[j]];
      const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
      const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
      // Line boxes of neighbouring lines may touch; letters overlap only where a third of a line does.
      const third = Math.min(a.bottom - a.top, b.bottom - b.top) / 3;
      if (a.node !== b.node && down > third && across > 2) faults.push(`“${a.text}” lies upon “${b.text}”`);
    }
  }
  return [...new Set(faults)];
}

/** Targets under 24 px that WCAG 2.5.8 does not excuse: not within a sentence, and too near to another. */
export function smallTargets() {
  const least = 24 - 0.1;
  const targets = [...document.querySelectorAll('a[href], button, input:not([type="hidden"]), select, textarea, summary, [role="button"]')]
    .filter((element) => element.checkVisibility({visibilityProperty: true}) && !element.matches(".skip"))
    .map((element) => ({element, boxes: [...element.getClientRects()], box: element.getBoundingClientRect()}))
    .filter(({box}) => box.width > 0 && box.height > 0);
  const inSentence = ({element}) => {
    if (getComputedStyle(element).display !== "inline") return false;
    let block = element.parentElement;
    while (getComputedStyle(block).display === "inline") block = block.parentElement;
    const words = block.cloneNode(true);
    for (const link of words.querySelectorAll("a, button, .vh")) link.remove();
    return words.textContent.replace(/[\s\p{P}]/gu, "") !== "";
  };
  const apart = (target) => {
    const {box} = target;
    const [x, y] = [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
    return targets.every((other) => {
      if (other === target) return true;
      const near = other.box;
      const dx = Math.max(near.left - x, x - near.right, 0);
      const dy = Math.max(near.top - y, y - near.bottom, 0);
      if (Math.hypot(dx, dy) < 12) return false;
      const small = near.width < least || near.height < least;
      return !small || Math.hypot((near.left + near.right) / 2 - x, (near.top + near.bottom) / 2 - y) >= least;
    });
  };
  return targets
    .filter((target) => target.box.width < least || target.box.height < least)
    .filter((target) => !inSentence(target) && !apart(target))
    .map(({element, box}) => `${box.width.toFixed(1)} × ${box.height.toFixed(1)} px: ${element.outerHTML.replace(/\s+/g, " ").slice(0, 100)}`);
}

/** What moves by itself although less motion was asked for. A place bound to scrolling is no motion of its own. */
export function motion() {
  const faults = document
    .getAnimations()
    .filter(({timeline, playState}) => timeline instanceof DocumentTimeline && playState === "running")
    .map(({effect}) => `moves: ${effect?.target?.outerHTML.slice(0, 100)}`);
  for (const element of document.querySelectorAll("*")) {
    const style = getComputedStyle(element);
    if (style.scrollBehavior === "smooth") faults.push(`scrolls smoothly: <${element.localName}>`);
    if (style.transitionDuration.split(",").some((time) => Number.parseFloat(time) > 0.01)) {
      faults.push(`has a transition: ${element.outerHTML.slice(0, 100)}`);
    }
  }
  return faults;
}

/**
 * How the marks of charts and of words look now: for each picture, one entry a class of marks, with its colours and the
 * lines drawn upon it. Called before and after the colours are taken away.
 */
export function markLooks() {
  const still = /\b(grid|rule|axis|guide|cue|hatch|over-hatch|leader|link)\b/;
  const ground = getComputedStyle(document.body).backgroundColor;
  const charts = [...document.querySelectorAll("svg.chart")].filter((svg) => svg.checkVisibility());
  const looks = charts.map((svg, n) => {
    const kinds = new Map();
    const lines = [...svg.querySelectorAll("path.cue, path.hatch, path.over-hatch")].map((line) => [line.getBBox(), line.getAttribute("class")]);
    for (const mark of svg.querySelectorAll("rect[class], circle[class], path[class], polygon[class]")) {
      const kind = `${mark.localName}.${mark.getAttribute("class")}`;
      if (still.test(kind) || kinds.has(kind)) continue;
      const style = getComputedStyle(mark);
      const box = mark.getBBox();
      const upon = lines.filter(([line]) => line.x >= box.x - 2 && line.y >= box.y - 2 && line.x + line.width <= box.x + box.width + 2 && line.y + line.height <= box.y + box.height + 2);
      kinds.set(kind, {
        kind,
        fill: style.fill,
        stroke: style.stroke,
        shape: [mark.localName, style.strokeDasharray, style.strokeWidth, mark.localName === "path" ? mark.getAttribute("class") : ""].join(" "),
        // How many lines, and how they run: an upright one is as wide as nothing.
        lines: upon.map(([line, name]) => `${name}${Math.sign(Math.round(line.width))}${Math.sign(Math.round(line.height))}`).sort().join(" "),
      });
    }
    return {chart: svg.querySelector("title")?.textContent ?? String(n), kinds: [...kinds.values()]};
  });
  const words = [...document.querySelectorAll(".status, .verdict")].filter((word) => word.checkVisibility());
  const bare = words.filter((word) => {
    const style = getComputedStyle(word);
    return style.borderTopStyle === "none" || Number.parseFloat(style.borderTopWidth) < 1 || style.borderTopColor === ground;
  });
  return {ground, looks, bare: bare.map((word) => word.outerHTML.slice(0, 100))};
}

/** Tables and pictures as the file says them, with every <details> opened so that the tree holds what is in them. */
export function toldTables() {
  for (const details of document.querySelectorAll("details")) details.open = true;
  const clean = (text) => (text ?? "").replace(/\s+/g, " ").trim();
  const tables = [...document.querySelectorAll("table")]
    .filter((table) => table.checkVisibility())
    .map((table) => ({
      caption: clean(table.caption?.textContent),
      columns: table.querySelectorAll('th[scope="col"], th[scope="colgroup"]').length,
      rows: table.querySelectorAll('th[scope="row"], th[scope="rowgroup"]').length,
      cells: table.querySelectorAll("td").length,
      sorted: [...table.querySelectorAll("[aria-sort]")].map((head) => head.getAttribute("aria-sort")).filter((way) => way !== "none"),
      scopes: table.querySelectorAll("th:not([scope])").length,
    }));
  const pictures = [...document.querySelectorAll("svg[role=img]")]
    .filter((svg) => svg.checkVisibility())
    .map((svg) => ({
      title: clean([...svg.children].find((child) => child.localName === "title")?.textContent) || clean(svg.getAttribute("aria-label")),
      description: clean([...svg.children].find((child) => child.localName === "desc")?.textContent),
      isChart: svg.matches(".chart"),
      table: Boolean(svg.closest("figure")?.querySelector("table")),
    }));
  return {tables, pictures};
}
