# What the number keys do.
question = Keys: 1 Not, 2 Partially, 3 Largely, 4 Fully, 0 Don't know, n next unanswered.
belief-of-process = Keys: 0 to 5 pick the level, n next unanswered.
belief-of-area = Keys: 1 Not, 2 Partially, 3 Largely, 4 Fully, n next unanswered.
