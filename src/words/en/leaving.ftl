# Asks what a file leaves out, before it leaves.
heading = The file holds more than the results
has-changed = What it holds has changed meanwhile. Look at it once more.
note = So that nothing is lost when somebody goes on with it. Leave out what is not for whoever gets it.
left-out = What is left out
former = { $n ->
    [one] Leave out { NUMBER($n) } text that was changed or deleted, and what was answered before
   *[other] Leave out { NUMBER($n) } texts that were changed or deleted, and what was answered before
}
uncounted = { $n ->
    [one] Leave out { NUMBER($n) } entry of processes out of scope and questions that are not asked
   *[other] Leave out { NUMBER($n) } entries of processes out of scope and questions that are not asked
}
settled = { $n ->
    [one] Leave out { NUMBER($n) } settled comment
   *[other] Leave out { NUMBER($n) } settled comments
}
export = Export
cancel = Cancel
