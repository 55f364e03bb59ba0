# Ratings of ISO/IEC 33020, and the part that is achieved at each.
not = Not
partially = Partially
largely = Largely
fully = Fully
band-not = 0 to 15 %
band-partially = over 15 to 50 %
band-largely = over 50 to 85 %
band-fully = over 85 to 100 %

# Capability levels of ISO/IEC 33020, from 0 to 5.
incomplete = Incomplete
performed = Performed
managed = Managed
established = Established
predictable = Predictable
innovating = Innovating

# Gaps to a target, and the risk of leaving them.
gap-none = none
gap-slight = slight
gap-significant = significant
gap-substantial = substantial
risk-none = none
risk-low = low
risk-medium = medium
risk-high = high
