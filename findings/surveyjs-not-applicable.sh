#!/usr/bin/env bash
# survey-core 3.1.1 (npm): one answer "na" among numbers gives a different nonsense in each function, never an error.
#
# Scores are worked out by expressions. Answers that are missing are left out of avg, as one wishes.
# Expected by an expert: an answer of words ("na", not applicable) is left out too, or makes every result empty.
# Seen, with the answers 2, 4 and "na": avg is NaN, sum is the text "6na", min and max leave it out. In a table of rows,
# sumInArray is 6, but avgInArray is 2: the row "na" is not in the sum and yet counts in the divisor, so the mean of
# 2 and 4 is 2. countInArray is 3. A column total of type "avg" is 2 as well.
# Who scores a survey: leave "not applicable" empty in the data, or give it a question of its own.
#
# Exits 0 while this is as stated, 1 when it has changed, 2 when the package cannot be installed.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --silent --no-audit --no-fund --prefix . survey-core@3.1.1 >/dev/null || { echo "cannot install"; exit 2; }
cat > look.mjs <<'JS'
import { Model } from 'survey-core';
const text = (name) => ({ type: 'text', name });
const survey = new Model({ elements: [text('a'), text('b'), text('c'), text('missing'),
  { type: 'matrixdynamic', name: 'rows', rowCount: 0, columns: [{ name: 'v', cellType: 'text', totalType: 'avg' }] }] });
survey.data = { a: 2, b: 4, c: 'na', rows: [{ v: 2 }, { v: 'na' }, { v: 4 }] };
const stated = [
  ['avg({a}, {b}, {missing})', 3, 3],
  ['avg({a}, {b}, {c})', NaN, 3], ['sum({a}, {b}, {c})', '6na', 6],
  ['min({a}, {b}, {c})', 2, 2], ['max({a}, {b}, {c})', 4, 4],
  ["avgInArray({rows}, 'v')", 2, 3], ["sumInArray({rows}, 'v')", 6, 6], ["countInArray({rows}, 'v')", 3, 2],
];
let same = true;
console.log('answers 2, 4 and "na"');
for (const [expression, value, wished] of stated) {
  const seen = survey.runExpression(expression);
  console.log(`  ${expression} = ${typeof seen} ${seen} (leaving it out: ${wished})`);
  same &&= Object.is(seen, value);
}
const total = survey.getQuestionByName('rows').totalValue.v;
console.log(`  total of the column, type avg = ${typeof total} ${total} (leaving it out: 3)`);
same &&= total === 2;
console.log(same ? 'As stated: NaN, "6na", 2 and 4, and a mean of 2.' : 'CHANGED: not as stated.');
process.exitCode = same ? 0 : 1;
JS
node look.mjs
