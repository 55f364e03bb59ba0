# Why a file was refused, for the person who chose it.
too-large = The file has { NUMBER($megabytes) } MB; assessments have at most { NUMBER($most) } MB.
empty = The file is empty.
not-utf-8 = The file is not plain text in UTF-8. It may have been saved by another program; choose the original export.
# $reason is said by one of the next two, or by name-twice.
not-json = The file cannot be read from line { $line }, column { $column } on: { $reason }. It may be cut or edited by hand.
ends-early = it ends too early
no-json-here = something stands there that does not belong in JSON
not-ours = The file is JSON, but not an assessment of this app: it does not say format "plumbline".
# $version is the number of a format.
newer = The file was made by a newer version of this app (format { $version }). Reload the page to get the newest version, then open it again.
too-many = The file holds more than { NUMBER($most) } assessments.
locked = The file is locked with a passphrase.
faults = { $entries ->
    [one] { NUMBER($entries) } entry in the file does not fit.
   *[other] { NUMBER($entries) } entries in the file do not fit.
}

# What a file is that is no assessment: a sentence of what it is, and one of what to do.
kind = { $what } { $instead }
choose-export = Choose the .json file that was exported here.
unpack = Unpack it, and choose the .json file that was exported here.
save-as-utf-8 = Another program has written it so: save it there as UTF-8, or choose the .json file as it was exported here.
open-link = Open the link: copy it whole, from https to its end, into the address field of the browser.
raw = This is the raw data of Plumbline, for whoever repairs it, and not an assessment; it cannot be opened here.
workbook = This is a workbook, such as Plumbline exports for reading elsewhere; none can be opened here again.
report = This is the report that Plumbline exports for reading and printing; it cannot be opened here again.
answers = This is the table of answers that Plumbline exports for reading elsewhere; it cannot be opened here again.
link = This is a text with a link of Plumbline in it, not a file of it.
utf-32 = This is text in UTF-32.
utf-16 = This is text in UTF-16.
pdf = This is a PDF, not an assessment.
# $format is the name of a format of pictures, as in "PNG".
picture = This is a { $format } picture, not an assessment.
media = This is a picture, a sound or a film, not an assessment.
film = This is a picture or a film, not an assessment.
# $format is the name of a program or format, as in "gzip".
compressed = This is a compressed file ({ $format }).
seven-zip = This is a 7z archive.
rar = This is a RAR archive.
zip = This is a ZIP archive.
empty-zip = This is a ZIP archive with nothing in it.
old-office = This is an old or a locked Word or Excel file, not an assessment.
rtf = This is a text of a word processor (RTF), not an assessment.
word = This is a Word document, not an assessment.
presentation = This is a PowerPoint presentation, not an assessment.
open-document = This is a document of LibreOffice, not an assessment.
data = This is data of another program, not an assessment.
text = This is text, but not an assessment.
web-page = This is a web page, not an assessment.
drawing = This is a drawing (SVG), not an assessment.
xml = This is an XML file, not an assessment.

# Where in a file something does not fit: $part and $place are names of the file format.
fault = { $place }: { $reason }
in-assessment = assessment { NUMBER($number) }
in-part = assessment { NUMBER($number) }, { $part }

# What does not fit there: the rest of a sentence that begins with the place.
missing = is missing
missing-or-no-text = is missing or no text
not-whole = is not whole: the file was cut or edited
no-list = is not a list
empty-list = is empty
twice = appears twice
# $name is a name of the file format.
name-twice = "{ $name }" appears twice
no-object = is not an object, or names a part twice
no-id = is missing or not 12 lower-case letters and digits
no-model = is missing or has no id and version
other-model = is one that this app does not have
no-registers = is missing, not an object, or names a register twice
too-many-entries = has more than { NUMBER($most) } entries
retired-twice = appears twice, once under a retired id
no-name-of-entry = is not the name of an entry
unknown-too-long = has an unknown entry that is too long to keep
expected-version = expected { $version }

# $found is the beginning of what stands there instead; value, at and the like are names of the
# file format.
expected-true = expected true, found { $found }
expected-register = expected an object with value and at, found { $found }
expected-moment = expected an object with at, found { $found }
expected-override = expected an object with rating and reason, found { $found }
expected-comment = expected an object with said, by, text and settled, found { $found }
expected-answer = expected an object with rating, notApplicable or ask, found { $found }
expected-belief = expected an object with level or rating, found { $found }
expected-earlier = expected a list of earlier values, found { $found }
expected-text = expected a text, found { $found }
expected-time = expected a time in milliseconds, found { $found }
expected-level = expected a level from 1 to 5, found { $found }
expected-numbers = expected a list of numbers, found { $found }
expected-word = expected a word, found { $found }
no-time-stamp = "at" is not a time stamp: { $found }
no-score = { $found } is not a rating (N, P-, P, P+, L-, L, L+, F)
no-rating = { $found } is not a rating (N, P, L, F)
no-word = { $found } is not one of the words allowed here
no-level = { NUMBER($number) } is not a level from 0 to 5
too-many-earlier = has more than { NUMBER($most) } earlier values
not-earlier = an earlier value is not earlier
target-zero = a target level is 1 to 5, not 0
no-check = there is no check { NUMBER($number) }, or it is named twice
no-reason = an own rating needs a reason
comment-too-late = a comment was said after the end of time
comment-empty = a comment has no text
answer-unclear = an answer holds exactly one of rating, notApplicable and ask
belief-unclear = a belief holds either level or rating
text-unfit = the text is longer than { NUMBER($most) } characters or holds control characters
label-key = has a key that is no name of a record
label-of = has an "of" that is not 12 lower-case letters and digits
label-name = has a name with control characters, or one that is too long
label-time = has no time stamp

# In a file under a passphrase, for whoever looks into it with an editor.
locked-note = Locked with a passphrase. Open this file in Plumbline; without the passphrase nobody can read it.
