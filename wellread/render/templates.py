"""Filling in templates: (template, view) → bytes. What a template gets wrong is a problem with the template's file and line."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from traceback import extract_tb

from jinja2 import BaseLoader, Environment, StrictUndefined, TemplateError, TemplateNotFound, TemplateSyntaxError, UndefinedError

from wellread.model import Value
from wellread.problems import Place, Problem, nearest
from wellread.render.views import Chrome

FOLDER = "templates/"


class TemplateFault(Exception):  # noqa: N818
    """A template that could not be filled in: `problem` says where and why, without the page on which it was seen."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


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


def make_environment(templates: Mapping[str, str]) -> Environment:
    """Return the templates, ready to be filled in. `templates` holds each text by its path below templates/, with /."""
    environment = Environment(
        loader=_Texts(templates),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        cache_size=-1,
    )
    environment.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "sort_keys": True}
    return environment


def render_page(environment: Environment, template: str, chrome: Chrome, view: Value) -> bytes:
    """Return the page. Raises TemplateFault for what somebody can mend in templates/; the same arguments give the same bytes."""
    try:
        return environment.get_template(template).render(site=chrome, view=view).encode()
    except TemplateSyntaxError as error:
        place = Place(error.filename or FOLDER + template, error.lineno, 1, error.lineno, 1)
        raise _fault("template-error", f"the template cannot be read: {error.message}", place) from error
    except TemplateNotFound as error:
        missing = str(error.name)
        hint = nearest(missing, environment.list_templates()) or f"make the file {FOLDER}{missing}"
        raise _fault("template-missing", f"there is no template “{missing}”", _place(error, missing), hint) from error
    except UndefinedError as error:
        message = f"the template asks for something that is not there: {error.message}"
        raise _fault("template-undefined", message, _place(error, template)) from error
    except (TemplateError, TypeError, ValueError, ArithmeticError, LookupError, AttributeError) as error:
        place = _place(error, template)
        if not place.line:
            raise  # not the template's fault but the program's
        raise _fault("template-error", f"the template cannot be filled in: {error}", place) from error


def _fault(code: str, message: str, place: Place, hint: str = "") -> TemplateFault:
    return TemplateFault(Problem(code=code, severity="error", message=message, place=place, hint=hint))


def _place(error: BaseException, template: str) -> Place:
    """Return the line of the innermost template that was being filled in, or the template as a whole if none was."""
    frames = [frame for frame in extract_tb(error.__traceback__) if frame.filename.startswith(FOLDER)]
    if not frames:
        return Place(FOLDER + template)
    line = frames[-1].lineno or 1
    return Place(frames[-1].filename, line, 1, line, 1)
