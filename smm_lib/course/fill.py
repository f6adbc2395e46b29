"""Pages whose look stands in a template, in the folder beside this module."""

from pathlib import Path

from smm_lib.language import label, say


def fill(template: str, **values: object) -> str:
    """Return a template filled with these values; in XML, and nowhere else, they are escaped."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

    pages = Environment(autoescape=select_autoescape(["xml.j2"]), undefined=StrictUndefined, trim_blocks=True)
    pages.loader = FileSystemLoader(Path(__file__).parent / "templates")
    return pages.get_template(template).render(say=say, label=label, **values)
