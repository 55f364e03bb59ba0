// People on one assessment: who answers what, comments, units side by side,
// states over each other.

import assert from "node:assert/strict";
import { test } from "node:test";
import { drawn, fill, follow, misses, open, press, questions, saved, sees, tap } from "./browser.mjs";
import { answer, begin, exported, give, link, person, place, together } from "./people.mjs";

together();

const cards = async (page) => {
  await questions(page);
  return page.$$eval(".question", (all) => all.map((it) => it.id));
};

test("questions are shared out, filtered by whose they are, and sent along by link", async (t) => {
  const page = await person(t);
  await begin(page, "Hafen Works");
  await answer(page, "incident", "F");
  await fill(page, "Who answers", "Kim");
  await saved(page);
  await tap(page, (await page.$$(".question details.fold > summary"))[2]);
  const one = await page.waitForSelector('.question:nth-of-type(2) [id$="-assignee"]');
  assert.equal(await one.evaluate((it) => it.placeholder), "Kim");
  await one.type("Robin");
  await saved(page);
  await page.waitForSelector('#person option[value="Robin"]');
  const all = (await cards(page)).length;
  await page.select("#person", "Robin");
  await page.waitForFunction(() => document.querySelectorAll(".question").length === 1);
  await page.select("#person", "Kim");
  await page.waitForFunction((n) => document.querySelectorAll(".question").length === n, {}, all - 1);
  await press(page, "Show the process again");
  await page.waitForFunction((n) => document.querySelectorAll(".question").length === n, {}, all);

  await follow(page, "Share");
  await follow(page, "Collect the answers of several people");
  await sees(page, "Several people", "h1");
  const rows = () => page.$$eval('[aria-labelledby="shares"] tbody tr', (all) => all.map((it) => [...it.cells].map((cell) => cell.innerText)));
  const [kim, robin] = await rows();
  assert.deepEqual(kim.slice(0, 3), ["Kim", String(all - 1), "1"]);
  assert.deepEqual(robin.slice(0, 3), ["Robin", "1", "0"]);
  await tap(page, '[aria-labelledby="shares"] tbody tr:nth-child(2) a');
  await page.waitForFunction(() => location.hash.includes("/assess/incident/"));

  // An invitation can carry it; without People it does not.
  await follow(page, "Share");
  await tap(page, 'input[value="invitation"]');
  const without = await link(page);
  await tap(page, 'input[value="people"]');
  await page.waitForFunction((it) => document.querySelector("#share-link").value !== it, {}, without);
  for (const [address, names] of [[without, false], [await link(page), true]]) {
    const guest = await person(t);
    await open(guest, address);
    await press(guest, "Start answering");
    await questions(guest);
    await tap(guest, '.process-nav__link[href$="/assess/incident"]');
    await guest.waitForSelector('[id^="q-incident-"]');
    await questions(guest);
    assert.equal(await guest.$eval("#process-assignee", (it) => it.value), names ? "Kim" : "");
  }
});

test("comments: asked, answered, settled, kept by a merge, gone without People and Notes", async (t) => {
  const page = await person(t);
  await begin(page, "Hafen Works");
  await answer(page, "incident", "F");
  const thread = ".question .thread";
  await tap(page, `${thread} > summary`);
  await press(page, "Add the comment");
  await sees(page, "Write something first.");
  await page.type('.question [id$="-comment"]', "Do walk-ups count as well?");
  await page.type('.question [id$="-by"]', "Robin");
  await press(page, "Add the comment");
  await sees(page, "Do walk-ups count as well?", ".thread__item");
  await sees(page, "Robin", ".thread__head");
  await sees(page, "Comments · 1, 1 open", `${thread} > summary`);
  await saved(page);
  await page.select("#filter", "commented");
  await page.waitForFunction(() => document.querySelectorAll(".question").length === 1);
  await press(page, "Show the process again");

  // Somebody else answers it in a file of their own; both threads become one.
  const file = await exported(page);
  const other = await person(t, "#/settings");
  await fill(other, "Your name, if you like", "Noor");
  await give(other, file);
  await press(other, "Take it over");
  await questions(other);
  await tap(other, '.process-nav__link[href$="/assess/incident"]');
  await sees(other, "Do walk-ups count as well?", ".thread__item");
  // A new page takes the focus once it is drawn.
  await drawn(other);
  await other.type('.question [id$="-comment"]', "They do since April.");
  await press(other, "Add the comment");
  await sees(other, "They do since April.", ".thread__list");
  await saved(other);
  const back = await exported(other);
  await follow(page, "Assess");
  await page.waitForSelector(".thread__item");
  await drawn(page);
  await page.type('.question [id$="-comment"]', "Asked the desk, too.");
  await press(page, "Add the comment");
  await saved(page);
  await give(page, back);
  await sees(page, "One of the same origin is already here.");
  await press(page, "Take it over");
  await questions(page);
  await tap(page, '.process-nav__link[href$="/assess/incident"]');
  await sees(page, "Comments · 3, 3 open");
  const said = await page.$$eval(".thread__head strong", (all) => all.map((it) => it.innerText));
  assert.deepEqual(said, ["Robin", "Noor", "Robin"]);
  await tap(page, ".thread__item .button");
  await sees(page, "Comments · 3, 2 open");
  await sees(page, "Settled", ".thread__item");
  await tap(page, ".thread__item:last-child .button:last-child");
  await sees(page, "Comment deleted.", ".toast");
  await press(page, "Undo");
  await sees(page, "Comments · 3, 2 open");

  // A link to go on with has them; a result has not.
  await follow(page, "Share");
  await tap(page, 'input[value="full"]');
  await sees(page, "3 comments");
  const full = await link(page);
  const next = await person(t);
  await open(next, full);
  await press(next, "Go on with it here");
  await questions(next);
  await tap(next, '.process-nav__link[href$="/assess/incident"]');
  await sees(next, "They do since April.", ".thread__list");
  await tap(page, 'input[value="result"]');
  await page.waitForFunction((it) => document.querySelector("#share-link").value !== it, {}, full);
  await misses(page, "3 comments");
});

test("units of one organisation side by side: each level leads on, samples stay apart", async (t) => {
  const page = await person(t);
  for (const [unit, codes] of [["North", ["F", "F", "F", "F", "F", "F", "F", "F"]], ["South", ["P", "P", "P"]]]) {
    await page.goto(`${place()}#/`);
    await begin(page, "Hafen Works");
    await fill(page, "Unit or site", unit);
    await saved(page);
    await answer(page, "incident", ...codes);
  }
  await page.goto(`${place()}#/sample`);
  await page.waitForSelector(".verdict");
  await page.goto(`${place()}#/`);
  await page.waitForSelector(".register");
  // It goes to its top with the next frame.
  await drawn(page);
  await follow(page, "Units side by side");
  await page.waitForSelector(".units");
  const heads = () => page.$$eval(".units thead th", (all) => all.map((it) => it.innerText));
  assert.deepEqual((await heads()).slice(1, -2).sort(), ["North", "South"]);
  const row = await page.$$eval(".units tbody tr", (rows) => [...rows.find((it) => it.innerText.startsWith("Incident management")).cells].map((it) => it.innerText));
  assert.match(row.at(-2), /^0 to 1$/);
  assert.match(row.at(-1), /^0 of 2$/);
  await tap(page, '#main input[type="checkbox"]:checked');
  await page.waitForFunction(() => document.querySelectorAll(".units thead th").length === 4);
  await tap(page, ".units tbody a[href$='/results/incident']");
  await sees(page, "Incident management", "h1");
});

test("any two states over each other, in charts and in a list", async (t) => {
  const page = await person(t);
  await begin(page, "Hafen Works");
  for (const [name, ...codes] of [["Spring", "P", "P"], ["Summer", "F", "F", "F"]]) {
    await answer(page, "incident", ...codes);
    await follow(page, "History");
    await fill(page, "Name", name);
    await press(page, "Keep this state");
    await sees(page, `Kept as ${name}.`);
  }
  await answer(page, "incident", "N");
  await follow(page, "History");
  await page.waitForSelector("#compare-earlier");
  const option = (name) => page.$$eval("#compare-earlier option", (all, name) => all.find((it) => it.innerText.startsWith(name)).value, name);
  await page.select("#compare-earlier", await option("Spring"));
  await page.waitForSelector(".chart--radar svg");
  const changes = () => page.$$eval(".differences tbody tr", (all) => all.length);
  await page.waitForFunction(() => document.querySelectorAll(".differences tbody tr").length === 3);
  await page.select("#compare-later", await option("Summer"));
  await page.waitForFunction(() => document.querySelector(".differences thead").innerText.includes("Summer"));
  assert.equal(await changes(), 3);
  await sees(page, "3 changes from Spring to Summer", ".differences caption");
  // And on the results page, a state lies behind now.
  await follow(page, "Results");
  const found = await page.waitForFunction(() => [...document.querySelectorAll("#compare option")].find((it) => it.innerText.startsWith("Summer"))?.value);
  await page.select("#compare", await found.jsonValue());
  await sees(page, "Since the previous assessment", ".chart--radar figcaption");
});

test("votes stay hidden until they are asked for, one question at a time", async (t) => {
  const host = await person(t);
  await begin(host, "Hafen Works");
  await follow(host, "Share");
  await tap(host, 'input[value="invitation"]');
  const invitation = await link(host);
  const links = [];
  for (const code of ["F", "N"]) {
    const guest = await person(t);
    await open(guest, invitation);
    await press(guest, "Start answering");
    await questions(guest);
    await answer(guest, "incident", code);
    await follow(guest, "Share");
    links.push(await link(guest));
  }
  await follow(host, "Collect the answers of several people");
  await (await host.waitForSelector("#raters-links")).type(links.join("\n"));
  await press(host, "Look at them");
  await press(host, "Take all in");
  await sees(host, "Who answered");
  await answer(host, "incident");
  await follow(host, "One question at a time");
  await sees(host, "Show 2 votes");
  await misses(host, "Two steps or more apart");
  await press(host, "Show 2 votes");
  await sees(host, "Two steps or more apart: talk about it.");
  await press(host, "Next");
  await misses(host, "Two steps or more apart");
});

test("an invitation that is opened again leads to what was begun with it, and can be answered once more", async (t) => {
  const host = await person(t);
  await begin(host, "Hafen Works");
  await follow(host, "Share");
  await tap(host, 'input[value="invitation"]');
  const invitation = await link(host);
  const guest = await person(t);
  await open(guest, invitation);
  await misses(guest, "You have begun to answer this");
  await press(guest, "Start answering");
  await questions(guest);
  await answer(guest, "incident", "F");
  const where = new URL(guest.url()).hash.split("/")[2];
  for (const isApart of [false, true]) {
    await open(guest, invitation);
    await sees(guest, "You have begun to answer this in this browser.");
    if (isApart) await press(guest, "Answer it once more, apart");
    else await follow(guest, "Go on answering");
    await questions(guest);
    assert.equal(new URL(guest.url()).hash.split("/")[2] === where, !isApart);
    await answer(guest, "incident");
    await guest.waitForFunction((is) => document.querySelectorAll('[id^="q-incident-"] input[value="F"]:checked').length === Number(is), {}, !isApart);
  }
});

test("an invitation is understood by a stranger, answered, and sent back with a name", async (t) => {
  const host = await person(t);
  await begin(host, "Hafen Works");
  await follow(host, "Share");
  await tap(host, 'input[value="invitation"]');
  const invitation = await link(host);
  const links = [];
  for (const [name, ...codes] of [["", "F", "P"], ["Max", "N", "P"], ["", "P", "P", "L"]]) {
    const guest = await person(t);
    await open(guest, invitation);
    await sees(guest, "questions about how your organisation manages its services");
    await sees(guest, "send your answers back from the page Share");
    await press(guest, "Start answering");
    await questions(guest);
    await answer(guest, "incident", ...codes);
    await follow(guest, "Share");
    // Who was invited is expected to answer.
    await guest.waitForSelector('input[value="answers"]:checked');
    if (name) await fill(guest, "Your name", name);
    await saved(guest);
    if (name) await sees(guest, "names of people");
    links.push(await link(guest));
  }
  // The host has answered, too: that is one more view, and nothing is agreed.
  await answer(host, "incident", "L");
  await answer(host, "change", "F");
  await follow(host, "Share");
  await follow(host, "Collect the answers of several people");
  await (await host.waitForSelector("#raters-links")).type(links.join("\n"));
  await press(host, "Look at them");
  await sees(host, "The 2 answers that are here already are one person's");
  await press(host, "Take all in");
  await sees(host, "3 raters taken in. What was answered here is a vote now, too.");
  const who = await host.$$eval('[aria-labelledby="who"] li', (all) => all.map((it) => it.innerText.split("\n")[0]));
  assert.deepEqual(who, ["Rater 1", "Rater 2", "Host", "Max"]);
  // Those without a name stand in the order of their links.
  const votes = await host.$$eval('[aria-labelledby="who"] .register__meta', (all) => all.map((it) => it.innerText.match(/^\d+/)[0]));
  assert.deepEqual(votes, ["2", "3", "2", "2"]);
  await sees(host, "still to be agreed");
  await misses(host, "talked about and agreed");
  // Whoever is taken out is in the bin, and comes back from there.
  await press(host, "Take out Max");
  await host.waitForFunction(() => document.querySelectorAll('[aria-labelledby="who"] li').length === 3);
  const address = host.url();
  await follow(host, "Settings");
  await press(host, "Put back Max");
  await open(host, address);
  await host.waitForFunction(() => document.querySelectorAll('[aria-labelledby="who"] li').length === 4);
  // What only one has answered: the host's own stays, a guest's is taken over in one go.
  await press(host, "Only one answered: agree on it (1)");
  await sees(host, "Only one answered: agree on it (0)");
  const checked = () => host.$$eval(".question input:is([value=N], [value=P], [value=L], [value=F]):checked", (all) => all.map((it) => it.value));
  await answer(host, "incident");
  assert.deepEqual(await checked(), ["L"]);
  await answer(host, "change");
  assert.deepEqual(await checked(), ["F"]);
});

test("a merge says what it did and leaves the state before it; what an answer was is on its question", async (t) => {
  const page = await person(t);
  await begin(page, "Hafen Works");
  await answer(page, "incident", "F", "F");
  const file = await exported(page);
  const other = await person(t);
  await give(other, file);
  await press(other, "Take it over");
  await questions(other);
  await answer(other, "incident", "N", "P");
  const back = await exported(other);
  await give(page, back);
  await press(page, "Take it over");
  await sees(page, "2 fields were taken over. The state before is kept in the history.", ".toast");
  await follow(page, "History");
  await sees(page, "Before merging", ".register");
  await tap(page, ".register__actions button:nth-child(2)");
  await sees(page, "the same as now", ".register");
  await answer(page, "incident");
  await tap(page, ".question details.fold > summary");
  await sees(page, "Answered before: N", ".question__earlier");
});

test("what is left out stands in the results with its reason, or with the want of one", async (t) => {
  const page = await person(t);
  await begin(page, "Hafen Works");
  await tap(page, '.targets__row:has(#target-supplier) input[type="checkbox"]');
  await (await page.waitForSelector("#reason-supplier")).type("Bought in by the group");
  await answer(page, "incident", "–");
  await follow(page, "Results");
  await sees(page, "Bought in by the group", '[aria-labelledby="left-out"]');
  await sees(page, "no reason given", '[aria-labelledby="left-out"]');
});

test("one at a time: the next question begins at its top, with the way on in sight", async (t) => {
  const page = await person(t);
  for (const view of [{ width: 1280, height: 900 }, { width: 360, height: 780 }]) {
    await page.setViewport(view);
    await page.goto(`${place()}#/sample`);
    await page.waitForSelector(".verdict");
    const [, id] = page.url().match(/#\/a\/(\w+)/);
    await page.goto(`${place()}#/a/${id}/flash/incident`);
    await page.waitForSelector(".flash .question");
    const before = await page.$eval(".question__statement", (it) => it.innerText);
    await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
    await press(page, "Next");
    await page.waitForFunction((it) => document.querySelector(".question__statement").innerText !== it, {}, before);
    await page.waitForFunction(() => scrollY === 0);
    const next = await page.$eval(".flash__moves", (it) => it.getBoundingClientRect().bottom);
    assert.ok(next <= view.height + 1, `Next ends at ${next}`);
  }
});

test("a state is deleted at the second press, and a comment that is being written outlives a reload", async (t) => {
  const page = await person(t);
  await begin(page, "Hafen Works");
  await follow(page, "History");
  await press(page, "Keep this state");
  await sees(page, "State of", ".register");
  const button = await page.$(".register__actions button:last-child");
  await tap(page, button);
  await sees(page, "Delete for good?", ".register");
  await page.focus("#state-name");
  await misses(page, "Delete for good?");
  await tap(page, button);
  await tap(page, button);
  await sees(page, "No state has been kept yet.");
  await answer(page, "incident", "F");
  await tap(page, ".question .thread > summary");
  await page.waitForSelector('.question [id$="-comment"]');
  await page.type('.question [id$="-comment"]', "Half a thou");
  await page.reload();
  await questions(page);
  await tap(page, ".question .thread > summary");
  await page.waitForFunction(() => document.querySelector('.question [id$="-comment"]')?.value === "Half a thou");
});
