heading = How levels are measured
lead = The measurement frame of ISO/IEC 33020 (formerly 15504-2), with two rules of our own, named as such. One function computes every figure in the app, in whole numbers: nothing is rounded before it is rated.

practices = 1. You rate practices
practices-text = Each practice is a statement that is true not, partially, largely or fully. As a percentage an answer counts as the middle of its band, or as its end for N and F: a rule of this product.
practices-open = "Don't know" leaves a question open. "Not applicable" takes it out of the sum and out of the weight. Neither is a zero.
counts = What an answer counts as
counts-answer = Answer
counts-as = Counts as
percent = { $n } %

attributes = 2. Practices make an attribute
attributes-text = An attribute's achievement is the mean of its practices, weighted 1 to 3. It is rated on the scale of ISO/IEC 33020, where the upper edge belongs to the lower band: exactly 50 % is P.
scale = The rating scale
scale-rating = Rating
scale-meaning = Meaning
scale-achievement = Achievement
# $rating is the name of a rating, as in "Largely".
scale-achieved = { $rating } achieved

levels = 3. Attributes make a level
levels-text = Level k is reached when every attribute of level k is L or F and every attribute of all lower levels is F. An L at level k gives k and blocks k + 1. Attributes are never averaged together: one that is missing cannot be made up for by another.
table = Process attributes
table-attribute = Attribute
table-name = Name
table-level = Level
attribute = PA { $id }
level-names = { $levels }.

missing = While answers are missing
missing-text = Unrated is not N. A level is "at least" what the answers prove, with every open answer taken as N, and "up to" what they still allow, with every open answer taken as F. A process with nothing rated has no level at all, and nothing is said of levels that were not asked.
missing-own = An assessor may replace an attribute's rating, with a reason that is shown. Statements picked in the quick depth are belief: they are drawn as such and never mixed with ratings.

gap = Gap and risk
gap-text = In the manner of ISO/IEC 15504-4. Below the target level an attribute has to be F, at the target level L will do. Target F and rated L is a minor gap; P or N is a major one. Only minor gaps at a level are slight; one major gap at levels 2 to 5 is significant; a major gap at level 1, or more than one above, is substantial. The lower the level, the more it costs to leave a gap:
risk = Risk by level and gap
risk-level = Gap at level
risk-slight = slight
risk-significant = significant
risk-substantial = substantial

limits = What this is not
limits-text = A self-assessment, not an independent one, and not a certificate. Certification looks for conformity with every requirement, not for a capability level. The questions are our own words; the standard's text is not reproduced. Buy the standard for its wording.
model = Model { $id } { $version }.
