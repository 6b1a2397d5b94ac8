"""Mutation testing of wellread/check/: each small fault that can be planted in a rule should be noticed by its page.

    python -m tests.mutants                         every file of wellread/check/
    python -m tests.mutants list_long case          these files
    python -m tests.mutants --seconds 600 --every 5 at most ten minutes, one mutant in five

A mutant is the file with one change: a comparison turned, a number one higher, a condition negated, a statement left out, a
boundary of a pattern gone. It is run against the pages and examples of the rules that use the file, in a process of its own; if
they all say what they should, the mutant survives and is printed. A survivor is a question, not a fault: a case may be missing, the
code may do more than is needed, or nobody could see the difference. docs/decisions/mutants.md says why this is a runner of our own.
"""

from __future__ import annotations

import argparse
import ast
import copy
import os
import re
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from graphlib import TopologicalSorter
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

from tests.rule_pages import RuleCase, example_case, lay_out, read_pages
from tests.test_rules import _as_asked, _order
from wellread.check.rules import OUTPUT_RULES, RULES, TEXT_RULES, OutputRule, Rule, TextRule, code_of, module_of
from wellread.explain import essays
from wellread.pipeline import Order, build

ROOT = Path(__file__).parent.parent
CHECK = ROOT / "wellread/check"
PATIENCE = 20  # seconds for the cases of one mutant, and five times what they take without it; one that never ends is noticed
SURVIVED, NOTICED = 0, 1

TURNED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}
OTHER_NAMES = {"any": "all", "all": "any", "min": "max", "max": "min", "search": "match", "startswith": "endswith"}
BOUNDARY = re.compile(r"\\[bAZ]|\(\?<?[!=][^()]*\)|\$")
"""What a pattern can lose without becoming another language: a boundary, or a look ahead or behind."""


# --- planting faults --------------------------------------------------------------------------------------------------


class Mutant(NamedTuple):
    """A changed file, and what was changed where."""

    line: int
    change: str
    tree: ast.Module


def mutants_of(source: str) -> Iterator[Mutant]:
    """Yield every mutant of a Python file, from its first line to its last."""
    tree = ast.parse(source)
    for index, node in enumerate(_nodes(tree)):
        for number, (change, _) in enumerate(_changes(node)):
            mutated = copy.deepcopy(tree)
            twin = list(_nodes(mutated))[index]
            list(_changes(twin))[number][1]()
            line = node.target.lineno if isinstance(node, ast.comprehension) else getattr(node, "lineno", 0)
            yield Mutant(line, change, ast.fix_missing_locations(mutated))


def _nodes(tree: ast.Module) -> Iterator[ast.AST]:
    """Yield the nodes of a file without its docstrings, imports and annotations, in a steady order."""
    queue: list[ast.AST] = [tree]
    while queue:
        node = queue.pop(0)
        if isinstance(node, ast.Import | ast.ImportFrom | ast.JoinedStr):
            continue
        if not (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)):
            yield node
            hidden = [getattr(node, "annotation", None), getattr(node, "returns", None)]
            queue += [child for child in ast.iter_child_nodes(node) if not any(child is each for each in hidden)]


def _changes(node: ast.AST) -> list[tuple[str, Callable[[], None]]]:
    """Return what can be done to a node: a description, and a function that does it to this very node."""
    if isinstance(node, ast.Compare):
        return [(f"{ast.unparse(node)}: turned", lambda at=at: _turn(node, at)) for at in range(len(node.ops))]  # type: ignore[misc]
    if isinstance(node, ast.BoolOp):
        other = ast.Or() if isinstance(node.op, ast.And) else ast.And()
        return [(f"{ast.unparse(node)}: and ↔ or", lambda: setattr(node, "op", other))]
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add | ast.Sub):
        sign = ast.Sub() if isinstance(node.op, ast.Add) else ast.Add()
        return [(f"{ast.unparse(node)}: + ↔ -", lambda: setattr(node, "op", sign))]
    if isinstance(node, ast.If | ast.IfExp):
        negated = ast.UnaryOp(ast.Not(), node.test)
        return [(f"if {ast.unparse(node.test)}: negated", lambda: setattr(node, "test", negated))]
    if isinstance(node, ast.comprehension) and node.ifs:
        return [(f"if {ast.unparse(node.ifs[0])}: no longer asked", lambda: node.ifs.clear())]
    if isinstance(node, ast.Name | ast.Attribute):
        return _renamed(node)
    if isinstance(node, ast.Constant):
        return _constant(node)
    if isinstance(node, ast.FunctionDef | ast.For | ast.While):
        return _left_out(node)
    return []


def _turn(node: ast.Compare, at: int) -> None:
    node.ops[at] = TURNED[type(node.ops[at])]()


def _renamed(node: ast.Name | ast.Attribute) -> list[tuple[str, Callable[[], None]]]:
    field = "id" if isinstance(node, ast.Name) else "attr"
    name = getattr(node, field)
    return [(f"{name} → {OTHER_NAMES[name]}", lambda: setattr(node, field, OTHER_NAMES[name]))] if name in OTHER_NAMES else []


def _constant(node: ast.Constant) -> list[tuple[str, Callable[[], None]]]:
    value = node.value
    if isinstance(value, bool):
        return [(f"{value} → {not value}", lambda: setattr(node, "value", not value))]
    if isinstance(value, int | float):
        return [(f"{value} → {value + 1}", lambda: setattr(node, "value", value + 1))]
    if not isinstance(value, str) or not value:
        return []
    found: list[tuple[str, Callable[[], None]]] = [(f"{value[:60]!r} → ''", lambda: setattr(node, "value", ""))]
    for each in BOUNDARY.finditer(value) if "\\" in value or "(?" in value else ():
        left = value[: each.start()] + value[each.end() :]
        found.append((f"{each[0]!r} left out of {value[:60]!r}", lambda left=left: setattr(node, "value", left)))  # type: ignore[misc]
    return found


def _left_out(node: ast.FunctionDef | ast.For | ast.While) -> list[tuple[str, Callable[[], None]]]:
    """Return the changes that leave out one plain statement of a body each."""

    def leave_out(at: int) -> None:
        node.body[at] = ast.Pass()

    plain = [at for at, each in enumerate(node.body) if isinstance(each, ast.Expr | ast.AugAssign) and not _is_text(each)]
    return [(f"left out: {ast.unparse(node.body[at])[:70]}", lambda at=at: leave_out(at)) for at in plain]  # type: ignore[misc]


def _is_text(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)


# --- who notices ------------------------------------------------------------------------------------------------------


class Question(NamedTuple):
    """A site that is laid out, and what has to be said of it: exactly `wanted`, or (of an example) `code` or not."""

    order: Order
    wanted: str
    code: str = ""
    is_bad: bool = False

    def is_answered(self) -> bool:
        problems = build(self.order, publish=False).problems
        if self.code:
            return any(each.code == self.code for each in problems) == self.is_bad
        return _said(self.wanted, problems)


def _said(wanted: str, problems: object) -> bool:
    codes = set(re.findall(r"\[([a-z-]+)\]$", wanted, re.MULTILINE))
    own = tuple(each for each in problems if each.code in codes)  # type: ignore[attr-defined]
    return _as_asked(own, wanted) == wanted


def questions_of(codes: set[str], folder: Path) -> list[Question]:
    """Return the cases and examples of some rules, laid out in a folder, with those that are answered wrongly as it is left out."""
    found: list[Question] = []

    def ask(case: RuleCase, code: str, is_example: bool, is_bad: bool = False) -> None:
        here = folder / str(len(found))
        lay_out(case, here / "site")
        wanted = case.inside("problems").rstrip("\n")
        of_a_page = "" if not is_example and f"[{code}]" in wanted else code
        question = Question(_order(case, here), wanted, of_a_page, is_bad)
        if question.is_answered():
            found.append(question)

    for page in read_pages():
        for case in page.cases if page.code in codes else ():
            ask(case, page.code, is_example=False)
    for essay in essays():
        if essay.code in codes and essay.bad:
            ask(example_case(essay.bad), essay.code, is_example=True, is_bad=True)
            ask(example_case(essay.good), essay.code, is_example=True)
    return found


def users_of(module: str) -> list[str]:
    """Return the files of wellread/check/ that import one of them, directly or through another, each behind what it imports."""
    imports = {
        each.stem: set(re.findall(r"wellread\.check\.(?:rules\.)?(\w+)", each.read_text("utf-8")))
        for each in CHECK.rglob("*.py")
        if each.stem not in ("__init__", "run")
    }
    users = {module}
    for name in TopologicalSorter(imports).static_order():
        if imports.get(name, set()) & users:
            users.add(name)
    return [name for name in TopologicalSorter(imports).static_order() if name in users - {module}]


def codes_that_use(module: str) -> set[str]:
    """Return the codes of the rules that a module is, or that use it; all codes if it serves the rules from behind."""
    users = {module, *users_of(module)}
    rules: tuple[Rule | TextRule | OutputRule, ...] = (*RULES, *TEXT_RULES, *OUTPUT_RULES)
    codes = {code_of(rule) for rule in rules if module_of(rule).__name__.rpartition(".")[2] in users}
    return codes or {page.code for page in read_pages()}


def survives(mutant: Mutant, module: ModuleType, questions: list[Question], patience: int = PATIENCE) -> bool:
    """Say whether all questions are answered as before, asked in a process of its own."""
    child = os.fork()
    if not child:
        signal.alarm(patience)
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
        status = NOTICED
        try:
            _take_the_place(module, mutant.tree)
            status = SURVIVED if all(each.is_answered() for each in questions) else NOTICED
        finally:
            os._exit(status)
    return os.waitpid(child, 0)[1] == SURVIVED


def _take_the_place(module: ModuleType, tree: ast.Module) -> None:
    """Run a changed file in its module, run those that use it again, and put what they make wherever it was imported."""
    _run_again(module, tree)
    for name in users_of(module.__name__.rpartition(".")[2]):
        user = next(each for full, each in sys.modules.items() if full.startswith("wellread.check.") and full.endswith(f".{name}"))
        _run_again(user, ast.parse(Path(user.__file__ or "").read_text("utf-8")))


def _run_again(module: ModuleType, tree: ast.Module) -> None:
    old = dict(vars(module))
    exec(compile(tree, module.__file__ or "", "exec"), vars(module))
    new = {id(value): vars(module)[name] for name, value in old.items() if _is_made_in(module, value)}
    for other in [each for name, each in sys.modules.items() if name.startswith("wellread")]:
        for name, value in list(vars(other).items()):
            if id(value) in new:
                setattr(other, name, new[id(value)])
            elif isinstance(value, tuple) and any(id(each) in new for each in value):
                setattr(other, name, tuple(new.get(id(each), each) for each in value))


def _is_made_in(module: ModuleType, value: object) -> bool:
    return getattr(value, "__module__", "") == module.__name__ or isinstance(value, tuple | frozenset | dict | re.Pattern)


# --- the run ----------------------------------------------------------------------------------------------------------


def files_of(names: list[str]) -> list[Path]:
    """Return the files of wellread/check/ that are named, or all that hold more than a list."""
    files = [file for file in sorted(CHECK.rglob("*.py")) if file.stem not in ("__init__", "plain_words")]
    return [file for file in files if not names or file.stem in names]


def main(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(description="plant faults in wellread/check/ and see which of them its tests notice")
    parser.add_argument("names", nargs="*", help="files by name, as in list_long; all if none is named")
    parser.add_argument("--seconds", type=float, default=float("inf"), help="stop after so many seconds")
    parser.add_argument("--every", type=int, default=1, help="try one mutant of so many")
    asked = parser.parse_args(arguments)
    end, tried, alive = time.monotonic() + asked.seconds, 0, 0
    for file in files_of(asked.names):
        module = sys.modules[".".join(file.relative_to(ROOT).with_suffix("").parts)]
        with tempfile.TemporaryDirectory() as folder:
            started = time.monotonic()
            questions = questions_of(codes_that_use(file.stem), Path(folder))
            patience = PATIENCE + round(5 * (time.monotonic() - started))
            mutants = list(mutants_of(file.read_text("utf-8")))[:: asked.every]
            here = 0
            for mutant in mutants:
                if time.monotonic() > end:
                    print("time is up")
                    break
                tried += 1
                if survives(mutant, module, questions, patience):
                    here += 1
                    print(f"{file.relative_to(ROOT)}:{mutant.line}: survived: {mutant.change}", flush=True)
            alive += here
            print(f"{file.relative_to(ROOT)}: {len(mutants)} mutants, {here} survived {len(questions)} cases", flush=True)
    print(f"{tried} mutants, {tried - alive} noticed, {alive} survived")


if __name__ == "__main__":
    main(sys.argv[1:])
