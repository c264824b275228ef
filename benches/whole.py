#!/usr/bin/env python3
"""Measures whole processes of the program, and with --peers those of others on the same files.

What is measured, and how to read it: docs/performance.md. Needs Python 3.11 on a Unix, nothing else.
"""

import argparse
import math
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PEERS = ROOT / "benches" / "peers"

HEADS = ["work", "input, MB", "runs", "wall, s", "user, s", "system, s"]
HEADS += ["MB/s", "×", "MB/s of processor", "µs a line", "peak, MB"]

# after so many seconds a row is not run again
PATIENCE = 120


@dataclass(frozen=True)
class Draft:
    """Drafts on the disk: a table, or a folder of messages."""

    path: Path
    lines: int

    @property
    def size(self) -> int:
        files = self.path.iterdir() if self.path.is_dir() else [self.path]
        return sum(file.stat().st_size for file in files)


@dataclass(frozen=True)
class Work:
    """A command that is measured. What it writes is removed after each run; 1 may mean findings."""

    name: str
    command: list
    draft: Draft | None = None
    writes: Path | None = None
    endings: tuple = (0, 1)


@dataclass(frozen=True)
class Taken:
    """What one process took: seconds, and the peak of its memory in MB."""

    wall: float
    user: float
    system: float
    peak: float


@dataclass(frozen=True)
class Row:
    """The quickest of some runs, with the highest peak of all."""

    work: Work
    runs: int
    best: Taken

    @property
    def speed(self) -> float:
        """MB/s."""
        return self.work.draft.size / 1e6 / self.best.wall

    def cells(self, usual: "Row | None", own: float) -> list[str]:
        """As HEADS names them; `usual` is the row to compare with, `own` the least peak that can be seen."""
        best, draft = self.best, self.work.draft
        digits = 4 if best.wall < 1 else 2
        times = [f"{seconds:.{digits}f}" for seconds in (best.wall, best.user, best.system)]
        peak = f"≤ {own:.0f}" if best.peak < own * 1.05 else f"{best.peak:.0f}"
        if not draft:
            return [self.work.name, "", str(self.runs), *times, "", "", "", "", peak]
        size, processor = draft.size / 1e6, best.user + best.system
        of_processor = f"{size / processor:.3g}" if processor else ""
        ratio = f"{self.speed / usual.speed:.2f}" if usual else ""
        per_line = f"{best.wall * 1e6 / draft.lines:.3g}"
        speeds = [f"{self.speed:.3g}", ratio, of_processor, per_line]
        return [self.work.name, f"{size:.3g}", str(self.runs), *times, *speeds, peak]


class Generator:
    """Writes the drafts, each once."""

    def __init__(self, program: Path, folder: Path):
        self.program, self.folder = program, folder

    @cache
    def table(self, lines: int, share: str, encoding: str = "utf-8") -> Draft:
        path = self.folder / f"{lines}-{share}-{encoding}.csv"
        self.write("table", lines, share, encoding, path)
        return Draft(path, lines)

    @cache
    def messages(self, number: int, lines: int) -> Draft:
        path = self.folder / f"messages-{number}"
        self.write("messages", number, lines, "few", path)
        return Draft(path, number * lines)

    def write(self, *arguments) -> None:
        say(f"generating {' '.join(map(str, arguments[:-1]))}")
        subprocess.run([self.program, *map(str, arguments)], check=True)


def main() -> None:
    options = arguments()
    program, generate = (found(path) for path in (options.program, options.generate))
    tools = options.tools.absolute() if options.tools else Path("tools")
    loads = [os.getloadavg()[0]]
    with tempfile.TemporaryDirectory(dir=options.folder, prefix="beizhu-speed-") as folder:
        # where no configuration lies
        os.chdir(folder)
        generator = Generator(generate, Path(folder))
        rows = [measure(work, options.runs) for work in works(program, generator, options)]
        loads.append(os.getloadavg()[0])
        print(f"{machine()}; load {loads[0]:.1f} at the start and {loads[1]:.1f} at the end\n")
        show(rows, options.lines)
        if options.peers:
            table, declarations = generator.table(options.lines, "few"), messages(generator, options.lines)
            install(tools.absolute())
            show_peers(rows, list(peers(tools.absolute(), table, declarations)), options)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program", nargs="?", default=ROOT / "target/release/beizhu", help="what to measure")
    parser.add_argument("--generate", default=ROOT / "target/release/examples/generate", help="the example")
    parser.add_argument("--lines", type=int, default=1_000_000, help="goods lines of the tables")
    parser.add_argument("--runs", type=int, default=5, help="how often each row is run")
    parser.add_argument("--folder", help="where the drafts lie while it runs; else the system's own place")
    parser.add_argument("--growth", action="store_true", help="a tenth and ten times as many lines, too")
    parser.add_argument(
        "--memory", type=float, action="append", default=[], metavar="GB", help="a table of this size, too"
    )
    parser.add_argument("--peers", action="store_true", help="other programs on the same files, too")
    parser.add_argument("--tools", type=Path, help="where these are installed, and stay; else they go again")
    return parser.parse_args()


def found(path: str | Path) -> Path:
    path = Path(path).absolute()
    if not path.is_file():
        sys.exit(f"{path} is not there: cargo build --release --bin beizhu --example generate")
    return path


def works(program: Path, generator: Generator, options: argparse.Namespace) -> Iterator[Work]:
    """The rows, in the order of their table. The drafts of each are written when it is its turn."""
    lines, table = options.lines, generator.table
    yield Work("a program that does nothing (`true`)", ["true"])
    for share, name in (("few", "everyday goods"), ("all", "all in scope")):
        draft = table(50, share)
        yield Work(f"check, 50 lines, {name}", [program, "check", draft.path], draft)
    yield from checks(program, table(lines, "few"), "everyday goods, UTF-8")
    yield from checks(program, table(lines, "few", "gb18030"), "everyday goods, GB18030")
    concerned, report = table(max(lines // 10, 1), "all"), Path("report.json").absolute()
    as_json = [program, "check", "--output-file", report, concerned.path]
    yield Work("check, all in scope, JSON to a file", as_json, concerned, report)
    everyday = table(lines, "few")
    yield fix(program, everyday, "everyday goods")
    yield from checks(program, messages(generator, lines), "XML of 20 lines each")
    if options.growth:
        for number in (max(lines // 10, 1), lines, lines * 10):
            yield from checks(program, table(number, "few"), f"growth: {number:,} lines", [1])
    for size in options.memory:
        draft = table(math.ceil(size * 1e9 * everyday.lines / everyday.size), "few")
        yield from checks(program, draft, f"memory: {size:g} GB", [1])
        yield fix(program, draft, f"memory: {size:g} GB")


def messages(generator: Generator, lines: int) -> Draft:
    """2,000 for the usual number of lines."""
    return generator.messages(max(lines // 500, 1), 20)


def checks(program: Path, draft: Draft, name: str, threads=(1, 2)) -> Iterator[Work]:
    for number in threads:
        plural = "s" if number > 1 else ""
        command = [program, "check", "--jobs", str(number), draft.path]
        yield Work(f"check, {name}, {number} thread{plural}", command, draft)


def fix(program: Path, draft: Draft, name: str) -> Work:
    fixed = Path("fixed.csv").absolute()
    return Work(f"fix to a file, {name}", [program, "fix", "--output", fixed, draft.path], draft, fixed)


def measure(work: Work, runs: int) -> Row:
    say(f"measuring {work.name}")
    taken: list[Taken] = []
    while len(taken) < runs and sum(one.wall for one in taken) < PATIENCE:
        taken.append(run(work.command, work.endings))
        if work.writes:
            work.writes.unlink()
    best = min(taken, key=lambda one: one.wall)
    return Row(work, len(taken), replace(best, peak=max(one.peak for one in taken)))


def run(command: list, endings: tuple = (0,)) -> Taken:
    """One process, from its start to its end."""
    with tempfile.TemporaryFile() as said:
        files = [
            (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
            (os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0),
            (os.POSIX_SPAWN_DUP2, said.fileno(), 2),
        ]
        words = [str(word) for word in command]
        start = time.perf_counter()
        process = os.posix_spawnp(words[0], words, os.environ, file_actions=files)
        _, status, usage = os.wait4(process, 0)
        wall = time.perf_counter() - start
        code = os.waitstatus_to_exitcode(status)
        if code not in endings:
            said.seek(0)
            what = " ".join(words[:6])
            sys.exit(f"{what} ended with {code}:\n{said.read().decode(errors='replace')}")
    unit = 1 if sys.platform == "darwin" else 1024
    return Taken(wall, usage.ru_utime, usage.ru_stime, usage.ru_maxrss * unit / 1e6)


def show(rows: list[Row], lines: int) -> None:
    """× is the throughput against that of the first row with as many lines as were asked for."""
    usual = next((row for row in rows if row.work.draft and row.work.draft.lines == lines), None)
    # until it is another program, a process counts the memory of this one as its own
    own = run(["true"]).peak
    print(f"| {' | '.join(HEADS)} |\n|---|{'--:|' * (len(HEADS) - 1)}")
    for row in rows:
        print(f"| {' | '.join(row.cells(usual, own))} |")
    print()


@dataclass(frozen=True)
class Peer:
    """Another program; it is there where it can tell its version."""

    name: str
    asks_version: list
    command: list
    draft: Draft

    def version(self) -> str | None:
        try:
            told = subprocess.run(self.asks_version, capture_output=True, text=True, check=True)
        except (OSError, subprocess.CalledProcessError):
            return None
        return (told.stdout or told.stderr).splitlines()[0]


def show_peers(rows: list[Row], peers: list[Peer], options: argparse.Namespace) -> None:
    """The peers beside the program's own rows on the same drafts, and which are not there."""
    drafts = [peer.draft for peer in peers]
    shown = [row for row in rows if "check" in row.work.command and row.work.draft in drafts]
    versions = []
    for peer in peers:
        version = peer.version()
        versions.append(f"- {peer.name}: {version or 'absent'}")
        if version:
            shown.append(measure(Work(peer.name, peer.command, peer.draft, endings=(0,)), options.runs))
    show(shown, options.lines)
    print("\n".join(versions))


def install(tools: Path) -> None:
    """Puts what can be had into a folder of its own. What cannot is absent later."""
    tools.mkdir(parents=True, exist_ok=True)
    places = [tools / "python/bin", tools / "cargo/bin"]
    os.environ["PATH"] = os.pathsep.join([*map(str, places), os.environ["PATH"]])
    commands = [
        [sys.executable, "-m", "venv", tools / "python"],
        [places[0] / "python", "-m", "pip", "install", "--quiet", "pandas", "frictionless"],
    ]
    if not shutil.which("xan"):
        commands.append(["cargo", "install", "--quiet", "--locked", "--root", tools / "cargo", "xan"])
    for command in commands:
        say(" ".join(map(str, command)))
        try:
            subprocess.run(command, check=True, stdout=sys.stderr)
        except (OSError, subprocess.CalledProcessError) as error:
            say(str(error))


def peers(tools: Path, table: Draft, declarations: Draft) -> Iterator[Peer]:
    words = Path("words.txt").absolute()
    words.write_text("".join(f"{word}\n" for word in words_of_law()), encoding="utf-8")
    python = tools / "python/bin/python"
    version_of_pandas = [python, "-c", "import pandas; print(pandas.__version__)"]
    columns = "商品名称,规格型号"
    search = ["xan", "search", "--patterns", words, "--ignore-case", "--select", columns, table.path]
    messages = sorted(declarations.path.iterdir())
    yield Peer("wc -l", ["wc", "--version"], ["wc", "-l", table.path], table)
    yield Peer("xan count", ["xan", "--version"], ["xan", "count", table.path], table)
    yield Peer("xan search", ["xan", "--version"], search, table)
    yield Peer("csv and re", [python, "--version"], [python, PEERS / "plain.py", words, table.path], table)
    yield Peer("pandas", version_of_pandas, [python, PEERS / "with_pandas.py", words, table.path], table)
    # it takes no absolute path for safe
    validate = ["frictionless", "validate", table.path.name]
    yield Peer("frictionless validate", ["frictionless", "--version"], validate, table)
    yield Peer("xmllint --noout", ["xmllint", "--version"], ["xmllint", "--noout", *messages], declarations)


def words_of_law() -> list[str]:
    """Each of the words that name goods of an entry by itself."""
    words = set()
    for act in (ROOT / "law/announcements").glob("*.toml"):
        for entry in tomllib.loads(act.read_text(encoding="utf-8")).get("control", []):
            words.update(entry.get("goods", {}).get("any", []))
    return sorted(words)


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def machine() -> str:
    cpus = Path("/proc/cpuinfo")
    lines = cpus.read_text().splitlines() if cpus.is_file() else []
    models = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    model = models[0] if models else "a processor without a name"
    return f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores of {model}"


if __name__ == "__main__":
    main()
