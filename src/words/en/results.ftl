heading = Results
print = Print or save as PDF
export = Export the file
share = Share by link
raters = Several people
go-on = Go on answering

# Charts.
radar = All processes
radar-note = Now against the target. A process without answers has no level, which is not the same as level 0.
bars = Process by process
bars-note = The bar should reach its target mark. The hatched part is still open.
profile = Attribute profile
profile-note = The process attributes of ISO/IEC 33020. Level 2 needs 1.1 at F and both of 2 at L or better.

# What each figure is of: it stands above or below the figure. $how is how the levels are put
# together, as in "Mean of the levels"; $base what that rests on, as in "over 3 groups".
figure = capability level: { $how }, { $base }
figure-believed = capability level as believed: { $how }, { $base }
at-target = processes at or above their target, of those with a level
lowest = the lowest level of any process
answered = questions answered
answered-some-left = questions answered; { NUMBER($n) } left to someone who knows
# A figure: the marked part is written in small letters.
some-of = { NUMBER($n) } <b>of { NUMBER($all) }</b>
one-figure = One figure for all processes

gaps = Gaps
gaps-note = The largest risk first. While answers are open a gap has two ends. <b>How gaps and risks are found</b>
gaps-table = Gaps to the target
process = Process
stands-at = Stands at
target = Target
gap = Gap
risk = Risk
groups = Groups
groups-note = Every count names what it is counted of.
left-out = Left out
