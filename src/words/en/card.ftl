# The card of a question: where it stands among those shown, and its title. $attribute is the id of
# an attribute.
place = { NUMBER($number) } of { NUMBER($all) } · { $title }
place-of-attribute = { NUMBER($number) } of { NUMBER($all) } · PA { $attribute } · { $title }
tag-flagged = Flagged

# What can be answered. Each stands behind the name of its rating, as in "Fully".
not-hint = No, or by accident
partially-hint = In some places, with gaps
largely-hint = As a rule, with exceptions
fully-hint = Everywhere, and we could show it
unknown = Don't know
unknown-hint = Ask someone who does
not-applicable = Not applicable
not-applicable-hint = With a reason
clear = Clear answer
cleared = Answer cleared.
flag = Flag for review
flagged = Flagged for review

# Finer steps of a rating, by its letter.
finer = Finer, if you like
a-little = P−, a little
nearly-half = P+, nearly half
just-over-half = L−, just over half
nearly-all = L+, nearly all

# Why it is not rated.
reason = Why it does not apply here
reason-hint = The results show it. Certification to the 2018 edition accepts no exclusions.
whom = Whom to ask
whom-hint = A name or a role. It stays open until somebody answers.

# What is folded away, and what of it there is.
remarks = Note and evidence
remarks-note = Note and evidence · note
remarks-evidence = Note and evidence · evidence
remarks-both = Note and evidence · both
note = Note
# Said when little room is left.
note-room = { NUMBER($n) } of { NUMBER($most) } characters.
evidence = Evidence: what and where
# Of a question, or of a whole process.
assignee = Who answers

# What helps to answer.
checks = Tick what you have seen
# Of $all checks, $n are ticked; $rating is the name of the rating that follows.
suggests = { NUMBER($n) } of { NUMBER($all) } seen: suggests <b>{ $rating }</b>.
suggests-the-same = { NUMBER($n) } of { NUMBER($all) } seen: suggests <b>{ $rating }</b>, as you rated it.
# $letter is that of a rating.
rate-it = Rate it { $letter }
example = For example
typical-evidence = Typical evidence
# $edition is a year, $numbers are numbers of clauses with commas between them.
clauses = { $edition }: { $numbers }
beyond-clauses = Good practice beyond the clauses
