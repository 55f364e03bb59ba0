# What an assessment is called that has no name. $who gave the answers.
answers-of = Answers of { $who }
unnamed = Unnamed assessment
# Names that are alike are told apart: by what is told of them, and then by a number.
told-apart = { $name } ({ $more })
numbered = { $name }, { NUMBER($number) }
