#!/usr/bin/env bash
# pyxform 4.5.0 (PyPI): quotation marks in labels are changed, in German to half; spaces on one sheet only.
#
# pyxform makes XForms for ODK and others from XLSForm sheets. Curly quotes are straightened so that expressions work.
# Expected by an expert: that happens in expressions; words that people read (label, hint, title) stay as written.
# Seen: labels, hints, messages and the title are changed, too: English pairs become straight, and of a German pair
# only the closing mark is changed, so it no longer matches the opening one; an apostrophe becomes straight. Two
# blanks become one on the sheet "survey", not on "choices". The setting clean_text_values=no keeps the blanks, not
# the marks.
# Who offers questions as XLSForm: a label read back is not the label written; compare without marks and blanks.
#
# Exits 0 while this is as stated, 1 when it has changed, 2 when the package cannot be installed.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
{ python3 -m venv env && env/bin/pip install --quiet --disable-pip-version-check pyxform==4.5.0; } || { echo "cannot install"; exit 2; }
cat > look.py <<'PY'
import re, sys
from html import unescape
from pyxform.xls2xform import convert

LABEL = 'The \u201cowner\u201d  isn\u2019t the \u201eEigner\u201c'
SHEETS = {
    'survey': [{'type': 'select_one levels', 'name': 'q', 'label': LABEL, 'hint': LABEL,
                'constraint': '. != 1', 'constraint_message': LABEL}],
    'choices': [{'list_name': 'levels', 'name': 'a', 'label': LABEL}],
}
def made(**settings):
    form = convert(xlsform=SHEETS | {'settings': [{'form_title': LABEL, **settings}]}, validate=False).xform
    one = lambda pattern: [unescape(x) for x in re.findall(pattern, form)]
    title, = one('<h:title>(.*?)</h:title>')
    choice, question = one('<label>(.*?)</label>')
    hint, = one('<hint>(.*?)</hint>')
    message, = one('constraintMsg="(.*?)"')
    return {'title': title, 'label': question, 'hint': hint, 'message': message, 'choice': choice}

BLANKS = 'The "owner"  isn\'t the \u201eEigner"'
ONE_BLANK = BLANKS.replace('  ', ' ')
seen = made()
kept = made(clean_text_values='no')
print('written everywhere:', LABEL)
for name, words in seen.items():
    print(f'  {name}: {words!r}; with clean_text_values=no: {kept[name]!r}')
same = (seen == {'title': BLANKS, 'label': ONE_BLANK, 'hint': ONE_BLANK, 'message': ONE_BLANK, 'choice': BLANKS}
        and set(kept.values()) == {BLANKS})
print('As stated: marks and blanks of labels are changed.' if same else 'CHANGED: not as stated.')
sys.exit(0 if same else 1)
PY
env/bin/python look.py
