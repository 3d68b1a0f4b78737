"""A mail's text out of its HTML: there is one source, and what people typed is in it
as text, never as markup."""

import re
import textwrap
from html.parser import HTMLParser

WIDTH = 76  # characters of a line
APART = {"p", "h1", "h2", "ul", "div", "blockquote"}
UNSEEN = {"style", "title", "head"}


class _Reader(HTMLParser):
    def __init__(self):
        super().__init__()
        self.title = ""
        self.blocks: list[str] = []  # paragraphs, each as one line
        self.words: list[str] = []
        self.inside: list[str] = []
        self.href = self.mark = ""

    def handle_starttag(self, tag, attrs):
        if tag in {"meta", "br", "hr"}:
            self.words.append("\n" if tag == "br" else "")
            return
        self.inside.append(tag)
        if tag in APART | {"li"}:
            self._end_of_block()
        if tag == "li":
            self.mark = "- "
        if tag == "a":
            self.href = dict(attrs).get("href", "")

    def handle_endtag(self, tag):
        if tag in self.inside:
            while self.inside.pop() != tag:
                pass
        if tag == "a" and self.href:
            address = re.sub("^(mailto|tel):", "", self.href)
            if address not in "".join(self.words[-1:]):
                self.words.append(f":\n{self.href}\n")
            self.href = ""
        if tag in APART | {"li"}:
            self._end_of_block()

    def handle_data(self, data):
        if "title" in self.inside:
            self.title += data
        elif not UNSEEN & set(self.inside):
            self.words.append(re.sub(r"\s+", " ", data))

    def _end_of_block(self):
        lines = [line.strip() for line in "".join(self.words).split("\n")]
        text = "\n".join(line for line in lines if line)
        self.words = []
        if text:
            self.blocks.append(f"{self.mark}{text}")
            self.mark = ""


def subject_and_text(html: str) -> tuple[str, str]:
    """The title on one line, and the rest as people read it without HTML."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    reader._end_of_block()
    parts = []
    for before, block in zip(["", *reader.blocks], reader.blocks, strict=False):
        is_list = before.startswith("- ") and block.startswith("- ")
        parts.append(("" if not before else "\n" if is_list else "\n\n") + _wrap(block))
    return " ".join(reader.title.split()), "".join(parts) + "\n"


def _wrap(block: str) -> str:
    indent = "  " if block.startswith("- ") else ""
    lines = [
        textwrap.fill(
            line,
            WIDTH,
            break_long_words=False,
            break_on_hyphens=False,
            initial_indent=indent if number else "",
            subsequent_indent=indent,
        )
        for number, line in enumerate(block.split("\n"))
    ]
    return "\n".join(lines)
