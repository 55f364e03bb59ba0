# Several files that came in are called alike: $number tells them apart.
same-name = { $file } ({ NUMBER($number) })
# What the state is called that a merge changes. $files are names of files.
before-merging = Before merging { $files }
# What a copy is called; $from says where it comes from, as in "copy" or "from a link".
copy-of = { $name } ({ $from })
# Where a copy comes from that was put beside what is here.
beside = copy
