# Titles of the window: what the page is, and whose.
home = Plumbline: how true does your service management stand?
open = Open a file
method = How levels are measured
settings = Settings and data
set-up = Set up
assess = Assess
flash = One by one
history = History
share = Share
raters = Several people
shared = A shared assessment
units = Units side by side
results = Results
not-found = Page not found
# $page is one of those, or the name of a process.
of-page = { $page } · Plumbline
# $name is what the assessment is called.
of-assessment = { $page } · { $name } · Plumbline
