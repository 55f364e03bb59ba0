# How far a passphrase carries.
weak = Short or uniform: a machine can guess it. Four unrelated words are better.
fair = Long enough, unless it is a known saying.

# Asks for the passphrase of a link or a file.
label = Passphrase
hint = Whoever sent this has it. It is used here alone and kept nowhere.
open-it = Open it
opening = Opening…
does-not-fit = The passphrase does not fit. Capital letters and spaces between words count.
no-cryptography = This browser offers this page no cryptography: the page has to be served over https.
