"""The sheets of `comite.xlsx` become the committee: members, meetings and all that is attached to them, linked by code and by date."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import PurePath

from clu_batch import french
from clu_batch.assembly import participants, suites
from clu_batch.assembly.atelier import Atelier
from clu_batch.assembly.ligne import Ligne, lignes
from clu_batch.defauts import liens
from clu_batch.jours import Calendrier
from clu_batch.model import Comite, DocumentType, Membre, Point, Reunion
from clu_batch.problems import Problem
from clu_batch.saisie import plier, proche
from clu_batch.tables import Table


def assembler(tables: Mapping[str, Table], calendrier: Calendrier, annexes: Sequence[str]) -> tuple[Comite, list[Problem]]:
    """The committee, from the checked tables by sheet name; `annexes`: names of the files in `workbooks/annexes/`."""
    atelier = Atelier()
    _membres(tables["Composition"], atelier)
    _reunions(tables["Réunions"], atelier, calendrier)
    participants.invites(tables["Invités"], atelier)
    ordre_du_jour = _ordre_du_jour(tables["Ordre du jour"], atelier)
    participants.points_des_invites(tables["Ordre du jour"], ordre_du_jour, atelier)
    comite = Comite(
        membres=tuple(atelier.membres),
        reunions=tuple(sorted(atelier.reunions, key=lambda r: r.date)),
        ordre_du_jour=ordre_du_jour,
        invites=tuple(atelier.invites),
        suppleances=participants.suppleances(tables["Suppléances"], atelier),
        presences=participants.presences(tables["Présences"], atelier),
        propositions=suites.propositions(tables["Propositions"], atelier),
        documents_types=suites.documents_types(tables["Documents types"], atelier),
        modalites_d_appui=suites.modalites(tables["Modalités d'appui"], atelier),
    )
    return _fichiers(comite, annexes, atelier), atelier.problems


def _membres(table: Table, atelier: Atelier) -> None:
    for ligne in lignes(table):
        atelier.membres.append(
            Membre(
                code=ligne.texte("Code") or "",
                college=ligne.texte("Collège") or "",
                fonction=ligne.texte("Fonction"),
                organisme=ligne.texte("Organisme"),
                ou_son_representant=ligne.oui("Ou son représentant", defaut=False),
                civilite=ligne.texte("Civilité"),
                prenom=ligne.texte("Prénom"),
                nom=ligne.texte("Nom"),
                courriels=atelier.courriels(ligne),
                adresse=ligne.texte("Adresse"),
                a_convoquer=ligne.oui("À convoquer", defaut=True),
                depuis=ligne.date("Depuis le"),
                jusqu_au=ligne.date("Jusqu'au"),
                vacant=ligne.oui("Vacant", defaut=False),
                rang=ligne.nombre("Rang"),
                place=ligne.place("Code"),
            )
        )
    for index, membre in enumerate(atelier.membres):
        if any(plier(before.code) == plier(membre.code) and _chevauche(before, membre) for before in atelier.membres[:index]):
            atelier.problems.append(liens.TITULAIRES_EN_MEME_TEMPS.at(membre.place, "Code", membre.code))


def _chevauche(a: Membre, b: Membre) -> bool:
    """Two holders of one seat at the same date; both bounds are included."""
    return (a.jusqu_au or dt.date.max) >= (b.depuis or dt.date.min) and (b.jusqu_au or dt.date.max) >= (a.depuis or dt.date.min)


def _reunions(table: Table, atelier: Atelier, calendrier: Calendrier) -> None:
    seen: set[dt.date] = set()
    for ligne in lignes(table):
        date = ligne.date("Date")
        if date is None:
            continue
        if date in seen:
            atelier.problems.append(liens.REUNION_REPETEE.at(ligne.place("Date"), "Date", french.date_courte(date)))
            continue
        seen.add(date)
        reunion = _reunion(ligne, date)
        atelier.reunions.append(reunion)
        _verifier_reunion(reunion, ligne, atelier, calendrier)
    for reunion in list(atelier.reunions):
        _citer(reunion, atelier, seen)


def _reunion(ligne: Ligne, date: dt.date) -> Reunion:
    return Reunion(
        date=date,
        heure=ligne.heure("Heure"),
        lieu=ligne.texte("Lieu"),
        numero=ligne.texte("N°"),
        reference=ligne.texte("Référence"),
        heure_fin=ligne.heure("Heure de fin"),
        visioconference=ligne.texte("Visioconférence"),
        acces=ligne.texte("Accès et accessibilité"),
        presidence=ligne.texte("Présidence"),
        statut=ligne.texte("Statut"),
        reportee_au=ligne.date("Reportée au"),
        periode_du=ligne.date("Période du"),
        periode_au=ligne.date("Période au"),
        chiffres_arretes_au=ligne.date("Chiffres arrêtés au"),
        convocations_envoyees_le=ligne.date("Convocations envoyées le"),
        dossier_envoye_le=ligne.date("Dossier envoyé le"),
        compte_rendu_envoye_le=ligne.date("Compte rendu envoyé le"),
        prochaine=ligne.date("Prochaine réunion") or ligne.texte("Prochaine réunion"),
        place=ligne.place("Date"),
    )


def _verifier_reunion(reunion: Reunion, ligne: Ligne, atelier: Atelier, calendrier: Calendrier) -> None:
    """A meeting on a closed day; a period with one bound, or whose end precedes its start (page 2.3)."""
    if not calendrier.est_ouvre(reunion.date) and reunion.statut not in {"annulée", "reportée"}:
        raison = calendrier.raison(reunion.date)
        atelier.problems.append(liens.REUNION_JOUR_CHOME.at(reunion.place, "Date", french.date_longue(reunion.date), raison=raison))
    du, au = reunion.periode_du, reunion.periode_au
    if (du is None) != (au is None):
        empty = "Période au" if au is None else "Période du"
        atelier.problems.append(liens.PERIODE_INCOMPLETE.at(ligne.place(empty), empty))
    if du and au and au < du:
        effet = "en attendant, les douze derniers mois complets sont utilisés"
        atelier.problems.append(
            liens.FIN_AVANT_DEBUT.at(
                ligne.place("Période au"), "Période au", debut=french.date_courte(du), fin=french.date_courte(au), effet=effet
            )
        )
    if reunion.heure and reunion.heure_fin and reunion.heure_fin < reunion.heure:
        atelier.problems.append(
            liens.FIN_AVANT_DEBUT.at(
                ligne.place("Heure de fin"),
                "Heure de fin",
                debut=french.heure(reunion.heure),
                fin=french.heure(reunion.heure_fin),
                effet="l’heure est imprimée telle quelle",
            )
        )


def _citer(reunion: Reunion, atelier: Atelier, dates: set[dt.date]) -> None:
    """How other sheets may cite the meeting; rows that cite a postponed meeting follow it to its new date (page 1, Réunions)."""
    held = reunion.reportee_au or reunion.date
    if reunion.reportee_au and reunion.reportee_au not in dates:
        atelier.reunions.append(replace(reunion, date=reunion.reportee_au, statut=None, reportee_au=None))
        dates.add(reunion.reportee_au)
    atelier.par_citation.setdefault(reunion.date, held)
    atelier.par_citation.setdefault(held, held)
    if reunion.numero:
        atelier.par_citation.setdefault(plier(reunion.numero), held)


def _ordre_du_jour(table: Table, atelier: Atelier) -> tuple[Point, ...]:
    points: list[Point] = []
    for ligne in lignes(table):
        date, numero = atelier.reunion(ligne), ligne.texte("N°")
        if date is None or numero is None:
            continue
        if any(p.reunion == date and plier(p.numero) == plier(numero) for p in points):
            atelier.problems.append(liens.POINT_REPETE.at(ligne.place("N°"), "N°", numero))
        points.append(
            Point(
                reunion=date,
                numero=numero,
                point=ligne.texte("Point"),
                rubrique=ligne.texte("Rubrique"),
                presente_par=ligne.texte("Présenté par"),
                duree=ligne.nombre("Durée"),
                presentation=ligne.texte("Présentation"),
                fichier=ligne.texte("Fichier"),
                releve=ligne.texte("Relevé des échanges"),
                conclusion=ligne.texte("Conclusion"),
                place=ligne.place("Point"),
            )
        )
    return tuple(points)


def _fichiers(comite: Comite, annexes: Sequence[str], atelier: Atelier) -> Comite:
    """Each `Fichier` as the folder spells it; a file that is not there is an erreur and is not joined."""
    known = {plier(name): name for name in annexes}

    def resolve(fichier: str | None, source: Point | DocumentType) -> str | None:
        if fichier is None:
            return None
        found = known.get(plier(PurePath(fichier.replace("\\", "/")).name))
        if found is None:
            conseil = liens.suggestion(proche(fichier, annexes))
            atelier.problems.append(liens.FICHIER_ABSENT.at(source.place, "Fichier", fichier, suggestion=conseil))
        return found

    return replace(
        comite,
        ordre_du_jour=tuple(replace(p, fichier=resolve(p.fichier, p)) for p in comite.ordre_du_jour),
        documents_types=tuple(replace(d, fichier=resolve(d.fichier, d)) for d in comite.documents_types),
    )
