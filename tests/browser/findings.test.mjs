// What the program prints for other programs, held against its schemas: JSON against ours, SARIF against that of OASIS.
// XIANZHI names the program. The sites are the base site of the tests: as it is, and with faults of many kinds.

import assert from "node:assert/strict";
import {spawnSync} from "node:child_process";
import {cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import path from "node:path";
import {after, test} from "node:test";
import {fileURLToPath} from "node:url";
import Ajv2020 from "ajv/dist/2020.js";
import AjvDraft04 from "ajv-draft-04";
import addFormats from "ajv-formats";

const program = process.env.XIANZHI;
assert.ok(program, "XIANZHI must name the program");

const here = path.dirname(fileURLToPath(import.meta.url));
const read = (...parts) => JSON.parse(readFileSync(path.join(here, ...parts), "utf8"));
const base = path.join(here, "../fixtures/base");
const article = "content/articles/990101-qingshi-2019.md";

/** Faults: a file, what stands in it (or nothing, for a new file), what stands there instead. */
const FAULTS = [
  [article, "value: 86处", "value: 86"],
  [article, "value: 0.25%", "value：0.25%"],
  [article, "lines: 6,", "lines: 六,"],
  [article, "metrics:", "metrcs: 1\nmetrics:"],
  ["content/pages/about.md", "---\n", "\ufeff---\n"],
  ["content/pages/关于 本站：100%.md", "", "---\ntitle: 关于\norder: 2\n---\n\n写了 3206人，👩‍🌾 又写了 3207人。\n\n[断链](../tables/none.md)\n"],
  ["content/articles/990102-baishui-2020.md", "place: \"990102\"", "place: \"990109\""],
];

const folders = [];
after(() => folders.forEach((folder) => rmSync(folder, {recursive: true})));

function site(faults) {
  const folder = mkdtempSync(path.join(tmpdir(), "findings-"));
  folders.push(folder);
  cpSync(base, folder, {recursive: true});
  for (const [name, from, to] of faults) {
    const file = path.join(folder, name);
    const text = from ? readFileSync(file, "utf8") : "";
    assert.ok(text.includes(from), `${name} has no ${from}`);
    writeFileSync(file, text.replace(from, to));
  }
  return folder;
}

const SITES = [
  ["a site without findings", site([]), 0],
  ["a site with many findings", site(FAULTS), 1],
];

function findings(folder, format, lang, from = folder) {
  const args = ["check", "--format", format, "--lang", lang, "--site", path.relative(from, folder) || "."];
  const {status, stdout, stderr} = spawnSync(program, args, {cwd: from, encoding: "utf8"});
  assert.equal(stderr, "");
  return {status, text: stdout, value: JSON.parse(stdout)};
}

const json = addFormats(new Ajv2020({allErrors: true, strictTypes: false})).compile(read("../../docs/findings.schema.json"));
// One pattern of the OASIS schema is no regular expression in Unicode mode.
const sarif = addFormats(new AjvDraft04({allErrors: true, strict: false, unicodeRegExp: false})).compile(
  read("node_modules/@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json"),
);

function valid(validate, value) {
  assert.ok(validate(value), JSON.stringify(validate.errors, null, 2));
}

for (const [name, folder, status] of SITES) {
  for (const lang of ["zh", "en"]) {
    test(`${name} in ${lang}: JSON and SARIF are what their schemas say`, () => {
      const [rows, log] = [findings(folder, "json", lang), findings(folder, "sarif", lang)];
      assert.deepEqual([rows.status, log.status], [status, status]);
      valid(json, rows.value);
      valid(sarif, log.value);
      const {results, tool} = log.value.runs[0];
      assert.equal(results.length, rows.value.length);
      assert.equal(rows.value.length === 0, status === 0);
      for (const [i, row] of rows.value.entries()) {
        const result = results[i];
        const {artifactLocation, region} = result.locations[0].physicalLocation;
        assert.equal(decodeURIComponent(artifactLocation.uri), row.file);
        assert.equal(new URL(artifactLocation.uri, "https://example.org/a/").pathname, `/a/${encodeURI(row.file)}`);
        assert.deepEqual([region.startLine, region.startColumn], [row.line, row.column]);
        assert.deepEqual([result.ruleId, result.level], [row.rule, row.severity]);
        assert.ok(result.message.text.startsWith(row.message));
        assert.equal(tool.driver.rules[result.ruleIndex].id, row.rule);
        const changes = (result.fixes ?? []).flatMap((fix) => fix.artifactChanges).flatMap((c) => c.replacements);
        assert.equal(changes.length, row.fix.length);
        for (const edit of row.fix) {
          const bytes = readFileSync(path.join(folder, edit.file));
          assert.ok(edit.start_byte <= edit.end_byte && edit.end_byte <= bytes.length);
        }
      }
      for (const rule of tool.driver.rules) {
        assert.ok(rule.shortDescription.text && rule.fullDescription.text && rule.help.text && rule.help.markdown, rule.id);
      }
      const prints = results.map((result) => result.partialFingerprints.primaryLocationLineHash);
      assert.equal(new Set(prints).size, prints.length);
    });
  }
}

test("addresses lead to the files from where the program was run", () => {
  const folder = SITES[1][1];
  const log = findings(folder, "sarif", "zh", path.dirname(folder)).value;
  for (const result of log.runs[0].results) {
    const {uri} = result.locations[0].physicalLocation.artifactLocation;
    readFileSync(path.join(path.dirname(folder), decodeURIComponent(uri)));
  }
});

test("the schemas refuse what is not so", () => {
  const folder = SITES[1][1];
  const rows = findings(folder, "json", "zh").value;
  for (const spoil of [
    (row) => delete row.rule,
    (row) => delete row.label,
    (row) => (row.severity = "fatal"),
    (row) => (row.line = 0),
    (row) => (row.colour = "red"),
    (row) => (row.file = "/etc/hosts"),
    (row) => (row.fix = [{text: ""}]),
    (row) => (row.related = [{file: "a.md"}]),
  ]) {
    const spoilt = structuredClone(rows);
    spoil(spoilt[0]);
    assert.ok(!json(spoilt), spoil.toString());
  }
  const log = findings(folder, "sarif", "zh").value;
  for (const spoil of [
    (run) => delete run.tool,
    (run) => (run.results[0].level = "fatal"),
    (run) => (run.results[0].locations[0].physicalLocation.region.startLine = 0),
    (run) => (run.results[0].locations[0].physicalLocation.artifactLocation.uri = "a b.md"),
    (run) => (run.language = "1"),
    (run) => (run.colour = "red"),
  ]) {
    const spoilt = structuredClone(log);
    spoil(spoilt.runs[0]);
    assert.ok(!sarif(spoilt), spoil.toString());
  }
});
