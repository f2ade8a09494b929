"""Compares a command's output on a page with its real output.

A line `...` on the page stands for any number of lines. What differs from run to run, or from machine to machine, is masked:

  times      3.2 ms, 1,204 s, other tools' 0s; in JSON the members whose names end in `seconds`; all of a line `time:`, which leaves out short phases
  learning   the counts of an engine that learns, and where its moves come from: processors round differently
  versions   of ggms
  dates      as in 2026-11-26

Lines are broken where they are full, which masked words move: so a line that is indented by four blanks continues one that is
indented by two, and several blanks inside of a line count as one.
"""

import re

ANYTHING = "..."
MASKS = [
    (re.compile(r"^(  time:|one check:) .*"), r"\1 <time>"),
    (re.compile(r"^(  engine (?:ggms|mcts|mcts\+dfs):|  moves:) .*"), r"\1 <counts>"),
    (re.compile(r" *\b\d[\d,]*(\.\d+)? ?(ns|us|ms|s|min|h)\b"), " <time>"),
    (re.compile(r'("\w*seconds":) ?[-+.e\d]+'), r"\1 <time>"),
    (re.compile(r'("version":) ?"[.\d]+"'), r"\1 <version>"),
    (re.compile(r"\bggms \d+\.\d+\.\d+\b"), "ggms <version>"),
    (re.compile(r"\b20\d\d-\d\d-\d\d\b"), "<date>"),
    (re.compile(r"(?<=\S) +"), " "),
]


def masked(lines: list[str]) -> list[str]:
    """The lines in the form in which they are compared."""
    joined: list[str] = []
    for line in lines:
        line = line.rstrip()
        if joined and re.match(r" {4}\S", line) and re.match(r"  \S", joined[-1]):
            joined[-1] += " " + line.strip()
        else:
            joined.append(line)
    for pattern, word in MASKS:
        joined = [pattern.sub(word, line) for line in joined]
    while joined and not joined[-1]:
        joined.pop()
    return joined


def place_of(part: list[str], lines: list[str], at: int) -> int:
    """The index of these lines among those from `at` on; if they are not there, that of the first of them, or `at`."""
    for start in range(at, len(lines)):
        if lines[start : start + len(part)] == part:
            return start
    return lines.index(part[0], at) if part and part[0] in lines[at:] else at


def first_difference(said: list[str], printed: list[str]) -> str | None:
    """The first line of a page that a command did not print in its place; None if the output is that of the page."""
    parts: list[list[str]] = [[]]
    for line in masked(said):
        if line == ANYTHING:
            parts.append([])
        else:
            parts[-1].append(line)
    lines = masked(printed)
    at = 0
    for number, part in enumerate(parts):
        is_last = number == len(parts) - 1
        if number == 0:
            found = 0
        elif is_last and part:
            found = max(at, len(lines) - len(part))
        else:
            found = place_of(part, lines, at)
        for offset, line in enumerate(part):
            if found + offset >= len(lines):
                return f"the page says: {line}\nbut the output ends before it"
            if lines[found + offset] != line:
                return f"the page says: {line}\nthe output has: {lines[found + offset]}"
        at = found + len(part)
    if at < len(lines) and (parts[-1] or len(parts) == 1):
        return f"the page ends, but the output goes on: {lines[at]}"
    return None
