// Faults of files in the browser: endless, deep, of wrong types, doubled,
// unknown, hostile, gone, edited, dropped in the wrong place.

import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { open, press, questions, records, scratch, sees } from "./browser.mjs";
import { caused } from "./cases.mjs";
import { answer, begin, exported, fresh, give, person, place, together } from "./people.mjs";

together();

const AT = "00000000-000000000001-0000-0000000000000001";
const model = { id: "iso20000-13", version: "1.0.0" };
const envelope = (registers, id = "abcdefghjkmn") => `{"format":"plumbline","version":1,"assessments":[{"id":"${id}","model":${JSON.stringify(model)},"registers":${registers}}]}`;
const one = (name, value, at = `"${AT}"`) => envelope(`{"${name}":{"value":${value},"at":${at}}}`);

/** Gives files with these contents, one after the other, and returns what is said of each. */
async function said(page, folder, contents) {
  const all = [];
  await page.goto(`${place()}#/open`);
  await sees(page, "Open files", "h1");
  for (const content of contents) {
    const path = join(folder, "given.json");
    await writeFile(path, content);
    await page.evaluate(() => document.querySelector(".notice")?.setAttribute("data-old", ""));
    await (await page.waitForSelector("#file-input")).uploadFile(path);
    await page.waitForSelector(".notice:not([data-old])");
    all.push(await page.$eval(".notice:not([data-old])", (it) => it.innerText));
  }
  return all;
}

const refused = (list, words) => {
  for (const [at, text] of list.entries()) {
    assert.match(text, /This file was not opened/, `${at}: ${text}`);
    assert.match(text, /Nothing was changed/);
    if (words) assert.match(text, words, String(at));
  }
};

test("endless and deep files are refused, and nothing is changed", async (t) => {
  const page = await person(t);
  const folder = await scratch();
  const before = await records(page);
  const many = `[${"1,".repeat(2_400_000)}1]`;
  const ones = `{${Array.from({ length: 60_000 }, (_, at) => `"future/${at}":{"value":1,"at":"x"}`).join(",")}}`;
  const deep = (n) => "[".repeat(n) + "]".repeat(n);
  refused(await said(page, folder, [many, envelope(many), envelope(ones), one("set-up/name", many)]));
  refused(await said(page, folder, [128, 5_000, 1_000_000, 2_400_000].map((n) => one("set-up/name", deep(n)))));
  refused(await said(page, folder, [deep(1_000_000), `{"format":${deep(500_000)}}`]));
  assert.deepEqual(await records(page), before);
  caused("I2", "I3");
});

test("wrong types, numbers that are none, doubled names, dangerous ids: refused with the place, never bent into shape", async (t) => {
  const page = await person(t);
  const folder = await scratch();
  const types = ["3.0", '"3"', "true", "300", "-1", "[3]", '{"level":3}', '{"level":3.0}', '{"level":"3"}', '{"level":9}', "null,null"];
  refused(await said(page, folder, types.slice(0, 6).map((it) => one("target/incident", it))), /target\/incident/);
  refused(await said(page, folder, types.slice(7, 10).map((it) => one("belief/incident", it))), /belief\/incident/);
  refused(await said(page, folder, ["NaN", "Infinity", "-Infinity", "1e999", "0x10", "01", ".5", "1."].map((it) => one("set-up/created", it))));
  refused(await said(page, folder, [
    '{"format":"plumbline","format":"plumbline","version":1,"assessments":[]}',
    envelope(`{"set-up/name":{"value":"a","at":"${AT}"},"set-up/name":{"value":"b","at":"${AT}"}}`),
    one("set-up/name", '"a","value":"b"'),
    `{"format":"plumbline","version":1,"assessments":[${Array.from({ length: 2 }, () => `{"id":"abcdefghjkmn","model":${JSON.stringify(model)},"registers":{}}`).join(",")}]}`,
  ]));
  refused(await said(page, folder, ["__proto__", "constructor", "../../x", "ABCDEFGHJKMN", "abc"].map((it) => envelope("{}", it))), /12 lower-case letters/);
  refused(await said(page, folder, ['"x"', "3", "null"].map((it) => one("set-up/name", '"a"', it))));
  const times = ["00000000-03b3d512ac00-0000-0000000000000001", "00000000-ffffffffffff-0000-0000000000000001", "ffffffff-000000000001-0000-0000000000000001", "-0000001-000000000001-0000-0000000000000001", "18446744073709551615"];
  const far = await said(page, folder, times.map((it) => one("set-up/name", '"a"', `"${it}"`)));
  assert.match(far[0], /1 entry is dated in the future/);
  refused(far.slice(1));
  caused("I4", "I5", "I6", "T10");
});

test("ids that are not known, or mean something to JavaScript, are kept and come out again", async (t) => {
  const page = await person(t);
  const folder = await scratch();
  const names = ["future/thing", "answer/no.such-question", "__proto__/x", "constructor", "toString/1"];
  const registers = Object.fromEntries(names.map((it) => [it, { value: { __x: it }, at: AT }]));
  registers["set-up/name"] = { value: "Keeper", at: AT };
  const path = join(folder, "kept.json");
  await writeFile(path, envelope(JSON.stringify(registers)));
  await give(page, path);
  await sees(page, "5 entries made by another version are kept and exported again, and not shown.");
  await press(page, "Take it over");
  await questions(page);
  const out = JSON.parse(await readFile(await exported(page), "utf8"));
  for (const name of names) assert.deepEqual(out.assessments[0].registers[name], registers[name], name);
  caused("I7", "I13");
});

test("other kinds, other encodings, other versions: each is named", async (t) => {
  const page = await person(t);
  const folder = await scratch();
  const good = one("set-up/name", '"Grüße"');
  const cases = [
    [gzipSync(good), "a compressed file"],
    // 50 MB in 50 KB: what it would become is of no concern.
    [gzipSync(Buffer.alloc(50_000_000, " ")), "a compressed file"],
    [Buffer.from(good, "utf16le"), "UTF-8"],
    [Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(good, "utf16le")]), "UTF-16"],
    [Buffer.from(good, "latin1"), "UTF-8"],
    [one("set-up/name", '"\\ud800"'), "expected a text"],
    [one("set-up/name", '"a\\u0000b"'), "control characters"],
    [one("set-up/name", '"a\u0007b"'), "cannot be read"],
    ['{"format":"plumbline","version":2,"assessments":[]}', "newer version"],
    [one("set-up/name", '"a"').replace("iso20000-13", "iso27001"), "one that this app does not have"],
    ["null", "not an assessment of this app"],
    ["[]", "not an assessment of this app"],
    ["{}", "not an assessment of this app"],
    ["%PDF-1.7", "a PDF"],
  ];
  for (const [content, words] of cases) {
    const [text] = await said(page, folder, [content]);
    refused([text]);
    assert.ok(text.includes(words), `${words}: ${text}`);
  }
  // A byte order mark is no fault.
  const [fine] = await said(page, folder, [Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from(good)])]);
  assert.match(fine, /1 assessment found/);
  assert.match(fine, /Grüße/);
  caused("I10", "I11", "I14", "I23");
});

const ATTACKS = [
  "<img src=x onerror=window.__xss=1><script>window.__xss=1</script>javascript:{{1}}",
  '"><svg onload="window.__xss=1"><script>window.__xss=1</script></svg>',
  "'-window.__xss=1-'<script>${window.__xss=1}</script><iframe srcdoc='<script>parent.__xss=1</script>'>",
  "</textarea></title><script>window.__xss=1</script><details open ontoggle=window.__xss=1>",
  "<math><mi xlink:href='javascript:window.__xss=1'>x</mi></math><script>/*<![CDATA[*/</script><a href=javascript:window.__xss=1>x</a>",
];

test("markup in every field and in the name of the file is text", async (t) => {
  for (const attack of ATTACKS) {
    const page = await person(t);
    const folder = await scratch();
    const text = (it) => ({ value: it, at: AT });
    const registers = {
      ...Object.fromEntries(["name", "organisation", "unit", "scope", "assessors"].map((it) => [`set-up/${it}`, text(attack)])),
      "out-of-scope/supplier": text(attack),
      "note/incident.record": text(attack),
      "evidence/incident.record": text(attack),
      "assigned/incident": text(attack),
      "assigned/incident.record": text(attack),
      "comment/incident.record/0000000a": text({ said: 5, by: attack, text: attack, settled: false }),
      "answer/incident.record": text({ notApplicable: attack }),
      "answer/incident.close": text({ ask: attack }),
      "override/incident/1.1": text({ rating: "F", reason: attack }),
      "who/00000001": text(attack),
    };
    const path = join(folder, "<img src=x onerror=window.__xss=1>.json");
    await writeFile(path, envelope(JSON.stringify(registers)));
    await give(page, path);
    await sees(page, "<img src=x onerror=window.__xss=1>.json");
    await press(page, "Take it over");
    await questions(page);
    const clean = async (what) => {
      const found = await page.$$eval("main :is(img, script, iframe, math, [onload], [ontoggle], [onerror], a[href^='javascript:']), header img", (all) => all.map((it) => it.outerHTML.slice(0, 90)));
      assert.deepEqual(found, [], what);
    };
    const [, id] = page.url().match(/#\/a\/(\w+)/);
    for (const it of ["assess/incident", "flash/incident", "results", "results/incident", "set-up", "share", "raters", "history"]) {
      await page.evaluate((to) => (location.hash = to), `#/a/${id}/${it}`);
      await sees(page, "<script>", "body");
      await clean(it);
    }
    for (const it of ["#/", "#/units"]) {
      await page.goto(place() + it);
      await sees(page, "<script>", "main");
      await clean(it);
    }
    assert.equal(await page.evaluate(() => window.__xss), undefined);
  }
  caused("I12");
});

test("a file that is gone when it is read, or none chosen at all", async (t) => {
  const page = await person(t);
  const folder = await scratch();
  const path = join(folder, "gone.json");
  await writeFile(path, one("set-up/name", '"a"'));
  await page.goto(`${place()}#/open`);
  await sees(page, "Open files", "h1");
  // Cancelled: the browser reports no file.
  await page.evaluate(() => document.querySelector("#file-input").dispatchEvent(new Event("change", { bubbles: true })));
  assert.equal(await page.$(".notice"), null);
  await page.evaluate(() => {
    Blob.prototype.arrayBuffer = () => Promise.reject(new DOMException("gone", "NotFoundError"));
  });
  await (await page.waitForSelector("#file-input")).uploadFile(path);
  await sees(page, "may have been moved, deleted or locked since you chose it", ".notice--error");
  caused("I19");
});

test("a file that was edited by hand is read and known as such", async (t) => {
  const page = await person(t);
  await begin(page, "Hafen Works");
  await answer(page, "incident", "F");
  const path = await exported(page);
  const text = await readFile(path, "utf8");
  assert.match(text, /"sum": "[0-9a-f]{8}"/);
  await give(page, path);
  await sees(page, "1 assessment found");
  assert.doesNotMatch(await page.$eval("main", (it) => it.innerText), /Changed since it was exported/);
  await writeFile(path, text.replace('"rating":"F"', '"rating":"N"'));
  await give(page, path);
  await sees(page, "Changed since it was exported, by hand or by another program");
  await sees(page, "One of the same origin is already here.");
  caused("I20");
});

test("texts that run backwards, are piled up or never end break no page", async (t) => {
  const page = await person(t);
  const folder = await scratch();
  const text = (it) => ({ value: it, at: AT });
  const names = ["\u202eSERVER\u202c left", `Z${"\u0301".repeat(3000)}`, "\u200b\u200b\u2060zero", "W".repeat(3000), "שירותי נמל", "運航サービス管理".repeat(40)];
  for (const [at, name] of names.entries()) {
    const registers = { "set-up/name": text(name), "set-up/organisation": text(name), "note/incident.record": text(name) };
    const path = join(folder, `odd-${at}.json`);
    await writeFile(path, envelope(JSON.stringify(registers), `abcdefghjkm${at + 2}`));
    await give(page, path);
    await press(page, "Take it over");
    await questions(page);
    const [, id] = page.url().match(/#\/a\/(\w+)/);
    const pages = [[`#/a/${id}/assess/incident`, "Incident"], [`#/a/${id}/results`, "Results"], ["#/", "How true"], ["#/units", "Units"]];
    for (const [it, heading] of pages) {
      await page.goto(place() + it);
      await sees(page, heading, "h1");
      for (const width of [320, 1280]) {
        await page.setViewport({ width, height: 900 });
        const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        assert.ok(over <= 0, `${it} is ${over} pixels too wide for name ${at} at ${width}`);
      }
    }
    // A note runs as its first letters say, whatever the page does.
    await page.goto(`${place()}#/a/${id}/assess/incident`);
    await questions(page);
    const note = await page.waitForSelector('[id="q-incident-record-note"]');
    assert.equal(await note.evaluate((it) => getComputedStyle(it).direction), name === "שירותי נמל" ? "rtl" : "ltr", name.slice(0, 20));
  }
  caused("I21", "A14", "A15");
});

test("a file dropped anywhere opens its preview and never replaces the page", async (t) => {
  const page = await fresh(t);
  await open(page, `${place()}#/method`);
  await page.evaluate((content) => {
    const data = new DataTransfer();
    data.items.add(new File([content], "dropped.json"));
    const target = document.querySelector("main");
    for (const type of ["dragover", "drop"]) {
      const event = new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer: data });
      target.dispatchEvent(event);
      if (!event.defaultPrevented) throw new Error(`${type} would have left the page`);
    }
  }, one("set-up/name", '"Dropped"'));
  await sees(page, "1 assessment found");
  await sees(page, "dropped.json");
  caused("I22", "A18");
});
