heading = Open files
lead = Choose .json files that were exported here. You see what is in them before anything is added, and decide what happens to what is here already.
files = Files to open
choose = Choose files
drop = or drop them anywhere on this page

# $files are names of files.
altered = Changed since it was exported, by hand or by another program: <b>{ $files }</b>. It can be read; look at what is in it before you take it over.
locked = Locked
is-locked = This file is locked
refused = Refused
not-opened = This file was not opened
unreadable = The file could not be read: it may have been moved, deleted or locked since you chose it.
more-faults = and { NUMBER($n) } more
unchanged = Nothing was changed.

# What the files hold.
found = { $n ->
    [one] { $n } assessment found
   *[other] { $n } assessments found
}
found-with-raters = { $n ->
    [one] { $n } assessment
   *[other] { $n } assessments
} found, with { $raters ->
    [one] { $raters } rater
   *[other] { $raters } raters
}
# No assessment, but kept states, or what was in a bin, or both.
found-states = { $n ->
    [one] { $n } kept state found
   *[other] { $n } kept states found
}
found-binned = { $n ->
    [one] { $n } assessment in the bin found
   *[other] { $n } assessments in the bin found
}
found-both = { $states ->
    [one] { $states } kept state
   *[other] { $states } kept states
}, { $binned ->
    [one] { $binned } assessment in the bin found
   *[other] { $binned } assessments in the bin found
}
take = Take it over
take-all = Take all over
go-on = Go on with what is here
leave = Leave it
no-room = The browser refused to store it: its storage is full or blocked. What was here before is unchanged. Make room, then add it again.

# What a back-up holds beside assessments.
states = { $n ->
    [one] { $n } kept state.
   *[other] { $n } kept states.
}
binned = { $n ->
    [one] { $n } assessment in the bin.
   *[other] { $n } assessments in the bin.
}
both = { $states ->
    [one] { $states } kept state
   *[other] { $states } kept states
}, { $binned ->
    [one] { $binned } assessment in the bin.
   *[other] { $binned } assessments in the bin.
}
all-here = All of it is here already.
some-here = { $n ->
    [one] { $n } is here already.
   *[other] { $n } are here already.
}
# $moment is when it was kept, deleted or replaced.
state = <b>{ $name }</b>: state kept { $moment }
deleted = <b>{ $name }</b>: in the bin, deleted { $moment }
replaced = <b>{ $name }</b>: in the bin, replaced { $moment }

# What becomes of what is here already. $host is the assessment that answers were given for.
will-be-rater = { $name }, which is here already, belongs to { $host }: it will be among its raters.
will-stand-alone = { $name }, which is here already, will stand on its own.

# One assessment of the files.
unnamed-rater = A rater without a name
tag-rater = Rater
tag-sample = Sample
# $dated says when it is of, $files are names of files.
answered = { NUMBER($done) } of { $asked ->
    [one] { $asked } question
   *[other] { $asked } questions
} answered, { $dated }, in <b>{ $files }</b>.
nothing-to-add = Already here, with everything that is in the file: nothing to add.
other-version = { $n ->
    [one] { $n } entry made by another version is kept and exported again, and not shown.
   *[other] { $n } entries made by another version are kept and exported again, and not shown.
}
ahead = { $n ->
    [one] { $n } entry is dated in the future: a clock was wrong. It stays as it is, and what is said from now on counts as later.
   *[other] { $n } entries are dated in the future: a clock was wrong. They stay as they are, and what is said from now on counts as later.
}

# What to do where one of the same origin is here.
same-origin = One of the same origin is already here.
merge = Merge
merge-nothing = Field by field the later one stands: nothing in the file is later than what is here.
merge-text = { $n ->
    [one] Field by field the later one stands: { $n } field is taken over. What gives way is kept as an earlier value.
   *[other] Field by field the later one stands: { $n } fields are taken over. What gives way is kept as an earlier value.
}
beside = Add as new
beside-text = Beside the one that is here, which stays as it is.
replace = Replace
replace-text = The one that is here goes to the bin.

# What is not said alike.
here = Here
in-file = In the file
differs-from-here = Some of it is here already, and not the same. Field by field the later one stands; what gives way is kept as an earlier value.
files-differ = The files do not say the same. Field by field the later one stands; what gives way is kept as an earlier value.
# $conflicts is in how many of these fields something is said on both sides.
differ-between-two = { $n ->
    [one] { $n } field differs; in { NUMBER($conflicts) } both sides say something.
   *[other] { $n } fields differ; in { NUMBER($conflicts) } both sides say something.
}
differ-among-many = { $n ->
    [one] { $n } field differs; in { NUMBER($conflicts) } different things are said.
   *[other] { $n } fields differ; in { NUMBER($conflicts) } different things are said.
}
field-by-field = Field by field
