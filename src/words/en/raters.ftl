heading = Several people
lead = Share the questions out; or let everyone answer all of them alone, and then talk about what you see differently. Nobody's answers are merged with anybody else's. What you agree on is the answer of this assessment, and that is what counts.

# Who was asked to answer what.
shares = Who answers what
shares-note = For people who share the questions out. On the assess page each process and each question can name who answers.
nobody-named = Nobody has been named yet.
# Stands where the name of a person does.
nobody-yet = Nobody yet
person = Who
questions = Questions
answered = Answered
next-open = Next open one

# Taking in what others answered.
collect = Collect
collect-note = Send everyone <b>an invitation</b>, and let them send their link or file back.
links = Links
links-hint = One or many, whole or from their # on, with whatever stands around them. Nothing is added before you have seen it. For interviews there is <b>the questionnaire on paper</b>.
look = Look at them
files = Files of raters
choose = Choose files
no-link = There is no link of this app in the text.
# What a link is called that came in.
link-number = Link { NUMBER($number) }
unreadable = The file could not be read: it may have been moved or deleted.
arrived = { $n ->
    [one] { NUMBER($n) } rater with answers
   *[other] { NUMBER($n) } raters with answers
}
take = Take it in
take-all = Take all in
leave = Leave it
no-room = The browser refused to store it: its storage is full or blocked. What was here before is unchanged.
# Sentences that follow one another: what was taken in, and what became of the answers that were
# here before.
taken-in = { $n ->
    [one] { NUMBER($n) } rater taken in.
   *[other] { NUMBER($n) } raters taken in.
}
own-is-vote = What was answered here is a vote now, too. Undo gives those answers back; raters stay until they are taken out.

# What was answered here before anybody else was heard.
count-own = { $n ->
    [one] The answer that is here already is one person's: count it as a vote, too.
   *[other] The { NUMBER($n) } answers that are here already are one person's: count them as votes, too.
} Where others have answered the same question, nothing is agreed then until you say so.
count-own-with-unknown = { $n ->
    [one] The answer that is here already, "Don't know" included, is one person's: count it as a vote, too.
   *[other] The { NUMBER($n) } answers that are here already, "Don't know" included, are one person's: count them as votes, too.
} Where others have answered the same question, nothing is agreed then until you say so.
# The name of whoever gave them, where none is known.
host = Host

# One thing that came in: $source is the name of a file, or what a link is called.
# Why it was refused follows.
refused = <b>{ $source }</b>:
is-locked = <b>{ $source }</b> is locked.
name = Name, if you like
# What it holds; $depth is said as in "Quick".
holds = <b>{ $source }</b>: { NUMBER($done) } of the { NUMBER($asked) } questions asked here.
holds-of = <b>{ $source }</b>: { NUMBER($done) } of the { NUMBER($asked) } questions asked here ({ $organisation }).
holds-and-left = <b>{ $source }</b>: { NUMBER($done) } of the { NUMBER($asked) } questions asked here; { NUMBER($left) } left to someone who knows.
holds-of-and-left = <b>{ $source }</b>: { NUMBER($done) } of the { NUMBER($asked) } questions asked here ({ $organisation }); { NUMBER($left) } left to someone who knows.
holds-none = <b>{ $source }</b>: none of the { NUMBER($asked) } questions asked here; its depth is { $depth }.
holds-none-of = <b>{ $source }</b>: none of the { NUMBER($asked) } questions asked here ({ $organisation }); its depth is { $depth }.
# What becomes of it follows.
same-person = The same person as above: where both say something, the later stands. Another person needs another name.
is-new = New.
nothing-new = Already here, with the same answers.
same-name = Under this name there are answers already: where both say something, the later stands. Another person needs another name.
# $theirs and $ours are names of organisations.
other-organisation = These answers are about { $theirs }, this assessment is about { $ours }. Look whether they belong here.

# Who answered.
who = Who answered
who-note = Kept beside the assessment, and exported with it.
bin-note = Whoever is taken out stays in the bin for 30 days, under Settings.
no-room-in-bin = There is no room for the bin: the browser's storage is full. Nobody was taken out.
votes = { $n ->
    [one] { NUMBER($n) } vote
   *[other] { NUMBER($n) } votes
}
votes-taken-in = { $n ->
    [one] { NUMBER($n) } vote
   *[other] { NUMBER($n) } votes
} · taken in { $moment }
# The marked part is heard and not seen; $name is that of a rater.
take-out = Take out<b> { $name }</b>

# How far they agree.
agreement = How far you agree
agreement-note = Of the questions that two or more have rated. Lowest, mean and highest are what the votes alone would give; the agreed level counts. The mean of picked levels has two decimals; that of answers is the level that follows from their mean percentages, each as the nearest step.
# $compared is how many questions two or more have rated: of those, how many are rated alike, and
# how far apart the others are.
compared = { $compared ->
    [one] { NUMBER($compared) } question compared
   *[other] { NUMBER($compared) } questions compared
}: { NUMBER($same) } the same, { NUMBER($near) } one step apart, { NUMBER($apart) } to talk about.
agreement-table = Agreement per process
process = Process
column-compared = Compared
column-same = Same
column-near = 1 step
column-apart = Apart
column-agreed = Agreed
column-lowest = Lowest
column-mean = Mean
column-highest = Highest
# $lowest and $highest are levels or letters of ratings.
range = { $lowest }–{ $highest }
not-applicable = n/a
# Where nothing is rated.
nothing-rated = –
agree-same = Agree on what all say ({ NUMBER($n) })
agree-lone = Only one answered: agree on it ({ NUMBER($n) })
agree-near = One step apart: agree on the lower ({ NUMBER($n) })
agree-note = Only where nothing is agreed yet. Each is one change that can be taken back.

# What there is to talk about.
discuss = To talk about
discuss-note = Two steps or more apart, or disputed whether it applies at all. Votes stay on record as they are: whoever sees it differently is not overruled in silence.
nothing-apart = Nothing: nobody is two steps apart.
all-agreed = { $n ->
    [one] { NUMBER($n) } question talked about and agreed.
   *[other] { NUMBER($n) } questions talked about and agreed.
}
still-to-agree = { NUMBER($left) } of { NUMBER($n) } still to be agreed. Say why in the note of the question.
# $question is its title, or one of the two words below.
place = { $process }: { $question }
rating = rating
level = level

# All votes.
all = All votes
all-note = As they came in.
all-table = Every vote in a table
question = Question
spread = Spread
# How far votes are apart.
spread-none = same
spread-near = 1 step
spread-apart = apart
spread-applies = applies?
