// axe-core on a page, with no rule switched off. The source is evaluated by the
// debugger, so the content security policy stays as it is.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";

const source = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** Asserts that axe finds nothing, in the page as it stands. */
export async function accessible(page, name) {
  await page.evaluate(source);
  const { violations } = await page.evaluate(() =>
    window.axe.run(document, {
      runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
      // Not yet in any of these sets, and wanted: what voice control goes by.
      rules: { "label-content-name-mismatch": { enabled: true } },
      resultTypes: ["violations"],
    }),
  );
  const found = violations.map((it) => `${it.id}: ${it.help}\n    ${it.nodes.slice(0, 4).map((node) => node.html.slice(0, 200)).join("\n    ")}`);
  assert.deepEqual(found, [], `${name}: axe found ${found.length}`);
}
