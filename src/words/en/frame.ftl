# The frame around every page.
skip-link = Skip to the content
# The name of the app.
wordmark = Plumbline
about-app = About this app
method = Method
settings = Settings
caution = A self-assessment is not an independent assessment and certifies nothing. Everything you enter stays in this browser: nothing is sent.

# A newer version has stored something here.
newer = A newer version of Plumbline has been at work in this browser. This page shows what it understands and changes nothing of it; what you change here stays in this tab. Reload to get the newer version.
reload = Reload
raw-data = Download the raw data

# The pages of an assessment.
pages = Assessment
set-up = Set up
assess = Assess
results = Results
history = History
share = Share

# Undo and redo. $field is what a field is called, as in "Scope", or how many there are where
# there are several.
fields = { NUMBER($n) } fields
undo-field = Undo: { $field }
undo-nothing = Undo: nothing
redo-field = Redo: { $field }
redo-nothing = Redo: nothing

# Stands on every page of a sample.
sample = Sample
sample-note = <b>Sample. </b>A made-up organisation: any likeness is chance. Change what you like; it never mixes with your own assessments.
start-yours = Start yours
remove-sample = Remove the sample

# A notice of what was done.
undo = Undo
close-notice = Close this notice
