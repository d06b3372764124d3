"""Put every string of `tests.support.supplices` in every text column, run the whole pipeline, and
read every document again.

    python -m tests.campaigns.supplices_campaign FIRST LAST

runs the plantations FIRST to LAST, from 0 to 199: together, each column meets each string.
"""

from __future__ import annotations

import io
import re
import sys
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import openpyxl
from lxml import etree

from clu_batch.kernel.problems import LISTED
from clu_batch.session import pipeline
from clu_batch.session.options import Options
from tests.support.planting import J, Plantation, planter
from tests.support.supplices import SUPPLICES, attendu, serre
from tests.support.word_files import lignes

DOCUMENTS = (
    "Convocation",
    "Invitation",
    "Dossier",
    "Feuille",
    "Chevalets",
    "Trame",
    "Compte-rendu",
    "Fiche",
)
CONTROLE, PUBLICATION = "Controle", "publication"

IMPRIMES: Mapping[str, tuple[str, ...]] = {
    "": (
        "Composition!Courriel",
        "Réunions!N°",
        "Ordre du jour!Rubrique",
        "Suppléances!Moyen",
        "Suppléances!Courriel",
        "Présences!Courriel",
        "Propositions!Rubrique",
        "Propositions!Membre",
        "Documents types!Fichier",
        "Échelles!Saisie abrégée",
        "Réponses!N°",
        "Réclamations!Suite donnée",
        "Engagements!Thème",
        "Engagements!Source",
        "Indicateurs locaux!Sur",
        "Indicateurs locaux!Compter",
        "Équivalences!Feuille",
        "Équivalences!Colonne",
        "Équivalences!Valeur",
        "Équivalences!Devient",
        "Invités!Collège",
        "Invités!Courriel",
        "Points vus!Motif",
    ),
    "Chevalets Compte-rendu Controle Convocation Dossier Feuille Fiche": (
        "Composition!Fonction",
        "Composition!Civilité",
        "Composition!Prénom",
        "Composition!Nom",
    ),
    "Chevalets Compte-rendu Controle Convocation Dossier Feuille Fiche Invitation Trame": (
        "Paramètres!Comité",
        "Paramètres!Sigle",
    ),
    "Chevalets Compte-rendu Convocation Dossier Feuille Fiche": ("Composition!Organisme",),
    "Chevalets Compte-rendu Feuille": ("Présences!Fonction",),
    "Chevalets Compte-rendu Feuille Fiche": ("Présences!Nom",),
    "Chevalets Controle Feuille": (
        "Suppléances!Civilité",
        "Suppléances!Prénom",
        "Suppléances!Nom",
    ),
    "Chevalets Dossier Feuille Fiche Invitation": (
        "Invités!Nom",
        "Invités!Fonction",
        "Invités!Civilité",
        "Invités!Prénom",
    ),
    "Chevalets Feuille": ("Suppléances!Fonction",),
    "Compte-rendu": (
        "Ordre du jour!Relevé des échanges",
        "Ordre du jour!Conclusion",
    ),
    "Compte-rendu Controle Convocation Dossier Feuille Invitation Trame": ("Ordre du jour!N°",),
    "Compte-rendu Controle Convocation Dossier Invitation": ("Paramètres!En-tête",),
    "Compte-rendu Controle Convocation Invitation": ("Paramètres!Ville",),
    "Compte-rendu Controle Dossier": (
        "Échelles!Réponse possible",
        "Réponses!Mode de recueil",
        "Réponses!Canal",
        "Réponses!Site",
        "Réponses!Service",
        "Engagements!Code",
        "Réclamations!Canal",
        "Réclamations!Service",
        "Réclamations!Motif",
        "Réclamations!Site",
        "Modalités d'appui!Modalité",
        "Enquêtes!Enquête",
        "Questions!Libellé",
        "Dépouillement!Site",
        "Dépouillement!Service",
        "Dépouillement!Mode de recueil",
        "Engagements!Engagement",
        "Engagements!Indicateur",
    ),
    "Compte-rendu Controle Dossier Feuille": ("Composition!Collège",),
    "Compte-rendu Convocation Dossier Feuille Invitation Trame": ("Réunions!Lieu",),
    "Compte-rendu Convocation Dossier Invitation": ("Paramètres!Service",),
    "Compte-rendu Convocation Dossier Invitation Trame": ("Ordre du jour!Point",),
    "Compte-rendu Convocation Feuille Invitation Trame": ("Réunions!Présidence",),
    "Compte-rendu Convocation Invitation": (
        "Paramètres!Affaire suivie par",
        "Réunions!Référence",
    ),
    "Compte-rendu Dossier": (
        "Résultats!Commentaire",
        "Échelles!Échelle",
        "Propositions!N°",
        "Propositions!Texte",
        "Propositions!Réponse",
        "Propositions!Service pilote",
        "Documents types!Intitulé",
        "Documents types!Avis des représentants des usagers",
        "Modalités d'appui!Public visé",
        "Modalités d'appui!Lieu",
        "Modalités d'appui!Horaires",
        "Modalités d'appui!Partenaire",
        "Modalités d'appui!Évolution",
        "Enquêtes!Mode de recueil",
        "Enquêtes!Site",
        "Enquêtes!Organisation",
        "Réponses!Extrait à publier",
        "Réclamations!Action d'amélioration",
        "Engagements!Action d'amélioration",
        "Engagements!Pilote",
        "Réclamations!Pilote",
    ),
    "Compte-rendu Dossier Feuille Fiche Invitation": ("Invités!Organisme",),
    "Compte-rendu Dossier Trame": ("Ordre du jour!Présenté par",),
    "Compte-rendu Fiche": ("Présences!Membre",),
    "Compte-rendu Trame": ("Réunions!Prochaine réunion",),
    "Controle": (
        "Paramètres!Canaux électroniques",
        "Paramètres!Autres canaux",
        "Composition!Code",
        "Questions!Code",
        "Jours de fermeture!Motif",
        "Ordre du jour!Fichier",
        "Points vus!Constat",
        "Questions!Thème",
        "Réclamations!N°",
        "Indicateurs locaux!Code",
        "Indicateurs locaux!Libellé",
        "Historique!Code",
        "Historique!Libellé",
        "Historique!Unité",
        "Historique!Règle",
    ),
    "Controle Convocation Dossier": ("Paramètres!Référence de la procédure",),
    "Controle Convocation Feuille Invitation": (
        "Paramètres!Préfecture",
        "Paramètres!Délégué à la protection des données",
        "Paramètres!Durée de conservation",
    ),
    "Controle Convocation Invitation": (
        "Paramètres!Signataire",
        "Paramètres!Adresse",
        "Paramètres!Courriel du secrétariat",
        "Paramètres!Téléphone du secrétariat",
    ),
    "Convocation Fiche": ("Composition!Adresse",),
    "Convocation Invitation": (
        "Réunions!Visioconférence",
        "Réunions!Accès et accessibilité",
    ),
    "Dossier": (
        "Ordre du jour!Présentation",
        "Documents types!Référence",
        "Documents types!Service",
        "Documents types!Version",
        "Documents types!Question soumise",
        "Documents types!Suite donnée",
    ),
    "Fiche Invitation": ("Invités!Adresse",),
}
"""Where the text of each column must be read again, whole; the first ones are references, filters,
or kept for the secretary alone.
"""
OU = {lieu: documents.split() for documents, lieux in IMPRIMES.items() for lieu in lieux}

_FICHIER = re.compile(r"[\w-]+\.(?:docx|eml|ics|pdf)")
_ADRESSE = re.compile(r"(?:https?://|www\.)\S+")
_FORMULES = ("=", "+", "-", "@")
PLEINE, CITE = 30_000, 80
"""Signs of a text that fills a cell of Excel: joined to a first name, a name is not whole; signs of
a value that « À corriger » shows.
"""
CITES = {"Ordre du jour!Fichier", "Points vus!Constat"}
"""The columns that « À corriger » alone shows, each kind of finding with a few of its values."""


@dataclass(slots=True)
class Campagne:
    """One plantation, run: what each kind of document says, paragraph by paragraph, and what is
    wrong.
    """

    plantation: Plantation
    dits: dict[str, list[list[str]]] = field(default_factory=dict)
    fautes: list[str] = field(default_factory=list)

    def entier(self, lieu: str, document: str) -> bool:
        """Whether one at least of the texts of a column stands whole in a kind of document."""
        textes = [
            t
            for (feuille, colonne, _), t in self.plantation.textes.items()
            if f"{feuille}!{colonne}" == lieu
        ]
        if lieu == "Réunions!Visioconférence" and any(map(_ADRESSE.fullmatch, textes)):
            return True  # a link whose name is the program's
        if document == CONTROLE and (
            (lieu in CITES and min(map(len, textes[:LISTED])) > CITE)
            or self._suppleant_tronque(lieu)
        ):
            return True
        dits = ["\n".join(dit) for dit in self.dits[document]]
        return any(attendu(texte).search(dit) for texte in textes for dit in dits)

    def _suppleant_tronque(self, lieu: str) -> bool:
        """Whether the whole name of a substitute is longer than a cell."""
        longueurs = [
            len(texte)
            for (feuille, _, _), texte in self.plantation.textes.items()
            if feuille == "Suppléances"
        ]
        return lieu.startswith("Suppléances!") and max(longueurs) > PLEINE

    def manques(self) -> Iterator[str]:
        """The columns whose text a document should say and does not, or says in part without the
        sign that it goes on elsewhere.
        """
        for lieu, documents in OU.items():
            yield from (
                f"{lieu} : absent de {document}"
                for document in documents
                if not self.entier(lieu, document)
            )
        for document in DOCUMENTS:
            for dit in self.dits[document]:
                yield from (f"{document} : {reste}" for reste in self._coupes(dit))
        publie = "\n".join(ligne for dit in self.dits[PUBLICATION] for ligne in dit)
        for feuille, colonne, rang in self.plantation.textes:
            if colonne == "Nom" and self.plantation.jeton(feuille, colonne, rang) in publie:
                yield f"{PUBLICATION} : {feuille}!Nom y figure"

    def _coupes(self, dit: list[str]) -> Iterator[str]:
        """What is left of the planted texts once each whole one is taken out; headings, summaries
        and cells that are cut say « … ».
        """
        entier = _FICHIER.sub("", "\n".join(ligne for ligne in dit if "…" not in ligne))
        for (feuille, colonne, rang), texte in self.plantation.textes.items():
            jeton = self.plantation.jeton(feuille, colonne, rang)
            reste = attendu(texte).sub("", entier) if jeton in entier else ""
            if jeton in reste:
                ou = reste.index(jeton)
                yield f"{feuille}!{colonne} coupé : {reste[max(0, ou - 60) : ou + 60]!r}"


def campagne(depart: int, dossier: Path) -> Campagne:
    """Plant, run, read again."""
    faite = Campagne(planter(dossier / "workbooks", depart))
    options = Options(
        None,
        J,
        J,
        dossier / "workbooks",
        dossier / "templates",
        dossier / "output",
        verifier_seulement=False,
    )
    resultat = pipeline.run_session(options, lambda number, total, text: None)
    faite.fautes += [f"défaut du programme : {panne!r}" for panne in resultat.defects]
    for document in (*DOCUMENTS, CONTROLE, PUBLICATION):
        faite.dits[document] = []
    for path in sorted((dossier / "output").rglob("*.*")):
        if path.suffix in (".docx", ".xlsx"):
            data = path.read_bytes()
            faite.fautes += [f"{path.name} : {faute}" for faute in _illisibles(data)]
            if path.suffix == ".xlsx":
                faite.dits[CONTROLE].append(
                    [serre(texte) for texte in _textes_du_controle(data, faite.fautes)]
                )
            else:
                document = next(
                    mot for mot in (PUBLICATION, *DOCUMENTS) if f"_{mot}" in path.name
                )
                faite.dits[document].append([serre(ligne) for ligne in lignes(data)])
    faite.fautes += [
        f"aucun document : {document}" for document, dits in faite.dits.items() if not dits
    ]
    return faite


def _illisibles(data: bytes) -> Iterator[str]:
    """The parts of a package that are no XML."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for nom in archive.namelist():
            if nom.endswith((".xml", ".rels")):
                try:
                    etree.fromstring(archive.read(nom))
                except etree.XMLSyntaxError as error:
                    yield f"{nom}, {error}"


def _textes_du_controle(data: bytes, fautes: list[str]) -> Iterator[str]:
    """The texts of a control workbook; one that begins as a formula must be a text."""
    livre = openpyxl.load_workbook(io.BytesIO(data))
    for cellule in (cell for onglet in livre for row in onglet.iter_rows() for cell in row):
        texte = cellule.value
        if isinstance(texte, str):
            if cellule.data_type != "s" and texte.startswith(_FORMULES):
                fautes.append(f"formule dans le classeur de contrôle : {texte[:60]!r}")
            yield texte


def main(premier: int, dernier: int) -> int:
    """Run the plantations and print what is wrong; 0 when nothing is."""
    fautes = 0
    for depart in range(premier, dernier + 1):
        with tempfile.TemporaryDirectory() as dossier:
            faite = campagne(depart, Path(dossier))
            trouvees = [*faite.fautes, *faite.manques()]
            fautes += len(trouvees)
            sys.stdout.write("".join(f"{depart} : {faute}\n" for faute in trouvees))
    sys.stdout.write(
        f"{dernier - premier + 1} plantations of {len(SUPPLICES)} strings, {fautes} findings\n"
    )
    return 1 if fautes else 0


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:3])))
