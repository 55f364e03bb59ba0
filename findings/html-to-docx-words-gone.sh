#!/usr/bin/env bash
# html-to-docx 1.8.0 (npm): the words of captions and abbreviations are not in the Word file, without an error.
#
# It turns an HTML report into Word. Elements that it does not know might come as plain words.
# Expected by an expert: the words of every element are kept, at worst without their look.
# Seen: <caption> of a table, <figcaption> of a figure and <abbr> inside a sentence are gone, with their words:
# "before the CAB" is "before the ". <dt>, <dd>, <summary>, <mark> and <blockquote> are kept.
# (That the blank between two inline elements is lost is known: its issue 103.)
# Who makes Word reports from HTML: change these elements to <p>, <b> or <span> first, and compare the words.
#
# Exits 0 while this is as stated, 1 when it has changed, 2 when the packages cannot be installed.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --silent --no-audit --no-fund --prefix . html-to-docx@1.8.0 jszip@3.10.1 >/dev/null || { echo "cannot install"; exit 2; }
cat > look.cjs <<'JS'
const convert = require('html-to-docx'), Zip = require('jszip');
const kept = {
  p: '<p>Kparagraph</p>', dt: '<dl><dt>Kterm</dt></dl>', dd: '<dl><dd>Kmeaning</dd></dl>', td: '<table><tr><td>Kcell</td></tr></table>',
  summary: '<details><summary>Ksummary</summary></details>', mark: '<p>x <mark>Kmark</mark></p>', blockquote: '<blockquote>Kquote</blockquote>',
};
const gone = {
  caption: '<table><caption>Gcaption</caption><tr><td>x</td></tr></table>', figcaption: '<figure><figcaption>Gfigure</figcaption></figure>',
  abbr: '<p>before the <abbr title="Change Advisory Board">Gboard</abbr> met</p>',
};
(async () => {
  let same = true;
  for (const [name, html] of Object.entries({ ...kept, ...gone })) {
    const zip = await Zip.loadAsync(await convert(`<p>start</p>${html}<p>end</p>`));
    const words = (await zip.file('word/document.xml').async('string')).replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ').trim();
    const there = /[KG][a-z]+/.test(words);
    console.log(`  <${name}>: ${there ? 'kept' : 'gone'} (${words})`);
    same &&= there === name in kept && words.startsWith('start') && words.endsWith('end');
  }
  console.log(same ? 'As stated: words of caption, figcaption and abbr are gone.' : 'CHANGED: not as stated.');
  process.exitCode = same ? 0 : 1;
})();
JS
node look.cjs
