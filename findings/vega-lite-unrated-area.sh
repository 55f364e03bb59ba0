#!/usr/bin/env bash
# vega-lite 6.4.3 with vega 6.4.0 (npm): an area without a rating leaves the chart and its axis, bars and points only.
#
# Levels by area, one of them null. The SVG describes its axes and marks in aria-label for who cannot see it.
# Expected by an expert: no bar for null, but its area stays on the axis, so that one sees what is not rated.
# Seen: with bars and points the area is not on the axis either, and aria-label speaks of "2 values": nobody who reads
# the chart, by eye or by ear, learns that a third was asked. With a line and points it stays ("3 values").
# Who draws levels: set the axis's domain by hand, which keeps the area, and write "not rated" as words beside the
# chart.
#
# Exits 0 while this is as stated, 1 when it has changed, 2 when the packages cannot be installed.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --silent --no-audit --no-fund --prefix . vega@6.4.0 vega-lite@6.4.3 >/dev/null || { echo "cannot install"; exit 2; }
cat > look.mjs <<'JS'
import * as vega from 'vega';
import * as lite from 'vega-lite';
const values = [{ area: 'Scope', level: 3 }, { area: 'Risk', level: null }, { area: 'Change', level: 0 }];
const domain = { scale: { domain: values.map((v) => v.area) } };
const axis = async (mark, more = {}) => {
  const spec = { data: { values }, mark, encoding: { x: { field: 'area', type: 'nominal', ...more }, y: { field: 'level', type: 'quantitative' } } };
  const view = new vega.View(vega.parse(lite.compile(spec).spec), { renderer: 'none' });
  return (await view.toSVG()).match(/aria-label="X-axis[^"]*"/)[0].replace(/.*scale with /, '').replace('"', '');
};
const cases = [
  ['bar', await axis('bar'), '2 values: Change, Scope'],
  ['point', await axis('point'), '2 values: Change, Scope'],
  ['line with points', await axis({ type: 'line', point: true }), '3 values: Change, Risk, Scope'],
  ['bar, domain by hand', await axis('bar', domain), '3 values: Scope, Risk, Change'],
];
let same = true;
console.log('Scope 3, Risk null, Change 0 (expected: three areas on the axis)');
for (const [name, seen, stated] of cases) {
  console.log(`  ${name}: ${seen}`);
  same &&= seen === stated;
}
console.log(same ? 'As stated: Risk is not on the axis of bars and points.' : 'CHANGED: not as stated.');
process.exitCode = same ? 0 : 1;
JS
node look.mjs
