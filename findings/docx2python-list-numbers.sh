#!/usr/bin/env bash
# docx2python 3.7.1 (PyPI): a list that begins with 5 in Word begins with 1 in the text; moved words come twice.
#
# A Word list counts by its definition: startOverride 5 begins with 5, lvlText "%1.%2" shows 1.1. The package's page
# says that numbers are put before the words as "1)", and shows no list that begins elsewhere.
# Expected by an expert: the form may differ, but a number put before the words is the one of the document: 5), 6).
# Words moved with changes tracked (moveFrom, moveTo) come once, as deleted words do not come at all.
# Seen: 1) and 2) instead of 5. and 6., so "finding 5" of a report is "1)" in its text; 1.1 and 1.2 are 1) and 2), too.
# The moved words are there at the old and at the new place.
# Who reads reports to find numbered findings: count by numbering.xml, or let the words carry a reference.
#
# Exits 0 while this is as stated, 1 when it has changed, 2 when the package cannot be installed.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
{ python3 -m venv env && env/bin/pip install --quiet --disable-pip-version-check docx2python==3.7.1; } || { echo "cannot install"; exit 2; }
cat > look.py <<'PY'
import sys, zipfile
from docx2python import docx2python

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
REL = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
W = f'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="{REL}"'
PKG = 'http://schemas.openxmlformats.org/package/2006'
KIND = 'application/vnd.openxmlformats-officedocument.wordprocessingml.'
run = lambda words: f'<w:r><w:t xml:space="preserve">{words}</w:t></w:r>'
item = lambda words, level, num: f'<w:p><w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num}"/></w:numPr></w:pPr>{run(words)}</w:p>'
level = lambda i, text: f'<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/></w:lvl>'
by = 'w:author="A" w:date="2026-01-01T00:00:00Z"'
body = ''.join([
    item('Scope', 0, 1), item('Sites', 1, 1), item('Services', 1, 1), item('Leadership', 0, 1),
    f'<w:p>{run("Findings")}</w:p>', item('Owner missing', 0, 2), item('Plan late', 0, 2),
    f'<w:p>{run("old: ")}<w:moveFrom w:id="1" {by}>{run("MOVED")}</w:moveFrom></w:p>',
    f'<w:p>{run("new: ")}<w:moveTo w:id="2" {by}>{run("MOVED")}</w:moveTo></w:p>',
    f'<w:p>{run("cut: ")}<w:del w:id="3" {by}><w:r><w:delText>DELETED</w:delText></w:r></w:del></w:p>',
])
parts = {
    '[Content_Types].xml': f'<Types xmlns="{PKG}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{KIND}document.main+xml"/><Override PartName="/word/numbering.xml" ContentType="{KIND}numbering+xml"/></Types>',
    '_rels/.rels': f'<Relationships xmlns="{PKG}/relationships"><Relationship Id="rId1" Type="{REL}/officeDocument" Target="word/document.xml"/></Relationships>',
    'word/_rels/document.xml.rels': f'<Relationships xmlns="{PKG}/relationships"><Relationship Id="rId1" Type="{REL}/numbering" Target="numbering.xml"/></Relationships>',
    'word/numbering.xml': f'<w:numbering {W}><w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="multilevel"/>{level(0, "%1.")}{level(1, "%1.%2")}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="0"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num></w:numbering>',
    'word/document.xml': f'<w:document {W}><w:body>{body}<w:sectPr/></w:body></w:document>',
}
with zipfile.ZipFile('report.docx', 'w') as z:
    for name, text in parts.items():
        z.writestr(name, HEAD + text)
with docx2python('report.docx') as report:
    seen = [' '.join(line.split()) for line in report.text.splitlines() if line.strip()]
shown = ['1. Scope', '1.1 Sites', '1.2 Services', '2. Leadership', 'Findings', '5. Owner missing', '6. Plan late', 'old:', 'new: MOVED', 'cut:']
stated = ['1) Scope', '1) Sites', '2) Services', '2) Leadership', 'Findings', '1) Owner missing', '2) Plan late', 'old: MOVED', 'new: MOVED', 'cut:']
for line, word in zip(seen, shown):
    print(f'  {line}   (in Word: {word})')
same = seen == stated
print('As stated: other numbers than in Word, and moved words twice.' if same else 'CHANGED: not as stated.')
sys.exit(0 if same else 1)
PY
env/bin/python look.py
