"""Writes the controls of the admin's forms: a template for each of a thousand options costs more than all else."""

import html
from collections.abc import Callable, Mapping
from typing import Any

from django.forms.renderers import TemplatesSetting
from django.http import HttpRequest


class Controls(TemplatesSetting):
    """Renders as Django does, but inputs and selects without a template, and no errors as nothing."""

    def render(self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None) -> str:
        """What the template would be, from the same context."""
        if "widget" in context and (write := WRITERS.get(template_name.rpartition("/")[2])):
            return write(context["widget"])
        if "/errors/" in template_name and not context.get("errors", True):
            return ""
        return super().render(template_name, context, request)


def write_input(widget: Mapping[str, Any]) -> str:
    """A control of one line, or a hidden one."""
    known = {"type": widget["type"], "name": widget["name"], "value": widget["value"]}
    return f"<input{attributes(known | widget['attrs'])}>"


def write_select(widget: Mapping[str, Any]) -> str:
    """One choice of a closed list, in groups where it has them."""
    parts = [f"<select{attributes({'name': widget['name']} | widget['attrs'])}>"]
    for group, options, _ in widget["optgroups"]:
        written = [write_option(option) for option in options]
        parts += [f'<optgroup label="{escaped(group)}">', *written, "</optgroup>"] if group else written
    return "".join([*parts, "</select>"])


def write_option(option: Mapping[str, Any]) -> str:
    """One of the choices."""
    return (
        f'<option value="{escaped(option["value"])}"{attributes(option["attrs"])}>{escaped(option["label"])}</option>'
    )


def attributes(attrs: Mapping[str, Any]) -> str:
    """As HTML has them: True is the name alone, False and None are nothing."""
    said = {name: value for name, value in attrs.items() if value is not None and value is not False}
    return "".join(f" {name}" if value is True else f' {name}="{escaped(value)}"' for name, value in said.items())


def escaped(value: Any) -> str:
    """As text, without the wrapping of Django's `escape`, which for so many costs as much as the rest."""
    return str(value.__html__()) if hasattr(value, "__html__") else html.escape(str(value))


INPUTS = ("text", "hidden", "number", "email", "url", "date", "time", "checkbox")
WRITERS: dict[str, Callable[[Mapping[str, Any]], str]] = {f"{kind}.html": write_input for kind in INPUTS}
WRITERS["select.html"] = write_select
