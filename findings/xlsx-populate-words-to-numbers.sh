#!/usr/bin/env bash
# xlsx-populate 1.21.0 (npm): cells of words turn into numbers, one by one, and loading and saving writes that back.
#
# The file says of each cell whether it holds words (t="s" or t="inlineStr") or a number.
# Expected by an expert: words stay words; value() of them is a string; a book loaded and saved untouched keeps them.
# Seen: any text that is written just as JavaScript would write that number is a number: "8.1" is 8.1, while "8.10"
# beside it stays words; so do "007" and "+5", but "-5", "NaN" and "Infinity" become numbers, too. Saved again
# without a change, these cells have no type "s" any more: they are numbers in the file, with <v>NaN</v> among them.
# Reported in its issue 371 for one such cell; its manual does not mention it.
#
# Exits 0 while this is as stated, 1 when it has changed, 2 when the packages cannot be installed.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --silent --no-audit --no-fund --prefix . xlsx-populate@1.21.0 jszip@3.10.1 >/dev/null || { echo "cannot install"; exit 2; }
cat > look.cjs <<'JS'
const Zip = require('jszip'), Populate = require('xlsx-populate');
const words = ['8.1', '8.10', '-5', '+5', '007', 'NaN', 'Infinity'];
const stated = [8.1, '8.10', -5, '+5', '007', NaN, Infinity];
const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const rel = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const pkg = 'http://schemas.openxmlformats.org/package/2006';
const kind = 'application/vnd.openxmlformats-officedocument.spreadsheetml.';
// Column A: the words as shared strings. Column B: the same words in the cell itself.
const rows = words.map((w, i) => `<row r="${i + 1}"><c r="A${i + 1}" t="s"><v>${i}</v></c>` +
  `<c r="B${i + 1}" t="inlineStr"><is><t>${w}</t></is></c></row>`).join('');
const parts = {
  '[Content_Types].xml': `<Types xmlns="${pkg}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
    `<Override PartName="/xl/workbook.xml" ContentType="${kind}sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${kind}worksheet+xml"/>` +
    `<Override PartName="/xl/styles.xml" ContentType="${kind}styles+xml"/><Override PartName="/xl/sharedStrings.xml" ContentType="${kind}sharedStrings+xml"/></Types>`,
  '_rels/.rels': `<Relationships xmlns="${pkg}/relationships"><Relationship Id="rId1" Type="${rel}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  'xl/workbook.xml': `<workbook xmlns="${main}" xmlns:r="${rel}"><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>`,
  'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${pkg}/relationships"><Relationship Id="rId1" Type="${rel}/worksheet" Target="worksheets/sheet1.xml"/>` +
    `<Relationship Id="rId2" Type="${rel}/styles" Target="styles.xml"/><Relationship Id="rId3" Type="${rel}/sharedStrings" Target="sharedStrings.xml"/></Relationships>`,
  'xl/styles.xml': `<styleSheet xmlns="${main}"><fonts count="1"><font/></fonts><fills count="1"><fill><patternFill patternType="none"/></fill></fills>` +
    '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="1"><xf/></cellXfs></styleSheet>',
  'xl/sharedStrings.xml': `<sst xmlns="${main}">${words.map((w) => `<si><t>${w}</t></si>`).join('')}</sst>`,
  'xl/worksheets/sheet1.xml': `<worksheet xmlns="${main}"><sheetData>${rows}</sheetData></worksheet>`,
};
(async () => {
  const zip = new Zip();
  for (const [name, text] of Object.entries(parts)) zip.file(name, head + text);
  const file = await zip.generateAsync({ type: 'nodebuffer' });
  const sheet = (await Populate.fromDataAsync(file)).sheet(0);
  // Loaded and saved, with nothing asked or changed between.
  const saved = await (await Populate.fromDataAsync(file)).outputAsync();
  const xml = await (await Zip.loadAsync(saved)).file('xl/worksheets/sheet1.xml').async('string');
  let same = true;
  console.log('xlsx-populate 1.21.0, cells of words (expected: all strings, and t="s" when saved)');
  words.forEach((w, i) => {
    const shared = sheet.cell(`A${i + 1}`).value(), inline = sheet.cell(`B${i + 1}`).value();
    const cell = xml.match(new RegExp(`<c r="A${i + 1}".*?</c>`))[0];
    console.log(`  words ${JSON.stringify(w)}: shared ${typeof shared} ${shared}, inline ${typeof inline} ${inline}, saved ${cell}`);
    const isNumber = typeof stated[i] === 'number';
    same &&= Object.is(shared, stated[i]) && Object.is(inline, stated[i]) && cell.includes(' t="s"') === !isNumber &&
      (!isNumber || cell.includes(`<v>${w}</v>`));
  });
  console.log(same ? 'As stated: words that look like a number of JavaScript become one.' : 'CHANGED: not as stated.');
  process.exitCode = same ? 0 : 1;
})();
JS
node look.cjs
