"""The program that an ordinary developer would write for this job: a yardstick, not a model.

python benchmarks/ordinary_program.py WORKBOOKS OUTPUT

pandas.read_excel, a loop over the complaints and their working days, pictures by matplotlib,
templates filled by docxtpl. It makes the convocations, a meeting pack of eight charts and seven
tables, an attendance sheet and minutes. It checks nothing and keeps no history.
"""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import docx
import holidays
import matplotlib as mpl
import pandas as pd
from docx.shared import Cm
from docxtpl import DocxTemplate, InlineImage

mpl.use("Agg")

from matplotlib import pyplot as plt

Table = list[list[object]]
Period = tuple[pd.Timestamp, pd.Timestamp]

TODAY = pd.Timestamp(2026, 11, 23)
PERIODS: tuple[Period, ...] = (
    (pd.Timestamp(2025, 11, 1), pd.Timestamp(2026, 10, 31)),
    (pd.Timestamp(2024, 11, 1), pd.Timestamp(2025, 10, 31)),
)
MARKS = ("Très satisfait", "Satisfait", "Peu satisfait", "Pas du tout satisfait")
SATISFIED = MARKS[:2]
ALLOWED_DAYS = 15
CLOSED = holidays.country_holidays("FR", years=range(2024, 2028))


# -- reading ---------------------------------------------------------------------------------------


def read_sheet(folder: Path, workbook: str, sheet: str) -> pd.DataFrame:
    """Read a sheet as pandas does."""
    return pd.read_excel(folder / workbook, sheet_name=sheet, engine="openpyxl")


def keep_period(rows: pd.DataFrame, column: str, period: Period) -> pd.DataFrame:
    """Keep the rows of a period."""
    start, end = period
    return rows[rows[column].between(start, end)].copy()


def say_percent(rate: float) -> str:
    """Write a rate in French."""
    return f"{100 * rate:.1f} %".replace(".", ",")


# -- figures ---------------------------------------------------------------------------------------


def rate_questions(answers: pd.DataFrame, codes: Sequence[str]) -> Table:
    """Rate each question over both periods: number of answers, share of the satisfied."""
    table: Table = []
    for code in codes:
        line: list[object] = [code]
        for period in PERIODS:
            said = keep_period(answers, "Date", period)[code]
            said = said[said.isin(MARKS)]
            line += [len(said), say_percent(said.isin(SATISFIED).mean())]
        table.append(line)
    return table


def share_marks(answers: pd.DataFrame, codes: Sequence[str]) -> Mapping[str, list[float]]:
    """Share the marks of each question, in percent, over the last period."""
    shares = {}
    for code in codes:
        said = answers[code][answers[code].isin(MARKS)]
        shares[code] = [100 * float((said == mark).mean()) for mark in MARKS]
    return shares


def rate_answer(answer: pd.Series, codes: Sequence[str]) -> float:
    """Rate one answer: the share of its marks that are satisfied."""
    marks = [answer[code] for code in codes if answer[code] in MARKS]
    if not marks:
        return float("nan")
    return sum(mark in SATISFIED for mark in marks) / len(marks)


def rate_groups(rows: pd.DataFrame, column: str, rate: str) -> Table:
    """Rate each group of rows: its name, its number, the mean of a column."""
    return [[name, len(g), say_percent(g[rate].mean())] for name, g in rows.groupby(column)]


def count_working_days(
    start: pd.Timestamp, end: pd.Timestamp, held: pd.Timestamp, freed: pd.Timestamp
) -> int:
    """Count the working days after `start` up to `end`, less those of a suspension."""
    count, day = 0, start
    while day < end:
        day += dt.timedelta(days=1)
        if day.weekday() > 4 or day.date() in CLOSED:
            continue
        if pd.notna(held) and held < day <= freed:
            continue
        count += 1
    return count


def judge_complaints(complaints: pd.DataFrame, period: Period) -> pd.DataFrame:
    """Give each complaint of a period its delay and its state."""
    kept = keep_period(complaints, "Reçue le", period)
    kept = kept[(kept["Nature"] == "réclamation") & (kept["Qualification"] != "hors périmètre")]
    delays: list[int | None] = []
    states: list[str] = []
    for _, complaint in kept.iterrows():
        reply = complaint["Réponse envoyée le"]
        answered = pd.notna(reply) and reply <= TODAY
        days = count_working_days(
            complaint["Reçue le"],
            reply if answered else TODAY,
            complaint["Délai suspendu du"],
            complaint["Délai suspendu au"],
        )
        in_time = days <= ALLOWED_DAYS
        delays.append(days if answered else None)
        if answered:
            states.append("dans le délai" if in_time else "hors délai")
        else:
            states.append("en cours" if in_time else "en retard")
    kept["delay"], kept["state"] = delays, states
    kept["in time"] = kept["state"] == "dans le délai"
    return kept


def rate_delays(judged: Sequence[pd.DataFrame]) -> Table:
    """Rate the replies of each period: complaints, share in time, median delay."""
    table: Table = []
    for (start, _), rows in zip(PERIODS, judged, strict=True):
        due = rows[rows["state"] != "en cours"]
        rate = say_percent(due["in time"].mean())
        table.append([f"{start:%m/%Y}", len(rows), rate, rows["delay"].median()])
    return table


# -- documents -------------------------------------------------------------------------------------


def make_template(
    path: Path, lines: Sequence[str], tables: Mapping[str, int], pictures: Sequence[str] = ()
) -> Path:
    """Make a Word template: lines, a table of so many columns per name, a picture per name."""
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    for name, columns in tables.items():
        document.add_heading(name.capitalize(), 1)
        table = document.add_table(rows=3, cols=columns, style="Table Grid")
        table.cell(0, 0).text = f"{{%tr for row in {name} %}}"
        for column in range(columns):
            table.cell(1, column).text = f"{{{{ row[{column}] }}}}"
        table.cell(2, 0).text = "{%tr endfor %}"
    for name in pictures:
        document.add_paragraph(f"{{{{ {name} }}}}")
    document.save(str(path))
    return path


def fill(template: Path, document: Path, words: Mapping[str, Any]) -> None:
    """Fill a template, loaded anew for each document."""
    filled = DocxTemplate(str(template))
    filled.render(dict(words), autoescape=True)
    filled.save(str(document))


def draw_marks(path: Path, shares: Mapping[str, list[float]]) -> None:
    """Draw the marks of a few questions as stacked bars."""
    figure, axes = plt.subplots(figsize=(6.3, 3.2))
    lefts = [0.0] * len(shares)
    for number, mark in enumerate(MARKS):
        values = [share[number] for share in shares.values()]
        bars = axes.barh(list(shares), values, left=lefts, label=mark)
        axes.bar_label(bars, fmt="%.0f", label_type="center")
        lefts = [left + value for left, value in zip(lefts, values, strict=True)]
    axes.legend(ncol=len(MARKS))
    save_picture(figure, path)


def draw_rates(path: Path, table: Table) -> None:
    """Draw the rates of a table as bars."""
    figure, axes = plt.subplots(figsize=(6.3, 3.2))
    rates = [float(str(row[2]).removesuffix(" %").replace(",", ".")) for row in table]
    axes.bar([str(row[0])[:12] for row in table], rates)
    save_picture(figure, path)


def save_picture(figure: Any, path: Path) -> None:
    """Save a chart as a picture."""
    figure.tight_layout()
    figure.savefig(path, dpi=200)
    plt.close(figure)


def write_convocations(folder: Path, output: Path) -> None:
    """Write one convocation per member."""
    meeting = read_sheet(folder, "comite.xlsx", "Réunions").iloc[0]
    agenda = read_sheet(folder, "comite.xlsx", "Ordre du jour")
    lines = (
        "{{ fonction }} – {{ organisme }}",
        "Convocation du {{ date }} à {{ lieu }}",
        "{% for point in points %}{{ point }}, {% endfor %}",
        "Suppléance : 2 jours ouvrables.",
    )
    template = make_template(output / "_convocation.docx", lines, {})
    for _, member in read_sheet(folder, "comite.xlsx", "Composition").iterrows():
        words = {
            "fonction": member["Fonction"],
            "organisme": member["Organisme"],
            "date": meeting["Date"],
            "lieu": meeting["Lieu"],
            "points": list(agenda["Point"]),
        }
        fill(template, output / f"convocation_{member['Code']}.docx", words)


def draw_questions(pictures: Sequence[Path], shares: Mapping[str, list[float]]) -> None:
    """Draw the marks of all the questions, three to a picture."""
    codes = list(shares)
    for number, picture in enumerate(pictures):
        few = codes[number * 3 : number * 3 + 3]
        draw_marks(picture, {code: shares[code] for code in few})


def write_pack(folder: Path, output: Path) -> None:
    """Write the meeting pack: seven tables, eight pictures."""
    asked = read_sheet(folder, "satisfaction.xlsx", "Questions")["Code"]
    codes = [code for code in asked if code.startswith("Q")]
    answers = read_sheet(folder, "satisfaction.xlsx", "Réponses")
    complaints = read_sheet(folder, "reclamations.xlsx", "Réclamations")
    year = keep_period(answers, "Date", PERIODS[0])
    year["rate"] = year.apply(lambda answer: rate_answer(answer, codes), axis=1)
    year["month"] = year["Date"].dt.month
    judged = [judge_complaints(complaints, period) for period in PERIODS]
    tables: dict[str, Table] = {
        "questions": rate_questions(answers, codes),
        "sites": rate_groups(year, "Site", "rate"),
        "canaux": rate_groups(year, "Canal", "rate"),
        "mois": rate_groups(year, "month", "rate"),
        "delais": rate_delays(judged),
        "motifs": rate_groups(judged[0], "Motif", "in time"),
        "services": rate_groups(judged[0], "Service", "in time"),
    }
    pictures = [output / f"graphique_{number}.png" for number in range(8)]
    draw_questions(pictures[:4], share_marks(year, codes))
    for name, picture in zip(("sites", "canaux", "mois", "motifs"), pictures[4:], strict=True):
        draw_rates(picture, tables[name])
    columns = {name: len(table[0]) for name, table in tables.items()}
    names = [picture.stem for picture in pictures]
    template = make_template(output / "_dossier.docx", ["Dossier de séance"], columns, names)
    filled = DocxTemplate(str(template))
    images = {
        picture.stem: InlineImage(filled, str(picture), width=Cm(16)) for picture in pictures
    }
    filled.render({**tables, **images}, autoescape=True)
    filled.save(str(output / "dossier.docx"))


def write_lists(folder: Path, output: Path) -> None:
    """Write the attendance sheet and the minutes."""
    members = read_sheet(folder, "comite.xlsx", "Composition")
    rows = members[["Code", "Fonction", "Organisme"]].to_numpy().tolist()
    for name, title in {
        "emargement": "Feuille d’émargement",
        "compte_rendu": "Compte rendu",
    }.items():
        template = make_template(output / f"_{name}.docx", [title], {"membres": 3})
        fill(template, output / f"{name}.docx", {"membres": rows})


def main() -> None:
    """Make all the documents of the workbooks given."""
    folder, output = map(Path, sys.argv[1:])
    output.mkdir(parents=True, exist_ok=True)
    write_convocations(folder, output)
    write_pack(folder, output)
    write_lists(folder, output)


if __name__ == "__main__":
    main()
