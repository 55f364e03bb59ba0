heading = Units side by side
lead = Teams, sites or companies that each have an assessment of their own. A process is only as good for the whole as in the unit where it stands lowest.

choose = Which
choose-note = By organisation. Each is one assessment in this browser.
none = There is no assessment in this browser yet. <b>Open the files of the units</b>
unnamed = Organisation not named
tag-sample = Sample
# To tell units apart that are called alike: the organisation, and when it was changed.
apart = { $organisation }, { $dated }

levels = Levels
levels-note = Levels as rated. Belief is marked and not counted.
tick-one = Tick at least one unit.
table = Levels of all units
caption = Each level leads to what it is made of.
process = Process
range = Lowest to highest
# $lowest and $highest are levels, as in "1 to 3".
lowest-to-highest = { $lowest } to { $highest }
at-target = At target
of-measured = { NUMBER($reached) } of { NUMBER($measured) }
# Where there is no figure.
unknown = –
