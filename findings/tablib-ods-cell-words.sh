#!/usr/bin/env bash
# tablib 3.10.0 with odfpy 1.4.1 (PyPI): of an .ods cell it reads the first piece, which may be the remark's author.
#
# import_set(..., format="ods") reads what LibreOffice saves: bold parts as <text:span>, runs of blanks as <text:s/>,
# remarks as <office:annotation> in the cell, percentages with office:value.
# Expected by an expert: the words of the cell, without the remark; 0.85 for 85 %, as its .xlsx import gives.
# Seen: "Level three" with one bold word is "Level "; "a   b" is "a"; a cell with a remark is the name of who wrote the
# remark, in place of the words; 85 % is the text "85%"; a duration of 30 hours raises a ValueError (01:30 is a time).
# (That repeated cells are read once, so that later ones move to the left, is known: its request 616.)
# Who takes evidence registers as .ods: read them with another package, or ask for .xlsx or CSV.
#
# Exits 0 while this is as stated, 1 when it has changed, 2 when the packages cannot be installed.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
{ python3 -m venv env && env/bin/pip install --quiet --disable-pip-version-check tablib==3.10.0 odfpy==1.4.1; } || { echo "cannot install"; exit 2; }
cat > look.py <<'PY'
import sys, zipfile
import tablib

NS = ''.join(f'xmlns:{n}="urn:oasis:names:tc:opendocument:xmlns:{n}:1.0" ' for n in ('office', 'table', 'text'))
NS += 'xmlns:dc="http://purl.org/dc/elements/1.1/"'
HEAD = '<?xml version="1.0" encoding="UTF-8"?>'
def ods(name, rows):
    body = ''.join('<table:table-row>' + ''.join(row) + '</table:table-row>' for row in rows)
    manifest = 'urn:oasis:names:tc:opendocument:xmlns:manifest:1.0'
    kind = 'application/vnd.oasis.opendocument.spreadsheet'
    parts = {'mimetype': kind,
        'META-INF/manifest.xml': f'{HEAD}<m:manifest xmlns:m="{manifest}"><m:file-entry m:full-path="/" m:media-type="{kind}"/>'
            '<m:file-entry m:full-path="content.xml" m:media-type="text/xml"/></m:manifest>',
        'content.xml': f'{HEAD}<office:document-content {NS} office:version="1.2"><office:body><office:spreadsheet>'
            f'<table:table table:name="S"><table:table-column/>{body}</table:table></office:spreadsheet></office:body></office:document-content>'}
    parts |= {f'{p}.xml': f'{HEAD}<office:document-{p} {NS} office:version="1.2"/>' for p in ('styles', 'meta', 'settings')}
    with zipfile.ZipFile(name, 'w') as z:
        for part, text in parts.items():
            z.writestr(part, text)

def words(inside, before=''):
    return f'<table:table-cell office:value-type="string">{before}<text:p>{inside}</text:p></table:table-cell>'
def other(kind, value, shown):
    return f'<table:table-cell office:value-type="{kind}" {value}><text:p>{shown}</text:p></table:table-cell>'
REMARK = '<office:annotation><dc:creator>Jo</dc:creator><text:p>check this</text:p></office:annotation>'
cells = {
    'a bold word': (words('Level <text:span>three</text:span> met'), 'Level '),
    'three blanks': (words('a<text:s text:c="3"/>b'), 'a'),
    'a remark': (words('Partly met', REMARK), 'Jo'),
    '85 %': (other('percentage', 'office:value="0.85"', '85%'), '85%'),
    'plain words': (words('Fully met'), 'Fully met'),
}
same = True
print('tablib 3.10.0, cells of an .ods file')
ods('cells.ods', [[cell for cell, _ in cells.values()]])
seen, = tablib.import_set(open('cells.ods', 'rb'), format='ods', headers=False)
for (name, (_, stated)), value in zip(cells.items(), seen, strict=True):
    print(f'  {name}: {value!r}')
    same = same and value == stated
ods('hours.ods', [[other('time', 'office:time-value="PT30H00M00S"', '30:00')]])
try:
    hours = repr(list(tablib.import_set(open('hours.ods', 'rb'), format='ods', headers=False)))
except ValueError as e:
    hours = f'ValueError: {e}'
print('  30 hours:', hours)
same = same and hours.startswith('ValueError')
print('As stated: only the first piece of a cell is read.' if same else 'CHANGED: not as stated.')
sys.exit(0 if same else 1)
PY
env/bin/python look.py
