// WebKit, as Debian has it: WebKitWebDriver with its MiniBrowser, on a screen in memory. In: PATH. Out: a session of
// engines.mjs. Speaks the W3C WebDriver protocol over HTTP; works as root and without a session bus.

import {spawn} from "node:child_process";
import {createServer} from "node:net";
import {setTimeout as sleep} from "node:timers/promises";
import {findOnPath} from "./browser.mjs";

/** Plain X11, drawn without a graphics card, without looking for helpers of a desktop. */
const PLAIN = {GDK_BACKEND: "x11", LIBGL_ALWAYS_SOFTWARE: "1", NO_AT_BRIDGE: "1", GTK_A11Y: "none", WAYLAND_DISPLAY: ""};
/** How often, and how many milliseconds apart, a driver that starts is asked whether it is ready. */
const [ASKS, PAUSE] = [200, 50];
const ATTEMPTS = 3;

/** The paths of the driver and of the screen in memory, or null where one of them is missing. */
export function findWebKit() {
  const [driver, screen] = [findOnPath(["WebKitWebDriver"]), findOnPath(["Xvfb"])];
  return driver && screen ? {driver, screen} : null;
}

/** Starts a browser with a window of about `size` pixels, in which nothing may take longer than `patience` milliseconds. */
export async function openWebKit(size, patience) {
  const programs = findWebKit();
  if (!programs) throw new Error("WebKitWebDriver or Xvfb is not on PATH; on Debian: apt-get install webkit2gtk-driver xvfb");
  const screen = await startScreen(programs.screen, size);
  try {
    return await startSession(programs.driver, screen, size, patience);
  } catch (error) {
    await screen.end();
    throw error;
  }
}

/** A process that ends with this one at the latest. */
function start(file, args, options) {
  const child = spawn(file, args, options);
  const kill = () => child.kill("SIGKILL");
  const gone = new Promise((resolve) => child.once("exit", resolve).once("error", resolve));
  process.once("exit", kill);
  gone.then(() => process.off("exit", kill));
  const end = async () => {
    child.kill();
    await Promise.race([gone, sleep(2_000, undefined, {ref: false}).then(kill)]);
  };
  return {child, end, hasEnded: () => child.exitCode !== null || child.signalCode !== null};
}

/** Xvfb chooses a free display and writes its number to the fourth stream. */
async function startScreen(file, {width, height}) {
  const args = ["-displayfd", "3", "-screen", "0", `${width}x${height}x24`, "-nolisten", "tcp"];
  const screen = start(file, args, {stdio: ["ignore", "ignore", "ignore", "pipe"]});
  const display = await new Promise((resolve, reject) => {
    let said = "";
    screen.child.stdio[3].on("data", (bytes) => {
      said += bytes;
      if (said.includes("\n")) resolve(said.trim());
    });
    screen.child.once("error", reject).once("exit", () => reject(new Error("Xvfb ended at once")));
  });
  return {...screen, display: `:${display}`};
}

const freePort = () =>
  new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const {port} = server.address();
      server.close(() => resolve(port));
    });
  });

/** A driver on a free port; on another one where somebody else was faster. */
async function startDriver(file, screen) {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const port = await freePort();
    const driver = start(file, [`--port=${port}`], {env: {...process.env, ...PLAIN, DISPLAY: screen.display}, stdio: "ignore"});
    const base = `http://127.0.0.1:${port}`;
    for (let ask = 0; ask < ASKS && !driver.hasEnded(); ask += 1) {
      const answer = await fetch(`${base}/status`).catch(() => null);
      if (answer?.ok) return {...driver, base};
      await sleep(PAUSE);
    }
    await driver.end();
  }
  throw new Error("WebKitWebDriver does not answer");
}

/** One command; what the driver says is wrong with it is thrown. */
async function command(method, url, body) {
  const answer = await fetch(url, {method, body: body && JSON.stringify(body)});
  const {value} = await answer.json();
  if (!answer.ok) throw new Error(`WebKit: ${value?.error}: ${value?.message}`);
  return value;
}

/** A script that calls a function of the page and tells what it returned or promised, or what it threw. */
const calling = (look) => `const [argument, done] = arguments;
new Promise((resolve) => resolve((${look})(argument))).then(
  (value) => done({value}),
  (error) => done({thrown: String(error?.stack ? error + '\\n' + error.stack : error)}),
);`;

async function startSession(file, screen, size, patience) {
  const driver = await startDriver(file, screen);
  try {
    const wanted = {pageLoadStrategy: "normal", timeouts: {pageLoad: patience, script: patience}};
    const {sessionId} = await command("POST", `${driver.base}/session`, {capabilities: {alwaysMatch: wanted}});
    const session = `${driver.base}/session/${sessionId}`;
    await command("POST", `${session}/window/rect`, {x: 0, y: 0, ...size});
    return {
      goto: (url) => command("POST", `${session}/url`, {url}),
      evaluate: async (look, argument) => {
        const script = calling(look);
        const {value, thrown} = await command("POST", `${session}/execute/async`, {script, args: [argument ?? null]});
        if (thrown) throw new Error(`WebKit: ${thrown}`);
        return value;
      },
      close: async () => {
        await command("DELETE", session).catch(() => null); // it is ended below all the same
        await driver.end();
        await screen.end();
      },
    };
  } catch (error) {
    await driver.end();
    throw error;
  }
}
