#!/usr/bin/env bash
# @messageformat/fluent 0.14.0 over messageformat 4.0.0 (npm): DATETIME loses its dateStyle and gains a time.
#
# fluentToResource turns Fluent messages into MessageFormat 2; DATETIME($d, dateStyle: "long") becomes
# {$d :datetime dateStyle=long}. The example on its own page is of this form and promises "Today is Feb 2, 2022".
# Expected by an expert: "January 5, 2026", as @fluent/bundle prints it; or an error, as for style: "percent" of NUMBER.
# Seen: "Jan 5, 2026, 12:00 AM": the option is not known to :datetime, is dropped without an error, and a due date that
# never had a time is shown with one. The same with dateStyle "short" and "full".
# Who moves language files to MessageFormat 2: turn dates into words before, or rewrite these messages by hand.
#
# Exits 0 while this is as stated, 1 when it has changed, 2 when the packages cannot be installed.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --silent --no-audit --no-fund --prefix . @fluent/bundle@0.19.1 @fluent/syntax@0.19.0 @messageformat/fluent@0.14.0 messageformat@4.0.0 >/dev/null || { echo "cannot install"; exit 2; }
cat > look.mjs <<'JS'
import { FluentBundle, FluentResource } from '@fluent/bundle';
import { fluentToResource } from '@messageformat/fluent';
const d = new Date(2026, 0, 5);
const plain = (s) => s.replace(/\u202f/g, ' '); // the blank before AM differs from one Node to the next
let same = true;
console.log('5 January 2026 (expected: the same words twice)');
for (const style of ['short', 'long', 'full']) {
  const ftl = `due = Due { DATETIME($d, dateStyle: "${style}") }\n`;
  const bundle = new FluentBundle('en', { useIsolating: false });
  bundle.addResource(new FluentResource(ftl));
  const errors = [];
  const fluent = plain(bundle.formatPattern(bundle.getMessage('due').value, { d }));
  const mf2 = plain(fluentToResource('en', ftl, { bidiIsolation: 'none' }).get('due').get('').format({ d }, (e) => errors.push(e)));
  console.log(`  ${style}: Fluent "${fluent}", MessageFormat 2 "${mf2}", ${errors.length} errors`);
  same &&= !fluent.includes(':') && mf2 === 'Due Jan 5, 2026, 12:00 AM' && !errors.length;
}
console.log(same ? 'As stated: the style is dropped and a time is added, without an error.' : 'CHANGED: not as stated.');
process.exitCode = same ? 0 : 1;
JS
node look.mjs
