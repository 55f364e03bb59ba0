# Addresses that lead nowhere, and assessments that are not here.
no-page = There is no such page
no-page-note = The address may be cut or mistyped. Your assessments are untouched.
go-home = Go to the first page

binned = This assessment is in the bin
binned-note = It stays there for 30 days and can be put back.
open-bin = Open the bin
looking = Looking for this assessment
looking-note = It is not among what has been read so far. A second copy of what is kept in this browser is still being read, and it may be in that.
missing = This assessment is not in this browser
missing-note = Assessments live in the browser they were made in. It may have been made on another device, in another browser, or been deleted here. If you have its file, open it.
open-file = Open a file
see-what-is-here = See what is here
