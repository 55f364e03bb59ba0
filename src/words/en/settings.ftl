heading = Settings and data

you = You
you-note = Only if you work with others.
my-name = Your name, if you like
my-name-hint = What you say from now on carries it, so that others see who said what when two versions meet. It goes along in exported files, and in shared ones only if People is ticked.
other-name = Another tab says { $name } by now. What you leave in this field counts.

device = On this device
device-note = Kept in this browser, not in your assessments.
theme = Light or dark
theme-system = As my device
theme-light = Light
theme-dark = Dark
keys = Number keys rate the question in hand: 1 Not, 2 Partially, 3 Largely, 4 Fully, 0 Don't know; in the quick depth 0 to 5 pick the level. n goes to the next unanswered

data = Your data
data-note = Yours alone: no server, no account.
data-text = Everything you enter is kept in this browser's own storage, on this device. There is no server and no account; after the page has loaded nothing is sent anywhere. Clearing the browser's data deletes it, and some browsers clear it by themselves when a page is not visited for a while: export a file now and then.
stored = { $n ->
    [one] { $n } assessment in this browser.
   *[other] { $n } assessments in this browser.
}
# More may still be found.
stored-so-far = { $n ->
    [one] { $n } assessment in this browser so far.
   *[other] { $n } assessments in this browser so far.
}
raw = Download the raw data
# The name of a file.
raw-file = plumbline-raw-data
delete-everything = Delete everything
delete-heading = Delete everything of this app?
delete-note = All assessments, samples and settings in this browser. Exported files are not touched. This cannot be undone.
keep = Keep it
deleting = Deleted here. The second copy is being emptied, and the browser takes long for it: keep this page open until it says that nothing is left, or what was deleted may come back.
deleted = { $n ->
    [one] Deleted. { $n } entry of this app is left in this browser.
   *[other] Deleted. { $n } entries of this app are left in this browser.
}
not-emptied = But the browser did not let go of its second copy of them, and they may come back: clear the data of this site in the browser's settings, too.

bin = Bin
bin-note = Deleted and replaced assessments, for 30 days.
bin-empty = The bin is empty.
# More may still be found.
bin-empty-so-far = The bin is empty so far.
# $moment is a day and a time.
bin-deleted = deleted { $moment }
bin-replaced = replaced by an import { $moment }
put-back = Put back
bin-no-room = The browser refused to store it: its storage is full. It is still in the bin.
delete-for-good = Delete for good
really-for-good = Really, for good?

safety = How safe it is
safety-note = What this browser says of its storage.
journal-is-slow = The browser has not opened its journal yet (IndexedDB is slow, or another tab holds it): if it crashes before that, the last minute may be lost.
no-journal = This browser keeps no journal (IndexedDB is missing or blocked): if it crashes, the last minute may be lost.
promised = The browser has promised not to clear it by itself.
not-promised = The browser has not promised to keep it: it may clear it when the disk is full.
promise-unknown = The browser does not say how long it keeps it.
uses = This site uses { $used } of { $allowed } MB.
half-taken = Half of it is taken. Export what is finished and delete it here, or empty the bin, before the browser refuses to store more.
forgetful = <b>Safari</b> deletes what a site has stored when it was not visited for seven days. Export a file, or add the page to the home screen.
