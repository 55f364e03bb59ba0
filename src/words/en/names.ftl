# What an assessment is called that has no name. $who gave the answers.
answers-of = Answers of { $who }
unnamed = Unnamed assessment
# Names that are alike are told apart: by what is told of them, and then by a number.
told-apart = { $name } ({ $more })
numbered = { $name }, { NUMBER($number) }

# Raters side by side: one who gave no name, and what is told of those that are called alike.
rater = Rater { NUMBER($number) }
is-host = this assessment
is-rater = rater

# What a file is called that is about something without a name: letters and hyphens alone.
file = assessment
