// Records that are damaged: cut off, mutated, of the wrong shape. Each is put
// aside untouched and the rest loads; where the journal has a whole one, that one
// counts.

import assert from "node:assert/strict";
import { test } from "node:test";
import { open, ready, records, sees } from "./browser.mjs";
import { caused } from "./cases.mjs";
import { fresh, together } from "./people.mjs";
import { beginAt, chance, everyCard, putRecords, rate, showing, VALUES } from "./work.mjs";

together();

const AT = "00000000-01a20b797940-0000-0000000000000001";
const whole = (rating) => `{ "value": {"rating":"${rating}"}, "at": "${AT}" }`;

/** A browser with an answer to every question, before anything is damaged: its records, and what each card shows. */
async function scene(t) {
  const page = await fresh(t);
  const address = await beginAt(page);
  const pages = await everyCard(page);
  const [, id] = address.match(/#\/a\/(\w+)/);
  // The names of the records are the ids of the questions, which the sample has.
  await page.evaluate(() => (location.hash = "#/sample"));
  await page.waitForSelector(".verdict");
  const names = Object.keys(await records(page)).flatMap((key) => key.match(/\/answer\/(.*)$/)?.[1] ?? []);
  const answers = [...new Set(names)].map((name, at) => [`plumbline/1/${id}/answer/${name}`, `q-${name.replaceAll(".", "-")}`, VALUES[at % VALUES.length]]);
  assert.ok(answers.length >= 130, `${answers.length} answers`);
  const others = Object.entries(await records(page)).filter(([key]) => key.startsWith(`plumbline/1/${id}/`) || key === "plumbline/version");
  return { page, address, pages, answers, others };
}

/** Damages as many answers, first without a journal and then with one. */
async function survives(it, damage) {
  const { page, address, pages, answers, others } = it;
  const good = [...others, ...answers.map(([key, , value]) => [key, whole(value)])];
  const bad = damage.map((json, at) => [answers[at][0], json]);
  const isBad = new Set(bad.map(([key]) => key));
  for (const hasJournal of [false, true]) {
    await putRecords(page, [...good, ...bad], hasJournal ? good : []);
    await page.goto(address);
    await ready(page);
    await sees(page, `${bad.length} stored ${bad.length === 1 ? "entry" : "entries"} could not be read`, ".banner");
    const there = answers.filter(([key]) => hasJournal || !isBad.has(key));
    const found = new Map(await showing(page, pages, there.map(([, card, value]) => [card, [value]])));
    assert.deepEqual(new Map([...found].sort()), new Map(there.map(([, card, value]) => [card, value]).sort()), hasJournal ? "all that the journal has" : "all that is whole");
    const now = await records(page);
    for (const [key, json] of bad) {
      // The evidence is where nothing writes over it, letter by letter.
      assert.equal(JSON.parse(now[`plumbline/aside/${key}`]), json, key);
      assert.equal(now[key], hasJournal ? whole(answers.find((it) => it[0] === key)[2]) : json, `${key}: ${json}`);
    }
    if (hasJournal) continue;
    // The first of them is answered anew: what it was stays aside.
    await open(page, address.replace(/assess.*/, `assess/${pages.find(([, ids]) => ids.includes(answers[0][1]))[0]}`));
    await page.waitForSelector(`#${answers[0][1]}`);
    const at = await page.$$eval(".question", (cards, id) => cards.findIndex((it) => it.id === id), answers[0][1]);
    await rate(page, at, "F");
    const after = await records(page);
    assert.equal(JSON.parse(after[bad[0][0]]).value.rating, "F");
    assert.equal(JSON.parse(after[`plumbline/aside/${bad[0][0]}`]), bad[0][1]);
  }
}

const isJson = (text) => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

/** A text with one to three mutations. */
function mutated(next, text) {
  const letters = ['"', "{", "}", "[", "]", ",", ":", "\\", "\u0000", "0", "e", "-", "x", " ", "\ufeff"];
  for (let n = next(3); n >= 0; n -= 1) {
    const at = next(text.length + 1);
    const letter = letters[next(letters.length)];
    const length = 1 + next(8);
    text = [
      () => text.slice(0, at) + text.slice(at + length),
      () => text.slice(0, at) + letter + text.slice(at),
      () => text.slice(0, at) + letter + text.slice(at + 1),
      () => text.slice(0, at) + text.slice(at, at + length) + text.slice(at),
      () => text.slice(at),
      () => text.slice(0, at) + String.fromCharCode((text.charCodeAt(at) || 65) ^ (1 << next(7))) + text.slice(at + 1),
    ][next(6)]();
  }
  return text;
}

test("five hundred records that are no JSON any more", async (t) => {
  const it = await scene(t);
  const next = chance(8);
  const all = new Set();
  while (all.size < 500) {
    const text = mutated(next, whole(VALUES[next(4)]));
    if (!isJson(text)) all.add(text);
  }
  const damage = [...all];
  for (let from = 0; from < 500; from += 125) await survives(it, damage.slice(from, from + 125));
  caused("S8");
});

test("a record that is JSON of forty wrong shapes", async (t) => {
  const said = (value, at = `"${AT}"`) => `{ "value": ${value}, "at": ${at} }`;
  const shapes = [
    "null", "true", "3", '"text"', "[]", "{}", "[1,2]", `["F","${AT}"]`, `[{"rating":"F"},"${AT}"]`, `[${whole("F")}]`,
    '{"value":1}', '{"at":"x"}', `{"at":"${AT}"}`, '{"value":{"rating":"F"}}', '{"__proto__":{}}',
    said("3"), said('"F"'), said("true"), said("[]"), said("{}"), said('["F"]'), said('["rating","F"]'),
    said('{"rating":"X"}'), said('{"rating":"f"}'), said('{"rating":""}'), said('{"rating":3}'), said('{"rating":null}'), said('{"rating":["F"]}'), said('{"rating":{"rating":"F"}}'),
    said('{"rating":"F","ask":"x"}'), said('{"notApplicable":1}'), said('{"ask":null}'), said('{"Rating":"F"}'),
    said('{"rating":"F"}', '"no"'), said('{"rating":"F"}', "null"), said('{"rating":"F"}', "1795488892764"), said('{"rating":"F"}', `["${AT}"]`), said('{"rating":"F"}', `"${AT} "`),
    `{ "value": {"rating":"F"}, "at": "${AT}", "more": 1 }`,
    `{ "value": {"rating":"F"}, "value": {"rating":"F"}, "at": "${AT}" }`,
    `{ "value": {"rating":"F"}, "at": "${AT}", "earlier": 1 }`,
    `{ "value": {"rating":"F"}, "at": "${AT}", "earlier": [{ "value": {"rating":"N"}, "at": "${AT}" }] }`,
    said("[".repeat(100) + "]".repeat(100)),
  ];
  assert.ok(shapes.length >= 40 && shapes.every(isJson), `${shapes.length} shapes`);
  await survives(await scene(t), shapes);
  caused("S9");
});

test("a record that is cut off, at every letter", async (t) => {
  const text = whole("F");
  await survives(await scene(t), Array.from({ length: text.length }, (_, at) => text.slice(0, at)));
  caused("S10");
});
