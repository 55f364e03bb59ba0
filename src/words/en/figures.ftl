# How ready an organisation is, in one sentence. Never a promise. $reaching is of how many
# processes it is said that they reach their target.
ready = { NUMBER($reached) } of { $assessed ->
    [one] { NUMBER($assessed) } assessed process
   *[other] { NUMBER($assessed) } assessed processes
} { $reaching ->
    [one] reaches its
   *[other] reach their
} target level. Every question is answered.
ready-some-open = { NUMBER($reached) } of { $assessed ->
    [one] { NUMBER($assessed) } assessed process
   *[other] { NUMBER($assessed) } assessed processes
} { $reaching ->
    [one] reaches its
   *[other] reach their
} target level; { $open ->
    [one] { NUMBER($open) } question is
   *[other] { NUMBER($open) } questions are
} still open.
ready-some-missing = { NUMBER($reached) } of { $assessed ->
    [one] { NUMBER($assessed) } assessed process
   *[other] { NUMBER($assessed) } assessed processes
} { $reaching ->
    [one] reaches its
   *[other] reach their
} target level; { $missing ->
    [one] { NUMBER($missing) } process is
   *[other] { NUMBER($missing) } processes are
} not assessed yet.
# The same, where it is what people believe.
believed = { NUMBER($reached) } of { $assessed ->
    [one] { NUMBER($assessed) } assessed process
   *[other] { NUMBER($assessed) } assessed processes
} { $reaching ->
    [one] reaches its
   *[other] reach their
} target level, as its people believe; nothing is proven. Every question is answered.
believed-some-open = { NUMBER($reached) } of { $assessed ->
    [one] { NUMBER($assessed) } assessed process
   *[other] { NUMBER($assessed) } assessed processes
} { $reaching ->
    [one] reaches its
   *[other] reach their
} target level, as its people believe; nothing is proven; { $open ->
    [one] { NUMBER($open) } question is
   *[other] { NUMBER($open) } questions are
} still open.
believed-some-missing = { NUMBER($reached) } of { $assessed ->
    [one] { NUMBER($assessed) } assessed process
   *[other] { NUMBER($assessed) } assessed processes
} { $reaching ->
    [one] reaches its
   *[other] reach their
} target level, as its people believe; nothing is proven; { $missing ->
    [one] { NUMBER($missing) } process is
   *[other] { NUMBER($missing) } processes are
} not assessed yet.
answers-do-not-reach = No process has a level yet: the answers so far do not reach that far.
nothing-rated = Nothing has been rated yet, so no process has a level. That is not level 0: it is unknown.
none-here-no-level = There is no process here, so there is no level to show.
none-in-scope-no-level = No process is in scope, so there is no level to show.
none-applies-no-level = Every process is in scope and marked not applicable throughout, so there is no level to show.
none-counts-no-level = Each process is out of scope or marked not applicable throughout, so there is no level to show.

# Why no process counts.
none-here = There is no process here
none-in-scope = No process is in scope
none-applies = Every process is in scope and marked not applicable throughout
none-counts = Each process is out of scope or marked not applicable throughout

# What the one figure rests on.
no-level = no process has a level
over-groups = over { $n ->
    [one] { NUMBER($n) } group
   *[other] { NUMBER($n) } groups
}
over-processes = over { NUMBER($n) } of { NUMBER($all) } processes in scope
over-processes-that-apply = over { NUMBER($n) } of { NUMBER($all) } processes in scope that apply
# How the one figure is put together.
mean = Mean of the levels
mean-of-groups = Mean of the groups' means
sum = Sum of the levels
lowest = Lowest level decides

# What is demanded of a practice.
requirement = Requirement
good-practice = Good practice

# Where a process stands. $rating is the name of a rating.
out-of-scope = Out of scope
not-applicable = Not applicable
not-assessed = Not assessed
believed-level = Level { $level } (belief)
believed-rating = { $rating } (belief)
level = Level { $level }
level-so-far = Level { $lowest } so far, up to { $highest }
# Names of ratings, of which the highest is written in small letters.
ratings = { $lowest } to { $highest }
# Names of gaps or risks: while answers are open there are two ends.
range-open = { $highest } to { $lowest }, open
# $level is a number, as in "2 Managed".
level-named = { $level } { $name }
# Figures, as in "1.54 to 1.62".
range = { $lowest } to { $highest }

# What was answered.
answer-not-applicable = Not applicable
answer-not-applicable-because = Not applicable: { $reason }
answer-unknown = Don't know, ask
answer-unknown-ask = Don't know, ask: { $whom }
# A word, and what was said with it.
word-and-text = { $word }: { $text }
# What somebody said, with who it was.
said-by = { $name }: { $said }
