heading = History
lead = Keep a state under a name before a workshop, an audit or a large change. Compare it later, or go back to it.

keep = Keep this state
keep-note = Kept in this browser, beside the assessment.
name = Name
# The name of a state that was given none: $minute is a day and a time.
state-of = State of { $minute }
kept-as = Kept as { $name }.
no-room = The browser refused to store it: its storage is full or blocked.

states = States
states-note = Going back is a change like any other: it can be taken back.
none = No state has been kept yet.
# $moment is when the state was kept.
same = { $moment } · the same as now
changed = { $n ->
    [one] { $moment } · { $n } field changed since
   *[other] { $moment } · { $n } fields changed since
}
compare-with-now = Compare with now
go-back = Go back to it
delete = Delete
delete-for-good = Delete for good?

compare = Compare
compare-note = Any two states: their figures over each other, and what was changed from one to the other.
from = From
to = To
choose = choose a state
# A state among those to choose from; $moment is when it was kept.
kept = { $name } · { $moment }
# The assessment as it stands, among the states to choose from.
now = Now
as-it-stands = as it stands
# $earlier and $later are names of states.
changes = { $n ->
    [one] { $n } change from { $earlier } to { $later }
   *[other] { $n } changes from { $earlier } to { $later }
}
nothing-to-draw = No process had a level in { $earlier }: there is nothing to draw of it.

former = Earlier and deleted texts
former-note = Kept so that nothing is lost by mistake. They leave with an exported file unless you say otherwise.
