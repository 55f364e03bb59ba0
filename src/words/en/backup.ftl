# What the file of everything is called; what is not a letter, a digit or a hyphen is left out.
file-name = plumbline-backup
# Where it takes several files, each has a number. $name is what they are called.
file-numbered = { $name } { NUMBER($number) }

# What the files hold, in sentences that follow one another: $parts are the lines below, with
# commas between them.
file-holds = The file holds { $parts }.
# There are several.
files-hold = The { NUMBER($files) } files together hold { $parts }.
assessments = { $n ->
    [one] { NUMBER($n) } assessment
   *[other] { NUMBER($n) } assessments
}
raters = { $n ->
    [one] { NUMBER($n) } rater
   *[other] { NUMBER($n) } raters
}
states = { $n ->
    [one] { NUMBER($n) } kept state
   *[other] { NUMBER($n) } kept states
}
bin = { $n ->
    [one] { NUMBER($n) } assessment in the bin
   *[other] { NUMBER($n) } assessments in the bin
}
unreadable = { $n ->
    [one] { NUMBER($n) } damaged entry is not in it: take the raw data under Settings, too.
   *[other] { NUMBER($n) } damaged entries are not in it: take the raw data under Settings, too.
}
may-lack = A second copy of what is kept here is still being read: export once more when it has been.
