"""Make the documents of each meeting from the register and the figures, put them on the disk, and
note what became of each.
"""

from __future__ import annotations

from clu_batch.session.produce.delivery import (
    ENVOYE,
    NON_PRODUIT,
    PRODUIT,
    Delivery,
    name_control_workbook,
)
from clu_batch.session.produce.workshop import Workshop

__all__ = ["ENVOYE", "NON_PRODUIT", "PRODUIT", "Delivery", "Workshop", "name_control_workbook"]
