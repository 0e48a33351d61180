"""What a browser would send of a page's form on which nobody has typed anything."""

from html.parser import HTMLParser


class Form(HTMLParser):
    """The values of the controls of the form that posts to `action` ("" for the page itself), by name."""

    def __init__(self, page: str, action: str) -> None:
        super().__init__()
        self.action, self.is_inside, self.values = action, False, dict[str, list[str]]()
        self.area, self.select, self.option = "", "", ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A control, or what it consists of."""
        said = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.is_inside = said.get("action", "") == self.action
        if not self.is_inside:
            return
        name, value = said.get("name", ""), said.get("value", "")
        if tag == "textarea":
            self.area = name
            self.values.setdefault(name, []).append("")
        elif tag == "select":
            self.select = name
        elif tag == "option" and ("selected" in said or self.select not in self.values):
            self.values[self.select] = [value]
        elif tag == "input" and name and (said.get("type") not in {"checkbox", "radio"} or "checked" in said):
            self.values.setdefault(name, []).append(value or "on" * (said.get("type") == "checkbox"))

    def handle_data(self, data: str) -> None:
        """The text of a textarea, whose first line end is none."""
        if self.area:
            self.values[self.area][-1] += data.removeprefix("\n") if not self.values[self.area][-1] else data

    def handle_endtag(self, tag: str) -> None:
        """The end of the form, or of a text."""
        if tag == "form":
            self.is_inside = False
        if tag == "textarea":
            self.area = ""


def untouched(page: str, action: str) -> dict[str, list[str]]:
    """By the names of the controls what the form that posts to `action` would send as it stands."""
    return {name: values for name, values in Form(page, action).values.items() if name != "csrfmiddlewaretoken"}
