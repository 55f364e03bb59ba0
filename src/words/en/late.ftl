# In the place of a page that has not come.
heading = This page is on its way
note = It shows as soon as the rest of the program is here.
