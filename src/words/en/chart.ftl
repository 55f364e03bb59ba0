# Names of charts.
radar = Radar of process levels
bars = Bars of process levels
profile = Attribute profile
# $name is that of a process or area.
ratings-of = { $name }: attribute ratings
level-of = { $name }: level

# Below a chart: opens its figures.
as-table = The same figures as a table

# Where a process stands. $lowest and $highest are levels.
range = { $lowest }–{ $highest }
not-assessed = not assessed
out-of-scope = out of scope
not-applicable = not applicable
area-rated = rated, without a level
# $level is a level or a range of them.
of-target = { $level } of { $target }
believed-level = believed level { $level }
# $rating is the letter of a rating.
believed-rating = believed { $rating }

# What there is to see, in sentences that follow one another.
levels = { $n ->
    [one] Levels of { NUMBER($n) } process against target.
   *[other] Levels of { NUMBER($n) } processes against target.
}
believed-levels = { $n ->
    [one] Believed levels of { NUMBER($n) } process against target.
   *[other] Believed levels of { NUMBER($n) } processes against target.
}
none-assessed = None is assessed yet.
none-measured = None is measured.
reached = { $assessed ->
    [one] { NUMBER($reached) } of { NUMBER($assessed) } assessed process reaches its target.
   *[other] { NUMBER($reached) } of { NUMBER($assessed) } assessed processes reach their target.
}
believed-reached = { $assessed ->
    [one] { NUMBER($reached) } of { NUMBER($assessed) } believed level reaches its target.
   *[other] { NUMBER($reached) } of { NUMBER($assessed) } believed levels reach their target.
}
# $level is said as in "1 of 3", or without its target where there are others at it.
lowest = Lowest: { $name } { $level }.
lowest-and-others = { $others ->
    [one] Lowest: { $name } { $level }, and { NUMBER($others) } other.
   *[other] Lowest: { $name } { $level }, and { NUMBER($others) } others.
}
n-not-assessed = { NUMBER($n) } not assessed.
n-out-of-scope = { NUMBER($n) } out of scope.
n-not-applicable = { NUMBER($n) } not applicable.
can-rise = { NUMBER($n) } can still rise with open answers.
changed = Since the previous assessment { NUMBER($rose) } rose and { NUMBER($fell) } fell.
ratings = Ratings of { $columns ->
    [one] { NUMBER($columns) } process attribute
   *[other] { NUMBER($columns) } process attributes
} for { $lines ->
    [one] { NUMBER($lines) } process or area.
   *[other] { NUMBER($lines) } processes and areas.
}
met = { NUMBER($met) } of { $wanted ->
    [one] { NUMBER($wanted) } attribute rating
   *[other] { NUMBER($wanted) } attribute ratings
} asked for by the targets { $met ->
    [one] is met.
   *[other] are met.
}
met-some-unrated = { NUMBER($met) } of { $wanted ->
    [one] { NUMBER($wanted) } attribute rating
   *[other] { NUMBER($wanted) } attribute ratings
} asked for by the targets { $met ->
    [one] is met,
   *[other] are met,
} { $unrated ->
    [one] { NUMBER($unrated) } is not rated yet.
   *[other] { NUMBER($unrated) } are not rated yet.
}
still-open = { $n ->
    [one] { NUMBER($n) } is still open.
   *[other] { NUMBER($n) } are still open.
}
own = { $n ->
    [one] { NUMBER($n) } is the assessor's own.
   *[other] { NUMBER($n) } are the assessor's own.
}
# Of one process: $id is that of an attribute, $rating is said as below.
attribute-rated = PA { $id } { $rating }.
process-met = { NUMBER($met) } of { NUMBER($wanted) } ratings asked for by the target are met.
at-level = Level { $level }.
at-level-target = Level { $level }, target { $target }.
# $standing is said as in "not assessed".
stands = { $standing }.
stands-target = { $standing }, target { $target }.

# A rating, from its letter to all that is said of it.
unrated = not rated
open = { $lowest } to { $highest }
own-rating = { $rating } (assessor's own)
target-met = { $rating }, target met
target-fully = { $rating }, target F
target-largely = { $rating }, target L

# Headings of columns.
process = Process
process-or-area = Process or area
group = Group
level = Level
column-believed-level = Believed level
can-reach = Can still reach
target = Target
target-reached = Target reached
believed = Believed
previous = Previous
attribute = Attribute
rating = Rating
attribute-named = PA { $id } { $name }
# Whether a target is reached.
yes = yes
no = no
undecided = open

# Above the columns of a chart, where there is room for it and where there is not.
level-number = Level { $level }
level-short = L{ $level }
attribute-id = PA { $id }

# Keys of charts.
key-rated = Level as rated
key-believed-level = Believed level
key-target = Target
key-open = Still open
key-believed = Believed
key-previous = Previous
key-not-assessed = Not assessed
key-out-of-scope = Out of scope
key-not-applicable = Not applicable
key-not = Not
key-partially = Partially
key-largely = Largely
key-fully = Fully achieved
key-wanted = Asked for by the target
key-met = Target met
key-can-become = Can still become
key-own = Assessor's own rating
key-unrated = Not rated yet
# Stands in a cell of a few letters' width.
letter-not-applicable = n/a
