#!/usr/bin/env bash
# openpyxl 3.1.5 (PyPI): the letters "x005F_" are cut out of any shared string, also where they are no escape.
#
# In a workbook, text may hold _xHHHH_ for a sign by its number, and _x005F_ for the "_" of words that only look
# like that (ECMA-376, ST_Xstring).
# Expected by an expert: either all escapes are undone or none is, and text without an escape is kept as it is.
# Seen: "x005F_" is taken out wherever it stands, with or without "_" before it, so "matrix005F_v2" reads as
# "matriv2"; every other escape (_x0041_, _x000D_) is left as it is in the file. Cells of type "inlineStr" keep all.
#
# Exits 0 while this is as stated, 1 when it has changed, 2 when the package cannot be installed.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
{ python3 -m venv env && env/bin/pip install --quiet --disable-pip-version-check openpyxl==3.1.5; } || { echo "cannot install"; exit 2; }
cat > look.py <<'PY'
import sys, zipfile
from openpyxl import load_workbook

#          in the file         read from a shared string
words = [("plain",            "plain"),
         ("matrix005F_v2",    "matriv2"),         # no escape in it: nothing to undo
         ("id_x005F_x0041_",  "id_x0041_"),       # right
         ("a_x0041_b",        "a_x0041_b"),       # "aAb" if undone
         ("line_x000D_",      "line_x000D_")]     # "line" and a carriage return if undone
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
REL = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
PKG = 'http://schemas.openxmlformats.org/package/2006'
KIND = 'application/vnd.openxmlformats-officedocument.spreadsheetml.'
# Column A: the words as shared strings. Column B: the same words in the cell itself.
rows = ''.join(f'<row r="{i}"><c r="A{i}" t="s"><v>{i - 1}</v></c><c r="B{i}" t="inlineStr"><is><t>{w}</t></is></c></row>'
               for i, (w, _) in enumerate(words, 1))
parts = {
    '[Content_Types].xml': f'<Types xmlns="{PKG}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{KIND}sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="{KIND}worksheet+xml"/>'
        f'<Override PartName="/xl/sharedStrings.xml" ContentType="{KIND}sharedStrings+xml"/></Types>',
    '_rels/.rels': f'<Relationships xmlns="{PKG}/relationships"><Relationship Id="rId1" Type="{REL}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    'xl/workbook.xml': f'<workbook xmlns="{MAIN}" xmlns:r="{REL}"><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>',
    'xl/_rels/workbook.xml.rels': f'<Relationships xmlns="{PKG}/relationships"><Relationship Id="rId1" Type="{REL}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="rId2" Type="{REL}/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
    'xl/sharedStrings.xml': f'<sst xmlns="{MAIN}">{"".join(f"<si><t>{w}</t></si>" for w, _ in words)}</sst>',
    'xl/worksheets/sheet1.xml': f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>',
}
with zipfile.ZipFile('book.xlsx', 'w') as z:
    for name, text in parts.items():
        z.writestr(name, HEAD + text)

same = True
print('openpyxl 3.1.5 (expected: "matrix005F_v2" stays, and all escapes are undone or none)')
for (stored, stated), (shared, inline) in zip(words, load_workbook('book.xlsx').active.iter_rows(values_only=True), strict=True):
    print(f'  in the file {stored!r}: shared {shared!r}, inline {inline!r}')
    same = same and shared == stated and inline == stored
print('As stated: "x005F_" is cut out of shared strings, whatever stands before it.' if same else 'CHANGED: not as stated.')
sys.exit(0 if same else 1)
PY
env/bin/python look.py
