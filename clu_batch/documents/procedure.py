"""The five things that the procedure has the services present, in its order: the agenda of a
meeting that has none of its own.

Procédure, « Rôle du CLU » : présentation des résultats des engagements de service sur l'accueil
général, des résultats des enquêtes de satisfaction, des bilans sur les réclamations reçues, des
courriers, formulaires et imprimés type, des modalités d'appui.
"""

from __future__ import annotations

ENGAGEMENTS = "Résultats des engagements de service"
SATISFACTION = "Résultats des enquêtes de satisfaction"
RECLAMATIONS = "Bilan des réclamations reçues"
DOCUMENTS_TYPES = "Courriers, formulaires et imprimés types à destination des usagers"
MODALITES_D_APPUI = "Modalités d’appui aux usagers dans leurs démarches"

POINTS = (ENGAGEMENTS, SATISFACTION, RECLAMATIONS, DOCUMENTS_TYPES, MODALITES_D_APPUI)
