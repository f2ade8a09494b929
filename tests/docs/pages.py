"""Splits pages of documentation into their code blocks, with the comments just before a block.

A block's info string says what it is. `console` is a session: lines after `$ ` are commands, the lines below them what they
print. `sh` is commands alone. Every other kind is only read. Comments of the form `<!-- WORD: TEXT -->` go before a block:

  not run   the test leaves the block out; TEXT says why
  nightly   the block takes long, so only the nightly run has it; TEXT says what takes long
  needs     programs besides ggms, without which the block is left out
  file      the block is the content of this file, which the commands below it find
  uses      the block needs this file, which a block of any page has
  setup     a command that readers need not see, run before the block
"""

import re
from dataclasses import dataclass, field
from pathlib import Path

KINDS = {"console", "sh", "text", "json", "smt2", "cpp", "cmake", "python"}
WORDS = {"not run", "nightly", "needs", "file", "uses", "setup"}
COMMENT = re.compile(r"<!-- ([a-z ]+): (.*) -->$")
FENCE = "```"
PROMPT = "$ "


class PageError(Exception):
    """An error of a page, in one line that names the place."""


@dataclass
class Command:
    line: int  # in the page, from 1
    text: str
    output: list[str] | None  # what it prints; None: the page does not say


@dataclass
class Block:
    place: str  # page:line, for messages
    kind: str
    lines: list[str] = field(default_factory=list)
    said: dict[str, str] = field(default_factory=dict)  # by the comments before it

    def commands(self) -> list[Command]:
        """The commands of a block that has any."""
        if self.kind not in ("console", "sh"):
            return []
        commands: list[Command] = []
        begin = int(self.place.rsplit(":", 1)[1]) + 1
        continues = False
        for number, line in enumerate(self.lines, begin):
            is_command = self.kind == "sh" or line.startswith(PROMPT)
            text = line.removeprefix(PROMPT) if self.kind == "console" else line
            if continues:
                commands[-1].text += "\n" + line
            elif is_command and (self.kind == "console" or (line and not line.startswith("#"))):
                commands.append(Command(number, text, [] if self.kind == "console" else None))
            elif self.kind == "console":
                if not commands:
                    raise PageError(f"{self.place}: a console block begins with a command, after '$ '")
                commands[-1].output.append(line)
            continues = (is_command or continues) and line.endswith("\\")
        return commands


def blocks_of(text: str, page: str) -> list[Block]:
    """The blocks of a page. Raises PageError if a block has no kind or a comment no known word."""
    blocks: list[Block] = []
    said: dict[str, str] = {}
    inside = False
    for number, line in enumerate(text.split("\n"), 1):
        if line.startswith(FENCE):
            inside = not inside
            if inside:
                blocks.append(new_block(f"{page}:{number}", line.removeprefix(FENCE), said))
                said = {}
        elif inside:
            if blocks[-1].kind == "text" and line.startswith(PROMPT):
                raise PageError(f"{page}:{number}: a command in a block of text; such blocks are called console")
            blocks[-1].lines.append(line)
        elif comment := COMMENT.match(line):
            if comment[1] not in WORDS:
                raise PageError(f"{page}:{number}: unknown word '{comment[1]}'; known are {', '.join(sorted(WORDS))}")
            said[comment[1]] = comment[2]
        elif line and said:
            raise PageError(f"{page}:{number}: a comment about a block has to stand just before it")
    if inside:
        raise PageError(f"{blocks[-1].place}: the block has no end")
    return blocks


def new_block(place: str, info: str, said: dict[str, str]) -> Block:
    kind = info.split(" ")[0]
    if kind not in KINDS:
        raise PageError(f"{place}: a block is one of {', '.join(sorted(KINDS))}, not '{info}'")
    return Block(place, kind, said=said)


def pages_of(source: Path) -> list[Path]:
    """The pages whose blocks are run."""
    return [source / "README.md", *sorted((source / "docs").glob("*.md"))]


def files_of(pages: list[Path]) -> dict[str, str]:
    """The files that blocks of these pages have, by name."""
    files = {}
    for page in pages:
        for block in blocks_of(page.read_text(), page.name):
            if name := block.said.get("file"):
                files[name] = "\n".join(block.lines) + "\n"
    return files
