// The preview's own script: renews the page when what it shows has changed, puts findings where they belong, and joins
// an article with its source text. Everything it shows is there without it.
"use strict";
(() => {
  const script = document.currentScript;
  const stamp = script.dataset.stamp;
  const state = () => document.querySelector(".desk-state");
  const say = (text) => {
    const at = state();
    if (at) at.textContent = text;
  };
  const said = state()?.textContent ?? "";

  // A page that is the same as before stays as it is: where it was scrolled to, what was opened.
  let asking = false;
  async function renew() {
    if (asking) return;
    asking = true;
    try {
      const answer = await fetch(location.href, {method: "HEAD", cache: "no-store"});
      if (answer.headers.get("ETag") !== `"${stamp}"`) location.reload();
      else say(said);
    } catch {
      say(script.dataset.stopped);
    } finally {
      asking = false;
    }
  }
  // A browser opens few connections to one server: a tab that nobody looks at keeps none, and a frame asks the page that it
  // stands in.
  const framed = parent !== window;
  let events = null;
  function listen() {
    if (framed || events || document.hidden) return;
    events = new EventSource("/__xianzhi/events");
    const changed = () => {
      renew();
      document.querySelector("iframe")?.contentWindow.postMessage({changed: true}, location.origin);
    };
    events.addEventListener("open", changed);
    events.addEventListener("change", changed);
    events.addEventListener("working", () => say(script.dataset.working));
    events.addEventListener("error", () => say(script.dataset.stopped));
  }
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) return listen();
    events?.close();
    events = null;
  });
  listen();

  function place() {
    for (const item of document.querySelectorAll(".desk-notice li[data-at]")) {
      const at = document.getElementById(item.dataset.at);
      if (!at || at.closest(".desk-notice")) continue;
      const note = document.createElement("p");
      note.className = `desk-placed ${item.className}`;
      note.textContent = `${item.querySelector("b").textContent} · ${item.querySelector(".desk-message").textContent}`;
      if (at.matches("li, td, section")) at.append(note);
      else at.after(note);
    }
  }

  // In the frame beside a source text: a figure that is clicked is shown there.
  function tell(event) {
    const record = event.target.closest("[id^='f-']");
    const target = event.target.closest("a[href]")?.getAttribute("href")?.split("#")[1];
    const figure = target?.startsWith("f-") ? target : record?.id;
    if (figure) parent.postMessage({figure}, location.origin);
  }

  // Beside the frame: the figure is shown in the source text.
  function show(figure) {
    const ends = `#${encodeURIComponent(figure)}`;
    const all = [...document.querySelectorAll(".desk-source a.bound")];
    const found = all.filter((a) => a.getAttribute("href").endsWith(ends) || a.hash === `#${figure}`);
    for (const a of all) a.classList.toggle("here", found.includes(a));
    found[0]?.scrollIntoView({block: "center"});
  }

  addEventListener("DOMContentLoaded", () => {
    place();
    if (framed) {
      document.documentElement.classList.add("desk-framed");
      document.addEventListener("click", tell);
    }
    addEventListener("message", ({origin, data}) => {
      if (origin !== location.origin) return;
      if (framed && data?.changed) renew();
      if (!framed && typeof data?.figure === "string") show(data.figure);
    });
  });
})();
