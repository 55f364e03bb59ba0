# Notices of what was done, with a link to where it can be looked at or taken back.
in-bin = { $name } is in the bin.
open-bin = Open the bin
deleted-elsewhere = Another tab has deleted it meanwhile. What is in the bin can be put back.
sample-stays = The sample is still here: you have changed it, and there is no room for it in the bin.
see-room = See what takes the room
merged-nothing = Merged: nothing in the file was later than what is here.
merged = { $fields ->
    [one] { $fields } field was taken over. The state before is kept in the history.
   *[other] { $fields } fields were taken over. The state before is kept in the history.
}
history = History
