# What was said of one question, and by whom.
votes = Votes
show = { $n ->
    [one] Show { NUMBER($n) } vote
   *[other] Show { NUMBER($n) } votes
}
hide = Hide the votes

# How far they are apart.
alone = Nothing to compare it with.
same = All the same.
near = One step apart.
apart = Two steps or more apart: talk about it.
disputed = Disputed whether it applies: talk about it.

# One vote: $name is that of a rater, $vote is said as in "Largely".
said = <b>{ $name }</b>: { $vote }
# $rating is the name of a rating, $score the letter of a half of it, as in "Largely (L+)".
rated = { $rating } ({ $score })
# Signs of votes that are no rating.
not-applicable = n/a
unknown = ?
