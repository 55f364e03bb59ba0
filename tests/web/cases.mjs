// The faults that the app has to survive, and which of them the tests have
// caused: each test says so with `caused`, and `node tests/web/cases.mjs` at the
// end adds it up. It fails when a fault was not caused, and when an answer that
// was shown as saved was lost.

import assert from "node:assert/strict";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const FOLDER = fileURLToPath(new URL("../../target/faults/", import.meta.url));

/** By id, in words. */
const FAULTS = {
  // Storage
  S1: "it is full in the middle of saving",
  S2: "it is full already when the app starts",
  S3: "it is full, in the words of every browser",
  S4: "the browser takes a write and drops it later",
  S5: "access is forbidden",
  S6: "there is none",
  S7: "the window is a private one",
  S8: "a record is no JSON",
  S9: "a record is JSON of the wrong shape",
  S10: "a record is cut off, at every letter",
  S11: "a newer version of the app has written it",
  S12: "an older version has written it",
  S13: "bringing it up to date is stopped half-way",
  S14: "it is full of records of other apps",
  S15: "it is cleared while the page is open",
  S16: "it was cleared since the last visit",
  S17: "the browser refuses to keep it, or is not asked",
  S18: "the browser is killed after it said saved",
  S19: "the renderer crashes",
  S20: "the browser is killed in the middle of an import",
  S21: "the tab is closed while a text is typed",
  S22: "the page is frozen, then killed",
  S23: "the page comes back from the browser's memory",
  S24: "the tab is discarded and restored",
  S25: "there is no journal, or another version wants it",
  S26: "journal and storage disagree",
  S27: "a text is broken, full of control characters, or endless",
  S28: "the disk is full",
  S29: "twenty assessments are kept",
  // Tabs and time
  T1: "two tabs answer different questions",
  T2: "two tabs answer the same question at once",
  T3: "two tabs write the same note",
  T4: "an old and a new version of the app are open",
  T5: "one tab deletes what another has open",
  T6: "one tab imports what another is editing",
  T7: "the clock goes back",
  T8: "the clock runs ahead and is corrected",
  T9: "the time zone changes",
  T10: "imported times lie in the future or are none",
  T11: "a tab is duplicated",
  T12: "two tabs answer each other's writes for ever",
  T13: "the browser has no channels and no locks",
  T14: "the counter of a clock is full",
  // Files
  I1: "50 MB",
  I2: "5 MB of tiny elements",
  I3: "nesting without end",
  I4: "values of the wrong type",
  I5: "numbers that are none",
  I6: "names and ids that come twice",
  I7: "ids that are not known",
  I8: "nothing in it",
  I9: "a picture, a PDF, a ZIP by another name",
  I10: "another encoding",
  I11: "halves of characters, control characters",
  I12: "markup in every text and in the name of the file",
  I13: "ids that mean something to JavaScript",
  I14: "of a newer version, or of another model",
  I15: "the same one twice",
  I16: "an old state over newer work",
  I17: "two people of the same name",
  I18: "a hundred at once, one of them bad",
  I19: "one that is gone when it is read",
  I20: "one that was edited by hand",
  I21: "text that runs backwards or is piled up",
  I22: "one dropped where no drop is expected",
  I23: "a compressed one",
  // Links
  L1: "random letters",
  L2: "cut, at every place",
  L3: "changed, at every letter",
  L4: "as mail programs leave it",
  L5: "with its sign encoded",
  L6: "in small letters",
  L7: "one that promises more than it holds",
  L8: "megabytes long",
  L9: "with lengths that are not true",
  L10: "of a newer version",
  L11: "of every version there was",
  L12: "opened beside one's own work",
  L13: "opened, gone back from, reloaded",
  L14: "left in the history of the browser",
  L15: "read by whatever carries it",
  L16: "under another passphrase",
  L17: "on a page without cryptography",
  L18: "that asks for endless arithmetic",
  L19: "with hostile texts in it",
  L20: "too long for a QR code",
  // While it runs
  R1: "a panic in a handler",
  R2: "a panic in the middle of a change",
  R3: "a crash at every start",
  R4: "a trap that reaches no panic hook",
  R5: "no WebAssembly, or none allowed",
  R6: "no JavaScript",
  R7: "the program does not arrive, or something else does",
  R8: "its parts are of different builds",
  R9: "its checksum does not fit",
  R10: "an old service worker",
  R11: "an update while one works",
  R12: "no network after the start",
  R13: "a slow machine on a slow line",
  R14: "a thousand changes",
  R15: "a translator rewrites the page",
  R16: "a monkey at the keys and the mouse",
  R17: "languages with other digits and letters",
  R18: "printing before everything is there",
  R19: "the page is opened as a file",
  // Security and privacy
  P1: "markup that is stored",
  P2: "an exported report that would run scripts",
  P3: "a drawing that runs scripts",
  P4: "a formula in a table",
  P5: "a formula in a workbook",
  P6: "the page in somebody's frame",
  P7: "a request after the start",
  P8: "neighbours on the same host",
  P9: "somebody else's computer",
  P10: "answers in crash texts, addresses and titles",
  P11: "messages from other windows",
  P12: "the address of the page is handed on",
  P13: "a dependency with a known hole",
  P14: "names of files that are handed over",
  P15: "names that take the place of the page's own parts",
  P16: "styles in attributes",
  // For everybody
  A1: "axe on every page, light and dark",
  A2: "the keyboard alone",
  A3: "another page is announced",
  A4: "the focus is never covered",
  A5: "what a screen reader is told of a question",
  A6: "what it is told while one answers",
  A7: "errors are told, with where they are",
  A8: "400 percent",
  A9: "more space between letters and lines",
  A10: "forced colours",
  A11: "no motion",
  A12: "contrast",
  A13: "right to left",
  A14: "notes in another direction",
  A15: "very long words",
  A16: "targets for fingers",
  A17: "charts in words and tables",
  A18: "everything that can be dragged has a button",
  A19: "print",
  A20: "names that begin as they are seen",
  A21: "dialogs",
  A22: "no time limit, help in one place",
  A23: "the language is named",
  A24: "a phone, upright and on its side",
  A25: "what destroys asks first and can be taken back",
  A26: "quiet while another tab works",
  A27: "the screens without the app",
};

const tally = { caused: new Set(), answers: 0, lost: 0 };

/** Notes that a test has caused these faults. At its end, when it has held. */
export function caused(...ids) {
  for (const id of ids) {
    assert.ok(FAULTS[id], `${id} is no fault in the list`);
    tally.caused.add(id);
  }
}

/** Counts answers that were shown as saved and are not there any more, and fails for them. */
export function keeps(expected, found) {
  tally.answers += expected.size;
  const lost = [...expected].filter(([question, value]) => found.get(question) !== value);
  tally.lost += lost.length;
  assert.deepEqual(lost, []);
}

process.on("exit", () => {
  if (!tally.caused.size && !tally.answers) return;
  mkdirSync(FOLDER, { recursive: true });
  const { caused, ...counts } = tally;
  writeFileSync(join(FOLDER, `${basename(process.argv[1])}.json`), JSON.stringify({ caused: [...caused], ...counts }));
});

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const parts = readdirSync(FOLDER).map((it) => JSON.parse(readFileSync(join(FOLDER, it), "utf8")));
  const sum = (key) => parts.reduce((sum, it) => sum + it[key], 0);
  const done = new Set(parts.flatMap((it) => it.caused));
  const ids = Object.keys(FAULTS);
  const missing = ids.filter((id) => !done.has(id));
  console.log(`      ${done.size} of ${ids.length} faults caused`);
  for (const id of missing) console.log(`      ${id} was not caused: ${FAULTS[id]}`);
  console.log(`      ${sum("answers")} answers shown as saved, ${sum("lost")} of them lost`);
  if (missing.length || sum("lost")) process.exit(1);
}
