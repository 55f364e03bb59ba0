# What assessments say differently, side by side.
field = Field
# Marks what would stand after a merge.
stands = stands
# $moment is when something was said, and $name who said it.
said-by = { $name }, { $moment }
more = and { NUMBER($n) } more
