"""The colours of the charts: the same role has the same colour from one meeting to the next, and
reads without colour.

Two neighbours differ by a contrast of 3:1 at least (RGAA 3.3), or are parted by the dark outline
that every bar has; « insatisfait » and « hors délai » are hatched as well.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from clu_batch.kernel.frozen import frozen

CONTOUR = "262626"
NOIR, BLANC = "000000", "FFFFFF"


@frozen
class Tint:
    """A fill, hatched with `hachure` when it has one, and the colour of what is written on it."""

    fond: str
    texte: str
    hachure: str = ""


BLEU_FONCE = Tint("1F3864", BLANC)
BLEU_CLAIR = Tint("B4D1EC", NOIR)
GRIS = Tint("D9D9D9", NOIR)
ORANGE = Tint("FCE4D6", NOIR, "F4B183")
BRUN = Tint("D9713A", NOIR, "B85A24")
GRIS_FONCE = Tint("595959", BLANC)
SANS = Tint("FFFFFF", NOIR)

ROLES: Mapping[str, Tint] = {
    "satisfait fort": BLEU_FONCE,
    "satisfait": BLEU_CLAIR,
    "neutre": GRIS,
    "insatisfait": ORANGE,
    "insatisfait fort": BRUN,
    "exclu": SANS,
    "cible": SANS,
    "courant": BLEU_FONCE,
    "precedent": BLEU_CLAIR,
    "ancien": GRIS_FONCE,
    "dans_le_delai": BLEU_FONCE,
    "hors_delai": ORANGE,
    "en_cours": GRIS,
    "depasse": BRUN,
}

PAR_RANG: Sequence[Tint] = (BLEU_FONCE, BLEU_CLAIR, BRUN, ORANGE, Tint("404040", BLANC), GRIS)


def choose_tint(role: str, rang: int) -> Tint:
    """The colour of a role, by position when the series has none (KeyError for a role that the
    palette does not know).
    """
    return ROLES[role] if role else PAR_RANG[rang % len(PAR_RANG)]
