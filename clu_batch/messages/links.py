"""What can be wrong between sheets: a code, a meeting, a scale that another sheet does not know."""

from __future__ import annotations

from clu_batch.kernel.problems import declare_a_verifier, declare_erreur

FIN_AVANT_DEBUT = declare_erreur(
    "fin-avant-debut",
    "la fin ({fin}) précède le début ({debut})",
    "une fin égale ou postérieure au début",
    "Corrigez le début ou la fin ; {effet}.",
)
REUNION_INCONNUE = declare_erreur(
    "reunion-inconnue",
    "la réunion « {valeur} » n’existe pas dans Réunions",
    "la date ou le N° d’une réunion de la feuille Réunions{suggestion}",
    "Corrigez la cellule ou ajoutez la réunion ; en attendant, la ligne est laissée de côté.",
)
REUNION_REPETEE = declare_erreur(
    "reunion-repetee",
    "la réunion du {valeur} figure deux fois",
    "une seule ligne par réunion",
    "Supprimez une des deux lignes ; la première est utilisée.",
)
NUMERO_REPETE = declare_a_verifier(
    "numero-repete",
    "le N° « {valeur} » désigne déjà la réunion du {autre}",
    "un N° différent pour chaque réunion",
    "Changez l’un des deux N° ; en attendant, « {valeur} » désigne la réunion du {autre}.",
)
REPORT_INATTENDU = declare_a_verifier(
    "report-inattendu",
    "une nouvelle date ({valeur}) alors que le statut est « {statut} »",
    "le statut « reportée » avec une nouvelle date",
    "Corrigez le statut, ou effacez « Reportée au » ; en attendant, {effet}.",
)
REPORT_EN_ARRIERE = declare_a_verifier(
    "report-en-arriere",
    "réunion du {date} reportée au {valeur}, qui n’est pas un jour suivant",
    "une date postérieure à celle de la réunion",
    "Vérifiez la nouvelle date.",
)
ENVOI_DE_L_ANCIENNE_DATE = declare_a_verifier(
    "envoi-de-l-ancienne-date",
    "un envoi noté pour la réunion du {date}, reportée au {nouvelle}",
    "les envois de la réunion du {nouvelle} sur une ligne à cette date",
    "Ajoutez une ligne au {nouvelle} pour y noter ses envois ; en attendant, rien n’est tenu pour"
    " envoyé pour cette réunion.",
)
TENUE_AVANT_SA_DATE = declare_a_verifier(
    "tenue-avant-sa-date",
    "le statut « tenue » pour une réunion du {date}, à venir",
    "« prévue » jusqu’à la réunion",
    "Corrigez le statut ou la date ; en attendant, la réunion est traitée comme tenue.",
)
ENVOI_FUTUR = declare_a_verifier(
    "envoi-futur",
    "un envoi daté du {date}, après aujourd’hui",
    "la date d’un envoi déjà fait, ou une cellule vide",
    "Videz la cellule si l’envoi n’est pas fait ; en attendant, les documents présents ne sont plus"
    " refaits.",
)
ENVOI_IMPOSSIBLE = declare_a_verifier(
    "envoi-impossible",
    "un envoi daté du {date}, pour la réunion du {reunion}",
    "{attendu}",
    "Vérifiez la date ; en attendant, les documents sont tenus pour envoyés.",
)
ARRET_APRES_LA_REUNION = declare_a_verifier(
    "arret-apres-la-reunion",
    "des chiffres arrêtés au {valeur}, après la réunion du {reunion}",
    "le jour de la réunion, ou un jour précédent",
    "Vérifiez la date ; en attendant, elle est utilisée, sans dépasser aujourd’hui.",
)
CONVOCATION_TARDIVE = declare_a_verifier(
    "convocation-tardive",
    "convocations envoyées {jours} avant la réunion",
    "un envoi {repere} au moins avant la réunion (paramètre « Repère d’envoi des convocations »)",
    "Vérifiez la date ; si elle est exacte, il n’y a rien à corriger.",
)
PRESIDENCE_DOUTEUSE = declare_a_verifier(
    "presidence-douteuse",
    "la présidence « {valeur} » n’est pas un code de Composition",
    "un code de la feuille Composition, ou une fonction en toutes lettres{suggestion}",
    "Corrigez le code ; en attendant, ce texte est imprimé tel quel.",
)
SANS_MEMBRE = declare_erreur(
    "sans-membre",
    "la feuille ne contient aucun membre",
    "une ligne par membre du comité",
    "Remplissez la feuille ; en attendant, aucune convocation n’est faite.",
)
REUNION_JOUR_CHOME = declare_a_verifier(
    "reunion-jour-chome",
    "réunion fixée un jour où la préfecture est fermée ({raison})",
    "un jour d’ouverture des bureaux",
    "Vérifiez la date de la réunion.",
)
PERIODE_INCOMPLETE = declare_erreur(
    "periode-incomplete",
    "une seule des deux bornes de la période est remplie",
    "« Période du » et « Période au », ou aucune des deux",
    "Complétez l’autre borne ; en attendant, les douze derniers mois complets sont utilisés.",
)
PERIODE_A_VENIR = declare_erreur(
    "periode-a-venir",
    "la période commence le {valeur}, après l’arrêt des chiffres de cette réunion, le {limite}",
    "une période qui commence avant l’arrêt des chiffres",
    "Corrigez « Période du » ou « Chiffres arrêtés au » ; en attendant, les douze derniers mois"
    " complets sont utilisés.",
)
PERIODE_TROP_LONGUE = declare_a_verifier(
    "periode-trop-longue",
    "la période finit le {valeur}, plus d’un mois après l’arrêt des chiffres de cette réunion, le"
    " {limite}",
    "une période qui finit avant l’arrêt des chiffres, ou peu après",
    "Corrigez « Période au » ou « Chiffres arrêtés au » ; en attendant, les chiffres sont comptés"
    " jusqu’au {limite}, et les titres gardent la période saisie.",
)
MEMBRE_INCONNU = declare_erreur(
    "membre-inconnu",
    "le membre « {valeur} » n’existe pas dans Composition",
    "un code de la feuille Composition{suggestion}",
    "Corrigez le code ou ajoutez le membre ; en attendant, la ligne est laissée de côté.",
)
PERSONNE_SANS_NOM = declare_erreur(
    "personne-sans-nom",
    "« {valeur} » n’est ni un membre ni un invité de cette réunion, et le nom manque",
    "un code de Composition, un invité de la réunion, ou un autre organisme avec le nom ou la"
    " fonction de la personne{suggestion}",
    "Corrigez la cellule, ou remplissez « Nom » (« Fonction » suffit pour un organisme) ; en"
    " attendant, la ligne est laissée de côté.",
)
TITULAIRES_EN_MEME_TEMPS = declare_erreur(
    "titulaires-en-meme-temps",
    "deux titulaires du siège « {valeur} » aux mêmes dates",
    "des dates « Depuis le » et « Jusqu’au » qui se suivent",
    "Corrigez les dates ; en attendant, la première ligne est utilisée.",
)
DEUX_LIGNES_SANS_NOM = declare_a_verifier(
    "deux-lignes-sans-nom",
    "« {valeur} » figure déjà plus haut pour cette réunion, et cette ligne ne nomme personne",
    "une ligne par membre, et le nom des personnes qui l’accompagnent",
    "Supprimez la ligne ou remplissez « Nom » ; en attendant, la première ligne du membre donne son"
    " statut.",
)
PROPOSITION_REPETEE = declare_a_verifier(
    "proposition-repetee",
    "le N° « {valeur} » désigne déjà une autre proposition",
    "un N° différent pour chaque proposition",
    "Renumérotez l’une des deux ; en attendant, les deux sont suivies.",
)
AUTEUR_INCONNU = declare_erreur(
    "auteur-inconnu",
    "« {valeur} » n’est ni un membre, ni un collège, ni un invité",
    "un code de Composition, un collège ou un invité de la réunion{suggestion}",
    "Corrigez la cellule ; en attendant, la ligne est laissée de côté.",
)
INVITE_SANS_NOM = declare_erreur(
    "invite-sans-nom",
    "ni organisme ni nom",
    "l’organisme ou le nom de l’invité",
    "Remplissez l’un des deux ; en attendant, la ligne est laissée de côté.",
)
CLOTURE_AVANT_LA_REUNION = declare_a_verifier(
    "cloture-avant-la-reunion",
    "une proposition de la réunion du {reunion}, close le {valeur}",
    "le jour de la réunion, ou un jour suivant",
    "Vérifiez la réunion et la date ; en attendant, la proposition est tenue pour close.",
)
COLLEGE_INCONNU = declare_a_verifier(
    "college-inconnu",
    "le collège « {valeur} » n’existe pas dans Composition",
    "un collège de la feuille Composition{suggestion}",
    "Vérifiez le collège ; l’invité est imprimé sous ce nom.",
)
POINT_INCONNU = declare_a_verifier(
    "point-inconnu",
    "le point « {valeur} » n’est pas à l’ordre du jour de cette réunion",
    "le N° d’un point de l’ordre du jour{suggestion}",
    "Corrigez le N° ou complétez l’ordre du jour ; sans cela, aucune invitation n’est faite.",
)
POINT_REPETE = declare_a_verifier(
    "point-repete",
    "le point n° {valeur} figure deux fois à l’ordre du jour de cette réunion",
    "un numéro différent pour chaque point",
    "Renumérotez les points ; les deux sont imprimés.",
)
RUBRIQUE_PROCHE = declare_a_verifier(
    "rubrique-proche",
    "« {valeur} » n’est pas une rubrique de la liste",
    "une rubrique de la liste, ou un autre texte, sans bloc de chiffres ; vouliez-vous dire «"
    " {proche} » ?",
    "Choisissez la rubrique dans la liste ; en attendant, aucun bloc n’est placé sous ce texte.",
)
ADRESSE_DOUTEUSE = declare_a_verifier(
    "adresse-douteuse",
    "« {valeur} » n’est pas une adresse électronique",
    "une adresse électronique complète ; plusieurs adresses se séparent par un point-virgule",
    "Corrigez l’adresse ; elle n’est pas utilisée.",
)
FICHIER_ABSENT = declare_erreur(
    "fichier-absent",
    "le fichier « {valeur} » n’est pas dans workbooks/annexes",
    "le nom exact d’un fichier de ce dossier{suggestion}",
    "Placez le fichier dans workbooks/annexes ou corrigez son nom ; en attendant, il n’est pas"
    " joint.",
)
ADRESSE_NETTOYEE = declare_a_verifier(
    "adresse-nettoyee",
    "« {valeur} » a été lu « {lu} »",
    "une adresse électronique seule, sans signe autour",
    "Vérifiez l’adresse, et retirez ce qui l’entoure.",
)
CIVILITE_DOUBLE = declare_a_verifier(
    "civilite-double",
    "« {valeur} » désigne deux personnes, ou hésite entre deux civilités",
    "la civilité d’une seule personne, ou une cellule vide pour s’adresser à la fonction",
    "Choisissez la civilité, ou videz la cellule ; en attendant, elle est imprimée telle quelle.",
)
CIVILITE_INCONNUE = declare_a_verifier(
    "civilite-inconnue",
    "« {valeur} » n’est pas une civilité connue",
    "la civilité d’une personne (Madame, Monsieur, Maître, Docteur), ou une cellule vide pour"
    " s’adresser à la fonction",
    "Corrigez la civilité, ou videz la cellule ; en attendant, {effet}.",
)
FONCTION_COMME_NOM = declare_a_verifier(
    "fonction-comme-nom",
    "« {valeur} » semble être une fonction, tapée dans la colonne Nom",
    "un nom de personne, ou une case vide",
    "Déplacez-la dans la colonne Fonction ; si c’est un nom de famille, ne changez rien.",
)
PERSONNE_DEUX_FOIS = declare_a_verifier(
    "personne-deux-fois",
    "« {valeur} » figure déjà plus haut",
    "chaque personne une seule fois",
    "Supprimez l’une des deux lignes s’il s’agit de la même personne ; en attendant, les deux sont"
    " utilisées.",
)
ORGANISME_PROCHE = declare_a_verifier(
    "organisme-proche",
    "« {valeur} » ressemble au membre « {code} » : la personne a été lue comme assistant à la"
    " réunion sans siéger",
    "le code « {code} », si elle occupait ce siège",
    "Tapez « {code} » s’il s’agit de ce membre ; sinon, ne changez rien.",
)
ORGANISME_LU_COMME_MEMBRE = declare_a_verifier(
    "organisme-lu-comme-membre",
    "« {valeur} » n’est pas un code de Composition : la cellule a été lue comme le membre"
    " « {code} »",
    "le code « {code} », s’il s’agit de ce membre",
    "Tapez « {code} » dans la cellule ; s’il s’agit de quelqu’un d’autre, précisez son organisme.",
)
ORGANISMES_PROCHES = declare_a_verifier(
    "organismes-proches",
    "« {valeur} » semble désigner le même organisme que « {autre} »",
    "un organisme écrit partout de la même façon",
    "Écrivez les deux de la même façon s’il s’agit du même organisme ; en attendant, chacun est"
    " imprimé tel quel.",
)
