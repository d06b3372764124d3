"""Follow what links the sheets of the committee: codes of members, citations of meetings,
addresses.

The problems met on the way are collected.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePath

from clu_batch.kernel import french, politesse
from clu_batch.kernel.checked_rows import CheckedRows, TypedCell
from clu_batch.kernel.declaration import R, Record
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
from clu_batch.records.point import RUBRIQUES_EN_TOUTES_LETTRES, NomDeRubrique
from clu_batch.rules.links.coordonnees import (
    fold_letters,
    is_variant,
    read_addresses,
    split_parts,
)
from clu_batch.rules.links.record_rows import Linker, build_records
from clu_batch.rules.model import Invite, Membre, Reunion

VOISINES = dt.timedelta(31)
"""How far apart two dates may be for one to be suggested in place of the other."""

PRESQUE = 0.85
"""How alike a free text and a word of the list are when one is a misspelling of the other."""

_RUBRIQUES = ChoiceList(tuple(NomDeRubrique), RUBRIQUES_EN_TOUTES_LETTRES)

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
        self, row: Record, kind: ProblemKind, field: str, valeur: object = "", **facts: object
    ) -> None:
        """Keep a problem of the cell of a field of a row."""
        self.problems.append(row.report(kind, field, valeur, **facts))

    def link_rows(self, kind: type[R], checked: CheckedRows) -> Iterator[R]:
        """Give the rows of a sheet, linked with what is known so far: the meeting that they cite as
        its date, their addresses, their civility in full, their rubrique, their file.
        """
        linkers: Mapping[str, Linker] = {
            "reunion": self._find_reunion,
            "courriels": self._read_courriels,
            "civilite": self._read_civilite,
            "rubrique": self._read_rubrique,
            "fichier": self._find_file,
        }
        for row in build_records(kind, checked, linkers):
            nom: str = getattr(row, "nom", None) or ""
            if not getattr(row, "prenom", None) and politesse.is_fonction_for_a_name(nom):
                self.report(row, links.FONCTION_COMME_NOM, "nom", nom)
            yield row

    def _tell(
        self, cell: TypedCell, kind: ProblemKind, valeur: object = "", **facts: object
    ) -> None:
        self.problems.append(cell.report(kind, valeur, **facts))

    def _find_reunion(self, cell: TypedCell) -> dt.date | None:
        """The date of the meeting that a cell cites, by its date or by its N°; told when there is
        no such meeting.
        """
        cited = cell.value
        if not isinstance(cited, dt.date):
            found = self.par_citation.get(fold_numero(str(cited)))
            shown = str(cited)
        else:
            found = self.par_citation.get(cited) or self._find_number_as_date(cell, cited)
            shown = french.format_short_date(cited)
        if found is None:
            close = self._find_close_reunion(cited)
            self._tell(cell, links.REUNION_INCONNUE, shown, suggestion=close)
        return found

    def _find_number_as_date(self, cell: TypedCell, cited: dt.date) -> dt.date | None:
        """The meeting whose N° Excel took for a date: « 2026-1 » shown as 01/01/2026."""
        for key in list_numeros(cited):
            found = self.par_citation.get(key)
            if found is None:
                continue
            numeros = [r.numero for r in self.reunions if r.numero]
            lu = next(numero for numero in numeros if fold_numero(numero) == key)
            shown = french.format_short_date(cited)
            self._tell(cell, cells.NUMERO_DEVENU_DATE, shown, lu=lu)
            return found
        return None

    def _find_close_reunion(self, cited: object) -> str | None:
        """The meeting that was probably meant: the nearest date, or the closest N°."""
        if not isinstance(cited, dt.date):
            return find_closest(str(cited), [r.numero for r in self.reunions if r.numero])
        nearest = min(self.reunions, key=lambda r: abs(r.date - cited), default=None)
        if nearest is None or abs(nearest.date - cited) > VOISINES:
            return None
        return french.format_short_date(nearest.date)

    def _read_rubrique(self, cell: TypedCell) -> str:
        """The rubrique as the list spells it, or a free text; one that nearly belongs to the list
        is told.
        """
        typed = str(cell.value)
        known = _RUBRIQUES.parse(typed).valeur
        if known is not None:
            return known
        close = find_closest(typed, NomDeRubrique, PRESQUE)
        if close:
            self._tell(cell, links.RUBRIQUE_PROCHE, typed, proche=close)
        return typed

    def _find_file(self, cell: TypedCell) -> str | None:
        """The file that a cell names, as the folder of the annexes spells it; told when it is not
        there.
        """
        typed = str(cell.value)
        name = fold_text(PurePath(typed.replace("\\", "/")).name)
        # Windows hides the extensions
        same = [
            known for folded, known in self.annexes.items() if PurePath(folded).stem == name
        ]
        found = self.annexes.get(name) or (same[0] if len(same) == 1 else None)
        if found is None:
            close = find_closest(typed, self.annexes.values())
            self._tell(cell, links.FICHIER_ABSENT, typed, suggestion=close)
        return found

    def _read_courriels(self, cell: TypedCell) -> tuple[str, ...]:
        """The addresses of a cell; a doubtful one is told and left out."""
        typed = str(cell.value)
        parts = split_parts(typed)
        kept: list[str] = []
        for part in filter(None, parts):
            found = read_addresses(part)
            kept += found
            if not found:
                self._tell(cell, links.ADRESSE_DOUTEUSE, part)
            elif found != [part]:
                self._tell(cell, links.ADRESSE_NETTOYEE, part, lu="; ".join(found))
        if len(parts) > 1 and not parts[-1]:
            self._tell(cell, links.ADRESSE_NETTOYEE, typed, lu="; ".join(kept))
        return tuple(kept)

    def _read_civilite(self, cell: TypedCell) -> str:
        """The civility in full (« Mme » is « Madame »); one that is unknown or double is told.

        A seat, and a letter, are for one person. « Madame la présidente » is read by its first
        word. Another civility is printed before the name, and opens no letter.
        """
        typed = str(cell.value)
        if politesse.has_two_civilites(typed):
            self._tell(cell, links.CIVILITE_DOUBLE, typed)
            return typed
        civilite = politesse.read_civilite(typed)
        if civilite is None:
            civilite = politesse.find_first_civilite(typed)
            effet = f"elle est lue « {civilite} »" if civilite else _SANS_EFFET
            self._tell(cell, links.CIVILITE_INCONNUE, typed, effet=effet)
        return civilite or typed

    def find_close_code(self, text: str) -> str | None:
        """Return the code of Composition that was probably meant by `text`.

        It is that of a body spelled otherwise, a word of `text`, or the closest code; a person's
        name is never used.
        """
        codes = [m.code for m in self.membres]
        bodies = {m.organisme: m.code for m in reversed(self.membres) if m.organisme}
        word = next(
            (code for code in codes if fold_text(code) in fold_text(text).split()), None
        )
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
            (m for m in holders if (m.depuis or date) <= date <= (m.jusqu_au or date)),
            holders[0],
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
        return next(
            (m.code for m in self.membres if fold_text(m.code) == fold_text(text)), None
        )

    def read_membre(self, row: Record, field: str, cited: str) -> str | None:
        """Return the code of the member that a cell names by its code or by its body.

        A body (« A.P.F. », « APF France handicap ») is reported, to be looked at.
        """
        code = self.find_code(cited)
        if code is None:
            code = self.find_same_organisme(cited)
            if code:
                self.report(row, links.ORGANISME_LU_COMME_MEMBRE, field, cited, code=code)
        return code

    def check_organisme(self, row: Membre | Invite) -> None:
        """Report a body that seems to be one typed above, spelled otherwise: each is printed as it
        is typed.
        """
        typed = row.organisme or ""
        of_members = [membre.organisme for membre in self.membres]
        of_guests = [invite.organisme for invite in self.invites]
        known = [name for name in of_members + of_guests if name]
        same = next((name for name in known if is_variant(name, typed)), None)
        if same and fold_text(typed) not in map(fold_text, known):
            self.report(row, links.ORGANISMES_PROCHES, "organisme", typed, autre=same)

    def find_invite(self, designation: str, date: dt.date) -> Invite | None:
        """Return the guest of the meeting of `date` whose body or name is `designation`.

        The civility and the first name may be there or not.
        """
        wanted = sorted(set(fold_text(designation).split()) - _MASCULINES - _FEMININES)
        return next(
            (i for i in self.invites if i.reunion == date and wanted in _list_designations(i)),
            None,
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
