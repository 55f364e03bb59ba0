# How far a passphrase carries.
weak = Short or uniform: a machine can guess it. Four unrelated words are better.
fair = Long enough, unless it is a known saying.
