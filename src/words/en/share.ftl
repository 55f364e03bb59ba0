heading = Share
lead = The link itself carries what you tick; there is no server in between. Whoever has the link can read what is in it, and so can the mail or chat it travels in.
collect = Collect the answers of several people

purpose = What for
purpose-note = Opening a link never changes what the other person has.
purposes = What the link is for
result = Show the results
result-text = A copy to look at: levels and charts, beside whatever the other person has.
answers = Send my answers back
answers-text = To whoever invited you and collects everybody's: with your name, notes and evidence.
invitation = Invite others to answer
invitation-text = Scope, depth and targets without answers. Each person begins an assessment of their own.
full = Go on elsewhere
full-text = Everything that you tick, what is out of scope as well: to continue in another browser or to hand over.
my-name = Your name
my-name-hint = So that one knows whose answers they are. Leave it empty to stay unnamed.

contents = What goes in
contents-note = Nothing else leaves: no earlier values, no file names beyond what you tick; and, unless it is to go on elsewhere, nothing of what is out of scope or not asked.
parts = What goes into the link
always = Always: depth, edition, targets, which processes are in scope, how figures are put together, whether your own staff assesses, and when it was begun.
part-ratings = <b>Answers</b>: Ratings, beliefs, own ratings, flags
part-organisation = <b>Organisation</b>: Name, unit, scope, title
part-people = <b>People</b>: Assessors, who answers what, who is to be asked, who wrote
part-notes = <b>Notes and comments</b>: Why something is rated, left out or not applicable
part-evidence = <b>Evidence</b>: References and ticked checks

passphrase-section = A passphrase, if you like
passphrase-note = For what is not for everyone who sees the mail.
passphrase = Passphrase
passphrase-hint = Send it another way than the link. Without it nobody opens the link or the file, you included: it is kept nowhere.
suggest = Suggest one
locking = Locking it…
no-cryptography = This browser offers this page no cryptography: the page has to be served over https. Nothing was locked and nothing left.

the-link = The link
link-note = It stays as it is: later changes need a new link.
link = Link
# How long the link is, and how far it gets.
goes-everywhere = { NUMBER($n) } characters. It passes through any mail and chat.
goes-mostly = { NUMBER($n) } characters. Some mail programs cut links of this length: try it with yourself first.
goes-nowhere = { NUMBER($n) } characters. Mail and chat will cut it. Send the exported file, or leave out notes and evidence.
too-long = This is more than a link can carry. Save it as a file, or leave out notes and evidence.
copy = Copy the link
# $contents says what is in it, in sentences of its own.
copied = Copied: { NUMBER($n) } characters. { $contents }
not-copied = This browser does not let the page copy. The link is selected: copy it yourself.
mail = Write a mail with it
mail-subject = Plumbline: { $name }
# Stands above the link.
mail-text = This link opens the assessment; nothing is stored on a server. { $contents } ({ NUMBER($n) } characters)
mail-text-locked = This link opens the assessment with a passphrase, which you get another way; nothing is stored on a server. { $contents } ({ NUMBER($n) } characters)
try-it = Try it
code = QR code of the link
code-note = The same link, for phones and slides.
no-code = Too long for a QR code that phones can read from a slide ({ NUMBER($n) } characters at most). Leave out notes and evidence.

file = Or a file
file-note = For what is too long for a link.
file-text = The same parts, with when each was said. Whoever opens the file sees what is in it first, and can merge it with what they have.
save = Save it as a file
save-locked = Save it as a locked file
# What a locked file is called; $name is the assessment.
file-locked = { $name } locked
refused = The browser refused the download.
