heading = Set up
lead = Everything here can be changed later without losing an answer.

# Who and what.
who = Who and what
who-note = Leave out what you like: only your own list and your exports show it.
organisation = Organisation
organisation-hint = As it shall stand on the results
unit = Unit or site
unit-hint = If only a part is assessed
name = Name of this assessment
name-hint = For your own list, as in Baseline spring
assessors = Who assesses
assessors-hint = Names or roles
scope = Scope
scope-hint = Which services, for which customers, from which sites. Two sentences are enough.
made-by = The baseline is made by
internal = Our own staff
internal-text = Knows where things are; tends to be kind.
independent = Someone independent
independent-text = A person or firm with no part in the processes.
edition = Clause numbers shown first
edition-2018 = 2018 edition
edition-2018-text = In force: what a certificate is given for today.
edition-2005 = 2005 edition
edition-2005-text = Where the 13 processes come from; for older baselines.

# How deep.
depth = How deep
depth-note = Answers carry over: a quick answer stays as a belief, never as proof.
# Heard by who does not see the choice.
depth-choice = Depth
quick = Quick
quick-text = One question per process: pick the statement that fits. A belief to start from, no proof.
standard = Standard
standard-text = Each practice of level 1, and one question per attribute up to the target level.
full = Full
full-text = Every practice up to the target level. For a baseline that has to hold.
questions = { $n ->
    [one] { NUMBER($n) } question
   *[other] { NUMBER($n) } questions
}

# Where to.
targets = Where to
targets-note = The level each process should reach. Levels above the target are not asked.
presets = Start from
# $process is the name of a process or area.
target-of = Target level of { $process }
area-rated = rated N to F
# The marked part is heard and not seen.
out-of-scope = Out of scope<b>: { $process }</b>
reason = Why it is out of scope
reason-hint = Certification to the 2018 edition accepts no exclusions.
reason-missing = A reason is needed: the results show it.

# How many questions this makes, and how long they take: some minutes, an hour, whole hours, or
# half an hour more than $hours.
size-minutes = { $n ->
    [one] { NUMBER($n) } question
   *[other] { NUMBER($n) } questions
}, about { $minutes ->
    [one] { NUMBER($minutes) } minute
   *[other] { NUMBER($minutes) } minutes
}: { NUMBER($processes) } on the processes, { NUMBER($areas) } on the management system.
size-hour = { $n ->
    [one] { NUMBER($n) } question
   *[other] { NUMBER($n) } questions
}, about an hour: { NUMBER($processes) } on the processes, { NUMBER($areas) } on the management system.
size-hours = { $n ->
    [one] { NUMBER($n) } question
   *[other] { NUMBER($n) } questions
}, about { NUMBER($hours) } hours: { NUMBER($processes) } on the processes, { NUMBER($areas) } on the management system.
size-half-hours = { $n ->
    [one] { NUMBER($n) } question
   *[other] { NUMBER($n) } questions
}, about { NUMBER($hours) }½ hours: { NUMBER($processes) } on the processes, { NUMBER($areas) } on the management system.
long = More than about 125 questions on the processes is too much for one sitting: split it by group, or aim lower first.
go-to-questions = Go to the questions
