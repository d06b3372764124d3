"""The drafts of electronic messages, made once the files that they join stand on the disk
(docs/rules/documents.md#drafts).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath

from clu_batch import french
from clu_batch.contenu import Manquant
from clu_batch.defauts import sorties
from clu_batch.documents.courriels import Courriel
from clu_batch.problems import Place, Problem
from clu_batch.production.atelier import Fabrique
from clu_batch.production.fichier import MODELE_FAUTIF, Fichier
from clu_batch.rendering.paroles import Paroles, paroles
from clu_batch.writing import courriel
from clu_batch.writing.depot import Version
from clu_batch.writing.manifest import empreinte

SIGNES = 12
"""Signs of a digest that are remembered: enough to tell two versions apart."""


@dataclass(frozen=True, slots=True)
class Jointe:
    """A file to join: as it stands on the disk, or the PDF of the same name that stands beside
    it.
    """

    chemin: str
    nom: str
    data: bytes
    dit: str
    pdf: str = ""  # what is remembered of a PDF: itself, and the document that it was made from
    ancien: bool = False  # the document has changed since the PDF was made


@dataclass(slots=True)
class Redaction:
    """The drafts of one meeting; `dossier` is its folder under output/, `deja_dits` what earlier
    runs remember.
    """

    fabrique: Fabrique
    dossier: str
    deja_dits: Mapping[str, Mapping[str, str]]
    problems: list[Problem] = field(default_factory=list)
    manquants: list[Manquant] = field(default_factory=list)

    def fichier(self, brouillon: Courriel, date: dt.date) -> Fichier:
        """The draft, unless it was sent, its template is faulty or its document is not there."""
        fichier = Fichier(
            brouillon.chemin, f"{brouillon.modele}.docx", envoye_le=brouillon.envoye_le
        )
        if brouillon.envoye_le and self.fabrique.depot.est_present(
            f"{self.dossier}/{brouillon.chemin}"
        ):
            return fichier
        if absent := self._absente(brouillon):
            return replace(
                fichier, empechement=french.typographie(f"« {absent} », à joindre, n’est pas là")
            )
        rendu = self.fabrique.remplir(
            brouillon.modele,
            lambda modele: modele.rendre(
                brouillon.contexte, titre=brouillon.nom, createur="", date=date
            ),
        )
        self.problems += rendu.problems if rendu else ()
        if rendu is None or rendu.data is None:
            return replace(fichier, empechement=MODELE_FAUTIF)
        self.manquants += () if brouillon.envoye_le else rendu.manquants
        return replace(fichier, version=self._version(brouillon, paroles(rendu.data)))

    def _absente(self, brouillon: Courriel) -> str:
        """The first document to join that is not there; "" when all are. Annexes are told
        elsewhere.
        """
        documents = (piece for piece in brouillon.pieces if piece.endswith(".docx"))
        return next(
            (
                PurePosixPath(piece).name
                for piece in documents
                if self._jointe(brouillon, piece) is None
            ),
            "",
        )

    def _version(self, brouillon: Courriel, dit: Paroles) -> Version:
        """The draft as bytes; a PDF older than its document is told."""
        jointes = [
            jointe for piece in brouillon.pieces if (jointe := self._jointe(brouillon, piece))
        ]
        self.problems += [
            sorties.PDF_ANCIEN.at(Place(j.nom), document=PurePosixPath(j.chemin).name)
            for j in jointes
            if j.ancien
        ]
        objet = dit.premiere.removeprefix("Objet").lstrip("\u00a0\u202f :")
        reponse = brouillon.reponse if courriel.adressable(brouillon.reponse) else ""
        pieces = [courriel.Piece(j.nom, j.data) for j in jointes]
        message = courriel.Message(
            brouillon.nom, brouillon.adresses, objet, dit.texte, pieces, reponse
        )
        said = "\n".join(
            [*brouillon.adresses, objet, dit.texte, *(f"{j.nom} {j.dit}" for j in jointes)]
        )
        faits = {j.chemin: j.pdf for j in jointes if j.pdf}
        return Version(
            f"{self.dossier}/{brouillon.chemin}",
            courriel.brouillon(message),
            empreinte(said.encode()),
            faits,
        )

    def _jointe(self, brouillon: Courriel, chemin: str) -> Jointe | None:
        depot = self.fabrique.depot
        data = depot.lire(f"{self.dossier}/{chemin}")
        dit = depot.dit_de(f"{self.dossier}/{chemin}", data) if data is not None else ""
        nom = PurePosixPath(chemin)
        converti = (
            depot.lire(f"{self.dossier}/{nom.with_suffix('.pdf')}")
            if nom.suffix == ".docx"
            else None
        )
        if converti is None:
            return Jointe(chemin, nom.name, data, dit) if data is not None else None
        now = (empreinte(converti)[:SIGNES], dit[:SIGNES])
        before = (
            self.deja_dits.get(f"{self.dossier}/{brouillon.chemin}", {})
            .get(chemin, "")
            .partition(" ")
        )
        same = (
            before[0] == now[0]
        )  # the PDF that was there at an earlier run, made from the document of that day
        origine = before[2] if same else now[1]
        pdf = nom.with_suffix(".pdf").name
        return Jointe(
            chemin,
            pdf,
            converti,
            empreinte(converti),
            f"{now[0]} {origine}",
            ancien=origine != now[1],
        )
