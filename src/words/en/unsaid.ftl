# Stands in the place of the reason of an own rating, which never stands without one. It is
# written into the assessment, and stays there as it was said.
taken-out = The reason was taken out.
not-shared = The reason was not shared.
