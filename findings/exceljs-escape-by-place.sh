#!/usr/bin/env bash
# exceljs 4.4.0 (npm): the same cell text reads differently by where in the file it stands.
#
# In a workbook, text may hold _xHHHH_ for a sign by its number, and _x005F_ for the "_" of words that only look
# like that (ECMA-376, ST_Xstring). The type is the same for <t> in sharedStrings.xml and for <t> in a cell of
# type "inlineStr".
# Expected by an expert: both places are read alike, either with the escape undone or with it left.
# Seen: it is undone in shared strings and left in inline strings, so two cells that say the same are not equal.
#
# Exits 0 while this is as stated, 1 when it has changed, 2 when the packages cannot be installed.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --silent --no-audit --no-fund --prefix . exceljs@4.4.0 jszip@3.10.1 >/dev/null || { echo "cannot install"; exit 2; }
cat > look.cjs <<'JS'
const Zip = require('jszip'), Excel = require('exceljs');
const stored = ['plain', 'line_x000D_', 'a_x0041_b', 'id_x005F_x0041_'];
const meant = ['plain', 'line\r', 'aAb', 'id_x0041_'];
const left = stored;
const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const rel = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const pkg = 'http://schemas.openxmlformats.org/package/2006';
const kind = 'application/vnd.openxmlformats-officedocument.spreadsheetml.';
// Column A: the words as shared strings. Column B: the same words in the cell itself.
const rows = stored.map((w, i) => `<row r="${i + 1}"><c r="A${i + 1}" t="s"><v>${i}</v></c>` +
  `<c r="B${i + 1}" t="inlineStr"><is><t>${w}</t></is></c></row>`).join('');
const parts = {
  '[Content_Types].xml': `<Types xmlns="${pkg}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
    `<Override PartName="/xl/workbook.xml" ContentType="${kind}sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${kind}worksheet+xml"/>` +
    `<Override PartName="/xl/sharedStrings.xml" ContentType="${kind}sharedStrings+xml"/></Types>`,
  '_rels/.rels': `<Relationships xmlns="${pkg}/relationships"><Relationship Id="rId1" Type="${rel}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  'xl/workbook.xml': `<workbook xmlns="${main}" xmlns:r="${rel}"><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>`,
  'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${pkg}/relationships"><Relationship Id="rId1" Type="${rel}/worksheet" Target="worksheets/sheet1.xml"/>` +
    `<Relationship Id="rId2" Type="${rel}/sharedStrings" Target="sharedStrings.xml"/></Relationships>`,
  'xl/sharedStrings.xml': `<sst xmlns="${main}">${stored.map((w) => `<si><t>${w}</t></si>`).join('')}</sst>`,
  'xl/worksheets/sheet1.xml': `<worksheet xmlns="${main}"><sheetData>${rows}</sheetData></worksheet>`,
};
(async () => {
  const zip = new Zip();
  for (const [name, text] of Object.entries(parts)) zip.file(name, head + text);
  const book = new Excel.Workbook();
  await book.xlsx.load(await zip.generateAsync({ type: 'nodebuffer' }));
  const sheet = book.worksheets[0];
  let same = true;
  console.log('exceljs 4.4.0, one text in two places (expected: both columns alike)');
  stored.forEach((w, i) => {
    const shared = sheet.getCell(`A${i + 1}`).value, inline = sheet.getCell(`B${i + 1}`).value;
    console.log(`  in the file ${JSON.stringify(w)}: shared ${JSON.stringify(shared)}, inline ${JSON.stringify(inline)}`);
    same &&= shared === meant[i] && inline === left[i];
  });
  console.log(same ? 'As stated: the escape is undone in shared strings only.' : 'CHANGED: not as stated.');
  process.exitCode = same ? 0 : 1;
})();
JS
node look.cjs
