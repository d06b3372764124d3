"""Build the tags that every document may print: those of docs/rules/templates.md#tags, the issuer,
the members and the agenda.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import accumulate, zip_longest

from clu_batch.documents import procedure
from clu_batch.documents.emetteur import build_emetteur_tags
from clu_batch.documents.meeting_context import MeetingContext, once
from clu_batch.documents.sections.blocs import build_blocs
from clu_batch.documents.sections.figure_wording import PLACE_REPONSES, ask_answers
from clu_batch.documents.typed_texts import (
    ask,
    compose_nom,
    compose_nom_complet,
    print_columns,
    write_in_line,
    write_or_ask,
)
from clu_batch.kernel import fonctions, french, politesse
from clu_batch.kernel.appel import NEUTRE, compose_appel
from clu_batch.kernel.content import DocumentRequest, Texte
from clu_batch.kernel.famille import Famille
from clu_batch.kernel.frozen import frozen
from clu_batch.parse import fold_text
from clu_batch.rules.figures.prevus import list_fiches
from clu_batch.rules.model import (
    BilanGeneral,
    Indicateur,
    Membre,
    Mesure,
    Point,
    Registre,
    Siege,
)

SANS_OBJET = "sans objet"
NON_INDIQUE = "non indiqué"
"""Stands for the state of a figure that the answers nobody could read might change."""


@frozen
class BaliseMembre:
    """The tags `membre.…`: a seat as it is printed. What may be empty is an empty text, and leaves
    nothing to complete: a seat is then addressed by its function.
    """

    code: str
    college: str
    fonction: Texte
    organisme: Texte
    civilite: str
    prenom: str
    nom: str
    nom_complet: str
    appel: str
    fonction_de: Texte
    fonction_a: Texte
    ou_son_representant: bool
    vacant: bool
    statut: str | None = None


@frozen
class BalisePoint:
    """The tags `point.…` of `ordre_du_jour`. `horaire` is filled only when every point has a
    duration.
    """

    numero: str
    point: str
    rubrique: str
    presente_par: str | None
    duree: Decimal | None
    horaire: dt.time | None


def build_membre_tag(
    membre: Membre, *, vacant: bool = False, statut: str | None = None
) -> BaliseMembre:
    """Return a member ready to print; the holder of a vacant seat is not named."""
    fonction = write_in_line(membre.fonction)
    holder = replace(membre, civilite=None, prenom=None, nom=None) if vacant else membre
    prenom = holder.prenom if holder.nom else None
    return BaliseMembre(
        code=membre.code,
        college=french.typeset(membre.college),
        fonction=write_or_ask(membre, "fonction"),
        organisme=write_or_ask(membre, "organisme"),
        civilite=holder.civilite or "",
        prenom=prenom or "",
        nom=holder.nom or "",
        nom_complet=compose_nom_complet(holder) or "",
        appel=NEUTRE if vacant else compose_appel(fonction, membre.civilite),
        fonction_de=_write_after(fonctions.add_de, holder),
        fonction_a=_write_after(fonctions.add_a, holder),
        ou_son_representant=membre.ou_son_representant,
        vacant=vacant,
        statut=statut,
    )


def _write_after(add: Callable[[str, str | None], str], membre: Membre) -> Texte:
    """Return the function after the preposition that `add` writes, or what is missing."""
    fonction = write_in_line(membre.fonction)
    if fonction:
        return add(fonction, membre.civilite)
    return ask(membre, "fonction")


def list_membres(sieges: Sequence[Siege]) -> tuple[BaliseMembre, ...]:
    """Return the seats in force ready to print, in the order of the protocol."""
    return tuple(
        build_membre_tag(siege.membre, vacant=siege.vacant, statut=siege.statut)
        for siege in sieges
    )


@once
def build_ordre_du_jour(meeting: MeetingContext) -> tuple[BalisePoint, ...]:
    """Return the agenda ready to print, with its times when every point has a duration.

    A meeting without any point has the agenda of the procedure.
    """
    prevus = meeting.points or [
        Point(meeting.date, str(rang), titre) for rang, titre in enumerate(procedure.POINTS, 1)
    ]
    return tuple(
        BalisePoint(
            numero=french.typeset(point.numero),
            point=write_intitule(point),
            rubrique=point.rubrique or "",
            presente_par=write_in_line(point.presente_par),
            duree=point.duree,
            horaire=horaire,
        )
        for point, horaire in zip_longest(prevus, _compute_horaires(meeting))
    )


def write_intitule(point: Point) -> str:
    """Write the title of a point on one line."""
    return write_in_line(point.point) or point.point


def list_durees(meeting: MeetingContext) -> Sequence[Decimal]:
    """Return the durations of the points, in minutes; none unless each point has one."""
    durees = [point.duree for point in meeting.points if point.duree]
    if len(durees) == len(meeting.points):
        return durees
    return ()


def _compute_horaires(meeting: MeetingContext) -> list[dt.time]:
    """Return the time at which each point begins; none unless the hour of the meeting and every
    duration are known.
    """
    durees = list_durees(meeting)
    if meeting.reunion.heure is None:
        return []
    depart = dt.datetime.combine(dt.date.min, meeting.reunion.heure)
    before = accumulate(durees[:-1], initial=Decimal(0)) if durees else ()
    return [(depart + dt.timedelta(minutes=float(minutes))).time() for minutes in before]


def find_presidence(meeting: MeetingContext) -> tuple[str | None, str | None]:
    """Return who presides, in two forms: « le secrétaire général » and « du secrétaire général ».

    It is the function of the member whose code was typed (with the name, if known), or the text
    typed. The second form is None when nothing tells the article: « Présidence : responsable
    qualité ».
    """
    typed = write_in_line(meeting.reunion.presidence)
    if typed is None:
        return None, None
    membre = _find_president(meeting, typed)
    if membre is None:
        fonction, civilite = typed, None
        takes_article = politesse.is_known_fonction(typed) or typed[:1].islower()
    else:
        fonction = write_in_line(membre.fonction) or write_in_line(membre.organisme) or typed
        civilite, nommee = membre.civilite, compose_nom(membre)
        if nommee is not None:
            dite = f"{nommee}, {fonctions.drop_article(french.lower_first(fonction))}"
            return dite, fonctions.add_de_to_name(dite)
        sigle = french.lower_first(fonction) == fonction and not fonction[:1].islower()
        takes_article = not sigle
    avec = fonctions.add_article(fonction, civilite)
    if avec is not None:
        return avec, fonctions.add_de(fonction, civilite)
    if takes_article:
        return french.lower_first(fonction), None
    return fonction, fonctions.add_de_to_name(fonction)


def _find_president(meeting: MeetingContext, typed: str) -> Membre | None:
    """Return the member who has the typed code: the one in force at the meeting first."""
    code = fold_text(typed)
    in_force = [siege.membre for siege in meeting.sieges]
    for membre in (*in_force, *meeting.comite.membres):
        if fold_text(membre.code) == code:
            return membre
    return None


def build_reunion_tag(meeting: MeetingContext) -> Mapping[str, object]:
    """Return the tags `reunion.…`. Dates and times stay values, which the filters of the templates
    format. A meeting held entirely from a distance needs no room.
    """
    reunion = meeting.reunion
    preside, preside_de = find_presidence(meeting)
    tags = print_columns(reunion)
    if not reunion.lieu and reunion.visioconference:
        tags["lieu"] = "en visioconférence"
    return {
        **tags,
        "heure_fin": reunion.heure_fin,
        "presidence": preside,
        "presidence_de": preside_de,
        "prochaine": tags["prochaine"] if reunion.prochaine else None,
        "visioconference": reunion.visioconference,
    }


def build_indicateur_tag(indicateur: Indicateur) -> Mapping[str, object]:
    """Return the tags `indicateurs['code'].…` of a figure: exact values, or words where there is no
    value, so that a tag is never printed blank.
    """
    mesure = indicateur.mesure
    valeur = french.NON_MESURE if mesure.valeur is None else mesure.valeur
    return {
        "libelle": indicateur.libelle,
        "valeur": ask_answers(mesure, PLACE_REPONSES) if mesure.retenue else valeur,
        "numerateur": SANS_OBJET if mesure.numerateur is None else mesure.numerateur,
        "denominateur": SANS_OBJET if mesure.denominateur is None else mesure.denominateur,
        "unite": indicateur.unite,
        "cible": "sans cible" if indicateur.cible is None else indicateur.cible,
        "etat": indicateur.etat or (NON_INDIQUE if mesure.illisibles else SANS_OBJET),
    }


def list_citables(registre: Registre, bilan: BilanGeneral) -> Mapping[str, Indicateur]:
    """Return the figures that a template may cite at this meeting, by code.

    A figure that exists but was not measured this time is among them: its tag prints « non mesuré »
    and is no unknown name.
    """
    return {
        **{
            f.code: Indicateur(f.code, f.libelle, f.unite, Mesure())
            for f in list_fiches(registre)
        },
        **bilan.indicateurs,
    }


@once
def build_context(meeting: MeetingContext) -> Mapping[str, object]:
    """Return the tags that every document of the meeting may use. `date_document` is J, unless a
    document replaces it by the day it was sent.
    """
    p = meeting.parametres
    return {
        "reunion": build_reunion_tag(meeting),
        "membres": list_membres(meeting.sieges),
        "ordre_du_jour": build_ordre_du_jour(meeting),
        "blocs": build_blocs(meeting),
        "limite_suppleance": meeting.bilan.limite_suppleance,
        "indicateurs": {
            code: build_indicateur_tag(indicateur)
            for code, indicateur in list_citables(meeting.registre, meeting.bilan).items()
        },
        "date_document": meeting.seance.j,
        "exemple": p.donnees_d_exemple,
        **build_emetteur_tags(p),
    }


def request_paper(
    meeting: MeetingContext, famille: Famille, nom: str, titre: str, tags: Mapping[str, object]
) -> DocumentRequest:
    """Ask for the only document of its family. `nom`: in its file name; `tags` come beside those of
    every document.
    """
    chemin = f"{meeting.name_file(nom)}.docx"
    contexte = {**build_context(meeting), **tags}
    return DocumentRequest(chemin, famille.value, famille, titre, contexte)
