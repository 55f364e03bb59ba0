# A day, the same for everybody: $date is said as below, $time as in "09:05".
day = { $date } (UTC)
minute = { $date }, { $time } (UTC)
# Stands in the place of a day.
clock-wrong = a clock was wrong
date = { NUMBER($day) } { $month } { NUMBER($year) }
# Months, as they stand in a date.
january = January
february = February
march = March
april = April
may = May
june = June
july = July
august = August
september = September
october = October
november = November
december = December

# When the state of an assessment is of: what stands before the day in a title block.
state-of = State of
link-made-on = Link made on
# The same within a line, as in "changed 28 November 2026 (UTC)".
nothing-said = nothing was said
changed = changed { $day }
link-made = link made on { $day }
