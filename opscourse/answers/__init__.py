"""Answers as plain data: encode, judge, recognise, and blanks."""
