// axe-core on a page, with no rule switched off. The source is evaluated by the
// debugger, so the content security policy stays as it is. What axe leaves
// undecided is measured here, or was looked at by hand and is named below.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";

const source = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** What axe leaves open and a person has looked at: rule, selector, what was found. */
const LOOKED_AT = [
  // The sign is a picture of the deed and the name says it in words: "Undo: …",
  // "Close this notice". Who says either word aloud reaches the button.
  ["label-content-name-mismatch", ".steps__button, .toast__close"],
  // Rows of processes which a unit has not assessed: their cells say so with a
  // dash for sighted readers and in words for others.
  ["th-has-data-cells", ".units"],
];

/** Asserts that axe finds nothing in the page as it stands, and that what it cannot tell is in order. */
export async function accessible(page, name) {
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(source);
  const { violations, open } = await page.evaluate(inPage, LOOKED_AT);
  assert.deepEqual(violations, [], `${name}: axe found ${violations.length}`);
  assert.deepEqual(open, [], `${name}: axe left open ${open.length}`);
}

/** Runs in the page. */
async function inPage(lookedAt) {
  // In forced colours the browser tells the colour of letters in `color` alone,
  // and axe asks for another name of it first.
  const real = window.getComputedStyle;
  if (matchMedia("(forced-colors: active)").matches) {
    window.getComputedStyle = (...of) => {
      const style = real.apply(window, of);
      return new Proxy(style, {
        get: (it, key) => {
          if (key === "webkitTextFillColor") return it.color;
          if (key === "getPropertyValue") return (name) => it.getPropertyValue(name === "-webkit-text-fill-color" ? "color" : name);
          const value = it[key];
          return typeof value === "function" ? value.bind(it) : value;
        },
      });
    };
  }
  const { violations, incomplete } = await window.axe
    .run(document, {
      runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
      // Not yet in any of these sets, and wanted: what voice control goes by.
      // Paper is not touched: there boxes may lie closer.
      rules: { "label-content-name-mismatch": { enabled: true }, "target-size": { enabled: !matchMedia("print").matches } },
      resultTypes: ["violations", "incomplete"],
      elementRef: true,
    })
    .finally(() => (window.getComputedStyle = real));

  // --- the contrast that axe cannot tell: over gradients, in drawings, of single letters ---

  // Asked of the style sheets: what is drawn on a canvas is lost with a busy machine's graphics.
  const probe = document.createElement("i");
  probe.hidden = true;
  probe.style.forcedColorAdjust = "none";
  document.body.append(probe);
  const known = new Map();
  /** Red, green, blue and opacity, from 0 to 1. */
  const rgba = (colour) => {
    if (!known.has(colour)) {
      probe.style.color = `color-mix(in srgb, ${colour}, ${colour})`;
      const [, numbers] = real(probe).color.match(/^color\(srgb ([^)]*)\)$/);
      const [r, g, b, alpha = 1] = numbers.split(/[ /]+/).map(Number);
      known.set(colour, [r, g, b, alpha]);
    }
    return known.get(colour);
  };
  const over = (top, below) => [0, 1, 2].map((at) => top[at] * top[3] + below[at] * (1 - top[3]));
  const faded = (colour, opacity) => [...colour.slice(0, 3), colour[3] * opacity];
  const light = (colour) => {
    const [r, g, b] = colour.map((it) => (it <= 0.04045 ? it / 12.92 : ((it + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (a, b) => {
    const [low, high] = [light(a), light(b)].sort((x, y) => x - y);
    return (high + 0.05) / (low + 0.05);
  };
  /** Everything that may lie directly under the letters of an element. */
  const grounds = (element) => {
    let all = [[1, 1, 1]];
    const line = [];
    for (let it = element; it; it = it.parentElement) line.unshift(it);
    for (const it of line) {
      const style = real(it);
      const own = rgba(style.backgroundColor);
      all = all.map((below) => over(own, below));
      // The shadow at the edge of what scrolls lies where letters are cut off anyway.
      const stops = it instanceof SVGElement || it.matches(".scroller") ? [] : (style.backgroundImage.match(/(?:rgba?|oklch|oklab|color|hsla?)\([^()]*\)/g) ?? []);
      all.push(...stops.flatMap((stop) => all.map((below) => over(rgba(stop), below))));
    }
    const drawing = element.closest("svg");
    if (drawing) {
      const box = element.getBoundingClientRect();
      const middle = new DOMPoint(box.x + box.width / 2, box.y + box.height / 2);
      for (const it of drawing.querySelectorAll("rect, path, polygon, circle, ellipse")) {
        const style = real(it);
        const isBefore = it.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING;
        if (!isBefore || style.fill === "none" || style.fill.startsWith("url") || it.closest("defs, clipPath, mask")) continue;
        if (!it.isPointInFill(middle.matrixTransform(it.getScreenCTM().inverse()))) continue;
        const own = faded(rgba(style.fill), style.fillOpacity * style.opacity);
        all = all.map((below) => over(own, below));
      }
    }
    return all;
  };
  const isOff = (element) => element.closest("[aria-disabled=true], :disabled");
  /** The least contrast of an element, and what is asked of it. */
  const measured = (element) => {
    const style = real(element);
    const isDrawn = element instanceof SVGElement;
    const scale = isDrawn ? (element.getScreenCTM()?.a ?? 1) : 1;
    const size = parseFloat(style.fontSize) * scale;
    const isLarge = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
    let opacity = 1;
    for (let it = element; it; it = it.parentElement) opacity *= Number(real(it).opacity);
    const ink = faded(rgba(isDrawn ? style.fill : style.color), opacity);
    const least = Math.min(...grounds(element).map((it) => contrast(over(ink, it), it)));
    return { least, wanted: isLarge ? 3 : 4.5 };
  };

  const open = [];
  for (const rule of incomplete) {
    for (const { element, html } of rule.nodes) {
      if (lookedAt.some(([id, selector]) => id === rule.id && element.matches(selector))) continue;
      if (rule.id === "color-contrast") {
        if (isOff(element)) continue;
        const { least, wanted } = measured(element);
        if (least >= wanted) continue;
        open.push(`color-contrast ${least.toFixed(2)}, not ${wanted}: ${html.slice(0, 160)}`);
      } else open.push(`${rule.id}: ${html.slice(0, 160)}`);
    }
  }
  probe.remove();
  return {
    violations: violations.map((it) => `${it.id}: ${it.help}\n    ${it.nodes.slice(0, 4).map((node) => node.html.slice(0, 200)).join("\n    ")}`),
    open: [...new Set(open)],
  };
}
