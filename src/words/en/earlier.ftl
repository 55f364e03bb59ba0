# What an answer was before: $all are lines as below, with semicolons between them.
answered-before = Answered before: { $all }.
# $answer is an answer in words.
said = { $answer } ({ $moment })
said-by = { $answer } ({ $name }, { $moment })
