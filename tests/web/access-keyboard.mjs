// A person with nothing but a keyboard: keys are pressed, nothing is clicked,
// focused or changed in another way. At every stop it is looked at whether the
// focus can be seen.

import assert from "node:assert/strict";
import { until } from "./browser.mjs";

/** What has the focus, and whether something lies over it or nothing marks it. */
const stop = (page) =>
  page.evaluate(async () => {
    // What scrolls to the focus, and what is made by the change, comes with the next frame.
    await new Promise((next) => requestAnimationFrame(() => setTimeout(next)));
    const it = document.activeElement;
    const plain = (text) => (text ?? "").replace(/\s+/g, " ").trim();
    const label = it.closest("label") ?? it.labels?.[0];
    const labels = [...(it.labels ?? [])].map((it) => it.innerText).join(" ");
    const name = plain(it.getAttribute("aria-label")) || plain(labels) || plain(it.innerText);
    // A radio or a box is drawn by its label.
    const drawn = /^(radio|checkbox)$/.test(it.type) && label ? label : it;
    const box = drawn.getBoundingClientRect();
    const inside = { left: Math.max(box.left, 0), top: Math.max(box.top, 0), right: Math.min(box.right, innerWidth), bottom: Math.min(box.bottom, innerHeight) };
    const isOut = inside.right - inside.left < 1 || inside.bottom - inside.top < 1;
    const over = new Set();
    for (const x of [0.05, 0.5, 0.95]) {
      for (const y of [0.1, 0.5, 0.9]) {
        const top = document.elementFromPoint(inside.left + x * (inside.right - inside.left), inside.top + y * (inside.bottom - inside.top));
        if (top && !drawn.contains(top) && !top.contains(drawn) && !label?.contains(top)) over.add(top.className || top.tagName);
      }
    }
    const marks = [it, drawn].map((it) => getComputedStyle(it)).some((it) => it.outlineStyle !== "none" && parseFloat(it.outlineWidth) >= 2);
    // Each stop is told apart from each other one, for as long as it stands.
    window.stops ??= new WeakMap();
    window.lastStop ??= 0;
    if (!window.stops.has(it)) window.stops.set(it, (window.lastStop += 1));
    return {
      at: window.stops.get(it),
      name,
      tag: it.localName,
      type: it.type,
      id: it.id,
      group: it.type === "radio" ? it.name : "",
      value: it.value,
      href: it.getAttribute("href"),
      card: it.closest(".question")?.id ?? "",
      isPage: it === document.body || it === document.documentElement,
      over: it === document.body ? [] : [...over],
      isOut,
      // What is as high as the screen need not be in it as a whole.
      isCut: box.height < innerHeight / 2 && inside.bottom - inside.top < box.height - 2,
      marks,
      html: it.outerHTML.slice(0, 140),
    };
  });

export const keys = (page) => {
  const seen = (it) => {
    if (it.isPage) return it;
    assert.ok(!it.isOut, `the focus is outside what can be seen: ${it.html}`);
    assert.ok(!it.isCut, `the focus is cut off by the edge: ${it.html}`);
    assert.deepEqual(it.over, [], `the focus is covered: ${it.html}`);
    assert.ok(it.marks, `nothing marks the focus: ${it.html}`);
    return it;
  };
  const press = (key) => page.keyboard.press(key);
  const step = async (isBack) => {
    if (isBack) await page.keyboard.down("Shift");
    await press("Tab");
    if (isBack) await page.keyboard.up("Shift");
  };
  const tab = async (isBack) => {
    await step(isBack);
    // Tab never stops at the heading: the page that has just come has put the focus
    // there, after the key, as it does when what had the focus has gone with the old one.
    // Once; more often it would be taking it away.
    const isHeaded = await page.evaluate(() => {
      const it = document.activeElement;
      if (it?.id !== "heading") return false;
      if (window.headed?.it === it && window.headed.text === it.innerText) throw new Error("the heading takes the focus away");
      window.headed = { it, text: it.innerText };
      return true;
    });
    if (isHeaded) await step(isBack);
    // What is still being drawn may push it away for a moment.
    let it;
    await until(async () => {
      it = await stop(page);
      return !(it.isOut || it.isCut || it.over?.length);
    }).catch(() => {});
    return seen(it);
  };
  /** Goes on by Tab until the stop is the one that is looked for. */
  const to = async (is, what, isBack = false) => {
    const wanted = typeof is === "string" ? (it) => it.name === is : is;
    const passed = [];
    for (let n = 0; n < 400; n += 1) {
      const it = await tab(isBack);
      if (wanted(it)) return it;
      passed.push(it.name || it.id || it.tag);
    }
    return assert.fail(`${what ?? is} is not reached by Tab, but ${passed.slice(-30).join(", ")}`);
  };
  return {
    press,
    tab,
    to,
    back: (is, what) => to(is, what, true),
    now: () => stop(page),
    type: (text) => page.keyboard.type(text),
  };
};

/** Where the focus lands is looked at at once, not at the end of a glide. */
export const still = (page) => page.emulateMediaFeatures([{ name: "prefers-reduced-motion", value: "reduce" }]);
