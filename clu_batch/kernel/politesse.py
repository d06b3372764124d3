"""How a person is addressed: the civility, and the article of a function typed without one.

An article is found where the noun leaves no doubt (« directrice », « secrétaire général »), or
where the civility settles it (« responsable », for Madame). Elsewhere there is none: a wrong one
would offend, and a sentence can be built without.
"""

from __future__ import annotations

import re

from clu_batch.kernel.folding import fold_text

MADAME, MONSIEUR, MAITRE, DOCTEUR = "Madame", "Monsieur", "Maître", "Docteur"
CIVILITES = (MADAME, MONSIEUR, MAITRE, DOCTEUR)

_ABREGEES = {
    MADAME: ("mme", "mlle", "melle", "mle", "madame", "mademoiselle"),
    MONSIEUR: ("m", "mr", "monsieur"),
    MAITRE: ("me", "mtre", "maitre"),
    DOCTEUR: ("dr", "docteur", "docteure"),
}
_ECRITES: dict[str, str] = {}
for _civilite, _formes_ecrites in _ABREGEES.items():
    _ECRITES |= dict.fromkeys(_formes_ecrites, _civilite)
"""What a person types, folded and without dots -> the civility in full."""
_AU_PLURIEL = {"messieurs": MONSIEUR, "mesdames": MADAME}

_COURTES = {MADAME: "Mme", MONSIEUR: "M.", MAITRE: "Me", DOCTEUR: "Dr"}

LE, LA, LES = "le", "la", "les"
_DE_LA_CIVILITE = {MADAME: LA, MONSIEUR: LE}


# -- civilities --------------------------------------------------------------------------------


def read_civilite(typed: str) -> str | None:
    """Return the civility in full: « Mr » is Monsieur, « Mlle » is Madame; None for
    another value.
    """
    return _ECRITES.get(re.sub(r"[^a-z]", "", fold_text(typed)))


def find_first_civilite(typed: str) -> str | None:
    """Return the civility that begins a longer text, « Madame la présidente »; None
    when none does.
    """
    return read_civilite(typed.split(maxsplit=1)[0]) if typed.split() else None


def has_two_civilites(typed: str) -> bool:
    """Whether a text names a woman and a man at once: « M. ou Mme »."""
    words = re.findall(r"[a-z]+", fold_text(typed))
    civilites = {_ECRITES.get(word) or _AU_PLURIEL.get(word) for word in words}
    return {MADAME, MONSIEUR} <= civilites


def abbreviate_civilite(civilite: str) -> str:
    """Return the civility as it stands before a name in a list, its space included: « Mme » for
    Madame; another text stays whole.
    """
    courte = _COURTES.get(civilite)
    return f"{courte}\u00a0" if courte else f"{civilite} "


def find_civilite_article(civilite: str | None) -> str:
    """Return « la » for Madame, « le » for Monsieur, "" for any other civility."""
    return _DE_LA_CIVILITE.get(civilite or "", "")


# -- functions ---------------------------------------------------------------------------------

_PERSONNES = (
    "préfet/préfète directeur/directrice président/présidente délégué/déléguée adjoint/adjointe"
    " chef/cheffe conseiller/conseillère chargé/chargée coordinateur/coordinatrice"
    " coordonnateur/coordonnatrice administrateur/administratrice inspecteur/inspectrice"
    " instructeur/instructrice animateur/animatrice médiateur/médiatrice formateur/formatrice"
    " représentant/représentante assistant/assistante attaché/attachée référent/référente"
    " correspondant/correspondante gérant/gérante trésorier/trésorière conciliateur/conciliatrice"
    " défenseur/défenseure recteur/rectrice rapporteur/rapporteure facilitateur/facilitatrice"
    " agent/agente officier/officière greffier/greffière ingénieur/ingénieure"
    " technicien/technicienne rédacteur/rédactrice contrôleur/contrôleuse auditeur/auditrice"
    " élu/élue député/députée sénateur/sénatrice doyen/doyenne intendant/intendante expert/experte"
    " consultant/consultante ambassadeur/ambassadrice avocat/avocate procureur/procureure"
    " éducateur/éducatrice accompagnant/accompagnante intervenant/intervenante usager/usagère"
    " adhérent/adhérente fondateur/fondatrice gouverneur/gouverneure commandant/commandante"
    " lieutenant/lieutenante colonel/colonelle travailleur/travailleuse suppléant/suppléante"
    " infirmier/infirmière pharmacien/pharmacienne conservateur/conservatrice"
    " accueillant/accueillante coprésident/coprésidente codirecteur/codirectrice"
    " remplaçant/remplaçante collaborateur/collaboratrice surveillant/surveillante"
    " huissier/huissière professeur/professeure chercheur/chercheuse régisseur/régisseuse"
    " superviseur/superviseuse"
)
_EPICENES = (
    "secrétaire responsable maire membre bénévole gestionnaire commissaire capitaine cadre juriste"
    " médecin interprète porte comptable archiviste psychologue bibliothécaire fonctionnaire"
    " titulaire sociologue architecte urbaniste économiste spécialiste analyste documentaliste"
    " pilote guide vétérinaire notaire"
)
_QUALITES = (
    "général/générale adjoint/adjointe départemental/départementale régional/régionale "
    "délégué/déléguée principal/principale administratif/administrative national/nationale "
    "territorial/territoriale local/locale financier/financière social/sociale élu/élue "
    "suppléant/suppléante opérationnel/opérationnelle permanent/permanente attaché/attachée"
)
_ORGANISMES = {
    LA: (
        "association direction délégation union fédération confédération mission maison agence"
        " chambre organisation institution préfecture mairie ville commune communauté métropole"
        " région caisse cellule unité société entreprise fondation équipe coordination section"
        " ligue mutuelle structure plateforme division commission représentation permanence antenne"
        " gendarmerie police brigade présidence régie"
    ),
    LE: (
        "service bureau comité conseil secrétariat pôle cabinet syndicat collectif groupe"
        " groupement centre département office observatoire point réseau établissement organisme"
        " institut club tribunal rectorat commissariat standard guichet relais mouvement greffe"
        " ministère"
    ),
}
_DEVANT = {
    "sous": "",
    "vice": "",
    "co": "",
    "ex": "",
    "premier": LE,
    "premiere": LA,
    "second": LE,
    "seconde": LA,
    "ancien": LE,
    "ancienne": LA,
    "haut": LE,
    "haute": LA,
    "nouveau": LE,
    "nouvelle": LA,
}
"""What may stand before the noun, and the article that it settles."""
_RANGS = "premier/première second/seconde ancien/ancienne haut/haute nouveau/nouvelle"
_GENERIQUES = frozenset({"representant", "responsable", "referent", "membre"})
"""What a man as well as a woman is called, whatever the article typed before it."""
_NOMMES = (
    "représentant/représentante référent/référente membre/membre chef/cheffe chargé/chargée"
    " agent/agente bénévole/bénévole usager/usagère adhérent/adhérente suppléant/suppléante"
    " remplaçant/remplaçante"
)
_SANS_TITRE = frozenset(map(fold_text, re.split(r"[ /]", _NOMMES)))
"""Nobody is called « Monsieur le Représentant »."""
_TETE = re.compile(r"(.*?)(\s(?:de|aux?|à)\s.*|\sd['’].*)?", re.DOTALL)
"""The words of a function that agree with the person, then the others."""
_LIENS = frozenset({"/", "ou", "et", "le", "la"})
_AUTRE_GENRE = frozenset({"e", "ne", "rice", "trice", "euse", "ere", "fe"})
"""Endings written apart, « délégué-e », « directeur-rice »: both genders are meant."""


def _build_articles(couples: str) -> dict[str, str]:
    """Return the article of each form, folded, of couples such as « directeur/directrice »."""
    found = {}
    for couple in couples.split():
        masculin, feminin = couple.split("/")
        found[fold_text(masculin)] = LE
        found[fold_text(feminin)] = LA
    return found


_GENRES, _ACCORDS = _build_articles(_PERSONNES), _build_articles(_QUALITES)
_COUPLES: dict[str, dict[str, str]] = {}
for _couple in f"{_PERSONNES} {_QUALITES} {_RANGS}".split():
    _masculin, _feminin = _couple.split("/")
    _deux = {LE: _masculin, LA: _feminin}
    _COUPLES |= {fold_text(_masculin): _deux, fold_text(_feminin): _deux}
_SANS_GENRE = frozenset(fold_text(nom) for nom in _EPICENES.split())
_CORPS: dict[str, str] = {}
for _article, _noms in _ORGANISMES.items():
    _CORPS |= dict.fromkeys(map(fold_text, _noms.split()), _article)


def find_article(fonction: str, civilite: str | None = None) -> str:
    """Return « le », « la » or « les », as the noun or the civility tells; "" when nothing does."""
    devant, mots = _split_fonction(fonction)
    if not mots or has_two_genders(fonction):
        return ""
    nom, suite = mots[0], mots[1:]
    known = _CORPS.get(nom) or _GENRES.get(nom)
    if known:
        return known
    if nom not in _SANS_GENRE:
        return LES if _find_singular(nom) else ""
    accord = _ACCORDS.get(suite[0], "") if suite else ""
    return devant or accord or find_civilite_article(civilite)


def is_organisme(fonction: str) -> bool:
    """Whether the function is that of a body, as « Le service départemental », which no civility
    addresses.
    """
    _, mots = _split_fonction(fonction)
    return bool(mots) and (mots[0] in _CORPS or _find_singular(mots[0]) in _CORPS)


def is_known_fonction(fonction: str) -> bool:
    """Whether the text begins with the name of a function, and so is no person's name."""
    _, mots = _split_fonction(fonction)
    if not mots:
        return False
    return mots[0] in _SANS_GENRE or has_two_genders(fonction) or bool(find_article(fonction))


def is_generic(fonction: str) -> bool:
    """Whether the noun is said of a woman as of a man: « représentant », « responsable »."""
    _, mots = _split_fonction(fonction)
    return bool(mots) and mots[0] in _GENERIQUES


def is_no_title(fonction: str) -> bool:
    """Whether nobody is called by this function: « représentant », « chef » alone."""
    _, mots = _split_fonction(fonction)
    if not mots:
        return True
    return mots[0] in _SANS_TITRE and (len(mots) == 1 or not mots[0].startswith("chef"))


def agree(fonction: str, genre: str) -> str | None:
    """Return the function in that gender, « directrice générale » for « directeur général »; None
    when a word of it is not known.
    """
    parts = _TETE.fullmatch(fonction)
    tete, suite = (parts[1], parts[2] or "") if parts else (fonction, "")
    mots = re.split(r"([\s-])", tete)
    accordes = [_agree_word(mot, genre) for mot in mots]
    if None in accordes or not _is_person(mots):
        return None
    return "".join(map(str, accordes)) + suite


def _is_person(mots: list[str]) -> bool:
    _, plies = _split_fonction("".join(mots))
    return bool(plies) and (plies[0] in _GENRES or plies[0] in _SANS_GENRE)


def _agree_word(mot: str, genre: str) -> str | None:
    """Return a word in that gender; None when nothing tells how it is written."""
    plie = fold_text(mot)
    if plie in _COUPLES:
        return _COUPLES[plie][genre]
    invariable = not plie or plie in _DEVANT or plie in _SANS_GENRE
    return mot if invariable or (genre == LA and plie.endswith("e")) else None


_ARTICLES = frozenset({"le", "la", "l", "les", "un", "une"})


def is_fonction_for_a_name(nom: str) -> bool:
    """Whether a function was typed where a name is: « Membre du bureau », « M. le président ». A
    word with a capital after the first may be a name.
    """
    mots = re.sub(r"[’']", " ", nom).split()
    while mots and (fold_text(mots[0]) in _ARTICLES or read_civilite(mots[0])):
        mots = mots[1:]
    if any(not mot[:1].islower() for mot in mots[1:]):
        return False
    return is_known_fonction(" ".join(mots))


def _split_fonction(fonction: str) -> tuple[str, list[str]]:
    """Return the article that the words before the noun settle, and the folded words from the noun
    on.
    """
    mots, devant = fold_text(fonction).split(), ""
    while len(mots) > 1 and mots[0] in _DEVANT:
        devant = _DEVANT[mots.pop(0)] or devant
    return devant, [mot.rstrip(",;:.") for mot in mots]


def has_two_genders(fonction: str) -> bool:
    """Whether nothing tells if a woman or a man is meant: « Directeur/directrice », « directeur ou
    la directrice », « délégué-e ».
    """
    _, mots = _split_fonction(fonction)
    if not mots:
        return False
    base, *fin = re.split(r"[(/·.]", mots[0], maxsplit=1)
    if fin and base in _GENRES:
        return True
    suivants = [mot for mot in mots[1:4] if mot not in _LIENS]
    if not suivants:
        return False
    genres = {_GENRES.get(mots[0]), _GENRES.get(suivants[0])}
    return suivants[0] in _AUTRE_GENRE or {LE, LA} <= genres


def _find_singular(nom: str) -> str:
    """Return the known noun that this one is the plural of; "" when there is none."""
    seul = nom[:-1] if nom.endswith(("s", "x")) else ""
    return seul if seul in _GENRES or seul in _SANS_GENRE or seul in _CORPS else ""
