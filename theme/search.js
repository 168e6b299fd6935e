// Finds places, figures, terms and reports in the index that stands in search/: classic scripts, which a page from the disk
// may load too. A query is split into keys as the texts were (src/render/search/key.rs); a key leads to its shard, the shard
// to entries, and what is shown is read again in the texts of these, so that nothing is shown that does not hold the query.
"use strict";

(() => {
  const HAN = "々〇㐀-䶿一-鿿豈-﫿𠀀-𿿿";
  const POWERS = {百: 2, 千: 3, 万: 4, 亿: 8, 万亿: 12};
  const DIGITS = "(\\d{1,3}(?:,\\d{3}(?!\\d))+|\\d+)(?:\\.(\\d+))?";
  const AMOUNT = `${DIGITS}(?:[多余]?(万亿|[百千万亿]))?`;
  const NUMBER = new RegExp(AMOUNT, "g");
  const NUMBER_HERE = new RegExp(AMOUNT, "y");
  const RUN = new RegExp(`(?<han>[${HAN}]+)|${DIGITS}|(?<word>(?:(?![${HAN}])\\p{Alphabetic})+)`, "gu");
  // So many shards are read for the beginning of a word or number; so many pairs of a run of Chinese are looked up at first,
  // and at most, while more entries than a few have them all.
  const MOST_SHARDS = 4;
  const FIRST_PAIRS = 3;
  const MOST_PAIRS = 6;
  const FEW = 24;
  // So many shards of entries are read at a time before the reader is asked whether to go on, a few at once.
  const MOST_READ = 8;
  const AT_ONCE = 3;
  const LONGEST_WORD = 32;
  // Stands between remarks on an entry; the first on a report is its place.
  const DOT = " · ";

  // ---- keys ----

  // One character stays one, so that places in the folded text are places in the text.
  const narrow = (c) => {
    const code = c.charCodeAt(0);
    const half = code >= 0xff01 && code <= 0xff5e ? String.fromCharCode(code - 0xfee0) : c;
    const small = half.toLowerCase();
    return small.length === c.length ? small : half;
  };
  const fold = (text) => Array.from(text, narrow).join("");

  const spell = (whole, fraction) => {
    const rest = fraction.replace(/0+$/, "");
    return (whole.replace(/^0+/, "") || "0") + (rest && `.${rest}`);
  };

  // The spellings of a match of NUMBER: as it is, and with what stands behind it.
  const spellings = ([, whole, fraction = "", power]) => {
    const digits = whole.replaceAll(",", "");
    const all = [spell(digits, fraction)];
    if (power) {
      const padded = fraction.padEnd(POWERS[power], "0");
      all.push(spell(digits + padded.slice(0, POWERS[power]), padded.slice(POWERS[power])));
    }
    return all;
  };

  // A folded text as runs of Chinese, numbers and words, each with its keys. A number before 万 is whole: it does not go on.
  const runs = (folded) => Array.from(folded.matchAll(RUN), ({0: run, index, groups: {han, word}}) => {
    const chars = Array.from(run);
    if (han) return {run, han, keys: chars.map((c, i) => c + (chars[i + 1] ?? ""))};
    if (word) return {run, keys: [chars.slice(0, LONGEST_WORD).join("")]};
    NUMBER_HERE.lastIndex = index;
    const keys = spellings(NUMBER_HERE.exec(folded));
    return {run, keys, number: keys.at(-1), isWhole: keys.length > 1};
  });

  // ---- the index ----

  let version = "";
  const come = new Map();
  const loading = new Map();
  let spent = 0;
  const load = (name) => {
    if (!loading.has(name)) {
      if (name.startsWith("entries")) spent += 1;
      loading.set(name, new Promise((resolve, reject) => {
        const script = document.createElement("script");
        script.src = `search/${name}.js?v=${version}`;
        script.onload = () => resolve(come.get(name));
        script.onerror = () => {
          loading.delete(name);
          reject(new Error(name));
        };
        document.head.append(script);
      }));
    }
    return loading.get(name);
  };

  globalThis.xianzhi = {
    split: (text) => runs(fold(text)).flatMap(({keys}) => keys),
    directory: (directory) => come.set("directory", directory),
    keys: (n, text) => come.set(`keys-${n}`, text.split("\n").map((line) => line.split(" "))),
    entries: (n, entries) => come.set(`entries-${n}`, entries),
  };

  // The last of an ordered list that is not above a value.
  const lastUpTo = (list, value) => {
    let [low, high] = [0, list.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (list[middle] <= value) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  };

  const SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  const VALUES = new Map(Array.from(SIGNS, (sign, value) => [sign, value]));

  // Raises what is known of the entries of a key: from the beginning of a word in a text to the whole of one in a name.
  const NAMED = 3;
  const decode = (signs, isWhole, found) => {
    let [entry, value, shift] = [0, 0, 0];
    for (const sign of signs) {
      const bits = VALUES.get(sign);
      value += (bits & 31) * 2 ** shift;
      shift += 5;
      if (bits >= 32) continue;
      entry += Math.floor(value / 2);
      const score = 1 + (isWhole ? 1 : 0) + (value % 2) * 2;
      if ((found.get(entry) ?? 0) < score) found.set(entry, score);
      entry += 1;
      [value, shift] = [0, 0];
    }
  };

  // The entries that have a key, or one that begins so.
  const lookup = async (key, isBeginning) => {
    const found = new Map();
    const {keys: firsts} = await load("directory");
    const start = Math.max(0, lastUpTo(firsts, key));
    const end = isBeginning ? Math.min(lastUpTo(firsts, `${key}\uffff`), start + MOST_SHARDS - 1) : start;
    for (let n = start; n <= end; n += 1) {
      for (const [own, signs] of await load(`keys-${n}`)) {
        if (own === key) decode(signs, true, found);
        else if (isBeginning && own.startsWith(key)) decode(signs, false, found);
      }
    }
    return found;
  };

  const both = (a, b) => {
    const [few, many] = a.size < b.size ? [a, b] : [b, a];
    const found = new Map();
    for (const [entry, score] of few) if (many.has(entry)) found.set(entry, Math.min(score, many.get(entry)));
    return found;
  };

  // ---- a query ----

  // What a part of a query asks for: its runs, each with the keys to look up and whether they may go on. A single character
  // beside other runs is only read again in the texts; 万 behind a number belongs to it.
  const ownRuns = (part) => runs(part).filter(({han, keys}, i, all) => !(han && keys.length === 1 && all[i - 1]?.isWhole));
  const ask = (part) => ownRuns(part).map((run, _, all) => {
    if (run.number !== undefined) return {...run, lookups: [[run.number, !run.isWhole && run.number.length > 1]]};
    if (!run.han) return {...run, lookups: [[run.keys[0], true]]};
    if (run.keys.length === 1) return {...run, lookups: all.every(({han, keys}) => han && keys.length === 1) ? [[run.run, true]] : []};
    // The ends and the middle first: pairs that lie far apart say most.
    const pairs = run.keys.slice(0, -1);
    const far = [pairs.shift(), pairs.pop(), ...pairs.splice(pairs.length >> 1, 1)].filter(Boolean);
    return {...run, lookups: [...far, ...pairs].slice(0, MOST_PAIRS).map((pair) => [pair, false])};
  });

  // Where a run stands in a folded text: pairs of first and end.
  const places = ({run, number, isWhole}, text) => {
    const found = [];
    if (number === undefined) {
      for (let at = text.indexOf(run); at >= 0; at = text.indexOf(run, at + run.length)) found.push([at, at + run.length]);
      return found;
    }
    for (const match of text.matchAll(NUMBER)) {
      const fits = spellings(match).some((own) => (isWhole ? own === number : own.startsWith(number)));
      if (fits) found.push([match.index, match.index + match[0].length]);
    }
    return found;
  };
  const holds = (part, text) => part.every((run) => places(run, text).length > 0);

  const find = async (query) => {
    const texts = fold(query).split(/\s+/);
    const parts = texts.map(ask).filter((part) => part.length > 0);
    const each = await Promise.all(parts.map(async (part) => {
      const first = part.flatMap((run) => run.lookups.slice(0, FIRST_PAIRS));
      let found = (await Promise.all(first.map((one) => lookup(...one)))).reduce(both);
      for (const one of part.flatMap((run) => run.lookups.slice(FIRST_PAIRS))) {
        if (found.size > FEW) found = both(found, await lookup(...one));
      }
      return found;
    }));
    if (parts.length === 0) return {parts, each, candidates: []};
    const all = each.reduce(both);
    // Pinyin in syllables: hua yuan.
    if (texts.length > 1 && texts.every((text) => /^[a-z']+$/.test(text))) {
      const joined = await lookup(texts.join("").replaceAll("'", ""), true);
      for (const [entry, score] of joined) if (score >= NAMED && !all.has(entry)) all.set(entry, score);
    }
    const candidates = [...all].sort((a, b) => b[1] - a[1] || a[0] - b[0]);
    return {parts, each, candidates};
  };

  // Whether the pairs of a part that were passed over stand in a name as well.
  const isInName = async (part, number) => {
    for (const one of part.flatMap((run) => run.lookups.slice(FIRST_PAIRS))) {
      if (((await lookup(...one)).get(number) ?? 0) < NAMED) return false;
    }
    return true;
  };

  // An entry read in full: what of it holds the query, or nothing where it does not.
  const read = async ([number, score], {parts, each}) => {
    const {entries} = await load("directory");
    const shard = lastUpTo(entries, number);
    const [title, href, about, text] = (await load(`entries-${shard}`))[number - entries[shard]];
    const head = fold(`${title}\t${about}`);
    const lines = text.split("\n").filter(Boolean).map((line) => {
      const [at, ...fields] = line.split("\t");
      return {at: at.includes("#") ? at : at ? `${href}#${at}` : href, isFigure: at.startsWith("f-"), fields, folded: fold(fields.join("\t"))};
    });
    // A name may be found by what is not shown: by its sound, or in the other language.
    const isNamed = async (part, i) => holds(part, head) || ((each[i].get(number) ?? score) >= NAMED && (await isInName(part, number)));
    const names = await Promise.all(parts.map(isNamed));
    const left = parts.filter((_, i) => !names[i]);
    if (left.some((part) => !lines.some((line) => holds(part, line.folded)))) return undefined;
    const named = parts.filter((part) => !left.includes(part));
    const fits = lines.filter((line) => {
      const own = parts.filter((part) => holds(part, line.folded));
      return own.length > 0 && parts.every((part) => own.includes(part) || named.includes(part));
    });
    const figures = fits.filter((line) => line.isFigure);
    const whole = fold(title);
    const asked = parts.flat().map(({run}) => run).join("");
    const rank = whole === asked ? 4 : whole.startsWith(asked) ? 3 : whole.includes(asked) ? 2 : left.length === 0 ? 1 : 0;
    return {number, rank: rank + score / 10, title, href, about, lines: [...fits.filter((line) => !line.isFigure), ...figures], figures};
  };

  // ---- the page ----

  const results = document.getElementById("results");
  if (!results) return;
  const form = document.querySelector("form.search");
  const input = form.elements.namedItem("q");
  const names = document.getElementById("names");
  const status = results.querySelector("[role=status]");
  const words = results.dataset;
  version = words.version;
  const isChinese = document.documentElement.lang.startsWith("zh");

  const element = (name, attributes, ...children) => {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...children);
    return made;
  };

  // Where anything that was asked for stands in a text.
  const standsAt = (parts, text) => parts.flat().flatMap((run) => places(run, fold(text)));

  // A text with what was asked for marked in it.
  const marked = (text, parts) => {
    const all = standsAt(parts, text).sort((a, b) => a[0] - b[0]);
    const span = element("span", !isChinese && /[一-鿿]/.test(text) ? {lang: "zh-Hans-CN"} : {});
    let end = 0;
    for (const [from, to] of all) {
      if (from < end) continue;
      span.append(text.slice(end, from), element("mark", {}, text.slice(from, to)));
      end = to;
    }
    span.append(text.slice(end));
    return span;
  };

  // A long text is shown around the first thing that was asked for.
  const around = (text, parts) => {
    if (text.length < 120) return text;
    const first = Math.min(...standsAt(parts, text).map(([from]) => from), text.length);
    const from = first < 60 ? 0 : first - 40;
    return `${from > 0 ? "…" : ""}${text.slice(from, from + 110)}${from + 110 < text.length ? "…" : ""}`;
  };

  const entryItem = ({title, href, about, lines}, parts) => {
    const item = element("li", {}, element("a", {href, class: "hit"}, marked(title, parts)));
    if (about) item.append(" ", element("span", {class: "fine"}, marked(about, parts)));
    for (const {at, fields} of lines.slice(0, 2)) {
      const text = around(fields.filter(Boolean).join(" "), parts);
      item.append(element("p", {}, element("a", {href: at, class: "hit"}, marked(text, parts))));
    }
    return item;
  };

  const figureItem = ({at, fields: [label, value, time, ...rest], about}, parts) => {
    const link = element("a", {href: at, class: "hit"}, marked(label, parts), " ", element("b", {}, marked(value, parts)));
    const where = `${about.split(DOT)[0]}${DOT}${time}`;
    const item = element("li", {}, link, " ", element("span", {class: "fine"}, marked(where, parts)));
    const said = rest.find((text) => standsAt(parts, text).length > 0);
    if (said) item.append(element("p", {class: "fine"}, marked(around(said, parts), parts)));
    return item;
  };

  const STEP = {places: 6, terms: 6, articles: 5, pages: 4, figures: 10};
  let turn = 0;

  // A group of results, which grows as it is asked to.
  const group = (id, parts, next, item) => {
    const list = element("ol", {});
    const more = element("button", {type: "button"}, words.more);
    const section = element("section", {class: "hits", "aria-labelledby": `g-${id}`}, element("h2", {id: `g-${id}`}, words[id]), list, more);
    let shown = 0;
    const grow = async () => {
      const {items, isLast} = await next(shown + STEP[id]);
      for (const one of items.slice(shown)) list.append(item(one, parts));
      shown = items.length;
      more.hidden = isLast;
      return {shown, isLast, isNamed: items.some(({rank}) => rank >= 1)};
    };
    more.addEventListener("click", async () => {
      const before = list.children.length;
      spent = 0;
      more.disabled = true;
      await grow().finally(() => (more.disabled = false));
      list.children[before]?.querySelector("a")?.focus();
    });
    return {section, grow};
  };

  // Entries of a group, read as many as are wanted, for one asker after the other, unless too much would be read at a time.
  // Those with the query in their names come first.
  const reader = (candidates, found) => {
    const all = [];
    let next = 0;
    let before = Promise.resolve();
    const readTo = async (wanted) => {
      while (all.length < wanted && next < candidates.length && spent < MOST_READ) {
        const some = candidates.slice(next, next + Math.min(AT_ONCE, wanted - all.length));
        next += some.length;
        const come = (await Promise.all(some.map((one) => read(one, found)))).filter(Boolean);
        all.push(...come.sort((a, b) => b.rank - a.rank || a.number - b.number));
      }
      return {items: all.slice(0, wanted), isLast: next >= candidates.length && all.length <= wanted};
    };
    return (wanted) => {
      before = before.then(() => readTo(wanted));
      return before;
    };
  };

  // The figures of the articles that were read; for more of them a few more articles are.
  const figuresOf = (articles) => {
    let figures = [];
    let [count, isLast] = [0, false];
    return async (wanted) => {
      if (figures.length < wanted && !isLast) {
        count += STEP.articles;
        const come = await articles(count);
        figures = come.items.flatMap(({figures: own, about}) => own.map((figure) => ({...figure, about, rank: 1})));
        isLast = come.isLast;
      }
      return {items: figures.slice(0, wanted), isLast: isLast && figures.length <= wanted};
    };
  };

  const show = async () => {
    const query = input.value.trim();
    const own = (turn += 1);
    spent = 0;
    results.hidden = query === "";
    if (query === "") {
      names.hidden = false;
      results.replaceChildren(status);
      return;
    }
    const found = await find(query);
    const {parts, candidates} = found;
    const {groups: ends} = await load("directory");
    const of = (n) => candidates.filter(([entry]) => entry < ends[n] && (n === 0 || entry >= ends[n - 1]));
    const articles = reader(of(3), found);
    const groups = {
      places: group("places", parts, reader(of(0), found), entryItem),
      terms: group("terms", parts, reader(of(1), found), entryItem),
      figures: group("figures", parts, figuresOf(articles), figureItem),
      articles: group("articles", parts, articles, entryItem),
      pages: group("pages", parts, reader(of(2), found), entryItem),
    };
    const order = Object.keys(groups);
    if (parts.length > 0 && parts.flat().every((run) => run.number !== undefined)) order.unshift(...order.splice(2, 1));
    const grown = await Promise.all(order.map((id) => groups[id].grow()));
    if (own !== turn) return;
    const count = grown.reduce((sum, {shown}) => sum + shown, 0);
    const isAll = grown.every(({isLast}) => isLast);
    const said = parts.length === 0 ? words.short : count === 0 && !isAll ? words.far : count === 0 ? words.none : !isAll ? words.first : count === 1 ? words.one : words.count;
    names.hidden = count > 0;
    status.textContent = said.replace("{n}", count).replace("{query}", () => query);
    // Groups with the query in a name come first.
    const rank = ({isNamed}) => (isNamed ? 0 : 1);
    const shown = order.map((id, i) => ({id, ...grown[i]})).filter((one) => one.shown > 0 || (count === 0 && !one.isLast)).sort((a, b) => rank(a) - rank(b));
    results.replaceChildren(status, ...shown.map(({id}) => groups[id].section));
  };

  const run = () => show().catch(() => {
    results.replaceChildren(status);
    status.textContent = words.failed;
  });

  const address = (query) => `${location.pathname}${query && `?q=${encodeURIComponent(query)}`}`;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    run().then(() => results.querySelector("a.hit")?.focus());
  });
  input.addEventListener("input", () => {
    history.replaceState(null, "", address(input.value.trim()));
    run();
  });
  document.addEventListener("keydown", (event) => {
    const step = {ArrowDown: 1, ArrowUp: -1}[event.key];
    const stops = [input, ...results.querySelectorAll("a.hit")];
    const at = stops.indexOf(document.activeElement);
    if (at < 0) return;
    if (step && stops[at + step]) {
      event.preventDefault();
      stops[at + step].focus();
    } else if (event.key === "Escape" && at > 0) {
      input.focus();
    }
  });

  input.value = new URLSearchParams(location.search).get("q") ?? input.value;
  run();
})();
