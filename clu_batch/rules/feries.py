"""The public holidays in law of each territory, named in French
(docs/rules/days.md#public-holidays).

Sources: code du travail L3133-1, L3134-13, L3422-2.
"""

from __future__ import annotations

import datetime as dt
import importlib
import importlib.util
import re
import sys

from clu_batch.kernel.folding import fold_text

_NOMS = {
    "metropole": "",
    "france": "",
    "france metropolitaine": "",
    "alsace moselle": "6AE",
    "alsace": "6AE",
    "bas rhin": "6AE",
    "haut rhin": "6AE",
    "moselle": "57",
    "guadeloupe": "971",
    "martinique": "972",
    "guyane": "973",
    "la reunion": "974",
    "reunion": "974",
    "mayotte": "976",
    "saint pierre et miquelon": "PM",
    "saint barthelemy": "BL",
    "saint martin": "MF",
    "terres australes et antarctiques francaises": "TF",
    "taaf": "TF",
    "wallis et futuna": "WF",
    "polynesie francaise": "PF",
    "polynesie": "PF",
    "nouvelle caledonie": "NC",
    "wallis": "WF",
    "ile de la reunion": "974",
}
TERRITOIRES = (
    "Métropole",
    "Alsace-Moselle",
    "Guadeloupe",
    "Martinique",
    "Guyane",
    "La Réunion",
    "Mayotte",
    "Saint-Pierre-et-Miquelon",
    "Saint-Barthélemy",
    "Saint-Martin",
    "Terres australes et antarctiques françaises",
    "Wallis-et-Futuna",
    "Polynésie française",
    "Nouvelle-Calédonie",
)
"""The territories as a message names them."""
_NUMEROS = {
    "57": "57",
    "67": "6AE",
    "68": "6AE",
    "971": "971",
    "972": "972",
    "973": "973",
    "974": "974",
    "975": "PM",
    "976": "976",
    "977": "BL",
    "978": "MF",
    "984": "TF",
    "986": "WF",
    "987": "PF",
    "988": "NC",
}
_CORSE = {"2A", "2B"}
_DERNIER_DE_METROPOLE = 95

L3133_1 = frozenset(
    {
        "Jour de l'an",
        "Lundi de Pâques",
        "Fête du Travail",
        "Fête de la Victoire",
        "Ascension",
        "Lundi de Pentecôte",
        "Fête nationale",
        "Assomption",
        "Toussaint",
        "Armistice",
        "Noël",
    }
)
"""The eleven public holidays of the code du travail, as the `holidays` package names them in
French.
"""

L3134_13 = frozenset({"Vendredi saint", "Saint-Étienne"})
L3422_2 = frozenset({"Abolition de l'esclavage"})
_ALSACE_MOSELLE = {"57", "6AE"}
_COMME_FOURNI = {"NC", "PF", "WF"}  # own labour law: the package's list is kept whole

# years added to those of the data: a limit looks back, a délai carries far, a year costs 0.1 ms
_AVANT, _APRES = (1, 30)


def find_subdivision(territoire: str) -> str | None:
    """The subdivision of the `holidays` package for a territory, "" for the mainland, None when it
    is unknown.
    """
    nom = re.sub(r"^st (?=\w)", "saint ", fold_text(territoire))
    if nom in _NOMS:
        return _NOMS[nom]
    code = nom.upper()
    if code in _CORSE:
        return ""
    numero = code.lstrip("0")
    if not numero.isdecimal() or not numero.isascii():
        return None
    return _NUMEROS.get(numero, "" if int(numero) <= _DERNIER_DE_METROPOLE else None)


def is_known_territoire(territoire: str) -> bool:
    """Whether `Territoire` names the mainland, Alsace-Moselle, an overseas territory or a
    département number (1 = 01).
    """
    return find_subdivision(territoire) is not None


def list_jours_feries(subdivision: str, annees: range) -> dict[dt.date, str]:
    """The public holidays in law of a subdivision of the `holidays` package ("" for the mainland),
    named in French.
    """
    import holidays  # noqa: PLC0415 (slow to import, and paid only when a calendar is made)

    _import_france_alone()
    etendues = range(min(annees) - _AVANT, max(annees) + _APRES + 1)
    tous = holidays.country_holidays(
        "FR", subdiv=subdivision or None, years=etendues, language="fr"
    )
    noms = L3133_1 | (L3134_13 if subdivision in _ALSACE_MOSELLE else L3422_2)
    feries: dict[dt.date, str] = {}
    for jour, tous_les_noms in sorted(tous.items()):
        retenus = [
            nom
            for nom in tous_les_noms.split("; ")
            if nom in noms or subdivision in _COMME_FOURNI
        ]
        if retenus:
            feries[jour] = ", ".join(retenus).replace("'", "’")
        # the package leaves the Monday out in 2005-2007, when it was worked but still a holiday
        # in law
        if "Ascension" in retenus:
            feries.setdefault(jour + dt.timedelta(days=11), "Lundi de Pentecôte")
    return feries


def _import_france_alone() -> None:
    """Import the country of the `holidays` package that is asked, and no other.

    A country is found through its package, which imports the 250 of them: a twentieth of each
    run. The package stands empty for the time of the import, then is as if nobody had met it.
    """
    package, country = "holidays.countries", "holidays.countries.france"
    found = None if package in sys.modules else importlib.util.find_spec(package)
    if found is None:
        return
    sys.modules[package] = importlib.util.module_from_spec(found)
    try:
        importlib.import_module(country)
    finally:
        del sys.modules[package]
