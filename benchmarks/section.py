"""One section of docs/speed.md for each benchmark, between two comments that name it."""

from pathlib import Path

PAGE = Path(__file__).resolve().parent.parent / "docs" / "speed.md"


def write_section(name, lines, page=PAGE):
    """Put the lines where the named section stands, or at the end of the page."""
    begin, end = f"<!-- {name} -->", f"<!-- end of {name} -->"
    text = page.read_text(encoding="utf-8") if page.exists() else "# Speed\n"
    told = "\n".join([begin, *lines, end])
    if begin in text and end in text:
        head, _, rest = text.partition(begin)
        text = head + told + rest.partition(end)[2]
    else:
        text = text.rstrip("\n") + "\n\n" + told + "\n"
    page.write_text(text, encoding="utf-8")
