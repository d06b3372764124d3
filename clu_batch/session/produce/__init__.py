"""Make the documents of each meeting from the register and the figures, put them on the disk, and
note what became of each.
"""
