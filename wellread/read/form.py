"""What every form of front matter, lists and settings is: no keys but those named, and every fault told at once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from pydantic import BaseModel, ConfigDict, model_validator
from pydantic.annotated_handlers import GetJsonSchemaHandler
from pydantic_core import CoreSchema

from wellread import model


class Form(BaseModel):
    """Base of all: no keys but those named, and every fault told at once. A key with nothing behind it counts as left out."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    noun: ClassVar[str] = "this"
    """What the form describes, as a message names it: "an article"."""
    makes: ClassVar[type[model.Value]] = model.Value
    """The value that a filled-in form becomes; it has the same fields."""
    short: ClassVar[str] = ""
    """The key that a bare text stands for, where a short form is welcome."""
    elsewhere: ClassVar[Mapping[str, str]] = {}
    """Keys that editors bring from other programs, and what to write here instead."""

    @model_validator(mode="before")
    @classmethod
    def _unfold(cls, written: object) -> object:
        if cls.short and isinstance(written, str):
            return {cls.short: written}
        if isinstance(written, dict) and None in written.values():
            known = cls.keys()
            needed = {field.alias or name for name, field in cls.model_fields.items() if field.is_required()}
            return {key: value for key, value in written.items() if value is not None or key in needed or key not in known}
        return written

    @classmethod
    def __get_pydantic_json_schema__(cls, core_schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        schema = dict(handler(core_schema))
        if not cls.short:
            return schema
        field = dict(handler.resolve_ref_schema(schema))["properties"][cls.short]
        bare = field.get("anyOf", [field])[0]
        return {"anyOf": [{"type": bare["type"], "pattern": bare["pattern"]}, schema]}

    @classmethod
    def keys(cls) -> tuple[str, ...]:
        """Return the keys an editor may write."""
        return tuple(field.alias or name for name, field in cls.model_fields.items())

    def made(self, **more: Any) -> Any:
        """Return the value that the form describes; `more` holds what is not the editor's to write (id, origin …)."""
        return self.makes(**{name: made_of(value) for name, value in self} | more)


def made_of(value: object) -> object:
    if isinstance(value, Form):
        return value.made()
    return tuple(made_of(each) for each in value) if isinstance(value, tuple) else value
