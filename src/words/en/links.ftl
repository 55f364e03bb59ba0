# Why a link cannot be opened, and what to do.
not-ours = This is not a link of this app, or its beginning is missing. Copy the whole link, from https to its end.
newer = The link was made by a newer version of this app. Reload this page to get it, then open the link again.
cut = The link is incomplete: { NUMBER($arrived) } of { NUMBER($wanted) } characters arrived. Mail and chat programs cut long links. Ask for it again, or for the file.
changed = The link was changed on the way: its checksum does not fit. Ask for it again, or for the file.
levelled = The link was changed on the way: all its letters have become capitals, or all small ones, as some scanners and mail programs do. The two mean different things in it, so nothing can be read any more. Ask for it again, or for the file.
too-long = The link is longer than any that can be opened. Ask for the file.
other-model = The link was made for a set of questions that this app does not have.
locked = The link is locked with a passphrase.

# What a copy holds: $parts are the lines below, with commas between them.
holds-organisation = It holds { $parts }, the organisation by name.
holds-no-organisation = It holds { $parts }, no organisation.
answers = { $n ->
    [one] { NUMBER($n) } answer
   *[other] { NUMBER($n) } answers
}
left-to-someone = { $n ->
    [one] { NUMBER($n) } question left to someone
   *[other] { NUMBER($n) } questions left to someone
}
out-of-scope = { $n ->
    [one] { NUMBER($n) } answer out of scope
   *[other] { NUMBER($n) } answers out of scope
}
not-asked = { $n ->
    [one] { NUMBER($n) } answer not asked for here
   *[other] { NUMBER($n) } answers not asked for here
}
beliefs = { $n ->
    [one] { NUMBER($n) } belief
   *[other] { NUMBER($n) } beliefs
}
own-ratings = { $n ->
    [one] { NUMBER($n) } own rating
   *[other] { NUMBER($n) } own ratings
}
flags = { $n ->
    [one] { NUMBER($n) } flag
   *[other] { NUMBER($n) } flags
}
notes = { $n ->
    [one] { NUMBER($n) } note
   *[other] { NUMBER($n) } notes
}
comments = { $n ->
    [one] { NUMBER($n) } comment
   *[other] { NUMBER($n) } comments
}
references = { $n ->
    [one] { NUMBER($n) } evidence reference
   *[other] { NUMBER($n) } evidence references
}
pieces = { $n ->
    [one] { NUMBER($n) } piece of evidence
   *[other] { NUMBER($n) } pieces of evidence
}
ticked = { $n ->
    [one] { NUMBER($n) } question with ticked checks
   *[other] { NUMBER($n) } questions with ticked checks
}
# Follows the others: how many of those count nowhere.
among-them = { $n ->
    [one] among them { NUMBER($n) } entry about what is out of scope or not asked
   *[other] among them { NUMBER($n) } entries about what is out of scope or not asked
}
people = names of people
