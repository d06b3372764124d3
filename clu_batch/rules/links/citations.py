"""Follow what links the sheets of the committee: codes of members, citations of meetings,
addresses.

The problems met on the way are collected.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePath

from clu_batch.kernel import french, politesse
from clu_batch.kernel.problems import Problem, ProblemKind
from clu_batch.messages import cells, links
from clu_batch.parse import (
    ChoiceList,
    find_closest,
    fold_numero,
    fold_stems,
    fold_text,
    list_numeros,
)
from clu_batch.records.comite import RUBRIQUES, RUBRIQUES_EN_TOUTES_LETTRES
from clu_batch.rules.links.coordonnees import fold_letters, is_variant, read_addresses, split_parts
from clu_batch.rules.links.ligne import TableRow
from clu_batch.rules.model import Invite, Membre, Reunion

VOISINES = dt.timedelta(31)
"""How far apart two dates may be for one to be suggested in place of the other."""

PRESQUE = 0.85
"""How alike a free text and a word of the list are when one is a misspelling of the other."""

_RUBRIQUES = ChoiceList(RUBRIQUES, RUBRIQUES_EN_TOUTES_LETTRES)

_SANS_EFFET = "elle est imprimée devant le nom, et la lettre s’ouvre sans elle"
_MASCULINES, _FEMININES = (
    frozenset({"m", "mr", "monsieur", "messieurs"}),
    frozenset({"mme", "mlle", "madame", "mademoiselle", "mesdames"}),
)


@dataclass(slots=True)
class CommitteeBuilder:
    """The members, meetings and guests known so far, and how other sheets may cite them."""

    problems: list[Problem] = field(default_factory=list)
    membres: list[Membre] = field(default_factory=list)
    reunions: list[Reunion] = field(default_factory=list)
    par_citation: dict[dt.date | str, dt.date] = field(default_factory=dict)
    # folded name of a file of the workbooks' folder -> its name
    annexes: Mapping[str, str] = field(default_factory=dict)
    invites: list[Invite] = field(default_factory=list)

    def report(
        self,
        ligne: TableRow,
        kind: ProblemKind,
        header: str,
        valeur: object = "",
        **facts: object,
    ) -> None:
        """Keep a problem of a row, at its cell under `header`."""
        self.problems.append(ligne.report(kind, header, valeur, **facts))

    def read_reunion(self, ligne: TableRow) -> dt.date | None:
        """Return the date of the meeting that the row cites, by its date or by its N°.

        Return None, and report a problem, when there is no such meeting.
        """
        cited = ligne.read_raw("Réunion")
        found = (
            self.par_citation.get(cited)
            if isinstance(cited, dt.date)
            else self.par_citation.get(fold_numero(str(cited)))
        )
        if found is None and isinstance(cited, dt.date):
            found = self._find_number_as_date(ligne, cited)
        if found is None:
            shown = french.format_short_date(cited) if isinstance(cited, dt.date) else str(cited)
            self.report(
                ligne,
                links.REUNION_INCONNUE,
                "Réunion",
                shown,
                suggestion=self._find_close_reunion(cited),
            )
        return found

    def _find_number_as_date(self, ligne: TableRow, cited: dt.date) -> dt.date | None:
        """The meeting whose N° Excel took for a date: « 2026-1 » shown as 01/01/2026."""
        found = next(
            (self.par_citation[key] for key in list_numeros(cited) if key in self.par_citation),
            None,
        )
        if found is not None:
            lu = next(
                r.numero
                for r in self.reunions
                if r.numero and fold_numero(r.numero) in list_numeros(cited)
            )
            self.report(
                ligne, cells.NUMERO_DEVENU_DATE, "Réunion", french.format_short_date(cited), lu=lu
            )
        return found

    def _find_close_reunion(self, cited: object) -> str | None:
        """The meeting that was probably meant: the nearest date, or the closest N°."""
        if not isinstance(cited, dt.date):
            return find_closest(str(cited), [r.numero for r in self.reunions if r.numero])
        nearest = min(self.reunions, key=lambda r: abs(r.date - cited), default=None)
        return (
            french.format_short_date(nearest.date)
            if nearest and abs(nearest.date - cited) <= VOISINES
            else None
        )

    def read_rubrique(self, ligne: TableRow) -> str | None:
        """Return the rubrique as the list spells it, or a free text.

        A free text that nearly belongs to the list is reported.
        """
        typed = ligne.read_text("Rubrique")
        known = _RUBRIQUES.parse(typed).valeur
        close = find_closest(typed, RUBRIQUES, PRESQUE) if typed and known is None else None
        if close:
            self.report(ligne, links.RUBRIQUE_PROCHE, "Rubrique", typed, proche=close)
        return known or typed

    def read_file(self, ligne: TableRow) -> str | None:
        """Return the file that the row names, as the folder of the annexes spells it.

        Return None, and report a problem, when the file is not there.
        """
        typed = ligne.read_text("Fichier")
        if typed is None:
            return None
        name = fold_text(PurePath(typed.replace("\\", "/")).name)
        # Windows hides the extensions
        same = [known for folded, known in self.annexes.items() if PurePath(folded).stem == name]
        found = self.annexes.get(name) or (same[0] if len(same) == 1 else None)
        if found is None:
            self.report(
                ligne,
                links.FICHIER_ABSENT,
                "Fichier",
                typed,
                suggestion=find_closest(typed, self.annexes.values()),
            )
        return found

    def find_close_code(self, text: str) -> str | None:
        """Return the code of Composition that was probably meant by `text`.

        It is that of a body spelled otherwise, a word of `text`, or the closest code; a person's
        name is never used.
        """
        codes = [m.code for m in self.membres]
        bodies = {m.organisme: m.code for m in reversed(self.membres) if m.organisme}
        word = next((code for code in codes if fold_text(code) in fold_text(text).split()), None)
        return (
            self.find_same_organisme(text)
            or word
            or find_closest(text, codes)
            or bodies.get(find_closest(text, bodies) or "")
        )

    def find_same_organisme(self, text: str) -> str | None:
        """Return the code of the only member whose code or body is `text` but for its dots and
        spaces.

        « A.P.F. » is « APF ».
        """
        same = {
            m.code
            for m in self.membres
            if fold_letters(text) in {fold_letters(m.code), fold_letters(m.organisme or m.code)}
        }
        return same.pop() if len(same) == 1 else None

    def find_titulaire(self, code: str, date: dt.date) -> Membre:
        """Return who holds the seat at `date`, or its first holder; the code must be one of
        Composition.
        """
        holders = [m for m in self.membres if m.code == code]
        return next(
            (m for m in holders if (m.depuis or date) <= date <= (m.jusqu_au or date)), holders[0]
        )

    def find_college(self, text: str) -> str | None:
        """Return the collège of Composition that `text` names; case, accents and plural do not
        matter.
        """
        return next(
            (m.college for m in self.membres if fold_stems(m.college) == fold_stems(text)), None
        )

    def find_code(self, text: str) -> str | None:
        """Return the code of Composition that `text` names; case and spaces do not matter."""
        return next((m.code for m in self.membres if fold_text(m.code) == fold_text(text)), None)

    def read_courriels(self, ligne: TableRow) -> tuple[str, ...]:
        """Return the addresses of a cell; a doubtful one is reported and left out."""
        typed = ligne.read_text("Courriel") or ""
        parts = split_parts(typed)
        kept: list[str] = []
        for part in filter(None, parts):
            found = read_addresses(part)
            kept += found
            if not found:
                self.report(ligne, links.ADRESSE_DOUTEUSE, "Courriel", part)
            elif found != [part]:
                self.report(ligne, links.ADRESSE_NETTOYEE, "Courriel", part, lu="; ".join(found))
        if len(parts) > 1 and not parts[-1]:
            self.report(ligne, links.ADRESSE_NETTOYEE, "Courriel", typed, lu="; ".join(kept))
        return tuple(kept)

    def read_membre(self, ligne: TableRow, cited: str) -> str | None:
        """Return the code of the member that a cell names by its code or by its body.

        A body (« A.P.F. », « APF France handicap ») is reported, to be looked at.
        """
        code = self.find_code(cited)
        if code is None:
            code = self.find_same_organisme(cited)
            if code:
                self.report(ligne, links.ORGANISME_LU_COMME_MEMBRE, "Membre", cited, code=code)
        return code

    def check_organisme(self, ligne: TableRow, typed: str) -> None:
        """Report a body that seems to be one typed above, spelled otherwise: each is printed as it
        is typed.
        """
        known = [
            name
            for name in [m.organisme for m in self.membres] + [i.organisme for i in self.invites]
            if name
        ]
        same = next((name for name in known if is_variant(name, typed)), None)
        if same and fold_text(typed) not in map(fold_text, known):
            self.report(ligne, links.ORGANISMES_PROCHES, "Organisme", typed, autre=same)

    def read_civilite(self, ligne: TableRow) -> str | None:
        """Return the civility in full (« Mme » is « Madame »); one that is unknown or double is
        reported.

        A seat, and a letter, are for one person. « Madame la présidente » is read by its first
        word. Another civility is printed before the name, and opens no letter.
        """
        typed = ligne.read_text("Civilité")
        if typed is None:
            return None
        if politesse.has_two_civilites(typed):
            self.report(ligne, links.CIVILITE_DOUBLE, "Civilité", typed)
            return typed
        civilite = politesse.read_civilite(typed)
        if civilite is None:
            civilite = politesse.find_first_civilite(typed)
            effet = f"elle est lue « {civilite} »" if civilite else _SANS_EFFET
            self.report(ligne, links.CIVILITE_INCONNUE, "Civilité", typed, effet=effet)
        return civilite or typed

    def find_invite(self, designation: str, date: dt.date) -> Invite | None:
        """Return the guest of the meeting of `date` whose body or name is `designation`.

        The civility and the first name may be there or not.
        """
        wanted = sorted(set(fold_text(designation).split()) - _MASCULINES - _FEMININES)
        return next(
            (i for i in self.invites if i.reunion == date and wanted in _list_designations(i)), None
        )


def _list_designations(invite: Invite) -> list[list[str]]:
    """How a guest may be named, words in alphabetical order: by the body, by the name, by the first
    name and the name.
    """
    names = (
        invite.organisme,
        invite.nom,
        f"{invite.prenom or ''} {invite.nom}" if invite.nom else None,
    )
    return [sorted(set(fold_text(name).split())) for name in names if name]
