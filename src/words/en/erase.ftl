# Taking texts out for good: what it does, and what it cannot.
note = What you take out goes from this assessment and from every copy of it in this browser: earlier versions, steps to undo, kept states, the bin, the journal. An older file or link of this assessment that is opened here does not bring it back. Files, links and other browsers that have it already keep it: nothing calls it back from there. This cannot be undone.
done = Taken out for good.
half-done = It is taken out here, but the browser refused to store part of it: its storage is full or blocked. Make room, then do it once more.

# Of one question. Each button asks once more before it does it. The marked part is heard and not
# seen; $question is the title of the question.
of-question = Take something out for good
take-note = Take out the note<b> of { $question }</b>
sure-note = Really, the note for good?<b> of { $question }</b>
take-evidence = Take out the evidence<b> of { $question }</b>
sure-evidence = Really, the evidence for good?<b> of { $question }</b>

# Texts that were changed or deleted, of all fields.
none = There are none.
deleted = deleted
changed = changed since
# The marked part is heard and not seen; $field is what a field is called.
take-field = Take out for good<b> of { $field }</b>
sure-field = Really, for good?<b> of { $field }</b>
take-all = Take all of them out
sure-all = Really, all of them for good?
