# Headings of columns in tables of answers.
column-assessment = Assessment
column-process = Process
