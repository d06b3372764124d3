"""What a tag is, and the group it belongs to."""

from __future__ import annotations

import enum
from dataclasses import dataclass


class Forme(enum.Enum):
    """How a tag is typed."""

    TEXTE = "{{{{ {nom} }}}}"
    BLOC = "{{{{p {nom} }}}}"
    CONDITION = "{{%p if {nom} %}} … {{%p endif %}}"
    LISTE = "{{%p for ligne in {nom} %}} {{{{ ligne }}}} {{%p endfor %}}"


@dataclass(frozen=True, slots=True)
class Balise:
    """A tag: its name in its group, what it says, an example."""

    nom: str
    sens: str
    exemple: str
    forme: Forme = Forme.TEXTE


@dataclass(frozen=True, slots=True)
class Filtre:
    """A form given to a value: what it does, an expression that uses it, what that prints."""

    nom: str
    sens: str
    usage: str
    exemple: str


@dataclass(frozen=True, slots=True)
class Groupe:
    """The tags of one thing: `objet.nom`; `boucle`: the list whose items they are of; `modeles`:
    who knows them, all when empty.
    """

    titre: str
    balises: tuple[Balise, ...]
    objet: str = ""
    boucle: str = ""
    modeles: tuple[str, ...] = ()

    def ecrite(self, balise: Balise) -> str:
        """The tag as it is typed."""
        return balise.forme.value.format(
            nom=f"{self.objet}.{balise.nom}" if self.objet else balise.nom
        )
