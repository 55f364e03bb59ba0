#!/usr/bin/env bash
# htmldocx 0.0.6 (PyPI): a first row with colspan costs the whole table its last column, without an error.
#
# add_html_to_document turns an HTML report into Word by python-docx.
# Expected by an expert: a table of three columns under a head of two cells (the first with colspan="2") has three
# columns; at worst the head is not joined.
# Seen: the table gets as many columns as its first row has cells, so two. The third cell of a row is put into the
# first of the next row and written over there: the levels are gone without an error when a shorter row comes last (a
# foot that is joined, too). Without such a last row it is an IndexError. Without colspan in the first row all is
# there. html-for-docx, which goes on from it, keeps all cells. The words of <caption> are in neither.
# Who makes Word reports from HTML: no colspan in the first row, and count the cells afterwards.
#
# Exits 0 while this is as stated, 1 when it has changed, 2 when the packages cannot be installed.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
{ python3 -m venv env && env/bin/pip install --quiet --disable-pip-version-check htmldocx==0.0.6 html-for-docx==1.2.1 python-docx==1.2.0; } || { echo "cannot install"; exit 2; }
cat > look.py <<'PY'
import sys
from docx import Document
from html4docx import HtmlToDocx as Other
from htmldocx import HtmlToDocx

ROWS = '<tr><td>8.1</td><td>Planning</td><td>3</td></tr><tr><td>8.2</td><td>Portfolio</td><td>2</td></tr>'
FOOT = '<tr><td colspan="2">As of 2026</td></tr>'
SPAN = '<table><caption>Levels by area</caption><tr><th colspan="2">Area</th><th>Level</th></tr>' + ROWS
NONE = '<table><tr><th>No</th><th>Area</th><th>Level</th></tr>' + ROWS

def cells(converter, html):
    document = Document()
    try:
        converter().add_html_to_document(html + '</table>', document)
    except IndexError:
        return 'IndexError', None
    words = [p.text for p in document.paragraphs]
    return [[cell.text for cell in row.cells] for row in document.tables[0].rows], any('Levels' in w for w in words)

full = [['8.1', 'Planning', '3'], ['8.2', 'Portfolio', '2']]
foot, span, plain, other = cells(HtmlToDocx, SPAN + FOOT), cells(HtmlToDocx, SPAN), cells(HtmlToDocx, NONE), cells(Other, SPAN + FOOT)
print('htmldocx 0.0.6')
print('  head with colspan, joined foot:', foot[0])
print('  head with colspan, no foot:', span[0])
print('  head without:', plain[0])
print('html-for-docx, head with colspan, joined foot:', other[0])
print('words of the caption there:', foot[1], other[1])
same = (foot[0] == [['Area', 'Level'], ['8.1', 'Planning'], ['8.2', 'Portfolio'], ['As of 2026', '']] and span[0] == 'IndexError'
        and plain[0][1:] == full and other[0][1:3] == full and not foot[1] and not other[1])
print('As stated: the last column is not in the document.' if same else 'CHANGED: not as stated.')
sys.exit(0 if same else 1)
PY
env/bin/python look.py
