// Several people on the same questions: invited by link, collected by link and
// file, laid side by side, talked about, agreed on.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { accessible } from "./axe.mjs";
import { fill, follow, misses, open, press, questions, ready, records, saved, sees, tap, textOf } from "./browser.mjs";
import { caused } from "./cases.mjs";
import { answer, begin, exported, give, link, person, place, together } from "./people.mjs";

together();

/** Somebody who follows an invitation, answers, and has a link and a code to send back. */
async function guest(t, invitation, name, ...codes) {
  const page = await person(t);
  await open(page, invitation);
  await press(page, "Start answering");
  await questions(page);
  await answer(page, "incident", ...codes);
  await follow(page, "Set up");
  await fill(page, "Who assesses", name);
  await saved(page);
  await follow(page, "Share");
  await sees(page, "names of people");
  return { page, link: await link(page) };
}

const row = (page, section, name) =>
  page.evaluate(
    (section, name) => {
      const rows = [...document.querySelectorAll(`[aria-labelledby="${section}"] tbody tr`)];
      return [...(rows.find((it) => it.cells[0].innerText === name)?.cells ?? [])].slice(1).map((it) => it.innerText);
    },
    section,
    name,
  );

test("an invitation out, three answers back, talked about and agreed", async (t) => {
  const host = await person(t);
  await begin(host, "Hafen Works");
  await follow(host, "Share");
  await tap(host, 'input[value="invitation"]');
  const invitation = await link(host);

  const kim = await guest(t, invitation, "Kim", "F", "F", "F", "F");
  const robin = await guest(t, invitation, "Robin", "F", "L", "N", "?");
  const noor = await guest(t, invitation, "Noor", "F", "F", "P", "–");
  const noorsFile = await exported(noor.page);

  // Two links in a mail, one file.
  await follow(host, "Collect the answers of several people");
  await sees(host, "Several people", "h1");
  await host.type("#raters-links", `Here is mine: ${kim.link}\n\nand >${robin.link.slice(robin.link.indexOf("#") + 1)}<\n`);
  await press(host, "Look at them");
  await sees(host, "2 raters with answers");
  assert.deepEqual(Object.keys(await records(host)).filter((it) => it.includes("rater-of")), [], "nothing is added before it was seen");
  await (await host.$("#raters-files")).uploadFile(noorsFile);
  await sees(host, "3 raters with answers");
  await press(host, "Take all in");
  await sees(host, "3 raters taken in.");
  await sees(host, "4 votes", '[aria-labelledby="who"]');

  await sees(host, "4 questions compared: 1 the same, 1 one step apart, 2 to talk about.");
  // Compared, same, one step, apart; agreed, lowest, mean, highest.
  const before = await row(host, "agreement", "Incident management");
  assert.deepEqual(before.slice(0, 5), ["4", "1", "1", "2", "–"]);
  assert.equal(await host.$$eval(".vote", (it) => it.length), 2);
  await sees(host, "Kim: Fully", ".vote");
  await sees(host, "Robin: Not", ".vote");
  await sees(host, "Noor: Not applicable", ".vote");
  await sees(host, "2 of 2 still to be agreed.");

  // What needs no talk.
  await press(host, "Agree on what all say (1)");
  await sees(host, "Agree on what all say (0)");
  await press(host, "One step apart: agree on the lower (1)");
  await sees(host, "One step apart: agree on the lower (0)");
  // What does: the value with its reason; the list stays while it is worked on.
  for (const card of await host.$$(".vote")) await tap(host, await card.$('input[value="P"]'));
  await sees(host, "2 questions talked about and agreed.");
  await tap(host, (await host.$$(".vote summary"))[0]);
  await fill(host, "Note", "Robin showed the tickets of March");
  await saved(host);
  const levels = (await row(host, "agreement", "Incident management")).slice(4);
  assert.ok(levels[0] !== "–", "the agreed level counts");

  // Votes are kept as they came, across a reload, and beside the agreed value.
  await host.reload();
  await ready(host);
  await sees(host, "Every vote in a table");
  await tap(host, '[aria-labelledby="all"] summary');
  assert.deepEqual((await host.$$eval('[aria-labelledby="all"] thead th', (it) => it.map((it) => it.innerText))).slice(1), ["Kim", "Noor", "Robin", "Spread", "Agreed"]);
  const votes = await host.$$eval('[aria-labelledby="all"] tbody tr', (it) => it.map((row) => [...row.cells].slice(1).map((it) => it.innerText)));
  assert.deepEqual(votes, [
    ["F", "F", "F", "same", "F"],
    ["F", "F", "L", "1 step", "L"],
    ["F", "P", "N", "apart", "P"],
    ["F", "n/a", "?", "applies?", "P"],
  ]);
  await accessible(host, "several raters");

  // The same link again adds nobody; later answers of the same person count.
  await host.type("#raters-links", kim.link);
  await press(host, "Look at them");
  await sees(host, "Already here, with the same answers.");
  await press(host, "Take it in");
  await sees(host, "1 rater taken in.");
  assert.equal(await host.$$eval('[aria-labelledby="who"] li', (it) => it.length), 3);
  // On the list of assessments there is one.
  await open(host, place());
  await host.waitForSelector(".register__row");
  assert.equal(await host.$$eval(".register__row", (it) => it.length), 1);

  // The file takes the votes along, and another browser has them again.
  await follow(host, "Results Hafen Works");
  const file = await exported(host);
  assert.equal(JSON.parse(await readFile(file, "utf8")).assessments.length, 4);
  const other = await person(t);
  await give(other, file);
  await sees(other, "1 assessment found, with 3 raters");
  await press(other, "Take all over");
  await other.waitForSelector(".process-nav");
  await follow(other, "Share");
  await follow(other, "Collect the answers of several people");
  await sees(other, "4 questions compared: 1 the same, 1 one step apart, 2 to talk about.");

  // Deleted and put back, they come along too.
  await open(other, place());
  await press(other, "Delete Hafen Works");
  await press(other, "Move to the bin");
  await sees(other, "No assessment yet");
  assert.deepEqual(Object.keys(await records(other)).filter((it) => it.startsWith("plumbline/1/")), []);
  await follow(other, "Settings");
  await press(other, "Put back Hafen Works");
  await open(other, place());
  await follow(other, "Results Hafen Works");
  await follow(other, "Several people");
  await sees(other, "4 questions compared");
});

test("people without names who were sent the same link are not mixed up", async (t) => {
  const host = await person(t);
  await begin(host, "Hafen Works");
  await follow(host, "Share");
  await tap(host, 'input[value="full"]');
  const everything = await link(host);
  const links = [];
  for (const code of ["F", "N"]) {
    const page = await person(t);
    await open(page, everything);
    await press(page, "Go on with it here");
    await answer(page, "incident", code);
    await follow(page, "Share");
    await sees(page, "It holds 1 answer");
    links.push(await link(page));
  }
  await follow(host, "Collect the answers of several people");
  await sees(host, "Several people", "h1");
  await host.type("#raters-links", links.join(" "));
  await press(host, "Look at them");
  await sees(host, "2 raters with answers");
  await press(host, "Take all in");
  await sees(host, "Rater 1", '[aria-labelledby="who"]');
  await sees(host, "Rater 2", '[aria-labelledby="who"]');
  await sees(host, "1 to talk about.");
  await press(host, "Take out Rater 2");
  await sees(host, "0 questions compared");
  await misses(host, "Rater 2");
  caused("I17");
});

test("what cannot be read is said, and a locked link asks for its passphrase", async (t) => {
  const sender = await person(t);
  await begin(sender, "Elsewhere");
  await answer(sender, "incident", "F");
  await follow(sender, "Share");
  const plain = await link(sender);
  await fill(sender, "Passphrase", "ferry tariff plumb lantern");
  await sender.waitForFunction(() => document.querySelector("#share-link").value.includes("#e1."));
  const locked = await link(sender);

  const host = await person(t);
  await begin(host, "Hafen Works");
  await follow(host, "Share");
  await follow(host, "Collect the answers of several people");
  await sees(host, "Several people", "h1");
  await press(host, "Look at them");
  await sees(host, "There is no link of this app in the text.");
  await host.type("#raters-links", `${plain.slice(0, -5)} ${locked}`);
  await press(host, "Look at them");
  await sees(host, "The link is incomplete");
  await sees(host, "Link 2 is locked.");
  await fill(host, "Passphrase", "ferry tariff plumb lantern");
  await press(host, "Open it");
  await sees(host, "1 rater with answers");
  await fill(host, "Name, if you like", "Sasha");
  await press(host, "Take it in");
  await sees(host, "Sasha", '[aria-labelledby="who"]');
  assert.match(await textOf(host, "#discuss + p, [aria-labelledby='discuss']"), /Nothing: nobody is two steps apart/);
});

test("answers about another organisation are taken in only knowingly", async (t) => {
  const other = await person(t);
  await begin(other, "Werft Nord");
  await answer(other, "incident", "F", "L");
  await follow(other, "Share");
  await sees(other, "It holds 2 answers");
  const theirs = await link(other);
  const host = await person(t);
  await begin(host, "Hafen Works");
  await answer(host, "incident");
  await follow(host, "Share");
  await follow(host, "Collect the answers of several people");
  await (await host.waitForSelector("#raters-links")).type(theirs);
  await press(host, "Look at them");
  await sees(host, "These answers are about Werft Nord, this assessment is about Hafen Works.");
  await press(host, "Leave it");
  // The same one, written otherwise, is the same one.
  await follow(host, "Set up");
  await fill(host, "Organisation", " werft  NORD ");
  await saved(host);
  await follow(host, "Share");
  await follow(host, "Collect the answers of several people");
  await (await host.waitForSelector("#raters-links")).type(theirs);
  await press(host, "Look at them");
  await sees(host, "questions asked here (", '[aria-labelledby="arrived"]');
  await misses(host, "These answers are about");
});
