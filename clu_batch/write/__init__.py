"""The only place that writes documents: whole or not at all, and never over what the secretary has
edited (docs/rules/delivery.md#atomic-writing, docs/rules/delivery.md#edited-stays).
"""
