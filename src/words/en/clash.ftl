# What was said of one field here and elsewhere, to choose from.
changed-elsewhere = This was changed elsewhere while you were in it. Both texts are here.
mine = Yours
theirs = The other
empty = (empty)
use-mine = Use mine
use-theirs = Use the other
use-both = Use both
too-long = Both do not fit

# The same of fields that are not seen. $value is what was said, $field what the field is called.
note = Changed elsewhere meanwhile. What was said last stands; both are here.
close = Close this notice
stands = { $value } (stands)
# The marked part is heard and not seen.
use-mine-of = Use mine<b>: { $field }</b>
use-theirs-of = Use the other<b>: { $field }</b>
