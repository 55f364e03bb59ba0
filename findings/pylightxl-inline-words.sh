#!/usr/bin/env bash
# pylightxl 1.61 (PyPI): words that stand in the cell itself (type "inlineStr") are not there at all.
#
# A cell's text is either a number into sharedStrings.xml (t="s") or stands in the cell: t="inlineStr" with <is><t>.
# Both are in ECMA-376 (ST_CellType). openpyxl 3.1.5 writes all words the second way, so pylightxl reads none of the
# words of a book saved by it (tried apart; the book here is made by hand). pylightxl's list of limitations does not
# mention it.
# Expected by an expert: the words are read, or an error says that this kind of cell is not known.
# Seen: no error. The cell is empty; last columns and rows that hold only such words do not count in the size; a
# sheet of nothing else has the size 0 by 0. Numbers and shared strings beside them are read.
#
# Exits 0 while this is as stated, 1 when it has changed, 2 when the package cannot be installed.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
{ python3 -m venv env && env/bin/pip install --quiet --disable-pip-version-check pylightxl==1.61; } || { echo "cannot install"; exit 2; }
cat > look.py <<'PY'
import sys, zipfile
import pylightxl

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
REL = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
PKG = 'http://schemas.openxmlformats.org/package/2006'
KIND = 'application/vnd.openxmlformats-officedocument.spreadsheetml.'

def inline(at, words):
    return f'<c r="{at}" t="inlineStr"><is><t>{words}</t></is></c>'

sheets = {
    # name | level (shared) | remark, then a row with a number, then a row of words only
    'Mixed': f'<row r="1">{inline("A1", "name")}<c r="B1" t="s"><v>0</v></c>{inline("C1", "remark")}</row>'
             f'<row r="2">{inline("A2", "incidents")}<c r="B2"><v>3</v></c>{inline("C2", "to be seen")}</row>'
             f'<row r="3">{inline("A3", "changes")}{inline("B3", "unknown")}{inline("C3", "to be asked")}</row>',
    'Words': f'<row r="1">{inline("A1", "name")}{inline("B1", "remark")}</row>',
}
names = list(enumerate(sheets, 1))
parts = {
    '[Content_Types].xml': f'<Types xmlns="{PKG}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{KIND}sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="{KIND}styles+xml"/>'
        + ''.join(f'<Override PartName="/xl/worksheets/sheet{i}.xml" ContentType="{KIND}worksheet+xml"/>' for i, _ in names)
        + f'<Override PartName="/xl/sharedStrings.xml" ContentType="{KIND}sharedStrings+xml"/></Types>',
    '_rels/.rels': f'<Relationships xmlns="{PKG}/relationships"><Relationship Id="rId1" Type="{REL}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    'xl/workbook.xml': f'<workbook xmlns="{MAIN}" xmlns:r="{REL}"><sheets>'
        + ''.join(f'<sheet name="{name}" sheetId="{i}" r:id="rId{i}"/>' for i, name in names) + '</sheets></workbook>',
    'xl/_rels/workbook.xml.rels': f'<Relationships xmlns="{PKG}/relationships">'
        + ''.join(f'<Relationship Id="rId{i}" Type="{REL}/worksheet" Target="worksheets/sheet{i}.xml"/>' for i, _ in names)
        + f'<Relationship Id="rId8" Type="{REL}/styles" Target="styles.xml"/>'
        f'<Relationship Id="rId9" Type="{REL}/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
    'xl/styles.xml': f'<styleSheet xmlns="{MAIN}"><fonts count="1"><font/></fonts><fills count="1"><fill><patternFill patternType="none"/></fill></fills>'
        '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf numFmtId="0"/></cellStyleXfs><cellXfs count="1"><xf numFmtId="0"/></cellXfs></styleSheet>',
    'xl/sharedStrings.xml': f'<sst xmlns="{MAIN}"><si><t>level</t></si></sst>',
}
for i, name in names:
    parts[f'xl/worksheets/sheet{i}.xml'] = f'<worksheet xmlns="{MAIN}"><sheetData>{sheets[name]}</sheetData></worksheet>'
with zipfile.ZipFile('book.xlsx', 'w') as z:
    for name, text in parts.items():
        z.writestr(name, HEAD + text)

book = pylightxl.readxl('book.xlsx')
mixed, words = book.ws('Mixed'), book.ws('Words')
seen = (list(mixed.rows), mixed.size, words.address('A1'), words.size)
print('pylightxl 1.61 (expected: 3 rows of 3 columns and 1 row of 2, all with their words)')
print(f'  Mixed: rows {seen[0]}, size {seen[1]}')
print(f'  Words: A1 {seen[2]!r}, size {seen[3]}')
same = seen == ([['', 'level'], ['', 3]], [2, 2], '', [0, 0])
print('As stated: words in inlineStr cells are left out without an error.' if same else 'CHANGED: not as stated.')
sys.exit(0 if same else 1)
PY
env/bin/python look.py
