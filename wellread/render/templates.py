"""Filling in templates: (template, view) → bytes. What a template gets wrong is a problem with the template's file and line."""

from __future__ import annotations

import re
from collections.abc import Callable, Generator, Iterator, Mapping, MutableMapping
from traceback import extract_tb
from typing import Any, cast

from jinja2 import (
    BaseLoader,
    Environment,
    StrictUndefined,
    Template,
    TemplateError,
    TemplateNotFound,
    TemplateSyntaxError,
    UndefinedError,
)
from jinja2.compiler import CodeGenerator, Frame
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream
from jinja2.nodes import Expr
from jinja2.runtime import Context
from jinja2.utils import missing
from markupsafe import Markup, escape

from wellread.model import Value
from wellread.problems import Place, Problem, nearest
from wellread.render.compact import tight
from wellread.render.faults import TemplateFault
from wellread.render.policy import Shell
from wellread.render.views import Chrome

FOLDER = "templates/"
NEAR = "; "
"""Stands in a message between what is missing and the nearest that isn't."""
WHAT_NEXT = "mend that line, or undo the last change in templates/"
_AS_WRITTEN = re.compile(r"<(/?)(?:pre|textarea)\b")
_SPECIAL = re.compile("""[&<>"']""")


class _Texts(BaseLoader):
    """Templates by name that also say which file they are from, so that Python's tracebacks name it."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._texts = texts

    def get_source(  # the environment is Jinja's to hand over
        self,
        environment: Environment,  # noqa: ARG002
        template: str,
    ) -> tuple[str, str, Callable[[], bool]]:
        if template not in self._texts:
            raise TemplateNotFound(template)
        return self._texts[template], FOLDER + template, lambda: True

    def list_templates(self) -> list[str]:
        return sorted(self._texts)


class _Missing(StrictUndefined):
    """What a template asks for and isn't there: says so in words, with the nearest name that is."""

    __slots__ = ()

    @property
    def _undefined_message(self) -> str:
        if self._undefined_hint:
            return self._undefined_hint
        name, holder = str(self._undefined_name), self._undefined_obj
        if holder is missing:
            near = nearest(name, ("shell", "site", "view"))
            said = f"nothing is called “{name}” here"
        else:
            known = getattr(type(holder), "__struct_fields__", ()) or (holder if isinstance(holder, dict) else ())
            near = nearest(name, (str(each) for each in known))
            said = f"{type(holder).__name__} has no “{name}”"
        return f"{said}{NEAR}{near}" if near else said


# --- faster in three places than Jinja itself, which is ready for more than these templates do -------------------------------


class _Generator(CodeGenerator):
    """Lets templates escape by `_escape`. Should another Jinja not ask for this, its own `escape` does the same, only slower."""

    def _output_child_pre(self, node: Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        if frame.eval_ctx.autoescape and not frame.eval_ctx.volatile and finalize.src is None:
            self.write("environment.escape(")
        else:
            super()._output_child_pre(node, frame, finalize)


def _escape(value: object) -> str:
    """Return what `escape` does, as a plain text where there is nothing to escape: most texts, and joined at once."""
    if type(value) is str and not _SPECIAL.search(value):
        return value
    return value if type(value) is Markup else escape(value)


class _Context(Context):
    """Calls what templates call, macros and blocks, without asking first whether it wants to know its context: none does."""

    def call(
        self, called: Callable[..., Any], /, *args: Any, _block_vars: object = None, _loop_vars: object = None, **named: Any
    ) -> Any:
        return called(*args, **named)


class _Environment(Environment):
    """Finds a template that it has loaded by its name alone: each page asks for twenty, and they can't change meanwhile."""

    code_generator_class = _Generator
    context_class = _Context
    escape = staticmethod(_escape)

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._loaded: dict[str, Template] = {}

    def get_template(
        self,
        name: str | Template,
        parent: str | None = None,
        globals: MutableMapping[str, Any] | None = None,  # noqa: A002
    ) -> Template:
        if isinstance(name, Template):
            return name
        if name not in self._loaded:
            self._loaded[name] = super().get_template(name, parent, globals)
        return self._loaded[name]


class _Tight(Extension):
    """Takes from HTML templates the space of their layout. Lines are counted as they were, so a fault is told of the right one."""

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        is_html = (stream.name or "").endswith(".html")
        as_written = False
        for token in stream:
            if token.type == "data" and is_html:
                tags = _AS_WRITTEN.findall(token.value)
                value = token.value if tags or as_written else tight(token.value)
                as_written = not tags[-1] if tags else as_written
                yield Token(token.lineno, token.type, value)
            else:
                yield token


# --- the templates ----------------------------------------------------------------------------------------------------


def make_environment(templates: Mapping[str, str]) -> Environment:
    """Return the templates, ready to be filled in. `templates` holds each text by its path below templates/, with /."""
    environment = _Environment(
        loader=_Texts(templates),
        undefined=_Missing,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        cache_size=-1,
        extensions=[_Tight],
    )
    environment.globals.clear()  # nothing to decide with; and Jinja would look for them at each import of a component
    environment.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "sort_keys": True}
    return environment


def render_page(environment: Environment, template: str, chrome: Chrome | None, view: Value, shell: Shell | None) -> bytes:
    """Return the page; what is no page needs no chrome and no shell. Raises TemplateFault for what can be mended in templates/. The
    same arguments give the same bytes."""
    loaded: Template | None = None
    try:
        loaded = environment.get_template(template)
        return _encoded(loaded, chrome, view, shell)
    except TemplateSyntaxError as error:
        place = Place(error.filename or FOLDER + template, error.lineno, 1, error.lineno, 1)
        raise _fault("template-error", f"the template cannot be read: {error.message}", place) from error
    except SyntaxError as error:  # what Jinja makes of it is too much for Python: blocks in blocks in blocks
        name = error.filename or ""
        place = Place(name if name.startswith(FOLDER) else FOLDER + template)
        raise _fault("template-error", f"the template cannot be read: {error.msg}", place) from error
    except TemplateNotFound as error:
        gone = str(error.name)
        hint = nearest(gone, environment.list_templates()) or f"make the file {FOLDER}{gone}"
        raise _fault("template-missing", f"there is no template “{gone}”", _place(error, gone), hint) from error
    except UndefinedError as error:
        said, _, near = str(error.message).partition(NEAR)
        message = f"the template asks for something that is not there: {said}"
        raise _fault("template-undefined", message, _place(error, template), near or WHAT_NEXT) from error
    except (RecursionError, MemoryError) as error:
        what = "goes round in a circle" if isinstance(error, RecursionError) else "makes more text than there is room for"
        raise _fault("template-error", f"the template {what}", _place(error, template)) from error
    except UnicodeEncodeError as error:
        message = "the template makes a sign that is only half a character"
        raise _fault("template-error", message, _place(error, template)) from error
    except (TemplateError, TypeError, ValueError, ArithmeticError, LookupError, AttributeError, RuntimeError) as error:
        place = _place(error, template)
        if loaded and not place.line:
            raise  # not the template's fault but the program's
        raise _fault("template-error", f"the template cannot be filled in: {error}", place) from error


def _encoded(template: Template, chrome: Chrome | None, view: Value, shell: Shell | None) -> bytes:
    """Return the page in UTF-8. What is no Unicode text is raised where the template says it, so that its line is known."""
    try:
        return template.render(site=chrome, view=view, shell=shell).encode()
    except UnicodeEncodeError as error:
        pieces = cast("Generator[str]", template.generate(site=chrome, view=view, shell=shell))
        for piece in pieces:
            if any("\ud800" <= letter <= "\udfff" for letter in piece):
                pieces.throw(error)
        raise


def _fault(code: str, message: str, place: Place, hint: str = WHAT_NEXT) -> TemplateFault:
    return TemplateFault(Problem(code=code, severity="error", message=message, place=place, hint=hint))


def _place(error: BaseException, template: str) -> Place:
    """Return the line of the innermost template that was being filled in, or the template as a whole if none was."""
    frames = [frame for frame in extract_tb(error.__traceback__) if frame.filename.startswith(FOLDER)]
    if not frames:
        return Place(FOLDER + template)
    line = frames[-1].lineno or 1
    return Place(frames[-1].filename, line, 1, line, 1)
