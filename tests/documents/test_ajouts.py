"""A recipient added once the others were sent waits, and is told; a meeting cancelled once convened
is told too (docs/rules/meetings.md#added-recipients).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import pytest

from clu_batch.documents import convocation, distribution, fiche_d_envoi, sans_suite
from clu_batch.documents.meeting_context import MeetingContext
from clu_batch.kernel.problems import Severity
from clu_batch.records.parametres import Convocation
from clu_batch.records.participants import StatutDePresence
from clu_batch.records.reunion import Statut
from clu_batch.rules.model import (
    Bilan,
    Etape,
    Invite,
    Membre,
    Parametres,
    Presence,
    Registre,
    Reunion,
)
from tests.documents.test_letters import (
    LE_10,
    PARAMETRES,
    USAGERS,
    bilan,
    registre,
    siege,
)
from tests.documents.test_letters import (
    REUNION as PRESIDEE,
)
from tests.support.meeting import simple

LE_18, LE_20, LE_22, LE_23, LE_25, LE_30 = (
    dt.date(2026, 11, day) for day in (18, 20, 22, 23, 25, 30)
)
REUNION = replace(PRESIDEE, presidence=None)
ENVOYEE = replace(REUNION, convocations_envoyees_le=LE_20)
REENVOYEE = replace(REUNION, convocations_envoyees_le=LE_25)
SG, UFC = (
    Membre("SG", USAGERS, "Le secrétaire général", "Préfecture"),
    Membre("UFC", USAGERS, "Le président", "UFC"),
)
APF, SUITE = (
    Membre("APF", USAGERS, "Le délégué", "APF"),
    replace(UFC, fonction="La présidente", depuis=LE_22),
)
INVITE = Invite(LE_10, USAGERS, "Association invitée")
COLLECTIVE = replace(PARAMETRES, convocation=Convocation.COLLECTIVE)


@dataclass
class Suivi:
    """Runs that follow one another, each remembering what the letters and the recipients of the one
    before were.
    """

    p: Parametres = PARAMETRES
    deja: dict[str, Mapping[str, str]] = field(default_factory=dict)
    presents: set[str] = field(default_factory=set)

    def run(
        self,
        reunion: Reunion,
        *gens: Membre | Invite,
        j: dt.date = LE_23,
        etape: Etape = Etape.A_VENIR,
    ) -> list[str]:
        """The letters, « envoyée le 20/11 » or « attend »; each that is not on the disk, or was not
        sent, is made.
        """
        reg, bil = self.situation(reunion, gens, j, etape)
        said = []
        for d in convocation.prepare(MeetingContext(reg, bil)).requests:
            chemin = f"2026-12-10_CLU/{d.chemin}"
            if d.envoye_le is None or chemin not in self.presents:
                self.deja[chemin] = d.faits
                self.presents.add(chemin)
            nom = (
                d.chemin.rpartition("/")[2]
                .removeprefix("2026-12-10_CLU_")
                .removesuffix(".docx")
            )
            said.append(
                f"{nom} {d.envoye_le:%d/%m}"
                if d.envoye_le
                else nom + (" attend" if d.remarque else "")
            )
        self.deja[f"{reunion.date}_CLU/{distribution.NOM}"] = distribution.find_distribution(
            MeetingContext(reg, bil)
        ).list_remembered()
        return said

    def situation(
        self,
        reunion: Reunion,
        gens: Sequence[Membre | Invite],
        j: dt.date = LE_23,
        etape: Etape = Etape.A_VENIR,
    ) -> tuple[Registre, Bilan]:
        membres = [qui for qui in gens if isinstance(qui, Membre)]
        reg = registre(self.p, reunion)
        comite = replace(
            reg.comite,
            membres=membres,
            invites=[qui for qui in gens if isinstance(qui, Invite)],
        )
        bil = bilan(reunion, etape)
        bil = replace(
            bil, seance=replace(bil.seance, j=j), sieges=[siege(membre) for membre in membres]
        )
        return replace(reg, comite=comite), replace(
            bil, deja_dits=dict(self.deja), presents=set(self.presents)
        )

    def problems(
        self, reunion: Reunion, *gens: Membre | Invite, j: dt.date = LE_23
    ) -> list[tuple[str, Severity]]:
        """What is told of the letters, with the recipient named."""
        found = convocation.prepare(MeetingContext(*self.situation(reunion, gens, j))).problems
        return [(simple(p.trouve).partition(" n’est")[0], p.gravite) for p in found]


def waits(nom: str) -> tuple[str, Severity]:
    return f"lettre à envoyer : « {nom} »", Severity.A_VERIFIER


def test_a_member_or_a_guest_added_after_the_sending_waits_until_a_later_sending_is_typed() -> (
    None
):
    suivi = Suivi()
    suivi.run(REUNION, SG, UFC)
    assert suivi.run(ENVOYEE, SG, UFC) == ["Convocation_SG 20/11", "Convocation_UFC 20/11"]
    for _ in range(2):  # it stays so at the next run
        assert suivi.problems(ENVOYEE, SG, UFC, APF, INVITE) == [
            waits("APF"),
            waits("Association invitée"),
        ]
        assert suivi.run(ENVOYEE, SG, UFC, APF, INVITE)[2:] == [
            "Convocation_APF attend",
            "Invitation_Association-invitee attend",
        ]
    assert suivi.problems(REENVOYEE, SG, UFC, APF, INVITE) == []
    assert suivi.run(REENVOYEE, SG, UFC, APF, INVITE) == [
        "Convocation_SG 20/11",
        "Convocation_UFC 20/11",
        "Convocation_APF 25/11",
        "Invitation_Association-invitee 25/11",
    ]
    other = replace(APF, code="MOB")
    again = replace(REUNION, convocations_envoyees_le=LE_30)
    assert suivi.run(REENVOYEE, SG, UFC, APF, other)[2:] == [
        "Convocation_APF 25/11",
        "Convocation_MOB attend",
    ]
    assert suivi.run(again, SG, UFC, APF, other)[1:] == [
        "Convocation_UFC 20/11",
        "Convocation_APF 25/11",
        "Convocation_MOB 30/11",
    ]


def test_a_code_that_changed_is_no_letter_that_was_sent() -> None:
    suivi = Suivi()
    suivi.run(REUNION, SG, UFC)
    assert suivi.problems(ENVOYEE, SG, replace(UFC, code="UFCQC")) == [waits("UFCQC")]


def test_a_member_removed_after_the_sending_is_no_news() -> None:
    suivi = Suivi()
    suivi.run(REUNION, SG, UFC)
    assert (suivi.run(ENVOYEE, SG), suivi.problems(ENVOYEE, SG)) == (
        ["Convocation_SG 20/11"],
        [],
    )


def test_a_successor_has_a_letter_of_his_own_beside_the_one_that_was_sent() -> None:
    suivi = Suivi()
    suivi.run(REUNION, SG, UFC)
    sent = suivi.deja["2026-12-10_CLU/convocations/2026-12-10_CLU_Convocation_UFC.docx"]
    own = "Convocation_UFC_titulaire-depuis-2026-11-22"
    for _ in range(2):
        assert suivi.problems(ENVOYEE, SG, SUITE) == [waits("UFC")]
        assert suivi.run(ENVOYEE, SG, SUITE) == ["Convocation_SG 20/11", f"{own} attend"]
    assert suivi.deja["2026-12-10_CLU/convocations/2026-12-10_CLU_Convocation_UFC.docx"] == sent
    assert suivi.run(REENVOYEE, SG, SUITE) == ["Convocation_SG 20/11", f"{own} 25/11"]


def test_a_successor_known_before_the_sending_goes_with_the_others() -> None:
    suivi = Suivi()
    suivi.run(REUNION, SG, SUITE, j=LE_18)
    assert suivi.run(ENVOYEE, SG, SUITE) == ["Convocation_SG 20/11", "Convocation_UFC 20/11"]


def test_an_arrival_filled_in_since_changes_nothing_when_it_precedes_the_sending() -> None:
    suivi = Suivi()
    suivi.run(REUNION, SG, UFC)
    assert suivi.run(ENVOYEE, SG, replace(UFC, depuis=dt.date(2020, 1, 1))) == [
        "Convocation_SG 20/11",
        "Convocation_UFC 20/11",
    ]


def test_a_letter_first_made_after_the_sending_that_is_typed_late_waits() -> None:
    """The others were ready on the 18th, sent on the 20th; she types it on the 25th, and added a
    member on the 23rd.
    """
    suivi = Suivi()
    suivi.run(REUNION, SG, UFC, j=LE_18)
    suivi.run(REUNION, SG, UFC, APF, j=LE_23)
    assert suivi.problems(ENVOYEE, SG, UFC, APF, j=LE_25) == [waits("APF")]


def test_a_sending_typed_after_the_first_run_is_that_of_all() -> None:
    suivi = Suivi()
    suivi.run(REUNION, SG, UFC, j=LE_23)
    suivi.run(REUNION, SG, UFC, APF, j=LE_25)
    assert suivi.problems(ENVOYEE, SG, UFC, APF, j=LE_25) == []


REFAITES = (
    (
        "convocations de la réunion du 10/12/2026 déclarées envoyées le 20/11/2026, refaites pour"
        " vos archives"
    ),
    Severity.INFORMATION,
)


def test_on_another_computer_one_information_says_that_they_are_made_again() -> None:
    suivi = Suivi()
    for _ in range(2):
        assert suivi.problems(ENVOYEE, SG, UFC, INVITE) == [REFAITES]
        assert suivi.run(ENVOYEE, SG, UFC, INVITE)[:2] == [
            "Convocation_SG 20/11",
            "Convocation_UFC 20/11",
        ]
    assert suivi.problems(ENVOYEE, SG, UFC, APF, INVITE) == [waits("APF"), REFAITES]


def test_on_another_computer_a_member_who_arrived_since_waits() -> None:
    suivi = Suivi()
    for _ in range(2):
        assert suivi.problems(ENVOYEE, SG, SUITE) == [waits("UFC"), REFAITES]
        suivi.run(ENVOYEE, SG, SUITE)


def test_letters_on_the_disk_are_known_though_the_list_of_what_was_made_is_lost() -> None:
    suivi = Suivi()
    suivi.run(REUNION, SG, UFC)
    suivi.deja.clear()
    assert suivi.problems(ENVOYEE, SG, UFC) == []
    assert suivi.problems(ENVOYEE, SG, UFC, APF) == [waits("APF")]


def test_the_collective_letter_remembers_whom_it_is_for_and_one_added_later_has_his_own() -> (
    None
):
    suivi = Suivi(COLLECTIVE)
    assert suivi.run(REUNION, SG, UFC) == ["Convocation"]
    assert suivi.problems(ENVOYEE, SG, UFC) == []
    for _ in range(2):
        assert suivi.problems(ENVOYEE, SG, UFC, APF) == [waits("APF")]
        assert suivi.run(ENVOYEE, SG, UFC, APF) == [
            "Convocation 20/11",
            "Convocation_APF attend",
        ]
    assert suivi.run(REENVOYEE, SG, UFC, APF) == ["Convocation 20/11", "Convocation_APF 25/11"]
    assert suivi.problems(ENVOYEE, SG, SUITE, APF) == [waits("UFC"), waits("APF")]
    letters = fiche_d_envoi.list_parties(
        MeetingContext(*suivi.situation(ENVOYEE, (SG, UFC, APF)))
    )[0].envois
    assert [e.propres[0].rpartition("_")[2] for e in letters] == [
        "APF.docx",
        "Convocation.docx",
        "Convocation.docx",
    ]


def test_a_collective_letter_that_was_sent_stays_that_of_its_readers_for_good() -> None:
    suivi = Suivi(COLLECTIVE)
    suivi.run(REUNION, SG, UFC)
    suivi.p = PARAMETRES
    assert suivi.run(ENVOYEE, SG, UFC) == ["Convocation 20/11"]
    other = Suivi()
    other.run(REUNION, SG, UFC)
    other.p = COLLECTIVE
    assert other.run(ENVOYEE, SG, UFC) == ["Convocation_SG 20/11", "Convocation_UFC 20/11"]


def test_a_collective_letter_on_another_computer() -> None:
    suivi = Suivi(COLLECTIVE)
    assert suivi.problems(ENVOYEE, SG, UFC) == [REFAITES]
    assert suivi.run(ENVOYEE, SG, UFC) == ["Convocation 20/11"]


def test_who_waits_comes_first_on_the_sending_sheet_and_is_not_frozen() -> None:
    suivi = Suivi()
    suivi.run(REUNION, SG, UFC)
    reg, bil = suivi.situation(ENVOYEE, (SG, UFC, APF, INVITE))
    etapes = fiche_d_envoi.list_parties(MeetingContext(reg, bil))
    assert [e.propres[0].rpartition("_")[2] for e in etapes[0].envois] == [
        "APF.docx",
        "SG.docx",
        "UFC.docx",
    ]
    assert [e.envoye_le for e in etapes[0].envois] == [None, LE_20, LE_20]
    assert [simple(ligne) for ligne in fiche_d_envoi.list_waiting(etapes)] == [
        "Convocations : Le délégué, APF (à envoyer par courrier)",
        "Invitations : Association invitée (à envoyer par courrier)",
    ]


# -- one file for all ------------------------------------------------------------------------------

PACK = replace(REUNION, dossier_envoye_le=LE_20)


def told(suivi: Suivi, reunion: Reunion, *gens: Membre | Invite) -> list[str]:
    return [
        simple(p.trouve).partition(" n’est")[0]
        for p in fiche_d_envoi.prepare(MeetingContext(*suivi.situation(reunion, gens))).problems
    ]


def test_a_reader_added_after_the_pack_was_sent_waits() -> None:
    suivi = Suivi()
    suivi.run(REUNION, SG, UFC)
    for _ in range(2):
        assert told(suivi, PACK, SG, UFC) == []
        assert told(suivi, PACK, SG, UFC, APF, INVITE) == [
            "dossier à envoyer : « Le délégué, APF »",
            "dossier à envoyer : « Association invitée »",
        ]
        suivi.run(PACK, SG, UFC, APF, INVITE)
    assert told(suivi, PACK, SG, SUITE) == ["dossier à envoyer : « La présidente, UFC »"]
    assert told(suivi, replace(PACK, dossier_envoye_le=LE_25), SG, UFC, APF, INVITE) == []
    assert told(suivi, PACK, SG, replace(UFC, depuis=dt.date(2020, 1, 1))) == []


def test_on_another_computer_nobody_is_said_to_lack_the_pack() -> None:
    suivi = Suivi()
    for _ in range(2):
        assert told(suivi, PACK, SG, UFC) == []
        suivi.run(PACK, SG, UFC)
    assert told(suivi, PACK, SG, UFC, APF) == ["dossier à envoyer : « Le délégué, APF »"]


def test_a_participant_added_after_the_minutes_were_sent_waits() -> None:
    suivi, held = Suivi(), Etape.TENUE
    minutes = replace(REUNION, compte_rendu_envoye_le=LE_20)

    def sat(*codes: str) -> tuple[Registre, Bilan]:
        reg, bil = suivi.situation(minutes, (SG, UFC), etape=held)
        seats = [
            replace(s, statut="présent" if s.membre.code in codes else "absent")
            for s in bil.sieges
        ]
        reg = replace(
            reg,
            comite=replace(
                reg.comite,
                presences=[
                    Presence(LE_10, "UFC", membre="UFC", statut=StatutDePresence.PRESENT)
                ],
            ),
        )
        return reg, replace(bil, sieges=seats)

    reg, bil = sat("SG")
    suivi.deja[f"{minutes.date}_CLU/{distribution.NOM}"] = distribution.find_distribution(
        MeetingContext(reg, bil)
    ).list_remembered()
    [problem] = fiche_d_envoi.prepare(MeetingContext(*sat("SG", "UFC"))).problems
    assert simple(problem.trouve).startswith(
        "compte rendu à envoyer : « Le président, UFC » n’est pas parmi les destinataires"
    )


# -- a meeting that does not take place ------------------------------------------------------------


def warned(
    suivi: Suivi,
    reunion: Reunion,
    *gens: Membre | Invite,
    j: dt.date = LE_23,
    autre: Reunion | None = None,
) -> list[str]:
    reg, _ = suivi.situation(reunion, gens)
    reg = replace(reg, comite=replace(reg.comite, reunions=[r for r in (reunion, autre) if r]))
    found = sans_suite.list_problems(reg, suivi.deja, suivi.presents, j)
    assert {p.gravite for p in found} <= {Severity.A_VERIFIER}
    return [simple(p.trouve).rpartition("prévenez ")[2] for p in found]


ANNULEE = replace(ENVOYEE, statut=Statut.ANNULEE)
REPORTEE = replace(ENVOYEE, statut=Statut.REPORTEE, reportee_au=dt.date(2026, 12, 17))


@pytest.mark.parametrize(
    ("gens", "dit"),
    [
        (
            (SG, UFC, APF, INVITE),
            "les 4 destinataires de la convocation (3 membres et 1 invité)",
        ),
        ((SG, UFC), "les 2 destinataires de la convocation (2 membres)"),
        ((SG,), "le seul destinataire de la convocation"),
    ],
)
@pytest.mark.parametrize("reunion", [ANNULEE, REPORTEE, replace(REPORTEE, reportee_au=None)])
@pytest.mark.parametrize("p", [PARAMETRES, COLLECTIVE])
@pytest.mark.parametrize("known", [True, False])
def test_those_who_were_convened_are_to_be_warned(
    gens: tuple[Membre | Invite, ...], dit: str, reunion: Reunion, p: Parametres, known: bool
) -> None:
    suivi = Suivi(p)
    if known:
        suivi.run(REUNION, *gens)
    assert warned(suivi, reunion, *gens) == [dit]


@pytest.mark.parametrize("p", [PARAMETRES, COLLECTIVE])
def test_who_received_a_letter_is_counted_and_nobody_else(p: Parametres) -> None:
    suivi = Suivi(p)
    suivi.run(REUNION, SG, UFC, APF, INVITE)
    assert warned(suivi, ANNULEE, SG, UFC) == [
        "les 4 destinataires de la convocation (3 membres et 1 invité)"
    ], "removed since"
    mob = replace(APF, code="MOB")
    suivi.run(ENVOYEE, SG, UFC, APF, mob, INVITE)
    assert warned(suivi, ANNULEE, SG, UFC, APF, mob) == [
        "les 4 destinataires de la convocation (3 membres et 1 invité)"
    ], "not sent yet"
    suivi.presents.clear()
    if p is PARAMETRES:
        assert warned(suivi, ANNULEE, SG, UFC) == [
            "les 2 destinataires de la convocation (2 membres)"
        ], "removed before, the letter is gone"


def test_nobody_is_to_be_warned_of_what_was_not_sent_is_over_or_was_convened_again() -> None:
    suivi = Suivi()
    assert warned(suivi, replace(ANNULEE, convocations_envoyees_le=None), SG) == []
    assert warned(suivi, ENVOYEE, SG) == []
    assert warned(suivi, ANNULEE) == []
    assert warned(suivi, ANNULEE, SG, j=dt.date(2026, 12, 11)) == []
    later = replace(REUNION, date=dt.date(2026, 12, 17))
    assert len(warned(suivi, REPORTEE, SG, autre=later)) == 1
    assert (
        warned(suivi, REPORTEE, SG, autre=replace(later, convocations_envoyees_le=LE_25)) == []
    )
