"""Counts the goods lines of a table that name a word of the law: the same as plain.py, with pandas.

with_pandas.py WORDS TABLE: the words one a line, the table in UTF-8.
"""

import sys
from pathlib import Path

import pandas
from plain import COLUMNS, expression


def main() -> None:
    words, table = map(Path, sys.argv[1:])
    lines = pandas.read_csv(table, dtype=str, keep_default_na=False)
    of_law = expression(words)
    name, specification = (lines[column].str.lower().str.contains(of_law) for column in COLUMNS)
    print((name | specification).sum())


if __name__ == "__main__":
    main()
