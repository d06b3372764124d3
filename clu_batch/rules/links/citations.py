"""What links the sheets of the committee: codes, citations of meetings, addresses, and the problems
met on the way.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePath

from clu_batch.kernel import french, politesse
from clu_batch.kernel.problems import Problem
from clu_batch.messages import cells, links
from clu_batch.parse import Choix, numero, numeros_de, plier, proche, racine
from clu_batch.records.comite import RUBRIQUES, RUBRIQUES_EN_TOUTES_LETTRES
from clu_batch.rules.links.coordonnees import lettres, lire_adresses, parties, variante
from clu_batch.rules.links.ligne import Ligne
from clu_batch.rules.model import Invite, Membre, Reunion

VOISINES = dt.timedelta(31)
"""How far apart two dates may be for one to be suggested in place of the other."""

PRESQUE = 0.85
"""How alike a free text and a word of the list are when one is a misspelling of the other."""

_RUBRIQUES = Choix(RUBRIQUES, RUBRIQUES_EN_TOUTES_LETTRES)

_SANS_EFFET = "elle est imprimée devant le nom, et la lettre s’ouvre sans elle"
_MASCULINES, _FEMININES = (
    frozenset({"m", "mr", "monsieur", "messieurs"}),
    frozenset({"mme", "mlle", "madame", "mademoiselle", "mesdames"}),
)


@dataclass(slots=True)
class Atelier:
    """The members, meetings and guests known so far, and how other sheets may cite them."""

    problems: list[Problem] = field(default_factory=list)
    membres: list[Membre] = field(default_factory=list)
    reunions: list[Reunion] = field(default_factory=list)
    par_citation: dict[dt.date | str, dt.date] = field(default_factory=dict)
    annexes: Mapping[str, str] = field(
        default_factory=dict
    )  # folded name of a file of the workbooks' folder -> its name
    invites: list[Invite] = field(default_factory=list)

    def reunion(self, ligne: Ligne) -> dt.date | None:
        """The date of the meeting that the row cites by date or by N°; None, and a problem, when
        there is none.
        """
        cited = ligne.brut("Réunion")
        found = (
            self.par_citation.get(cited)
            if isinstance(cited, dt.date)
            else self.par_citation.get(numero(str(cited)))
        )
        if found is None and isinstance(cited, dt.date):
            found = self._reunion_devenue_date(ligne, cited)
        if found is None:
            shown = french.date_courte(cited) if isinstance(cited, dt.date) else str(cited)
            conseil = links.suggestion(self._reunion_proche(cited))
            self.problems.append(
                links.REUNION_INCONNUE.at(
                    ligne.place("Réunion"), "Réunion", shown, suggestion=conseil
                )
            )
        return found

    def _reunion_devenue_date(self, ligne: Ligne, cited: dt.date) -> dt.date | None:
        """The meeting whose N° Excel took for a date: « 2026-1 » shown as 01/01/2026."""
        found = next(
            (self.par_citation[key] for key in numeros_de(cited) if key in self.par_citation), None
        )
        if found is not None:
            lu = next(
                r.numero
                for r in self.reunions
                if r.numero and numero(r.numero) in numeros_de(cited)
            )
            self.problems.append(
                cells.NUMERO_DEVENU_DATE.at(
                    ligne.place("Réunion"), "Réunion", french.date_courte(cited), lu=lu
                ),
            )
        return found

    def _reunion_proche(self, cited: object) -> str | None:
        """The meeting that was probably meant: the nearest date, or the closest N°."""
        if not isinstance(cited, dt.date):
            return proche(str(cited), [r.numero for r in self.reunions if r.numero])
        nearest = min(self.reunions, key=lambda r: abs(r.date - cited), default=None)
        return (
            french.date_courte(nearest.date)
            if nearest and abs(nearest.date - cited) <= VOISINES
            else None
        )

    def rubrique(self, ligne: Ligne) -> str | None:
        """The rubrique as the list spells it, or a free text; one that is nearly of the list is
        told.
        """
        typed = ligne.texte("Rubrique")
        known = _RUBRIQUES.lire(typed).valeur
        close = proche(typed, RUBRIQUES, PRESQUE) if typed and known is None else None
        if close:
            self.problems.append(
                links.RUBRIQUE_PROCHE.at(ligne.place("Rubrique"), "Rubrique", typed, proche=close)
            )
        return known or typed

    def fichier(self, ligne: Ligne) -> str | None:
        """The file that the row names, as the folder of the annexes spells it; None, and a problem,
        when it is not there.
        """
        typed = ligne.texte("Fichier")
        if typed is None:
            return None
        name = plier(PurePath(typed.replace("\\", "/")).name)
        same = [
            known for folded, known in self.annexes.items() if PurePath(folded).stem == name
        ]  # Windows hides the extensions
        found = self.annexes.get(name) or (same[0] if len(same) == 1 else None)
        if found is None:
            conseil = links.suggestion(proche(typed, self.annexes.values()))
            self.problems.append(
                links.FICHIER_ABSENT.at(
                    ligne.place("Fichier"), "Fichier", typed, suggestion=conseil
                )
            )
        return found

    def code_proche(self, text: str) -> str | None:
        """The code that was probably meant: that of the body written otherwise, a word of `text`,
        the closest (never a person's name).
        """
        codes = [m.code for m in self.membres]
        bodies = {m.organisme: m.code for m in reversed(self.membres) if m.organisme}
        word = next((code for code in codes if plier(code) in plier(text).split()), None)
        return (
            self.meme_organisme(text)
            or word
            or proche(text, codes)
            or bodies.get(proche(text, bodies) or "")
        )

    def meme_organisme(self, text: str) -> str | None:
        """The code of the only member that `text` names but for its dots and spaces, by code or by
        body: « A.P.F. » is « APF ».
        """
        same = {
            m.code
            for m in self.membres
            if lettres(text) in {lettres(m.code), lettres(m.organisme or m.code)}
        }
        return same.pop() if len(same) == 1 else None

    def titulaire(self, code: str, date: dt.date) -> Membre:
        """Who holds the seat at `date`, or the first who did; the code is one of Composition."""
        holders = [m for m in self.membres if m.code == code]
        return next(
            (m for m in holders if (m.depuis or date) <= date <= (m.jusqu_au or date)), holders[0]
        )

    def college(self, text: str) -> str | None:
        """The collège of Composition meant by `text`, whatever its case, accents and plural."""
        return next((m.college for m in self.membres if racine(m.college) == racine(text)), None)

    def code(self, text: str) -> str | None:
        """The code of Composition meant by `text`, whatever its case and spaces."""
        return next((m.code for m in self.membres if plier(m.code) == plier(text)), None)

    def courriels(self, ligne: Ligne) -> tuple[str, ...]:
        """The addresses of a cell; a doubtful one is reported and left out."""
        typed = ligne.texte("Courriel") or ""
        parts, place = parties(typed), ligne.place("Courriel")
        kept: list[str] = []
        for part in filter(None, parts):
            found = lire_adresses(part)
            kept += found
            if not found:
                self.problems.append(links.ADRESSE_DOUTEUSE.at(place, "Courriel", part))
            elif found != [part]:
                self.problems.append(
                    links.ADRESSE_NETTOYEE.at(place, "Courriel", part, lu="; ".join(found))
                )
        if len(parts) > 1 and not parts[-1]:
            self.problems.append(
                links.ADRESSE_NETTOYEE.at(place, "Courriel", typed, lu="; ".join(kept))
            )
        return tuple(kept)

    def membre(self, ligne: Ligne, cited: str) -> str | None:
        """The code of the member that a cell names by its code, or, to be looked at, by its body: «
        A.P.F. », « APF France handicap ».
        """
        code = self.code(cited)
        if code is None:
            code = self.meme_organisme(cited)
            if code:
                self.problems.append(
                    links.ORGANISME_LU_COMME_MEMBRE.at(
                        ligne.place("Membre"), "Membre", cited, code=code
                    )
                )
        return code

    def organisme(self, ligne: Ligne, typed: str) -> None:
        """A body that seems to be one typed above, spelled otherwise; each is printed as it is
        typed.
        """
        known = [
            name
            for name in [m.organisme for m in self.membres] + [i.organisme for i in self.invites]
            if name
        ]
        same = next((name for name in known if variante(name, typed)), None)
        if same and plier(typed) not in map(plier, known):
            self.problems.append(
                links.ORGANISMES_PROCHES.at(
                    ligne.place("Organisme"), "Organisme", typed, autre=same
                )
            )

    def civilite(self, ligne: Ligne) -> str | None:
        """The civility in full, « Mme » being Madame; what is none, or is two, is reported.

        A seat, and a letter, are for one person. « Madame la présidente » is read by its first
        word; another one is printed before the name, and opens no letter.
        """
        typed, place = ligne.texte("Civilité"), ligne.place("Civilité")
        if typed is None:
            return None
        if politesse.double(typed):
            self.problems.append(links.CIVILITE_DOUBLE.at(place, "Civilité", typed))
            return typed
        civilite = politesse.lire_civilite(typed)
        if civilite is None:
            civilite = politesse.premiere_civilite(typed)
            effet = f"elle est lue « {civilite} »" if civilite else _SANS_EFFET
            self.problems.append(links.CIVILITE_INCONNUE.at(place, "Civilité", typed, effet=effet))
        return civilite or typed

    def invite(self, designation: str, date: dt.date) -> Invite | None:
        """The guest of the meeting of `date` whose body or name is `designation`, with or without
        civility and first name.
        """
        wanted = sorted(set(plier(designation).split()) - _MASCULINES - _FEMININES)
        return next(
            (i for i in self.invites if i.reunion == date and wanted in _designations(i)), None
        )


def _designations(invite: Invite) -> list[list[str]]:
    """How a guest may be named, words in alphabetical order: by the body, by the name, by the first
    name and the name.
    """
    names = (
        invite.organisme,
        invite.nom,
        f"{invite.prenom or ''} {invite.nom}" if invite.nom else None,
    )
    return [sorted(set(plier(name).split())) for name in names if name]
