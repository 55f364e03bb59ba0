# One question at a time.
back = All questions of the process
projector = Projector
# $at is which of $all places of the questionnaire is shown.
place = { NUMBER($at) } of { NUMBER($all) }
# Heard by who does not see the page.
said = { NUMBER($at) } of { NUMBER($all) }: { $statement }
progress = Place in the questionnaire
keys-off = Number keys are switched off in the settings.
questions = Questions
previous = Back
next = Next
