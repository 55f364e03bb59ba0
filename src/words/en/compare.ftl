# What is laid behind the charts.
label = Compare with
nothing = nothing
# An earlier state; $moment is when it was kept.
state = { $name } · { $moment }
