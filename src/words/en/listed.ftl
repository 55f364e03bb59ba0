# What is said of an assessment in a list.
no-level = No level yet
# $level is a figure, or a range as in "1.54 to 1.62", over $n of $all processes.
mean-level = Mean level { $level } over { NUMBER($n) } of { NUMBER($all) }
believed-mean-level = Mean level { $level } (belief) over { NUMBER($n) } of { NUMBER($all) }
