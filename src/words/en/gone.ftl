# What became of an assessment that another tab took away while it was open here.
replaced = This assessment was replaced
replaced-text = Another tab put what a file holds in its place while it was open here. What stood here before is in the bin for 30 days.
again = This assessment is here again
again-text = Another tab had taken it away while it was open here.
in-bin = This assessment is in the bin
in-bin-text = Another tab moved it there while it was open here. It stays in the bin for 30 days and can be put back.
deleted = This assessment was deleted
deleted-text = Another tab deleted it for good while it was open here. It is not in the bin.
go-on = Go on with what is here now
open-bin = Open the bin
see-here = See what is here
unsaved = What you answered here after that is stored nowhere. A file can still hold it, and be merged with what is here.
download = Download a copy

# What was being typed.
typed = What you were writing
typed-note = The last of it may be nowhere else: copy what you still need.
# The marked part is heard and not seen; $field is what the field is called.
copy = Copy<b>: { $field }</b>
copied = Copied.
not-copied = This browser does not let the page copy: select the text.
