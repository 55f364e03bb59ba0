# How much of the storage of the browser is taken. $ours and $others are numbers, as in "0.31".
usage = Plumbline has { $ours } of about { NUMBER($room) } million characters.
usage-with-others = Plumbline has { $ours } of about { NUMBER($room) } million characters, other pages of the same address { $others }.
fits-none = There may be no room for another full assessment.
fits = { $n ->
    [one] About { NUMBER($n) } more full assessment fits.
   *[other] About { NUMBER($n) } more full assessments fit.
}
# $host is an address, as in "example.github.io".
shared-host = This copy of Plumbline shares its address, { $host }, with whatever else is there: other pages of it can read what this browser stores here. For confidential work use a copy that has an address of its own.
