"""The small site with all that programs are told of: reviews, codes, a second language, changes, what was taken back."""

from __future__ import annotations

from datetime import date
from typing import Any

import msgspec

from tests.builders import TODAY, a_symptom, an_article, some_settings
from tests.render.small_site import BELCHING, HICCUPS, SITE, SUNBURN, WITHDRAWN
from wellread.charts import Chart, ChartRow
from wellread.model import Article, Change, Code, Compare, CompareRow, Features, Review, Site, SymptomRef, Withdrawal

R06 = Code(system="ICD-10-CM", value="R06.6", checked=date(2026, 1, 1))
ODD = Code(system="House list", value="../ä/b", checked=date(2026, 1, 1))
LONG = Code(system="House list", value="x" * 120, checked=date(2026, 1, 1))
APPROVAL = Review(person="nurse", role="reviewer", date=date(2026, 10, 1), decision="approved")

BAR = ChartRow(label="After an hour", value=50)
REVIEWED = msgspec.structs.replace(
    HICCUPS,
    subject="Hiccups & co",
    status="approved",
    reviewers=(APPROVAL,),
    last_reviewed=date(2026, 10, 1),
    audience=("patient", "carer"),
    specialty=("Pulmonary",),
    codes=(R06, ODD, LONG),
    type="condition",
    charts=(
        Chart(
            id="stop", title="Still hiccuping", kind="bars", unit="of 100", whole=100, rows=(BAR,), cite=("atlas",), place="start"
        ),
        Chart(id="go", title="Gone", kind="bars", unit="of 100", whole=100, rows=(BAR,), cite=("study", "handbook")),
    ),
    changes=(
        Change(date=date(2026, 4, 1), kind="editorial", note="Plainer words."),
        Change(date=date(2026, 3, 1), kind="clinical", note="A new limit of two days."),
        Change(date=date(2026, 3, 1), kind="clinical", note="Vinegar is gone."),
    ),
)
COMPARED = an_article(
    "noises",
    type="compare",
    title='Two noises & "three" </script><b>',
    symptoms=(SymptomRef(id="hiccuping"),),
    compare=Compare(caption="Two", columns=("Belch", "Hiccup"), rows=(CompareRow(feature="Sound", cells=("Low", "High")),)),
)
TAKEN_BACK = msgspec.structs.replace(
    WITHDRAWN, title="The old cure for everything", withdrawn=Withdrawal(reason="It harms.", instead="hiccups")
)
SPANISH = an_article(
    "hiccups", lang="es", title="Hipo", description="Por qué viene el hipo, qué hacer y cuándo pedir ayuda a un médico."
)
FEATURES = Features(api=True, search=True)


def site_with(*articles: Article, **settings: Any) -> Site:
    """Return the site with these articles in the place of its own of the same id."""
    given = {each.known_as: each for each in (REVIEWED, SUNBURN, BELCHING, COMPARED, TAKEN_BACK, SPANISH, *articles)}
    symptoms = {
        each.known_as: each
        for each in (
            *SITE.symptoms.values(),
            a_symptom("redness", codes=(msgspec.structs.replace(R06, system="icd-10-cm"),), body_parts=("skin",)),
        )
    }
    return msgspec.structs.replace(
        SITE,
        articles={**SITE.articles, **given},
        symptoms=symptoms,
        settings=some_settings(**({"features": FEATURES, "featured": ("hiccups",)} | settings)),
    )


MACHINE_SITE = site_with()
__all__ = ["APPROVAL", "COMPARED", "FEATURES", "MACHINE_SITE", "REVIEWED", "TODAY", "site_with"]
