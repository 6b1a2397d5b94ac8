"""person-first: the wording makes an illness of a person, or a sufferer.

“Diabetics” and “the elderly” speak of people as if the illness or the age were all there is to them; “suffers from” and “victim of”
say how they must feel; “confined to a wheelchair” says it of what gives them freedom. Readers who are meant notice, and trust the page
less. The NHS's guide to inclusive language asks to name the person first. “Commit suicide” is here too: it is a word for crimes, and
people who grieve, or think of ending their lives, hear it.

What is quoted, and what is a name in the glossary, is left alone.

Bad:

    The elderly burn easily. Tell your doctor if you are suffering from sunburn.

Good:

    Older people burn easily. Tell your doctor if you have sunburn.

Severity: warning
"""

from __future__ import annotations

from collections.abc import Iterator

from wellread.check.expressions import Expression, expressions_by_key, find_expressions, problem_of
from wellread.check.text import Text
from wellread.problems import Problem

A_NOUN = r"(?=\s*(?:[.,;:!?)”\"’]|$|(?:and|or|are|is|was|were|can|may|might|do|should|must|will|need|have|has|who|with|in|at|to|often|than|as)\b))"
"""What follows a word that stands for a person: “a diabetic who …”, but not “a diabetic coma”."""
NO_ADJECTIVE = (
    r"(?!\s+(?:\w+ )?(?:people|persons?|patients?|m[ae]n|wom[ae]n|adults?|child|children|population|parents?|mother|father|relatives?|couples?|"
    r"residents?|care|lady|access|badge|parking|toilets?|facilities|users?|students?|drivers?|families|community)\b)"
)
"""What follows a word that stands for people: “the elderly fall”, but not “the elderly care team”."""
CRIMES = (
    r"(?!\s+(?:\w+\s+)?(?:crimes?|violence|abuse|assaults?|attacks?|torture|rape|war|bullying|traff\w+|accidents?|fraud|theft)\b)"
)

PERSON_FIRST = expressions_by_key(
    Expression(frozenset(keys.split()), rf"\b(?:{pattern})", instead)
    for keys, pattern, instead in (
        ("suffer suffers suffered suffering", r"suffer(?:s|ed|ing)? (?:badly )?from\b", "has, have or lives with"),
        ("sufferer sufferers", r"(?:\w+ )?sufferers?\b", "people with (the illness)"),
        ("victim victims", rf"victims? of\b{CRIMES}", "people who have had, people with"),
        ("victim victims", r"(?:stroke|cancer|burns?|polio|aids) victims?\b", "people who have had, people with"),
        ("afflicted stricken", r"(?:afflicted|stricken) (?:with|by)\b", "has or have"),
        ("diabetics", r"diabetics\b", "people with diabetes"),
        ("diabetic", rf"an? diabetic\b{A_NOUN}", "a person with diabetes"),
        ("epileptics", r"epileptics\b", "people with epilepsy"),
        ("epileptic", rf"an epileptic\b{A_NOUN}", "a person with epilepsy"),
        ("asthmatics", r"asthmatics\b", "people with asthma"),
        ("asthmatic", rf"an asthmatic\b{A_NOUN}", "a person with asthma"),
        ("schizophrenics schizophrenic", rf"schizophrenics\b|a schizophrenic\b{A_NOUN}", "people with schizophrenia"),
        ("haemophiliac haemophiliacs hemophiliac hemophiliacs", r"ha?emophiliacs?\b", "people with haemophilia"),
        ("paraplegics quadriplegics tetraplegics", r"(?:para|quadri|tetra)plegics\b", "people who are paralysed"),
        ("amputees amputee", r"amputees?\b", "people who have lost an arm or a leg"),
        ("anorexics bulimics", r"(?:anorexics|bulimics)\b", "people with an eating disorder"),
        ("addict addicts junkie junkies", r"(?:\w+ )?addicts?\b|junkies?\b", "people who are addicted to (the drug)"),
        ("alcoholics", r"alcoholics\b(?! anonymous)", "people who are dependent on alcohol"),
        ("alcoholic", rf"an alcoholic\b{A_NOUN}", "a person who is dependent on alcohol"),
        ("abusers abuser", r"(?:drug|substance|alcohol) abusers?\b", "people who use (the drug) in a way that harms them"),
        ("elderly", rf"the (?:frail )?elderly\b{NO_ADJECTIVE}", "older people"),
        ("aged", rf"the aged\b{NO_ADJECTIVE}", "older people"),
        ("disabled", rf"the disabled\b{NO_ADJECTIVE}", "disabled people"),
        ("handicapped", r"(?:the )?(?:mentally |physically )?handicapped\b", "disabled people"),
        ("retarded retardation", r"(?:mental(?:ly)? )?retard(?:ed|ation)\b", "with a learning disability"),
        ("blind", rf"the blind\b{A_NOUN}", "blind people"),
        ("deaf", rf"the deaf\b{A_NOUN}", "deaf people"),
        ("obese", rf"the obese\b{NO_ADJECTIVE}", "people living with obesity"),
        ("ill", rf"the (?:mentally|terminally|chronically) ill\b{A_NOUN}", "people with (the illness)"),
        ("homeless", rf"the homeless\b{NO_ADJECTIVE}", "people who are homeless"),
        (
            "wheelchair",
            r"wheelchair[- ]bound\b|(?:confined|bound) to (?:a|the|their|his|her|your) wheelchair\b",
            "uses a wheelchair",
        ),
        ("housebound bedridden", r"(?:housebound|bedridden)\b", "cannot leave the house, or the bed"),
        ("bodied", r"able[- ]bodied\b", "people who are not disabled"),
        ("senile", r"senile\b", "with dementia"),
        ("crippled cripples cripple", r"cripple[sd]?\b", "disabled"),
        ("suicide", r"commit(?:s|ted|ting)? suicide\b", "end (your) life, or died by suicide"),
        ("suicide suicides", r"(?:un)?(?:successful|failed) suicides?\b", "a suicide, or a suicide attempt"),
    )
)


def person_first(text: Text) -> Iterator[Problem]:
    if not text.is_english:
        return
    for each, places in find_expressions(text, PERSON_FIRST):
        yield problem_of(
            text,
            places,
            code="person-first",
            message=f"“{places[0].words}” does not put the person first",
            hint=f"write: {each.instead}",
        )
