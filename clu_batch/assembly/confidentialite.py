"""Texts of the registers that will be printed: what could name a user, or tell of a person's health, is reported (page 1)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from clu_batch.defauts import mesures
from clu_batch.problems import Problem
from clu_batch.tables import Table

IMPRIMES = (("Réponses", "Extrait à publier"), ("Réclamations", "Action d'amélioration"))
"""The columns of the registers whose own words are printed: a user may be named in them."""

IMPRIMES_DU_COMITE = (
    ("Ordre du jour", "Présentation"),
    ("Ordre du jour", "Relevé des échanges"),
    ("Ordre du jour", "Conclusion"),
    ("Propositions", "Texte"),
    ("Propositions", "Réponse"),
    ("Documents types", "Question soumise"),
    ("Documents types", "Avis des représentants des usagers"),
    ("Documents types", "Suite donnée"),
    ("Modalités d'appui", "Évolution"),
    ("Engagements", "Action d'amélioration"),
    ("Résultats", "Commentaire"),
)
"""The other long texts that are printed: who spoke may be named, how to reach or to find a person may not (page 2.6)."""

_COORDONNEES = (
    ("une adresse électronique", re.compile(r"[^@\s]+@[^@\s]+\.\w{2,}")),
    ("un numéro de téléphone", re.compile(r"(?<!\d)(?:0|\+33 ?(?:\(0\))? ?)[1-9](?:[ .\u00a0\u202f-]?\d{2}){4}(?!\d)")),
    ("un numéro d’étranger ou de dossier", re.compile(r"(?<![\d+])[1-9]\d{9}(?!\d)|\b[Nn][°º] ?\d{6,}")),
)
_MOTIFS = (
    ("le nom d’une personne", re.compile(r"\b(?:MM?\.|M(?:me|lle)s?|Monsieur|Madame|Mademoiselle)[ \u00a0\u202f]+[A-ZÀ-Ý]")),
    *_COORDONNEES,
    ("un numéro de sécurité sociale", re.compile(r"(?<!\d)[12] ?\d{2} ?[01]\d ?\d[\dAB] ?\d{3} ?\d{3}(?: ?\d{2})?(?!\d)")),
    (
        "une donnée de santé",
        re.compile(
            r"\b(?:malad(?:e|ie)s?|médica(?:l|le|les|ux|ments?)|hospitalis\w*|cancers?|grossesse|psychiatr\w*|pathologies?)\b",
            re.IGNORECASE,
        ),
    ),
)


def relever(tables: Mapping[str, Table]) -> list[Problem]:
    """A problem per printed text that holds such a pattern; each distinct text is read once."""
    problems = []
    for (sheet, header), motifs in {**dict.fromkeys(IMPRIMES, _MOTIFS), **dict.fromkeys(IMPRIMES_DU_COMITE, _COORDONNEES)}.items():
        table = tables[sheet]
        seen = {text: _trouve(text, motifs) for text in set(table.columns[header]) if isinstance(text, str)}
        for row, text in enumerate(table.columns[header]) if any(seen.values()) else ():
            quoi = seen.get(text) if isinstance(text, str) else None
            if quoi:
                problems.append(mesures.DONNEE_PERSONNELLE.at(table.place(row, header), header, quoi=quoi))
    return problems


def _trouve(text: str, motifs: Sequence[tuple[str, re.Pattern[str]]]) -> str | None:
    return next((quoi for quoi, motif in motifs if motif.search(text)), None)
