# Whether what was said is stored, in the head of the page.
once = Saved once, second copy to come
nothing-yet = Nothing to save yet
saved = Saved in this browser
# $time is a time of day, to the second.
saved-at = Saved { $time }
not-saved = Not saved
this-tab-only = Kept in this tab only

# The second copy of what is kept in this browser.
copy-is-late = A second copy of what is kept in this browser is still being read. What seems to be missing may be in it, and appears as soon as it is there.
copy-is-slow = The browser is slow to store the second copy of what you say. Until it has, a crash of the browser may lose it.
# $fields are lines as below, with semicolons between them.
gave-way = The second copy held something else for what you have just said. The later one stands, and this gave way: <b>{ $fields }</b>.
# $field is what a field is called, $before what was said of it.
field = { $field }: { $before }
# Only the beginning of a long text is shown.
field-cut = { $field }: { $before }…
close = Close

# When something is not stored.
banner = Saving
refused = The browser refuses to store what you say: its storage is full or was taken away. Everything is still here in this tab. Download a copy before you close it, make room, and try again.
memory-only = This browser does not let the page store anything (private mode, or storage is blocked). You can work, and everything stays in this tab. Download a copy before you close it.
# How full the storage is follows.
in-this-tab-alone = { $n ->
    [one] { NUMBER($n) } change is in this tab alone.
   *[other] { NUMBER($n) } changes are in this tab alone.
}
download = Download a copy
try-again = Try again
put-aside = { $n ->
    [one] { NUMBER($n) } stored entry could not be read and was put aside, untouched.
   *[other] { NUMBER($n) } stored entries could not be read and were put aside, untouched.
} The rest of the assessment is complete. Settings offers the raw data.
