#!/usr/bin/env bash
# moz.l10n 0.15.0 (PyPI): a Fluent plural of plain words becomes an empty gettext translation, without an error.
#
# parse_resource(Format.fluent, ...) and serialize_resource(..., Format.gettext) turn one format into another.
# Expected by an expert: what gettext cannot hold raises a ValueError, as it does for a choice by words ($kind).
# Seen: { $n -> [one] One finding *[other] Many findings } is written as msgstr[0] "" and no error is raised: all its
# words are gone. (The manual says that plural keys must be gettext's numbers unless "plurals" is given, not that others
# are dropped.) The same plural with { $n } in its words does raise. With plurals=["one", "other"] and a header
# Plural-Forms with nplurals=2 both words are there.
# Who exports language files for translators: give both, and count the words after the export.
#
# Exits 0 while this is as stated, 1 when it has changed, 2 when the package cannot be installed.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
{ python3 -m venv env && env/bin/pip install --quiet --disable-pip-version-check moz.l10n==0.15.0; } || { echo "cannot install"; exit 2; }
cat > look.py <<'PY'
import sys
from moz.l10n.formats import Format
from moz.l10n.model import Metadata
from moz.l10n.resource import parse_resource, serialize_resource

WORDS = 'a = { $n ->\n    [one] One finding\n   *[other] Many findings\n }\n'
OTHERS = {
    'with the number in the words': 'a = { $n ->\n    [one] One finding\n   *[other] { $n } findings\n }\n',
    'choice by a word': 'a = { $kind ->\n    [major] Major\n   *[minor] Minor\n }\n',
}

def lines(resource, **more):
    return [l for l in ''.join(serialize_resource(resource, Format.gettext, **more)).splitlines() if l.startswith('msgstr[')]

plain = lines(parse_resource(Format.fluent, WORDS))
print('moz.l10n 0.15.0, Fluent to gettext (expected: the words, or a ValueError)')
print('  plural of plain words:', plain)
raised = {}
for name, ftl in OTHERS.items():
    try:
        raised[name] = f'no error: {lines(parse_resource(Format.fluent, ftl))}'
    except ValueError:
        raised[name] = 'ValueError'
    print(f'  {name}: {raised[name]}')
resource = parse_resource(Format.fluent, WORDS)
resource.meta.append(Metadata('Plural-Forms', 'nplurals=2; plural=(n != 1);'))
from moz.l10n.formats.gettext.serialize import gettext_serialize
given = [l for l in ''.join(gettext_serialize(resource, plurals=['one', 'other'])).splitlines() if l.startswith('msgstr[')]
print('  with plurals and Plural-Forms:', given)
same = (plain == ['msgstr[0] ""'] and set(raised.values()) == {'ValueError'}
        and given == ['msgstr[0] "One finding"', 'msgstr[1] "Many findings"'])
print('As stated: the plural is written empty, without an error.' if same else 'CHANGED: not as stated.')
sys.exit(0 if same else 1)
PY
env/bin/python look.py
