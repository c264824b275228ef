"""Counts the goods lines of a table that name a word of the law: a script with csv and re.

plain.py WORDS TABLE: the words one a line, the table in UTF-8.
"""

import csv
import re
import sys
from pathlib import Path

COLUMNS = ("商品名称", "规格型号")


def expression(words: Path) -> str:
    """All words as a tree: side by side, thousands of them would be tried one after the other."""
    tree: dict = {}
    for word in words.read_text(encoding="utf-8").lower().splitlines():
        node = tree
        for character in word:
            node = node.setdefault(character, {})
        node[""] = {}
    return branch(tree)


def branch(node: dict) -> str:
    if "" in node:  # a longer word is found with the shorter one
        return ""
    ways = [re.escape(character) + branch(rest) for character, rest in sorted(node.items())]
    return ways[0] if len(ways) == 1 else f"(?:{'|'.join(ways)})"


def main() -> None:
    words, table = map(Path, sys.argv[1:])
    finds = re.compile(expression(words)).search
    found = 0
    with table.open(encoding="utf-8", newline="") as file:
        for line in csv.DictReader(file):
            found += any(finds(line[column].lower()) for column in COLUMNS)
    print(found)


if __name__ == "__main__":
    main()
