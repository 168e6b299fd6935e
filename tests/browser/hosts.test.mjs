// The built site as real hosts serve it, with the settings that docs/publishing gives: at the top of a host and below a
// path. Run: XIANZHI_SITE=folder node --test hosts.test.mjs

import assert from "node:assert/strict";
import {createServer} from "node:http";
import {cp, mkdir, mkdtemp, readFile, rm, writeFile} from "node:fs/promises";
import {tmpdir} from "node:os";
import path from "node:path";
import {after, before, describe, test} from "node:test";
import {brotliCompressSync, gunzipSync, gzipSync} from "node:zlib";
import {DESK, inParallel, launch, tab, visit} from "./lib/browser.mjs";
import {addressOf, crawl, get} from "./lib/fetched.mjs";
import {host, lacking} from "./lib/hosts.mjs";
import {isKept, settle} from "./lib/inspect.mjs";
import {byKind, isPage, largestOfEachKind, listFiles, listed} from "./lib/site.mjs";

const PREFIX = "/a/b/";
const NAMED = "theme/planted.0123abcd.css";
const CHINESE = "tables/各县 比较表（一）.html";
const PLANTED = "planted.html";
const HOSTS = [["nginx", "/"], ["nginx", PREFIX], ["caddy", "/"], ["caddy", PREFIX], ["apache", PREFIX], ["python", PREFIX]];

const scratch = await mkdtemp(path.join(tmpdir(), "xianzhi-hosts-"));
const root = path.join(scratch, "www", PREFIX);
let files;
let outside;
let browser;
let kinds;

/** A page with what its policy must not let through. */
const planted = (page, elsewhere) =>
  page.replace(
    "</body>",
    `<script>document.title = "injected"</script><img src="${elsewhere}image.png" alt="">
<form action="${elsewhere}form"><button id="planted">x</button></form></body>`,
  );

before(async () => {
  assert.deepEqual(lacking(), [], "these programs are missing; on Debian: apt-get install nginx-light caddy apache2-bin openssl python3");
  await cp(process.env.XIANZHI_SITE, root, {recursive: true});
  const asked = [];
  const server = createServer((request, response) => {
    asked.push(request.url);
    response.end("elsewhere");
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  outside = {asked, base: `http://localhost:${server.address().port}/`, close: () => server.close().closeAllConnections()};

  const built = await listFiles(root);
  const table = built.find((file) => /^tables\/[^.]+\.html$/.test(file));
  await cp(path.join(root, table), path.join(root, CHINESE));
  await writeFile(path.join(root, PLANTED), planted(await readFile(path.join(root, "about.html"), "utf8"), outside.base));
  const css = `/* ${"x".repeat(2000)} */\n`;
  for (const [ending, bytes] of [["", css], [".gz", gzipSync(`${css}/* gz */`)], [".br", brotliCompressSync(`${css}/* br */`)]]) {
    await writeFile(path.join(root, NAMED + ending), bytes);
  }
  for (const hidden of [".git/config", "data/.secret", ".env"]) {
    await mkdir(path.dirname(path.join(root, hidden)), {recursive: true});
    await writeFile(path.join(root, hidden), "secret");
  }
  const sums = await readFile(path.join(root, "SHA256SUMS"), "utf8");
  // Hidden files and settings of hosts are for hosts, not for readers.
  const named = sums.split("\n").filter(Boolean).map((line) => line.slice(66));
  files = [...named.filter((file) => !/(^|\/)[._]/.test(file)), "SHA256SUMS", CHINESE];
  kinds = await byKind(root, files.filter(isPage));
  browser = await launch();
});

after(async () => {
  await browser?.close();
  outside?.close();
  await rm(scratch, {recursive: true, force: true});
});

/** The rows of docs/PUBLISHING.md that give a value to an ending or a header; the Chinese page must give the same. */
async function documented() {
  const [en, zh] = await Promise.all(["PUBLISHING.md", "PUBLISHING.zh-CN.md"].map(async (name) => {
    const text = await readFile(path.resolve(import.meta.dirname, "../../docs", name), "utf8");
    return [...text.matchAll(/^\| `([^`]+)` \| `([^`]+)`/gm)].map((row) => [row[1], row[2]]);
  }));
  assert.deepEqual(zh, en);
  return new Map(en);
}

for (const [name, prefix] of HOSTS) {
  const configured = name !== "python";
  describe(`${name} at ${prefix}`, () => {
    let served;
    let walked;
    const at = (file) => addressOf(served.base, file);

    before(async () => {
      const top = prefix === "/" ? root : path.join(scratch, "www");
      served = await host(name, {top, prefix, scratch});
      walked = await crawl(served.base, files);
    });
    after(() => served?.close());

    test("every file is there byte for byte, and every link leads to one, with its anchor", async () => {
      const faults = [...walked.faults];
      for (const file of files) {
        const {body} = walked.answers.get(file);
        if (!body.equals(await readFile(path.join(root, file)))) faults.push({page: file, message: "other bytes than on the disk"});
      }
      assert.deepEqual(faults, [], listed(faults));
      assert.ok(files.length > 50 && walked.links > 1000, `${files.length} files, ${walked.links} links`);
    });

    test("missing addresses are answered with 404, at any depth", async () => {
      const page = await readFile(path.join(root, "404.html"), "utf8");
      const title = page.match(/<title[^>]*>([^<]*)</)[1];
      for (const missing of ["none.html", "counties/none.html", "a/b/c/d.html", "theme/none.0123abcd.css", "data/none.csv"]) {
        const {status, headers, body} = await get(at(missing));
        assert.equal(status, 404, missing);
        assert.match(headers["content-type"], /^text\/html/, missing);
        if (configured) {
          assert.ok(body.toString("utf8").includes(`>${title}<`), `${missing} is not answered with 404.html`);
          assert.equal(headers["cache-control"], "no-cache", missing);
        }
      }
    });

    if (configured) {
      test("types are those of the documentation", async () => {
        const types = await documented();
        const seen = new Set();
        for (const file of files.filter((file) => file.includes(".") && !/\.(gz|br)$/.test(file))) {
          const ending = path.posix.extname(file);
          const expected = types.get(ending);
          if (seen.has(ending)) continue;
          seen.add(ending);
          assert.ok(expected, `docs/PUBLISHING.md does not name the type of ${ending}`);
          assert.equal(walked.answers.get(file).headers["content-type"], expected, file);
        }
        assert.ok(seen.size >= 7, [...seen].join(" "));
      });

      test("named files are kept for good, all others asked for anew and not sent twice", async () => {
        const fixed = await get(at(NAMED));
        assert.equal(fixed.headers["cache-control"], "public, max-age=31536000, immutable");
        for (const file of ["index.html", "sw.js", "theme/style.css", "data/observations.csv", "SHA256SUMS", CHINESE]) {
          if (!files.includes(file)) continue;
          const {headers} = await get(at(file));
          assert.equal(headers["cache-control"], "no-cache", file);
          assert.ok(headers.etag, `${file} has no ETag`);
          const again = await get(at(file), {"if-none-match": headers.etag});
          assert.deepEqual([again.status, again.body.length], [304, 0], file);
        }
      });

      test("text is compressed, and what was compressed before is sent as it is", async () => {
        for (const file of ["index.html", "data/observations.csv", files.find((file) => file.endsWith(".svg") && file.startsWith("charts/")), "sw.js"]) {
          const {headers, body} = await get(at(file), {"accept-encoding": "gzip"});
          assert.equal(headers["content-encoding"], "gzip", file);
          assert.match(headers.vary ?? "", /accept-encoding/i, file);
          assert.deepEqual(gunzipSync(body), await readFile(path.join(root, file)), file);
        }
        if (name === "apache") return; // compresses as it sends
        const {headers, body} = await get(at(NAMED), {"accept-encoding": "gzip"});
        assert.ok(headers["content-encoding"] === "gzip" && gunzipSync(body).includes("/* gz */"), "the .gz beside the file was not sent");
        assert.equal(headers["content-type"], "text/css; charset=utf-8");
        if (name === "caddy") {
          const packed = await get(at(NAMED), {"accept-encoding": "br"});
          assert.equal(packed.headers["content-encoding"], "br");
          assert.deepEqual(packed.body, await readFile(path.join(root, `${NAMED}.br`)));
        }
      });

      test("headers keep others from doing harm, on pages, data and errors alike", async () => {
        const wanted = [...(await documented())].filter(([name]) => /^[A-Z]/.test(name));
        const transport = wanted.pop();
        assert.deepEqual([wanted.length, transport[0]], [4, "Strict-Transport-Security"]);
        for (const file of ["index.html", "data/observations.csv", "theme/style.css", "counties/none.html"]) {
          const {headers} = await get(at(file));
          for (const [name, value] of wanted) assert.equal(headers[name.toLowerCase()], value, `${name} of ${file}`);
          assert.equal(headers["strict-transport-security"], undefined, `${file} without TLS`);
          assert.doesNotMatch(headers.server ?? "", /\d/, "the version of the server is nobody's business");
        }
        const {headers, status} = await get(served.secure + "index.html");
        assert.deepEqual([status, headers["strict-transport-security"]], [200, transport[1]]);
      });

      test("folders are not listed and hidden files not served", async () => {
        assert.equal((await get(at(""))).status, 200, "the folder of the site is its first page");
        for (const path of [".git/config", "data/.secret", ".env", ".xianzhi", "data/", "theme/"]) {
          const {status, body} = await get(served.base + path);
          assert.equal(status, 404, path);
          assert.ok(!/secret|Index of|<pre>/.test(body), path);
        }
      });

      test("the page for missing addresses has its style and its links inside folders", async () => {
        const page = await tab(browser, DESK);
        const url = `${served.base}counties/none/none.html`;
        const {seen, faults} = await visit(page, url, served.base, async () => {
          await page.evaluate(settle);
          return {
            styled: await page.evaluate(() => document.styleSheets.length > 0 && [...document.styleSheets].every((sheet) => sheet.cssRules.length > 0)),
            links: await page.evaluate(() => [...document.querySelectorAll("main a")].map((a) => a.href)),
          };
        });
        assert.ok(seen.styled, "no style");
        assert.ok(seen.links.length > 0);
        for (const link of seen.links) assert.equal((await get(link)).status, 200, link);
        const other = faults.filter(({message}) => !message.includes(url));
        assert.deepEqual(other, [], JSON.stringify(other));
        await page.context().close();
      });
    }

    test("pages of every kind open without a complaint of the browser", async () => {
      const twelve = largestOfEachKind(kinds).filter((_, n, all) => n % Math.ceil(all.length / 12) === 0);
      const found = await inParallel([...twelve, CHINESE], 2, async () => ({desk: await tab(browser, DESK)}), async (page, {desk}) => {
        const {faults} = await visit(desk, at(page), served.base, async () => {
          await desk.evaluate(settle);
          await desk.evaluate(isKept);
        });
        return faults.map(({check, message}) => ({page, message: `${check}: ${message}`}));
      });
      const faults = found.flat();
      assert.deepEqual(faults, [], listed(faults));
    });

    test("what somebody plants in a page is refused", async () => {
      const page = await tab(browser, DESK);
      outside.asked.length = 0;
      await page.goto(at(PLANTED), {waitUntil: "load"});
      assert.notEqual(await page.title(), "injected", "an inline script has run");
      await page.evaluate(settle);
      if (configured) {
        await page.click("#planted", {noWaitAfter: true});
        await page.waitForTimeout(300);
        assert.ok(page.url().startsWith(served.base), `the form was sent to ${page.url()}`);
      }
      assert.deepEqual(outside.asked, [], "something was asked for outside");
      await page.context().close();
    });
  });
}
