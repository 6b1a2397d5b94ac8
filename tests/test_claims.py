"""What is a claim that asks for a source, and what only looks like one."""

from __future__ import annotations

import pytest

from wellread.check.claims import find_claim

CLAIMS = {
    "Wait 10 minutes.": ("10 minutes", True),
    "Wait ten minutes.": ("ten minutes", True),
    "Most hiccups stop by themselves.": ("Most hiccups", False),
    "About 1 in 5 people have it.": ("1 in 5 people", True),
    "One in ten people gets it.": ("One in ten", True),
    "It rarely lasts.": ("rarely", False),
    "Hiccups are rare.": ("rare", False),
    "Never put ice on it.": ("Never", False),
    "See a doctor if it lasts over a week.": ("over a week", True),
    "Call your doctor within 24 hours.": ("24 hours", True),
    "Take it twice a day.": ("twice a day", True),
    "In 2020, 2,000 people took part.": ("2,000 people", True),
    "More than 2000 people took part.": ("2000 people", True),
    "Two thirds of people recover.": ("Two thirds of people", True),
    "Half of people get better.": ("Half of people", True),
    "It doubles the risk.": ("doubles the risk", True),
    "A reading of 195/95 is high.": ("195/95", True),
    "Use factor 50 or SPF 30.": ("50", True),
    "The most common cause is a meal.": ("most common", False),
    "It takes two to three weeks.": ("two to three weeks", True),
    "Nearly all of them recover.": ("Nearly all", False),
    "After the 20th week it is unsafe.": ("20th", True),
    "Keep it below 37.5 °C.": ("37.5", True),
    "Drink 2 litres.": ("2 litres", True),
    "<5% get it.": ("<5%", True),
    "Aged 65 or over, call.": ("65", True),
    "Call a doctor if you have had it for 10 days.": ("10 days", True),
    "In a group of 2000 people it helped.": ("2000 people", True),
    "A quarter of adults have it.": ("A quarter of adults", True),
    "twenty-four hours": ("twenty-four hours", True),
    "Over-65s should ask.": ("65s", True),
    "It happened to 112 people.": ("112 people", True),
    "Take 400 mg.": ("400 mg", True),
    "It lasts for 4–6 weeks.": ("4–6 weeks", True),
    "Stay out of the sun between 11 am and 3 pm.": ("11 am", True),
    "It is always harmless.": ("always", False),
    "A fifth of adults have it.": ("A fifth of adults", True),
    "In 2019, 14% had it.": ("14%", True),
    "Of 2020 people, few had it.": ("2020 people", True),
    "The majority of people recover.": ("majority", False),
    "It seldom lasts.": ("seldom", False),
    "It is hardly ever serious.": ("hardly ever", False),
    "Heart rates rise to 120/min.": ("120", True),
    "Rates of 1,234,567 were seen.": ("1,234,567", True),
    "Call 7 days later.": ("7 days", True),
    "It affects 988 people.": ("988 people", True),
    "About one in every two people has it.": ("one in every two", True),
    "Come back in one week.": ("one week", True),
    "It is twice as likely.": ("twice as", True),
    "It takes seventeen days.": ("seventeen days", True),
    "A third of strokes happen at night.": ("A third of", True),
    "Half of all strokes are mild.": ("Half of all", True),
    "It lasts half an hour.": ("half an hour", True),
    "The risk is threefold.": ("threefold", True),
    "About 111 deaths a year are due to it.": ("111 deaths", True),
    "Take B12 for 3 days.": ("3 days", True),
}

NO_CLAIMS = (
    "COVID-19 is caused by SARS-CoV-2.",
    "Vitamin B12 helps nerves.",
    "People with type 2 diabetes should ask.",
    "Call 999 or 112 now.",
    "In danger, or already hurt: call 999 in the UK, 911 in the US, or your emergency number.",
    "UK and Ireland: call Samaritans free on 116 123.",
    "United States: call or text 988, the Suicide and Crisis Lifeline.",
    "Phone 0800 1111 for help.",
    "The page was checked on 9 March 2026.",
    "It began in 2020.",
    "One of them is a fizzy drink.",
    "One side of the face droops.",
    "The 2nd step is to rest.",
    "See steps 3 and 4.",
    "On a scale of 0 to 10, how bad is it",
    "The most useful thing is rest.",
    "Ask what worries you most.",
    "Always read the label.",
    "Never ignore a blister.",
    "The line is open 24 hours a day.",
    "Two things matter: water and rest.",
    "First, cool the skin.",
    "SGLT2 inhibitors help.",
    "A study (2019) looked at this.",
    "In 2026, three groups wrote it.",
    "Text SHOUT to 85258.",
    "Half of your face may droop.",
    "Children of 2019 and 2020 are in it.",
    "See section 2, or questions 3 and 4.",
    "Make the most of the shade.",
    "It began in the 1990s.",
    "Their most helpful tip was rest.",
    "At most one of them helps.",
    "Nobody knows why[^1].",
)


@pytest.mark.parametrize("sentence", CLAIMS)
def test_a_claim_is_found_with_its_words(sentence: str) -> None:
    claim = find_claim(sentence)
    assert claim
    assert (claim.text, claim.is_number) == CLAIMS[sentence]
    assert sentence[claim.start : claim.end] == claim.text


@pytest.mark.parametrize("sentence", NO_CLAIMS)
def test_what_only_looks_like_a_claim_is_stepped_over(sentence: str) -> None:
    assert find_claim(sentence) is None


def test_the_first_claim_of_a_sentence_is_told() -> None:
    claim = find_claim("Vitamin B12 rarely helps within 10 minutes.")
    assert claim
    assert (claim.text, claim.start) == ("rarely", 12)


def test_a_letter_that_grows_when_made_small_moves_no_mark() -> None:
    claim = find_claim("İzmir: wait 10 minutes.")
    assert claim
    assert "10 minutes" in claim.text
