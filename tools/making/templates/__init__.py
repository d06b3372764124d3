"""What ships: templates and workbooks, made from the very declarations that read them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from clu_batch.making import (
    liste_balises,
    modeles_courriels,
    modeles_courriers,
    modeles_salle,
    modeles_seance,
)

MODELES: Mapping[str, Callable[[], bytes]] = {
    **modeles_courriers.MODELES,
    **modeles_courriels.MODELES,
    **modeles_salle.MODELES,
    **modeles_seance.MODELES,
}
"""The makers of the templates, by name: a missing template is restored from here."""

BALISES, liste_des_balises = liste_balises.NOM, liste_balises.liste_balises
"""The list of the tags, beside the templates: restored like them, never filled nor checked."""
