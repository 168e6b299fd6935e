// Stands first in the head of every page of a copy of the site. Hears what goes wrong in the page from then on, in every
// engine alike, also for files, of whose requests drivers say nothing: window.heard, a list of sentences.

window.heard = [];

addEventListener(
  "error",
  (event) => {
    const {target} = event;
    const isLoad = target instanceof Element;
    window.heard.push(isLoad ? `does not load: ${target.outerHTML.slice(0, 120)}` : `uncaught: ${event.message}`);
  },
  true, // what fails to load does not bubble
);
addEventListener("unhandledrejection", ({reason}) => window.heard.push(`uncaught promise: ${reason}`));
document.addEventListener("securitypolicyviolation", ({violatedDirective, blockedURI, sourceFile}) => {
  window.heard.push(`against the policy: ${violatedDirective} ${blockedURI} ${sourceFile ?? ""}`.trim());
});
for (const level of ["error", "warn"]) {
  const say = console[level];
  console[level] = (...words) => {
    window.heard.push(`console: ${words.join(" ")}`);
    say.apply(console, words);
  };
}
