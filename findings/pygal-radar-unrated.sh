#!/usr/bin/env bash
# pygal 3.1.3 (PyPI): in a radar chart an area without a rating is drawn as 0, and told as 0 to who cannot see the
# chart.
#
# None stands for a value that is not there. Line and Bar leave such a point out; their table shows an empty cell.
# Expected by an expert: Radar does the same, with a gap or a line past the point.
# Seen: Radar turns None into 0: a dot in the middle, <desc class="value">0</desc> in the SVG, and 0 in
# render_table(), so "not rated" and "level 0" are the same picture and the same words.
# Who draws levels as a radar: leave areas without a rating out of the chart altogether, and name them beside it.
#
# Exits 0 while this is as stated, 1 when it has changed, 2 when the package cannot be installed.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
{ python3 -m venv env && env/bin/pip install --quiet --disable-pip-version-check pygal==3.1.3 lxml; } || { echo "cannot install"; exit 2; }
cat > look.py <<'PY'
import re, sys
import pygal

same = True
print('pygal 3.1.3, levels 3, none, 2, 1 of Scope, Risk, Change, Assets')
for kind in (pygal.Line, pygal.Bar, pygal.Radar):
    chart = kind()
    chart.x_labels = ['Scope', 'Risk', 'Change', 'Assets']
    chart.add('level', [3, None, 2, 1])
    values = re.findall(r'<desc class="value">(.*?)</desc>', chart.render(is_unicode=True))
    table = dict(re.findall(r'<tr><td>(\w+)</td><td>(.*?)</td></tr>', chart.render_table()))
    print(f'  {kind.__name__}: values in the SVG {values}, in the table Risk is {table["Risk"]!r}')
    radar = kind is pygal.Radar
    same = same and values == (['3', '0', '2', '1'] if radar else ['3', '2', '1']) and table['Risk'] == ('0' if radar else '')
print('As stated: Radar shows and tells 0.' if same else 'CHANGED: not as stated.')
sys.exit(0 if same else 1)
PY
env/bin/python look.py
