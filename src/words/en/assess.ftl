# The questionnaire. Processes on the side, and how many of their questions are answered.
processes = Processes
out-of-scope = out of scope
done-of = { NUMBER($done) } of { NUMBER($asked) }
answered = { NUMBER($done) } of { NUMBER($asked) } answered
# More may still be found.
answered-so-far = { NUMBER($done) } of { NUMBER($asked) } answered so far
answered-in-all = Answered in all processes

# The head of a process, behind its group.
target-level = target level <b>{ $level }</b>
# $belief is said as in "2 Managed".
believed = believed: { $belief }
result = Result and arithmetic
one-at-a-time = One question at a time
risks = What tends to happen without it
# $reason is what somebody wrote.
left-out = Out of scope: <b>{ $reason }</b>. Answers are kept and not counted.
change-scope = Change the scope

# Where it stands so far.
so-far = So far
not-counted = Answers are kept and not counted
nothing-open = Nothing open here
open = { $n ->
    [one] { NUMBER($n) } question open
   *[other] { NUMBER($n) } questions open
}
why = Why? Open the arithmetic

# The way to the processes before and after; the marked part is small.
ways = Before and after
before = <b>Before: </b>{ $process }
next = <b>Next: </b>{ $process }
next-results = <b>Next: </b>Results

# Which questions are shown.
search = Search
search-hint = in all processes
show = Show
show-all = All questions
show-open = Unanswered
show-flagged = Flagged
show-noted = With a note
show-unknown = Don't know
show-commented = With open comments
whose = Whose
of-everybody = Everybody's
next-open = Next unanswered
all-answered = All answered
nothing-asked = Nothing is asked
found = { $n ->
    [one] { NUMBER($n) } question in all processes
   *[other] { NUMBER($n) } questions in all processes
}
show-process = Show the process again

# Titles of parts of the list. $level is said as in "2 Managed".
level = Level { $level }
level-of = { $process }: Level { $level }
area = What it takes
area-of = { $process }: What it takes
performed-note = what this process does
higher-note = asked of every process, in the words of this one
