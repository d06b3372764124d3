"""The figures shown to the committee: pure functions from what the workbooks say to what is
counted. Add an indicator here.

Counts are ints, rates exact fractions; None is « non mesuré ». No float but the bounds of an
interval, no numpy scalar leaves a module.
"""
