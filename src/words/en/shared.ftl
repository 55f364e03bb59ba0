# What a link holds.
invitation = You are invited to assess
invitation-lead = The link brings scope, depth and targets. Your answers will be yours: they stay in this browser until you share them.
result = A shared assessment
result-lead = A copy to look at. Nothing of it is in this browser yet, and your own assessments are not touched.
full = A shared assessment, to go on with
full-lead = Nothing of it is in this browser yet, and your own assessments are not touched.
made-on = link made on { $day }
tag-sample = Sample
size = { $n ->
    [one] { $n } question
   *[other] { $n } questions
} about how your organisation manages its services. Answer what you can, say "Don't know" where you cannot, and stop and go on whenever you like. When you are done, send your answers back from the page Share.

start = Start answering
# The same invitation was opened here before, and answers were begun.
has-begun = You have begun to answer this in this browser.
go-on-answering = Go on answering
once-more = Answer it once more, apart
save-copy = Save a copy here
put-together = Put it together with mine
go-on = Go on with it here
close = Close it
no-room = The browser refused to store it: its storage is full or blocked. What was here before is unchanged.
# Stands behind the name of a copy.
from-link = from a link
# Stands where the name of a file does.
the-link = the link

radar = All processes
radar-note = As the link says, against its targets.
bars = Process by process
bars-note = The hatched part is still open.
profile = Attribute profile
profile-note = The process attributes of ISO/IEC 33020.

# A link that cannot be read, or not yet.
broken = This link cannot be opened
not-kept = The link is not kept after its tab is closed. Open it again where you got it.
locked = This link is locked
locked-lead = It arrived whole. What is in it can be read with its passphrase.
untouched = What is in this browser was not touched.
go-home = Go to the first page
