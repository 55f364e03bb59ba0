# Comments on a question: how many there are, and how many are still open.
none = Comments
all-settled = Comments · { NUMBER($n) }, settled
some-open = Comments · { NUMBER($n) }, { NUMBER($open) } open

# One of them. Stands where the name of a person does.
somebody = Somebody
tag-settled = Settled
# The marked part is heard and not seen; $name is who said it, $moment when.
settle = Settle<b> the comment of { $name }, { $moment }</b>
open-again = Open again<b> the comment of { $name }, { $moment }</b>
delete = Delete<b> the comment of { $name }, { $moment }</b>
deleted = Comment deleted.

# A new one.
new = New comment
written-as = As <b>{ $name }</b>.
change-name = Change the name
my-name = Your name, if you like
add = Add the comment
write-first = Write something first.
