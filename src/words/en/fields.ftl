# What a field is about.
name = Name
organisation = Organisation
unit = Unit or site
scope = Scope
assessors = Who assesses
independence = Internal or independent
edition = Edition
depth = Depth
preset = Target set
aggregation = How figures are put together
created = Begun
sample = Marked as a sample
rater-of = Collected for
person = A person's name
evidence-title = Evidence: title
evidence-address = Evidence: where it is
evidence-gone = Evidence: deleted

# Fields of a process, by its name. $attribute is the id of one.
target = { $process }: target
out-of-scope = { $process }: out of scope
belief = { $process }: belief
own-rating = { $process }: own rating of PA { $attribute }
process-assignee = { $process }: who answers
# Fields of a question, which is named as in "Incident management, 2 Priorities".
question = { $process }, { $title }
answer = { $question }: answer
note = { $question }: note
evidence = { $question }: evidence
checks = { $question }: checks
flag = { $question }: flag
assignee = { $question }: who answers
comment = { $question }: comment
shows = { $question }: shown by evidence

# What stands in a field.
no-checks = none
depth-quick = Quick
depth-standard = Standard
depth-full = Full
internal = internal
independent = independent
# $remark is what was said, and by whom.
remark-settled = { $remark } (settled)
yes = yes
