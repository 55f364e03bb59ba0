# The one question of a process in the quick depth.
question = Which of these fits best today?
question-note = Pick the highest statement that is true as a whole. It counts as belief: the standard depth asks for proof.
# $name is that of a level or rating, heard and not seen.
statement = <b>{ $name }: </b>{ $statement }
clear = Clear choice
cleared = Choice cleared.
