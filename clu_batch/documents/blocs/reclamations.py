"""Block 3 of the procedure: the report on complaints (docs/rules/documents.md#blocks)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

from clu_batch import french
from clu_batch.contenu import Bloc, Element, Genre, Graphique, Manquant, Serie
from clu_batch.documents.blocs import absences, croisements, mesures, tendances
from clu_batch.documents.blocs.croisements import Groupe, Sujet
from clu_batch.documents.blocs.ecriture import Champ, liste, paragraphe, tableau, titre
from clu_batch.model import Bilan, Indicateur, Mesure, Registre, Repartition

RECUES = "reclamations.recues"
TAUX = "reclamations.taux_dans_delai"
TAUX_AR = "reclamations.taux_ar_dans_delai"
_ETATS = (
    ("reclamations.dans_delai", "Répondues dans le délai"),
    ("reclamations.hors_delai", "Répondues hors délai"),
    ("reclamations.en_cours", "En cours, dans le délai"),
    ("reclamations.en_retard", "Sans réponse, délai dépassé"),
)
_VOLUMES = (
    (RECUES, "Réclamations reçues"),
    ("reclamations.hors_perimetre", "dont hors périmètre"),
    ("reclamations.suggestions", "Suggestions"),
    ("reclamations.remerciements", "Remerciements"),
)
_REPONSES = (
    (TAUX, "Réponses dans le délai"),
    ("reclamations.delai_median", "Délai médian de réponse"),
    ("reclamations.delai_moyen", "Délai moyen de réponse"),
    ("reclamations.delai_p90", "Délai maximal de 9 réponses sur 10"),
    ("reclamations.delai_max", "Délai le plus long"),
    ("reclamations.fondees", "Réclamations fondées, en tout ou partie"),
    (TAUX_AR, "Accusés de réception dans le délai"),
)
AUCUNE = "Aucune réclamation n’a été reçue sur la période"
_CRITERES = ("Service", "Canal", "Site")


def phrase(registre: Registre, bilan: Bilan) -> str:
    """The reading sentence: how many, and what share was answered in time."""
    depuis = registre.parametres.reclamations_depuis
    if depuis and depuis > bilan.seance.comptee.au and not _compte(bilan, RECUES):
        jour = french.date(depuis)
        return f"Le registre des réclamations n’est suivi qu’à partir du {jour}, après la période."
    recues = bilan.indicateurs.get(RECUES)
    debut = _nombre_recu(registre, bilan)
    if recues is None or vide(bilan):
        return f"{debut}."
    debut += _ou_ecart(recues)
    dans_delai = bilan.indicateurs.get(TAUX)
    if dans_delai is None or dans_delai.mesure.valeur is None:
        return f"{debut}."
    dit = mesures.taux(dans_delai.mesure) + mesures.comparaison(dans_delai)
    return f"{debut}. La part des réponses envoyées dans le délai est de {dit}."


def _nombre_recu(registre: Registre, bilan: Bilan) -> str:
    """How many were received; when none is counted, one at least may be among the rows left out."""
    nombre = _compte(bilan, RECUES)
    if nombre == 0:
        ecartees = _ecartees(registre, bilan)
        return "Aucune réclamation n’est comptée sur la période" if ecartees else AUCUNE
    recues = french.pluriel(nombre, "réclamation a été reçue", "réclamations ont été reçues")
    return f"{recues} sur la période"


def vide(bilan: Bilan) -> bool:
    """No complaint, no suggestion, no thanks in either period, nothing open."""
    codes = (*(code for code, _ in _VOLUMES), "reclamations.stock")
    return not any(_compte(bilan, code) or mesures.passe(bilan, code) for code in codes)


def manque(registre: Registre, bilan: Bilan) -> Manquant | None:
    """No register of complaints."""
    del bilan
    return absences.manque(registre, "Réclamations")


def bloc(registre: Registre, bilan: Bilan, niveau: int) -> Bloc:
    """Volumes, states, delays, the rate meeting after meeting, breakdowns, open ones, actions."""
    elements: list[Element] = [paragraphe(phrase(registre, bilan))]
    if vide(bilan):
        ecartees = _ecartees(registre, bilan)
        return Bloc((*elements, paragraphe(ecartees)) if ecartees else tuple(elements))
    elements += _volumes(registre, bilan)
    elements += _etats(bilan, niveau)
    elements += _reponses(registre, bilan, niveau)
    recalcul = tendances.recalculee(registre, bilan, TAUX)
    elements += tendances.tendance(bilan, TAUX, "Réponses dans le délai", niveau, recalcul)
    elements += _ouvertes(bilan, niveau)
    elements += _detail(bilan, niveau)
    if bilan.actions_reclamations:
        elements += [
            titre("Actions d’amélioration engagées", niveau),
            liste(bilan.actions_reclamations),
        ]
    return Bloc(tuple(elements))


def definitions(registre: Registre, bilan: Bilan) -> list[str]:
    """The delays of the block, defined once: their unit, the way they are counted, their source."""
    parametres = registre.parametres
    dits = []
    if parametres.delai_reponse is not None:
        delai = mesures.valeur(Fraction(parametres.delai_reponse), parametres.unite_reponse)
        dits.append(
            f"Délai de réponse aux réclamations : {delai}, sauf délai particulier"
            f" ({mesures.define_unit(parametres.unite_reponse)}). Le jour de réception ne compte pas, ni"
            " le temps d’attente d’une réponse de l’usager. Décompte retenu par convention, sur le"
            " modèle des articles 641 et 642 du code de procédure civile."
        )
    dits.append(
        "Réponses dans le délai : réponses envoyées dans le délai, sur les réclamations répondues"
        " ou dont le délai est dépassé. Une réclamation encore dans le délai n’entre pas dans la"
        " base ; une réclamation hors périmètre non plus."
    )
    accuses = [
        f"{french.nombre(jours)} jours calendaires {voie}"
        for jours, voie in (
            (parametres.delai_ar_electronique, "par voie électronique"),
            (parametres.delai_ar_papier, "par les autres voies"),
        )
        if jours is not None
    ]
    if (
        accuses and TAUX_AR in bilan.indicateurs
    ):  # nothing is said of what is not followed (docs/rules/complaints.md#acknowledgement)
        dits.append(
            f"Accusé de réception dans le délai : {french.enumeration(accuses)} (engagement du"
            " programme Services Publics\u00a0+)."
        )
    return dits


def _compte(bilan: Bilan, code: str) -> int:
    indicateur = bilan.indicateurs.get(code)
    return (
        int(indicateur.mesure.valeur)
        if indicateur and isinstance(indicateur.mesure.valeur, Fraction)
        else 0
    )


def _ou_ecart(recues: Indicateur) -> str:
    """« , contre 118 sur la période précédente (registre ouvert en mars 2025) »."""
    passe = recues.precedente.valeur if recues.precedente else None
    if not isinstance(passe, Fraction):
        return ""
    reserve = f" ({recues.reserve})" if recues.reserve else ""
    if not passe and not recues.mesure.valeur:
        return f", comme sur la période précédente{reserve}"
    return f", contre {french.nombre(passe)} sur la période précédente{reserve}"


def _tableau_d_indicateurs(
    bilan: Bilan, legende: str, voulus: Iterable[tuple[str, str]], notes: Iterable[str]
) -> list[Element]:
    lignes = [
        (libelle, bilan.indicateurs[code]) for code, libelle in voulus if code in bilan.indicateurs
    ]
    if not lignes:
        return []
    colonnes = (
        Champ[tuple[str, Indicateur]]("Indicateur", 58, lambda x: x[0]),
        Champ[tuple[str, Indicateur]](
            "Période", 38, lambda x: _dit(x[1].mesure, x[1].unite), nombre=True
        ),
        Champ[tuple[str, Indicateur]](
            "Période précédente", 40, lambda x: mesures.precedente(x[1]), nombre=True
        ),
        Champ[tuple[str, Indicateur]]("Écart", 38, lambda x: mesures.ecart(x[1]), nombre=True),
    )
    return [tableau(legende, lignes, colonnes, notes)]


def _dit(mesure: Mesure, unite: str) -> str:
    return mesures.taux_en_cellule(mesure) if unite == "%" else mesures.valeur(mesure.valeur, unite)


def _volumes(registre: Registre, bilan: Bilan) -> list[Element]:
    voulus = [(code, libelle) for code, libelle in _VOLUMES if _a_montrer(bilan, code)]
    presents = [bilan.indicateurs[code] for code, _ in voulus if code in bilan.indicateurs]
    compare = any(indicateur.precedente is not None for indicateur in presents)
    precedente = mesures.note_precedente(bilan, mesures.reserve(bilan, RECUES)) if compare else ""
    notes = [mesures.arretes(bilan), precedente, _ecartees(registre, bilan)]
    return _tableau_d_indicateurs(
        bilan, "Réclamations, suggestions et remerciements reçus", voulus, notes
    )


def _a_montrer(bilan: Bilan, code: str) -> bool:
    """The complaints always; another nature when there was one, in either period."""
    return code == RECUES or bool(_compte(bilan, code) or mesures.passe(bilan, code))


def _ecartees(registre: Registre, bilan: Bilan) -> str:
    """How many rows of the register were left out; empty when none was."""
    return mesures.ecartees(
        registre.reclamations, "du registre des réclamations", bilan.reclamations_ecartees
    )


def _etats(bilan: Bilan, niveau: int) -> list[Element]:
    """Where the complaints of the period stand at A: a chart and its table."""
    lignes = _par_etat(bilan)
    if not any(nombre for _, nombre in lignes):
        return []
    legende = f"État, au {french.date(bilan.seance.a)}, des réclamations reçues sur la période"
    message = (
        f"{legende}."
        f" {' ; '.join(f'{libelle}, {french.nombre(nombre)}' for libelle, nombre in lignes)}."
    )
    champs = (
        Champ[tuple[str, int]]("État", 40, lambda x: x[0]),
        Champ[tuple[str, int]]("Nombre", 15, lambda x: french.nombre(x[1]), nombre=True),
    )
    serie = Serie("Réclamations", tuple(float(nombre) for _, nombre in lignes))
    graphique = Graphique(
        french.typographie(legende),
        Genre.BARRES,
        tuple(libelle for libelle, _ in lignes),
        (serie,),
        french.typographie(message),
    )
    return [titre("Réponses aux réclamations", niveau), graphique, tableau(legende, lignes, champs)]


def _par_etat(bilan: Bilan) -> list[tuple[str, int]]:
    """Each state with its number; with those that stand outside of the four, the sum is the number
    received.
    """
    reparties = mesures.repartition(bilan, (RECUES,), "État")
    if reparties:
        return [
            (french.avec_initiale(r.modalite), int(r.mesure.valeur))
            for r in reparties
            if isinstance(r.mesure.valeur, Fraction)
        ]
    return [
        (libelle, _compte(bilan, code)) for code, libelle in _ETATS if code in bilan.indicateurs
    ]


def _reponses(registre: Registre, bilan: Bilan, niveau: int) -> list[Element]:
    voulus = [
        (code, libelle)
        for code, libelle in _REPONSES
        if code in bilan.indicateurs and _mesure_une_fois(bilan.indicateurs[code])
    ]
    notes = [mesures.note_precedente(bilan, mesures.reserve(bilan, RECUES))]
    if registre.parametres.delai_reponse is None:
        notes.append(
            "Aucun délai de réponse n’est fixé : la part des réponses dans le délai n’est pas"
            " mesurée."
        )
    elements = _tableau_d_indicateurs(bilan, "Délais et suites", voulus, notes)
    return (
        elements
        if TAUX in bilan.indicateurs or _compte(bilan, RECUES) == 0
        else [titre("Réponses aux réclamations", niveau), *elements]
    )


def _mesure_une_fois(indicateur: Indicateur) -> bool:
    return indicateur.mesure.valeur is not None or (
        indicateur.precedente is not None and indicateur.precedente.valeur is not None
    )


def _ouvertes(bilan: Bilan, niveau: int) -> list[Element]:
    """All that is open at A, whatever its date, by age; the oldest, and what the period does not
    show.
    """
    stock = _compte(bilan, "reclamations.stock")
    if "reclamations.stock" not in bilan.indicateurs:
        return []
    au = french.date(bilan.seance.a)
    if not stock:
        return [
            titre("Réclamations encore ouvertes", niveau),
            paragraphe(f"Aucune réclamation n’est ouverte au {au}."),
        ]
    dit = (
        f"{french.pluriel(stock, 'réclamation est ouverte', 'réclamations sont ouvertes')} au {au},"
        " toutes dates de réception confondues"
    )
    plus_ancienne = bilan.indicateurs.get("reclamations.plus_ancienne")
    if plus_ancienne and plus_ancienne.mesure.valeur is not None:
        dit += (
            " ; la plus ancienne a été reçue le"
            f" {mesures.valeur(plus_ancienne.mesure.valeur, 'date')}"
        )
    anciennes = _compte(bilan, "reclamations.anciennes_ouvertes")
    if anciennes:
        dit += (
            ". Parmi elles, une a été reçue avant la période et n’entre pas dans le taux"
            if anciennes == 1
            else (
                f". Parmi elles, {french.nombre(anciennes)} ont été reçues avant la période et"
                " n’entrent pas dans le taux"
            )
        )
    elements: list[Element] = [titre("Réclamations encore ouvertes", niveau), paragraphe(f"{dit}.")]
    ages = [
        r
        for r in mesures.repartition(bilan, ("reclamations.stock",), "Ancienneté")
        if r.mesure.valeur is not None
    ]
    return elements + (
        _comptes(
            "Réclamations ouvertes, selon leur ancienneté", "Ancienneté (jours calendaires)", ages
        )
        if ages
        else []
    )


def _comptes(legende: str, axe: str, reparties: Sequence[Repartition]) -> list[Element]:
    champs = (
        Champ[Repartition](axe, 40, lambda r: r.modalite),
        Champ[Repartition](
            "Nombre", 20, lambda r: mesures.valeur(r.mesure.valeur, "nombre"), nombre=True
        ),
    )
    return [tableau(legende, reparties, champs)]


def _detail(bilan: Bilan, niveau: int) -> list[Element]:
    presents = [c for c in _CRITERES if len(mesures.repartition(bilan, (RECUES,), c)) > 1]
    legende = f"Réclamations reçues par {french.enumeration([c.lower() for c in presents])}"
    elements = _croise(bilan, presents, Sujet(legende, "Réclamations reçues", "nombre"))
    elements += _croise(
        bilan, ("Motif",), Sujet("Réclamations reçues par motif", "Réclamations reçues", "nombre")
    )
    elements += _croise(
        bilan,
        ("Mois",),
        Sujet("Réclamations reçues par mois", "Réclamations reçues", "nombre", Genre.COLONNES),
    )
    return [titre("Réclamations, en détail", niveau), *elements] if elements else []


def _croise(bilan: Bilan, criteres: Sequence[str], sujet: Sujet) -> list[Element]:
    """Number received, and rate answered in time with its base; drawn when a single criterion makes
    the groups.
    """
    lignes = croisements.groupes(bilan, (RECUES,), criteres)
    if not lignes:
        return []
    taux = {
        (c, r.modalite): r.mesure for c in criteres for r in mesures.repartition(bilan, (TAUX,), c)
    }
    champs = (
        *croisements.noms(lignes),
        Champ[Groupe]("Reçues", 14, _nombre_ou_rien, nombre=True),
        Champ[Groupe](
            "Répondues dans le délai",
            30,
            lambda g: _taux_ou_rien(taux.get((g.critere, g.ligne.modalite))),
            nombre=True,
        ),
    )
    graphique = croisements.graphique(sujet, lignes) if len(criteres) == 1 else None
    note = mesures.note_des_mois_tus([g.ligne for g in lignes], "registre ouvert en {}")
    return [*([graphique] if graphique else []), tableau(sujet.legende, lignes, champs, (note,))]


def _nombre_ou_rien(groupe: Groupe) -> str | None:
    """How many; nothing for a month of before the register."""
    return None if groupe.valeur is None else mesures.valeur(groupe.valeur, "nombre")


def _taux_ou_rien(mesure: Mesure | None) -> str | None:
    return None if mesure is None or mesure.valeur is None else mesures.taux_en_cellule(mesure)
