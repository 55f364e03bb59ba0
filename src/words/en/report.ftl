# What an assessment is called in its report.
sample-title = Sample: { $name }
subject = Assessment of service management against ISO/IEC 20000-1

# Sentences that follow one another: what an assessment is, and what it is not.
caution-sample = A made-up sample: no such organisation exists.
caution-internal = A self-assessment against ISO/IEC 20000-1, which is not an independent one, no audit and no certificate.
caution-independent = An assessment against ISO/IEC 20000-1 by somebody independent, by their own account; no audit and no certificate.
caution-quick = It shows what was believed, not what was proven.
caution-rated = It is rated on the measurement scale of ISO/IEC 33020 and shows what its assessors found.

# How a report is read.
how-to-read = How to read it
key-ratings = Answers and attributes: N not, P partially, L largely, F fully achieved; + and - are the upper and lower half of a band. A dash is no answer, which is not N.
key-levels = A level is reached when its attributes are L or F and those of all lower levels are F. A range holds whatever the open answers can still make of it: its lower end is what is proven.
key-not-asked = Nothing is said of a level whose attributes were not asked; not assessed, not applicable and out of scope are not level 0.
key-gaps = Gaps and risks are found in the manner of ISO/IEC 15504-4: the lower the level, the more a gap weighs.
key-left-out = What several people each said, earlier answers, ticked checks, settled remarks, and what was said where nothing is asked are in the app's own file, and not here.

# The figures of the whole.
level = Capability level
# $level is a figure or a range of them, as in "1.54 to 1.62"; $over is what it rests on, as in
# "over 12 of 13 processes in scope".
level-mean = { $level } (mean of the levels, { $over })
level-mean-of-groups = { $level } (mean of the groups' means, { $over })
level-sum = { $level } (sum of the levels, { $over })
level-lowest = { $level } (lowest level decides, { $over })
level-none = –, as no process has a level
at-target = At or above target
at-target-of = { NUMBER($reached) } of { NUMBER($all) } with a level
lowest-level = Lowest level
answered = Questions answered
some-of = { NUMBER($n) } of { NUMBER($all) }

# What was assessed, by whom and when.
organisation = Organisation
assessor = Assessor
internal = internal
independent = independent
# $names is who assessed.
assessor-internal = { $names }, internal
assessor-independent = { $names }, independent
model = Model
model-version = { $title }, version { $version }
depth-and-edition = Depth and edition
quick-2005 = Quick: belief, no proof, clauses of 2005 first
quick-2018 = Quick: belief, no proof, clauses of 2018 first
standard-2005 = Standard, clauses of 2005 first
standard-2018 = Standard, clauses of 2018 first
full-2005 = Full, clauses of 2005 first
full-2018 = Full, clauses of 2018 first
scope = Scope

# Chapters. Their titles are names of sheets, too: at most 31 letters, and none of []:*?/\
chapter-levels = Levels
chapter-profile = Attribute profile
chapter-achievement = Achievement
chapter-achievement-note = In percent, of what was asked. It moves before a level does.
chapter-own = Own ratings
chapter-own-note = Ratings of attributes that the assessor gave in place of the computed ones.
chapter-gaps = Gaps
chapter-gaps-note = The largest risk first. While answers are open a gap has two ends.
chapter-groups = Groups
chapter-left-out = Left out
chapter-left-out-note = In none of the figures. Certification to the 2018 edition accepts no exclusions.
chapter-about = About
chapter-answers = Answers
# $title is the name of a chart.
drawn = { $title }, drawn

# Tables of figures.
gaps = Gaps to the target
process = Process
stands-at = Stands at
target = Target
gap = Gap
risk = Risk
achievement = Achievement of the attributes in percent
process-or-area = Process or area
# $lowest and $highest are figures.
range = { $lowest } to { $highest }
own = Own ratings and their reasons
attribute = Attribute
computed = Computed
own-rating = Own rating
why = Why
not-rated = not rated
groups = Figures by group
group = Group
mean-level = Mean level
group-at-target = At target
group-answered = Answered
mean-over = { $mean } over { NUMBER($n) } of { NUMBER($all) }
group-no-level = has no level
group-out-of-scope = out of scope
group-not-applicable = not applicable
group-left-out = out of scope or not applicable
group-none-of = none of { NUMBER($all) }
left-out = What was left out, and why
left-out-what = What
left-out-how = How
left-out-of-scope = out of scope
left-out-not-applicable = not applicable
no-reason = no reason given
question-of = { $process }: { $question }

# Where a process stands: $standing is said as in "Level 2", $gap and $risk as in "slight".
standing-and-target = { $standing }; target { $target }
standing-and-gap = { $standing }; target { $target }; assessed up to level { $level }; gap: { $gap }, risk: { $risk }

# Answers.
answers = Answers
answers-of = Answers: { $process }
# Said of a process; $n is how many questions it has.
nothing-said = { $n ->
    [one] Nothing was said of its question.
   *[other] Nothing was said of its { NUMBER($n) } questions.
}
practice = Practice
statement = Statement
answer = Answer
note-and-evidence = Note and evidence
evidence = Evidence: <b>{ $said }</b>
remarks = Open remarks: <b>{ $said }</b>
assignee = Who answers: <b>{ $said }</b>
for-review = For review
picked = Picked statement
not-answered = not answered
not-applicable = Not applicable
unknown = Don't know
unknown-ask = Don't know, ask
attribute-id = PA { $id }
# $numbers are numbers of clauses with commas between them, as in "8.1, 10.2".
clauses = { $n ->
    [one] clause { $numbers }
   *[other] clauses { $numbers }
}
# $clauses is said as in "clause 8.10".
clauses-2018 = 2018: { $clauses }
clauses-2005 = 2005: { $clauses }

# Headings of columns in tables of answers.
column-assessment = Assessment
column-process = Process
column-attribute = Attribute
column-id = Id
column-practice = Practice
column-statement = Statement
column-kind = Kind
column-clauses-2018 = Clauses 2018
column-clauses-2005 = Clauses 2005
column-answer = Answer
column-reason = Reason, or whom to ask
column-note = Note
column-evidence = Evidence
column-remarks = Open remarks
column-assignee = Who answers
column-review = For review
review-yes = yes
# A column whose texts are longer than a cell goes on in another.
column-continued = { $column }, continued

# Lines of the sheet that says what a workbook is.
about-assessment = Assessment
about-result = Result
about-caution = What it is

# The page of results, where it hands a report over.
files = Report, workbook and table as files
file-report = Report (web page)
file-workbook = Workbook (Excel)
file-answers = Answers (CSV)
files-note = They hold what you wrote: notes, evidence, names. Nothing in them runs, and nothing in them calls anywhere. To go on with the assessment elsewhere, take the exported file: these cannot be opened here again.
refused = The browser refused the download. Nothing was changed: try again, or export the file.
