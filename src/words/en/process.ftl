# The page of one process. $group is the name of its group; <b> leads back to the results.
back = <b>All results</b> / { $group }
level = Where it stands
level-note = From the level down to the answers.
go-to-questions = Go to the questions
# $target is said as in "2 Managed", $gap and $risk as in "slight".
against-target = Target level { $target }. Gap: { $gap }. Risk: { $risk }.

# What the level rests on, in sentences that follow one another.
answered = { NUMBER($done) } of { $asked ->
    [one] { NUMBER($asked) } question
   *[other] { NUMBER($asked) } questions
} answered: { NUMBER($rated) } rated, { NUMBER($inapplicable) } not applicable. Open: { NUMBER($to-ask) } to ask someone, { NUMBER($untouched) } untouched.
assessed-up-to = Assessed up to level { $level }; nothing is said of the levels above.
believed = Picked in the quick depth: a belief, not a measurement.
out-of-scope = Out of scope: its answers are kept and not counted, so there is no level, no target and no gap.
not-applicable = Every practice of level 1 is marked not applicable, so there is no level, no target and no gap.
not-assessed = Nothing is rated, so there is no level. That is not level 0.
area = An area of the management system is rated as a whole and has no level.

# Why it has this level. $level is said as in "2 Managed".
rule = Why this level
rule-note = A level is reached when each of its attributes is largely or fully achieved and all attributes below are fully achieved.
reached-fully = <b>Level { $level }</b>: reached, all fully: on to the next
reached-not-fully = <b>Level { $level }</b>: reached, but not all fully: the next level is blocked
reached-open = <b>Level { $level }</b>: reached; open answers decide whether the next level can be looked at
missed = <b>Level { $level }</b>: not reached
open = <b>Level { $level }</b>: open: answers are missing that could reach it
not-asked = <b>Level { $level }</b>: not asked for this target
# $id is that of an attribute, $rating the letter of its rating.
attribute-rated = PA { $id } { $rating }
attribute-not-rated = PA { $id } not rated

attributes = Attributes
attributes-note = An attribute is the weighted mean of its answers. Not applicable leaves the sum; open answers count as N and as F to get the range.
# How an attribute stands. $rating, $lowest and $highest are names of ratings, $lowest and
# $highest in small letters; $band is said as in "over 50 to 85 %".
own = { $rating }, by the assessor's own rating.
attribute-not-asked = Not asked in this depth and for this target.
attribute-unrated = Nothing rated yet: it can still become anything.
attribute-not-applicable = Every practice is marked not applicable. An attribute of a process that runs always applies, so this proves nothing and the level stops below.
settled = { $rating } ({ $band }).
unsettled = { $rating } on the answers so far; between { $lowest } and { $highest } once the rest is answered.
# $state is one of the sentences above, $reason what the assessor said.
state-and-why = { $state } Why: { $reason }

# Its practices, and the sum of them.
practices-of = Practices of PA { $id }
practice = Practice
weight = Weight
rating = Rating
counts-as = Counts as
percent = { $figure } %
practice-not-applicable = n/a
left-out = left out
practice-open = open
any-percent = 0 to 100 %
# $sum is said as in "(3 × 100 + 2 × 67.5) ÷ 5 = 87.00 %".
so-far = So far: { $sum }
at-least = At least, with what is open at 0: { $sum }
at-most = At most, with what is open at 100: { $sum }

# The assessor's own rating of an attribute.
rate = Rate PA { $id } yourself
rate-hint = Where you know better than the arithmetic. It replaces the computed rating and is shown with its reason.
# $letter is that of a rating, $name its name.
rating-named = { $letter } { $name }
reason = Reason
reason-missing = A reason is needed: say what you saw.
changed-elsewhere = This was changed elsewhere while you were in it. Both are here.
use-own = Use my rating
use-computed = Go back to the computed one
removed = Own rating removed.
