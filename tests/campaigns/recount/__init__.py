"""The rules of docs/rules/ counted a second time, by a person's means: one row and one day after
the other, from the words of the page alone.

Nothing here comes from the program but its nouns: no pandas, no numpy, no `holidays`, none of its
counts. Where the two disagree, the words of the page decide.
"""
