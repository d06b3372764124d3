"""Report what could name a user, lead to one, or tell of a person's health, in texts that will be
printed (docs/rules/privacy.md#scan).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from clu_batch.kernel import french
from clu_batch.kernel.checked_rows import Checked
from clu_batch.kernel.declared_sheet import Column
from clu_batch.kernel.problems import Problem
from clu_batch.messages import settings, survey

Motifs = Sequence[tuple[str, re.Pattern[str]]]
"""What a pattern reveals, and the pattern."""

_ESPACE = "[ \u00a0\u202f]"
_CHIFFRES_GROUPES = rf"\d(?:{_ESPACE}?\d){{5,}}"
_MOTIFS = (
    ("une adresse électronique", re.compile(r"(?<=[^@\s])@[^@\s]+\.\w{2,}")),
    (
        "un numéro de téléphone",
        re.compile(
            rf"(?<!\d)(?:0|(?:\+|00)33{_ESPACE}?(?:\(0\))?{_ESPACE}?)[1-9](?:["
            r" .\u00a0\u202f-]?\d{2}){4}(?!\d)"
        ),
    ),
    (
        "un numéro d’étranger ou de dossier",
        re.compile(rf"(?<!\d)[1-9]\d(?:\d{{8}}|(?:{_ESPACE}\d{{2}}){{4}})(?!\d)"),
    ),
    (
        "un numéro d’étranger ou de dossier",
        re.compile(rf"\bn[°º]{_ESPACE}?:?{_ESPACE}?{_CHIFFRES_GROUPES}", re.IGNORECASE),
    ),
)
_MOTIFS_D_UN_USAGER = (
    (
        "le nom d’une personne",
        re.compile(
            r"\b(?:MM?\.|M(?:me|lle)s?\.?|Me|Dr\.?"
            r"|[Mm](?:onsieur|adame|ademoiselle|essieurs|esdames|aître))"
            rf"(?:{_ESPACE}+(?:[Dd]['’]|[Dd]e{_ESPACE}(?:[Ll]a{_ESPACE})?)?[A-ZÀ-Ý]"
            r"|(?<=\.)[A-ZÀ-Ý][\w'’-])"
        ),
    ),
    (
        "un numéro de sécurité sociale",
        re.compile(r"(?<!\d)[12] ?\d{2} ?[01]\d ?\d[\dAB] ?\d{3} ?\d{3}(?: ?\d{2})?(?!\d)"),
    ),
    (
        "une donnée de santé",
        re.compile(
            r"\b(?:malad(?:e|ie)s?|médica(?:l|le|les|ux|ments?)|hospitalis\w*|cancers?|grossesse"
            r"|psychiatr\w*|pathologies?)\b",
            re.IGNORECASE,
        ),
    ),
)
_SANS_SON_ZERO = re.compile(r"[1-9]\d{8}")
"""A telephone number that Excel took for a number, alone in its cell."""


def report_personal_data(sheets: Iterable[Checked]) -> list[Problem]:
    """Report each text of a scanned column that holds personal data."""
    problems: list[Problem] = []
    for checked in sheets:
        for column in checked.sheet.columns:
            if column.scanned:
                problems += _scan_column(checked, column)
    return problems


def _scan_column(checked: Checked, column: Column) -> Iterator[Problem]:
    """Report each cell whose text is personal; each distinct text is read once.

    Where a column speaks of users no one is named, whereas the minutes name those who spoke.
    """
    motifs = (*_MOTIFS_D_UN_USAGER, *_MOTIFS) if column.of_users else _MOTIFS

    def is_personal(text: object) -> bool:
        if not isinstance(text, str):
            return False
        return bool(_SANS_SON_ZERO.fullmatch(text) or _find_kinds(text, motifs))

    for cell in checked.find_cells(column.field, is_personal):
        text = cell.value
        if _SANS_SON_ZERO.fullmatch(text):
            yield cell.report(settings.TELEPHONE_DOUTEUX, text)
        else:
            quoi = french.join_words(_find_kinds(text, motifs))
            yield cell.report(survey.DONNEE_PERSONNELLE, quoi=quoi)


def _find_kinds(text: str, motifs: Motifs) -> list[str]:
    """Return every kind of personal data that a text holds, each once."""
    return list(dict.fromkeys(quoi for quoi, motif in motifs if motif.search(text)))
