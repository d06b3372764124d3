"""`Questions`, `Échelles` and `Enquêtes` become questions with their scale; each question becomes a
column of `Réponses`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from clu_batch import french
from clu_batch.assembly.ligne import Ligne, lignes
from clu_batch.defauts import liens, mesures
from clu_batch.model import Engagement, Enquete, Modalite, Periode, Question
from clu_batch.problems import Problem
from clu_batch.saisie import NON, OUI, Choix, intitule, plier, proche, racine, serrer
from clu_batch.schema import ILLISIBLE, Column, Kind
from clu_batch.sheets.satisfaction import ECHELLES_CONNUES, REPONSES
from clu_batch.tables import Table

OUI_NON = (Modalite("Oui", Decimal(1), "satisfait"), Modalite("Non", Decimal(2), "insatisfait"))
"""The answers of the built-in scale « oui/non » (docs/rules/satisfaction.md#built-in-scales)."""


CHOIX = ("choix unique", "choix multiple")
"""The scales whose options are the question's own; an answer outside of them is « autre réponse »
and not an error (docs/rules/satisfaction.md#built-in-scales).
"""


def echelles(table: Table) -> tuple[dict[str, tuple[Modalite, ...]], list[Problem]]:
    """The scales by folded name, their answers in order; an answer or a short entry stands once in
    a scale.
    """
    scales: dict[str, list[Modalite]] = {}
    problems: list[Problem] = []
    for ligne in lignes(table):
        name, texte, abrege = (
            ligne.texte("Échelle") or "",
            ligne.texte("Réponse possible") or "",
            ligne.texte("Saisie abrégée"),
        )
        answers = scales.setdefault(serrer(name), [])
        if _cle(texte) in {_cle(m.texte) for m in answers}:
            problems.append(
                _repetee(ligne, "Réponse possible", texte, name, "la ligne est laissée de côté")
            )
            continue
        if abrege and plier(abrege) in {plier(m.abrege) for m in answers if m.abrege}:
            problems.append(
                _repetee(
                    ligne,
                    "Saisie abrégée",
                    abrege,
                    name,
                    "la première réponse garde cette saisie abrégée",
                )
            )
            abrege = None
        answers.append(
            Modalite(
                texte,
                ligne.nombre("Ordre") or Decimal(0),
                ligne.texte("Compte comme") or "",
                abrege,
            )
        )
    return {
        name: tuple(sorted(answers, key=lambda m: m.ordre)) for name, answers in scales.items()
    }, problems


def _cle(texte: str) -> str:
    """An answer as two of one scale are compared.

    Signs that open it (« -- », « -1 », « :( ») are what tells it from another.
    """
    return plier(texte) if texte[:1].isalnum() else texte


def _repetee(ligne: Ligne, header: str, typed: str, echelle: str, effet: str) -> Problem:
    return mesures.MODALITE_REPETEE.at(
        ligne.place(header), header, typed, echelle=echelle, effet=effet
    )


def questions(
    table: Table, scales: Mapping[str, tuple[Modalite, ...]], noms: Sequence[str]
) -> tuple[list[Question], list[Problem]]:
    """The questions whose scale is known; `noms`: the scales as typed, to suggest the closest."""
    kept: dict[str, Question] = {}
    libelles: set[str] = set()
    problems: list[Problem] = []
    builtin = {_sans_signes(name): name for name in ECHELLES_CONNUES}
    own = set(scales) - {serrer(name) for name in ECHELLES_CONNUES}
    for ligne in lignes(table):
        code, typed = ligne.texte("Code") or "", ligne.texte("Échelle") or ""
        libelle = ligne.texte("Libellé") or code
        taken = next(
            (
                h
                for h, text in (("Code", code), ("Libellé", libelle))
                if intitule(text) in _AUTRES_COLONNES
            ),
            None,
        )
        if intitule(code) in kept:
            problems.append(mesures.QUESTION_REPETEE.at(ligne.place("Code"), "Code", code))
        elif taken:
            problems.append(mesures.NOM_RESERVE.at(ligne.place(taken), taken, ligne.texte(taken)))
        elif intitule(libelle) in libelles | set(kept):
            problems.append(mesures.LIBELLE_REPETE.at(ligne.place("Libellé"), "Libellé", libelle))
        elif serrer(typed) in own or _sans_signes(typed) in builtin:
            echelle = typed if serrer(typed) in own else builtin[_sans_signes(typed)]
            kept[intitule(code)] = _question(ligne, code, echelle, scales)
            libelles.add(intitule(libelle))
        else:
            conseil = liens.suggestion(proche(typed, [*noms, *ECHELLES_CONNUES]))
            problems.append(
                mesures.ECHELLE_INCONNUE.at(
                    ligne.place("Échelle"), "Échelle", typed, suggestion=conseil
                )
            )
    return list(kept.values()), problems


def _sans_signes(echelle: str) -> str:
    """The name of a built-in scale as it is compared: « Oui / Non », « note (0–10) » and « choix
    multiples » are understood.
    """
    return re.sub(r"\W", "", racine(echelle))


_AUTRES_COLONNES = frozenset(
    intitule(name) for column in REPONSES.columns for name in (column.header, *column.synonyms)
)
"""Headers of `Réponses` that are no question, folded."""


def rattachements(
    tables: Mapping[str, Table], asked: Sequence[Question], engagements: Sequence[Engagement]
) -> list[Problem]:
    """A question that no sheet of answers carries, or that cites a commitment that does not
    exist.
    """
    answers, typed = (
        tables["Réponses"],
        {intitule(str(value)) for value in tables["Dépouillement"].columns["Question"]},
    )
    codes = [engagement.code for engagement in engagements]
    problems = []
    for question in asked:
        tallied = {intitule(question.code), intitule(question.libelle)} & typed
        if (
            len(answers)
            and question.echelle != "texte"
            and not answers.has(question.code)
            and not tallied
        ):
            problems.append(mesures.QUESTION_SANS_COLONNE.at(question.place, "Code", question.code))
        if (
            codes
            and question.engagement
            and plier(question.engagement) not in {plier(code) for code in codes}
        ):
            conseil = liens.suggestion(proche(question.engagement, codes))
            place = question.place_engagement or question.place
            problems.append(
                mesures.ENGAGEMENT_D_UNE_QUESTION.at(
                    place, "Engagement", question.engagement, suggestion=conseil
                )
            )
    return problems


def _question(
    ligne: Ligne, code: str, echelle: str, scales: Mapping[str, tuple[Modalite, ...]]
) -> Question:
    libelle = ligne.texte("Libellé") or code
    return Question(
        code=code,
        libelle=libelle,
        echelle=echelle,
        modalites=_modalites(echelle, code, libelle, scales),
        theme=ligne.texte("Thème"),
        globale=ligne.oui("Question globale", defaut=False),
        engagement=ligne.texte("Engagement"),
        cible=ligne.taux("Cible"),
        posee_depuis=ligne.date("Posée depuis le"),
        place=ligne.place("Code"),
        place_engagement=ligne.place("Engagement"),
    )


def _modalites(
    echelle: str, code: str, libelle: str, scales: Mapping[str, tuple[Modalite, ...]]
) -> tuple[Modalite, ...]:
    """The possible answers: those of the scale, or, for a choice, those that `Échelles` gives under
    the question's own code or wording.
    """
    if echelle == "oui/non":
        return OUI_NON
    if echelle in CHOIX:
        return scales.get(serrer(code)) or scales.get(serrer(libelle)) or ()
    return scales.get(serrer(echelle), ())


def colonnes(asked: Sequence[Question]) -> tuple[Column, ...]:
    """The columns that the questions add to `Réponses`: headed by the code, by the wording, or by
    both, as survey tools do.
    """
    return tuple(_colonne(question) for question in asked)


def _colonne(question: Question) -> Column:
    both = tuple(
        f"{question.code}{between}{question.libelle}" for between in ("", ".", ":", ")")
    )  # spaces and hyphens are not compared
    names = (question.libelle, *both)
    cut = tuple(name[:LONGUEUR_D_UN_ENTETE] for name in names if len(name) > LONGUEUR_D_UN_ENTETE)
    column = Column(
        question.code, synonyms=(*names, *cut), confidentiel=question.echelle in {"texte", *CHOIX}
    )
    return column if question.echelle in {"texte", *CHOIX} else _d_une_echelle(column, question)


def _d_une_echelle(column: Column, question: Question) -> Column:
    """The column of a question whose possible answers are known; another one is no empty cell."""
    column = replace(column, kind=Kind.CHOIX, illisible=ILLISIBLE)
    if question.echelle == "note 0-10":
        notes = tuple(str(note) for note in range(11))
        return replace(column, choices=notes, sens={note: note for note in notes})
    choices = tuple(m.texte for m in question.modalites)
    sens = {m.texte: m.compte for m in question.modalites}
    if question.echelle == "oui/non":
        return replace(column, choices=choices, short=_OUI_NON_ABREGE, sens=sens)
    short = {m.abrege: m.texte for m in question.modalites if m.abrege}
    return replace(column, choices=choices, short=short, sens=sens)


_OUI_NON_ABREGE = {**dict.fromkeys(OUI, "Oui"), **dict.fromkeys(NON, "Non")}

LONGUEUR_D_UN_ENTETE = 255
"""Characters that the header of an Excel table keeps at most."""


def enquetes(table: Table) -> tuple[list[Enquete], list[Problem]]:
    """How the surveys were carried out."""
    kept: list[Enquete] = []
    problems: list[Problem] = []
    for ligne in lignes(table):
        du, au = ligne.date("Du"), ligne.date("Au")
        if du is None or au is None:
            continue
        if au < du:
            problems.append(fin_avant_debut(ligne))
            continue
        kept.append(
            Enquete(
                nom=ligne.texte("Enquête") or "",
                periode=Periode(du, au),
                mode=ligne.texte("Mode de recueil"),
                site=ligne.texte("Site"),
                organisation=ligne.texte("Organisation"),
                distribues=ligne.entier("Questionnaires distribués"),
                place_distribues=ligne.place("Questionnaires distribués"),
            )
        )
    return kept, problems


def fin_avant_debut(ligne: Ligne) -> Problem:
    """The problem of a row whose `Au` precedes its `Du`."""
    du, au = ligne.date("Du"), ligne.date("Au")
    return liens.FIN_AVANT_DEBUT.at(
        ligne.place("Au"),
        "Au",
        debut=french.date_courte(du) if du else "",
        fin=french.date_courte(au) if au else "",
        effet="en attendant, la ligne est laissée de côté",
    )


def depouillement(table: Table, asked: Sequence[Question]) -> tuple[Table, list[Problem]]:
    """Tallies with the code of their question and the canonical answer.

    A row that names no question is left out. An answer that the scale does not know stays in its
    row as such, for its number is counted apart.
    """
    by_name = {intitule(name): q for q in asked for name in (q.libelle, q.code)}
    problems: list[Problem] = []
    codes: list[object] = list(table.columns["Question"])
    answers: list[object] = list(table.columns["Réponse"])
    for ligne in lignes(table):
        typed, answer = ligne.texte("Question") or "", ligne.texte("Réponse") or ""
        question = by_name.get(intitule(typed))
        codes[ligne.index] = question.code if question else None
        if question is None:
            conseil = liens.suggestion(
                proche(typed, [q.code for q in asked] + [q.libelle for q in asked])
            )
            problems.append(
                mesures.QUESTION_INCONNUE.at(
                    ligne.place("Question"), "Question", typed, suggestion=conseil
                )
            )
        elif question.echelle in (*CHOIX, "texte"):
            answers[ligne.index] = ligne.texte("Réponse")
        elif ligne.brut("Réponse") is not ILLISIBLE:  # a cell in error was told already
            answers[ligne.index], found = _reponse(question, ligne, answer)
            problems += found
        du, au = ligne.date("Du"), ligne.date("Au")
        if du and au and au < du:
            codes[ligne.index] = None
            problems.append(fin_avant_debut(ligne))
    return (
        replace(table, columns={**table.columns, "Question": codes, "Réponse": answers}),
        problems,
    )


def _reponse(question: Question, ligne: Ligne, typed: str) -> tuple[object, list[Problem]]:
    """The canonical answer that `typed` means: what the column of the question would read."""
    column = _colonne(question)
    lu = Choix(column.choices, column.short, column.sens).lire(typed)
    if lu.valeur is not None:
        return lu.valeur, []
    conseil = liens.suggestion(str(lu.faits["proche"]) if "proche" in lu.faits else None)
    place = ligne.place("Réponse")
    return ILLISIBLE, [mesures.REPONSE_INCONNUE.at(place, "Réponse", typed, suggestion=conseil)]
