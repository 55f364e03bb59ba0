#!/usr/bin/env bash
# python-calamine 0.9.1 (PyPI): line breaks and tabs inside an .ods cell are lost, and the words run together.
#
# A line break in a cell is either a new <text:p> or <text:line-break/>; a tab is <text:tab/> (OpenDocument 1.2, 6.1).
# Expected by an expert: "Partly" and "no owner" on two lines are read as "Partly\nno owner" either way.
# Seen: with <text:p> yes; with <text:line-break/> it is "Partlyno owner", with a tab the same. Two line breaks after
# one another vanish as well. pyexcel-ods3 0.6.1 writes every "\n" as <text:line-break/>, so a note of two lines
# written by the one and read by the other is one word longer and one word shorter. pyexcel-ods3 reads all of them
# right.
# Who reads registers in .ods: read notes of several lines with another reader, or compare after reading.
#
# Exits 0 while this is as stated, 1 when it has changed, 2 when the packages cannot be installed.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
{ python3 -m venv env && env/bin/pip install --quiet --disable-pip-version-check python-calamine==0.9.1 pyexcel-ods3==0.6.1; } || { echo "cannot install"; exit 2; }
cat > look.py <<'PY'
import re, sys, zipfile
import pyexcel_ods3
from python_calamine import CalamineWorkbook

def calamine(name):
    return CalamineWorkbook.from_path(name).get_sheet_by_index(0).to_python()
# Written by pyexcel-ods3 as it is, and with its line breaks changed to a tab and to paragraphs.
NOTE = 'Partly\nno owner'
pyexcel_ods3.save_data('break.ods', {'S': [[NOTE, 'a\n\nb', 'end']]})
def changed(name, to):
    with zipfile.ZipFile('break.ods') as old, zipfile.ZipFile(name, 'w') as new:
        for part in old.namelist():
            data = old.read(part)
            new.writestr(part, data.replace(b'<text:line-break/>', to) if part == 'content.xml' else data)
changed('tab.ods', b'<text:tab/>')
changed('paragraphs.ods', b'</text:p><text:p>')
stated = {
    'break.ods': (['Partlyno owner', 'ab', 'end'], [NOTE, 'a\n\nb', 'end']),
    'tab.ods': (['Partlyno owner', 'ab', 'end'], [NOTE.replace('\n', '\t'), 'a\t\tb', 'end']),
    'paragraphs.ods': ([NOTE, 'a\n\nb', 'end'], [NOTE, 'a\n\nb', 'end']),
}
content = zipfile.ZipFile('break.ods').read('content.xml').decode()
print('pyexcel-ods3 writes', re.search('<text:p>Partly.*?</text:p>', content)[0])
same = 'Partly<text:line-break/>no owner' in content
for name, expected in stated.items():
    seen = (calamine(name)[0], pyexcel_ods3.get_data(name)['S'][0])
    print(f'  {name}: python-calamine {seen[0]}, pyexcel-ods3 {seen[1]}')
    same = same and seen == expected
print('As stated: python-calamine loses line breaks and tabs.' if same else 'CHANGED: not as stated.')
sys.exit(0 if same else 1)
PY
env/bin/python look.py
