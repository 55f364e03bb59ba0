#!/usr/bin/env bash
# @messageformat/fluent 0.14.0 (npm): from Fluent to message data and back once, and it cannot read what it wrote.
#
# fluentToResourceData and resourceToFluent are each other's opposite; there and back should give the same message.
# Expected by an expert: { NUMBER($n, minimumFractionDigits: 1) } inside a variant of the same selector comes back as
# it was.
# Seen: it comes back as NUMBER(NUMBER($n, minimumFractionDigits: 1), minimumFractionDigits: 1); read once more, this
# throws "A Fluent FunctionReference is not supported here." The text is valid: @fluent/bundle reads it and prints the
# same words. (A number shown just as it was chosen by is the usual case: "1.0 points".)
# Who lets a tool rewrite language files: compare before saving, and keep the old file.
#
# Exits 0 while this is as stated, 1 when it has changed, 2 when the packages cannot be installed.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --silent --no-audit --no-fund --prefix . @fluent/bundle@0.19.1 @fluent/syntax@0.19.0 @messageformat/fluent@0.14.0 messageformat@4.0.0 >/dev/null || { echo "cannot install"; exit 2; }
cat > look.mjs <<'JS'
import { FluentBundle, FluentResource } from '@fluent/bundle';
import { serialize } from '@fluent/syntax';
import { fluentToResourceData, resourceToFluent } from '@messageformat/fluent';
const number = 'NUMBER($n, minimumFractionDigits: 1)';
const ftl = `score =\n    { ${number} ->\n        [one] { ${number} } point\n       *[other] { ${number} } points\n    }\n`;
const trip = (text) => serialize(resourceToFluent(fluentToResourceData(text).data));
const words = (text) => {
  const bundle = new FluentBundle('en', { useIsolating: false });
  bundle.addResource(new FluentResource(text));
  return bundle.formatPattern(bundle.getMessage('score').value, { n: 2 });
};
const once = trip(ftl);
let twice;
try { twice = trip(once); } catch (e) { twice = e.message; }
console.log('there and back once (expected: the same text):\n' + once.trimEnd());
console.log('there and back twice (expected: the same text):', twice);
console.log(`words in @fluent/bundle before and after: "${words(ftl)}", "${words(once)}"`);
const same = once.includes('{ NUMBER(NUMBER($n, minimumFractionDigits: 1), minimumFractionDigits: 1) } points') &&
  twice === 'A Fluent FunctionReference is not supported here.' && words(ftl) === '2.0 points' && words(once) === '2.0 points';
console.log(same ? 'As stated: its own output cannot be read again.' : 'CHANGED: not as stated.');
process.exitCode = same ? 0 : 1;
JS
node look.mjs
