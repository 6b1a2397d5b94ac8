"""What has to be known before a file can be laid out: for each kind of entry its questions, in the order they are asked."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from pydantic import TypeAdapter, ValidationError

from wellread.check.rules.description_length import FEWEST, MOST
from wellread.check.rules.title_long import MOST as TITLE_MOST
from wellread.model import Site
from wellread.new.references import AlreadyThereError, Check
from wellread.problems import SiteError, ended, nearest_id
from wellread.read.forms import FORMS

Ask = Callable[[str], str]
"""Puts a question to a person and returns the answer."""
MOST_NAMED = 12
WHERE = {"topic": "content/topics.yaml", "symptom": "content/symptoms/", "person": "content/people/"}
"""Where all ids of a kind are."""


class Question(NamedTuple):
    """One question: the key that its answer belongs to, the option that answers it unasked, and the words. Without an answer
    there is `default`, or, if it is `needed`, no file; else the key is left for later. `many`: several answers, with commas.
    `names`: the answers are ids of this kind of thing. `after`: it is only asked if this key was answered."""

    key: str
    option: str
    words: str
    default: str = ""
    needed: bool = False
    many: bool = False
    names: str = ""
    after: str = ""


DESCRIPTION = Question(
    "description",
    "--description",
    "Say in one or two sentences what the page answers (50 to 160 characters; search results show it).",
)
NAME = Question("name", "--name", "What is it called? Write it as it stands in a sentence.", needed=True)
OTHER_NAMES = Question(
    "synonyms", "--synonym", "What else do people call it? Plural forms too, with commas between them.", many=True
)

QUESTIONS: Mapping[str, tuple[Question, ...]] = {
    "article": (
        Question("title", "--title", "What is the title? It is the heading of the page (at most 65 characters).", needed=True),
        Question(
            "type",
            "--type",
            "What is it about: a symptom, condition, compare (two things), treatment, or guide?",
            "guide",
            needed=True,
        ),
        DESCRIPTION,
        Question("main_message", "--message", "What should a reader know first? One to three sentences."),
        Question("topics", "--topic", "Which topics does it belong to? Their ids, with commas.", many=True, names="topic"),
        Question("symptoms", "--symptom", "Which symptoms is it about? Their ids, with commas.", many=True, names="symptom"),
        Question("authors", "--author", "Who writes it? Ids, with commas.", needed=True, many=True, names="person"),
        Question("funding", "--funding", "Who paid for it?", "none"),
        Question("conflicts", "--conflicts", "Does an author gain from what it says (conflicts of interest)?", "none"),
    ),
    "term": (
        NAME,
        Question("definition", "--definition", "Explain it in one or two plain sentences."),
        Question("plain", "--plain", "What is the plain word for it?"),
        OTHER_NAMES,
    ),
    "symptom": (NAME, DESCRIPTION, OTHER_NAMES),
    "person": (
        Question("name", "--name", "What is the name of the person or team?", needed=True),
        Question("kind", "--kind", "Is it a person or a team?", "person", needed=True),
        Question("role", "--role", "What do they do for this site?"),
        Question("credentials", "--credentials", "Which professional qualifications do they have, as they are registered?"),
        Question("url", "--url", "Which web page is about them?"),
    ),
    "page": (Question("title", "--title", "What is the title? It is the heading of the page.", needed=True), DESCRIPTION),
    "source": (
        Question("URL", "--url", "What is its address on the web?"),
        Question("accessed", "--accessed", "Did you open that address today? y, or the day on which you did.", after="URL"),
        Question("DOI", "--doi", "What is its DOI?"),
        Question("PMID", "--pmid", "What is its number in PubMed?"),
        Question("title", "--title", "What is its title?", needed=True),
        Question(
            "type", "--type", "What is it: webpage, article-journal, report, book … (a CSL type)?", "article-journal", needed=True
        ),
        Question("author", "--author", "Who wrote it? “Family, Given; Family, Given”, or the name of an organisation."),
        Question("container-title", "--journal", "Which journal, book or website is it in?"),
        Question("issued", "--published", "When was it published? 2017, 2017-03 or 2017-03-05."),
        Question("read", "--read", "How much of it did you read: all of it, the abstract, the first page …?"),
    ),
}


def answers_to(
    kind: str, given: Mapping[str, Sequence[str]], site: Site, ask: Ask | None, check: Check | None = None
) -> dict[str, Any]:
    """Return the answers by key: from the options given, and the rest asked (`ask` None: not asked). `check` looks at each answer
    about a source.

    Raises SiteError for an option that doesn't fit, for one that is missing, and for an answer that can't be used.
    """
    questions = QUESTIONS[kind]
    answers: dict[str, Any] = {}
    for question in questions:
        texts = [text for text in given.get(question.option, ()) if text.strip()]
        if texts:
            several = question.many or question.key == "author"
            answers[question.key] = _checked(kind, question, texts if several else texts[-1:], site, question.option, check)
    missing = [each for each in questions if each.needed and each.key not in answers and not _only_one(each, site)]
    if missing and ask is None:
        options = ", ".join(f"{each.option} …" for each in missing)
        raise SiteError(f"wellread new {kind} needs {options} (on a terminal it asks; wellread new --help lists all options)")
    for question in questions:
        if question.key not in answers and (not question.after or answers.get(question.after)):
            answer = _asked(kind, question, site, ask, check) if ask else _only_one(question, site)
            answers |= {question.key: answer} if answer else {}
    return {key: answer for key, answer in answers.items() if answer}


def _only_one(question: Question, site: Site) -> list[str]:
    """Return the one thing that can be meant, if there is only one. Of people that is the only team: who has to approve a text is
    no author of it."""
    known = sorted(_known(question.names, site))
    teams = sorted({id_ for (_, id_), person in site.people.items() if person.kind == "team"}) if question.names == "person" else []
    return next((each for each in (known, teams) if question.needed and len(each) == 1), [])


def _asked(kind: str, question: Question, site: Site, ask: Ask, check: Check | None) -> Any:
    """Ask until the answer can be used; an empty one stands for the default, or for “later”. What is too long or too short is asked
    for once more, and may be kept."""
    default = question.default or ", ".join(_only_one(question, site))
    there = f" {_named(question.names, site)}." if _known(question.names, site) else ""
    hint = f" [{default}]" if default else "" if question.needed else " [Enter: later]"
    kept = ""
    while True:
        answer = ask(f"{question.words}{there}{hint} ").strip() or kept or default
        if not answer and question.needed:
            ask_again = "This one is needed."
        elif not answer:
            return None
        else:
            try:
                value = _checked(kind, question, [answer], site, "", check)
            except AlreadyThereError:
                raise
            except SiteError as error:
                ask_again = str(error)
            else:
                ask_again = remark_on(kind, question.key, value) if answer != kept else ""
                if not ask_again:
                    return value
                ask_again, kept, hint = ended(ask_again), answer, " [Enter: keep it]"
        there = f"\n{ask_again}"


def remark_on(kind: str, key: str, value: Any) -> str:
    """Return what a check will say of the length of an answer, or ""."""
    count = len(str(value))
    if kind == "article" and key == "title" and count > TITLE_MOST:
        return f"the title has {count} characters; search results show {TITLE_MOST}"
    if key == "description" and not FEWEST <= count <= MOST:
        return f"the description has {count} characters; {FEWEST} to {MOST} are asked for"
    return ""


def _named(names: str, site: Site) -> str:
    """Return “There is: …” with ids of a kind; of many the first, and where all are."""
    known = sorted(_known(names, site))
    more = f", … (all are in {WHERE[names]})" if len(known) > MOST_NAMED else ""
    return f"There is: {', '.join(known[:MOST_NAMED])}{more}"


def _checked(kind: str, question: Question, texts: Sequence[str], site: Site, option: str, check: Check | None) -> Any:
    """Return the answer as the form takes it. Raises SiteError with what is wrong and what to write."""
    value: Any = "; ".join(texts) if question.key == "author" else " ".join(texts)
    if question.many:
        value = [part.strip() for text in texts for part in text.split(",") if part.strip()]
        known = _known(question.names, site)
        unknown = next((name for name in value if question.names and name not in known), "")
        if unknown:
            listed = _named(question.names, site)
            hint = nearest_id(unknown, known) or (f"{listed[0].lower()}{listed[1:]}" if known else "there is none yet")
            raise SiteError(f"there is no {question.names} “{unknown}”; {hint}")
    if kind == "source":
        return check(question.key, value) if check else value
    field = FORMS[kind].model_fields[question.key]
    taken: TypeAdapter[Any] = TypeAdapter(field.rebuild_annotation())
    try:
        taken.validate_python(value)
    except ValidationError as error:
        fault = error.errors()[0].get("ctx", {})
        why, hint = fault.get("message", "can't be this"), fault.get("hint", "")
        raise SiteError(f"{option or question.key} {why}{f'; {hint}' if hint else ''}") from None
    return value


def _known(names: str, site: Site) -> set[str]:
    if names == "topic":
        return set(site.topics)
    return {id_ for _, id_ in (site.symptoms if names == "symptom" else site.people)} if names else set()
