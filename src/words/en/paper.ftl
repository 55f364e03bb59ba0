# The questionnaire to fill in by hand.
title = Questionnaire on paper · Plumbline
heading = Questionnaire on paper
# $model is the name of a set of questions.
lead = { $model } { $version }. Tick what is true today: N not, P partially, L largely, F fully; n/a does not apply here, and why; ? somebody else knows, and who. Evidence is worth a line. PA 1.1 is about level 1; answer PA 2.1 and 2.2 for a target of level 2, PA 3.1 and 3.2 for level 3, and so on. Clauses stand behind the years of their editions of ISO/IEC 20000-1.
organisation = Organisation
scope = Scope
who-answers = Who answers
day = Day
practice = Practice
answer = Answer
note = Note, evidence
# $number counts the questions of a process.
numbered = { $number }. { $title }
attribute = PA { $id }
clauses-2018 = 2018: { $numbers }
clauses-2005 = 2005: { $numbers }
not-applicable = n/a
footer = From Plumbline. Its app computes levels and gaps from these answers: <b>open it</b>.
