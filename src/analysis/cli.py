"""The command line: ``research …``.

Only what every command needs is imported here; a run with nothing to do must answer at once.
"""

from __future__ import annotations

import itertools
import sys
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Annotated, Any

import typer

import analysis
from analysis.errors import ClientError, Problem
from analysis.languages import LANGUAGES, messages, use_language
from analysis.languages.system import VARIABLE, message_language
from analysis.report.renderer import renderers, usual_formats
from analysis.terminal import Commands, ended_in_lines, tell

_ = messages("analysis.cli")


def _asked_on_command_line() -> str | None:
    """Find ``--messages`` before the commands' help texts are written in some language."""
    words = [word for argument in sys.argv[1:] for word in argument.split("=", 1)]
    return next((b for a, b in itertools.pairwise(words) if a == "--messages"), None)


use_language(message_language(_asked_on_command_line()))


app = typer.Typer(
    cls=Commands,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help=_("Market-research reports from a client's raw files."),
)


_USUAL = [",".join(usual_formats())]


def _one_of(known: tuple[str, ...], value: str) -> str:
    if value not in known:
        raise typer.BadParameter(_("must be one of {names}", names=", ".join(known)))
    return value


def _set_messages(value: str | None) -> str | None:
    use_language(message_language(_one_of(LANGUAGES, value) if value else None))
    return value


def _checked_language(value: str | None) -> str | None:
    return _one_of(LANGUAGES, value) if value else None


def _checked_languages(values: list[str] | None) -> list[str]:
    return [_one_of(LANGUAGES, value) for value in values or ()]


def _checked_formats(values: list[str]) -> list[str]:
    names = [name.strip() for value in values for name in value.split(",")]
    return [_one_of(tuple(renderers()), name) for name in dict.fromkeys(names)]


Messages = Annotated[
    str | None,
    typer.Option(
        "--messages",
        callback=_set_messages,
        is_eager=True,
        metavar="vi|en",
        help=_("Language of messages; of itself {variable} or the system's.", variable=VARIABLE),
    ),
]
ClientName = Annotated[
    str, typer.Argument(metavar="CLIENT", help=_("Name of the client's folder in data/."))
]
Jobs = Annotated[
    int, typer.Option(min=0, help=_("Notebooks at a time; 0 for two, or one on a single core."))
]


@app.callback()
def _start(messages: Messages = None) -> None:
    pass


@app.command(help=_("Set up a client: folder, commented client.yml, a template for each source."))
def new(
    client: ClientName,
    language: Annotated[
        str,
        typer.Option(
            callback=_checked_language,
            metavar="vi|en",
            help=_("Language of the client file's comments."),
        ),
    ] = "vi",
    messages: Messages = None,
) -> None:
    """Set up a client."""
    from analysis.clients.project import shown_path
    from analysis.clients.scaffold import new_client

    for path in new_client(client, language):
        tell(shown_path(path))
    tell(_("Fill in the client file, then: research check {name}", name=client))


@app.command(help=_("Read a client's files and list everything that is wrong with them."))
def check(client: ClientName, messages: Messages = None) -> None:
    """Check a client."""
    from analysis.clients.project import client_folder
    from analysis.report.brand_check import brand_problems
    from analysis.sources.delivery import check_client
    from analysis.sources.inspection import DataNote, Repair

    client_folder(client)
    found = check_client(client)
    problems = (*found.problems, *brand_problems(client))
    told: list[Repair | DataNote] = [*found.repairs, *found.notes]
    for line in told:
        tell(f"{line.where}: {line.what}")
    for problem in problems:
        tell(str(problem), err=True)
    if problems:
        raise typer.Exit(1)
    tell(_.plural("{n} file read; all is well.", "{n} files read; all is well.",
                 len(found.provenance)))  # fmt: skip


@app.command(help=_("Make the reports that are not up to date, and publish them."))
def run(
    client: Annotated[
        str | None,
        typer.Argument(metavar="CLIENT", help=_("Name of the client's folder in data/.")),
    ] = None,
    every: Annotated[
        bool, typer.Option("--all", help=_("All clients whose raw files are there."))
    ] = False,
    wave: Annotated[list[str] | None, typer.Option(help=_("Only this wave."))] = None,
    study: Annotated[list[str] | None, typer.Option(help=_("Only this study."))] = None,
    language: Annotated[
        list[str] | None,
        typer.Option(
            callback=_checked_languages, metavar="vi|en", help=_("Only in this language.")
        ),
    ] = None,
    format: Annotated[
        list[str],
        typer.Option(
            callback=_checked_formats,
            help=_("Files to make, of {formats}.", formats=", ".join(renderers())),
        ),
    ] = _USUAL,
    jobs: Jobs = 0,
    force: Annotated[
        bool, typer.Option("--force", help=_("Make reports again that are up to date."))
    ] = False,
    messages: Messages = None,
) -> None:
    """Run a client's studies."""
    from analysis.pipeline import run as runs
    from analysis.pipeline.progress import shown_progress

    if every == (client is not None):
        raise typer.BadParameter(_("name a client, or say --all"))
    wanted = runs.Wanted(
        clients=_all_with_data() if client is None else (client,),
        waves=tuple(wave or ()),
        studies=tuple(study or ()),
        languages=tuple(language or ()),
        formats=tuple(format),
        jobs=jobs,
        force=force,
        every=every,
    )
    try:
        with shown_progress() as progress:
            outcome = runs.run(wanted, progress)
    except runs.Unfinished as error:
        _tell_outcome(error.outcome, runs.reports_folder())
        _tell_failures(error.outcome)
        raise typer.Exit(1) from None
    _tell_outcome(outcome, runs.reports_folder())


def _all_with_data() -> tuple[str, ...]:
    from analysis.clients.project import client_names
    from analysis.pipeline.run import without_data

    names = _loadable(client_names())
    absent = without_data(names)
    for name in absent:
        tell(
            _(
                "{name}: left out, its raw files are not here. "
                "Fetch them by: research example {name}",
                name=name,
            )
        )
    return tuple(name for name in client_names() if name not in absent)


def _loadable(names: list[str]) -> list[str]:
    """Return the clients whose folders may be opened; the others are told by whoever loads them."""
    from analysis.clients.project import client_folder

    found = []
    for name in names:
        with suppress(ClientError):
            client_folder(name)
            found.append(name)
    return found


def _tell_outcome(outcome: Any, reports: Path) -> None:
    for wave in outcome.current:
        tell(_("{client} · {wave}: up to date", client=wave.client.id, wave=wave.wave))
    for wave in outcome.published:
        tell(_("{client} · {wave}: published", client=wave.client.id, wave=wave.wave))
    told = set()
    for wave in (*outcome.current, *outcome.published):
        for skipped in wave.skipped:
            if (wave.client.id, skipped.study) not in told:
                told.add((wave.client.id, skipped.study))
                tell(f"{wave.client.id} · {skipped.study}: {_(skipped.reason)}")
    for client_id, reasons in outcome.without.items():
        for skipped in reasons:
            tell(f"{client_id} · {skipped.study}: {_(skipped.reason)}")
    _tell_broken(reports)
    if (reports / "index.html").is_file():
        tell(_("Reports: {path}", path=reports / "index.html"))


def _tell_failures(outcome: Any) -> None:
    for client, errors in outcome.failures.items():
        tell(_("{client}: failed", client=client), err=True)
        for error in errors:
            tell(str(error), err=True)


def _tell_broken(reports: Path) -> None:
    """Say which manifests count for nothing: theirs are reports that nobody is led to."""
    from analysis.clients.project import shown_path
    from analysis.pipeline.published import broken_manifests

    for path in broken_manifests(reports):
        what = _("is no manifest of this version: its reports count as not published")
        tell(str(Problem(shown_path(path), what)), err=True)


@app.command("list", help=_("List the clients, their waves and what is published of them."))
def list_clients(messages: Messages = None) -> None:
    """List clients."""
    from analysis.clients.loading import load_client
    from analysis.clients.project import client_names
    from analysis.clients.text import written
    from analysis.pipeline.published import published_waves
    from analysis.pipeline.run import reports_folder, without_data

    counts = {
        (one.client["name"], one.wave["name"]): len(one.reports)
        for one in published_waves(reports_folder())
    }
    names = client_names()
    absent = without_data(_loadable(names))
    _tell_broken(reports_folder())
    for name in names:
        try:
            client = load_client(name)
        except ClientError:
            tell(_("{name}: its client file is wrong; see: research check {name}", name=name))
            continue
        told = [
            _.plural("{wave}: {n} report", "{wave}: {n} reports", counts.get((name, wave), 0),
                   wave=wave)
            for wave in client.waves
        ]  # fmt: skip
        state = _("raw files not here") if name in absent else ", ".join(told)
        tell(f"{name} · {written(client.name)} · {client.kind.upper()} · {state}")


@app.command(help=_("Show what a run would make of a client, and what not, and why."))
def show(client: ClientName, messages: Messages = None) -> None:
    """Show a client's plan."""
    from analysis.pipeline import run as runs

    waves = runs.planned(runs.Wanted(clients=(client,)))
    for wave in waves:
        for task in wave.tasks:
            state = _("to be made") if task in wave.stale else _("up to date")
            tell(f"{task}: {state}")
    for skipped in waves[0].skipped if waves else ():
        tell(_("{study}: left out. {reason}", study=skipped.study, reason=_(skipped.reason)))


@app.command(help=_("Show one topic of a client's studies as a page, while it is worked on."))
def preview(
    client: ClientName,
    topic: Annotated[
        str, typer.Option(help=_("Name of the topic, such as net_promoter."), show_default=False)
    ],
    wave: Annotated[str, typer.Option(help=_("The wave; left out: the last one."))] = "",
    language: Annotated[
        str | None,
        typer.Option(
            callback=_checked_language,
            metavar="vi|en",
            help=_("Its language; left out: the client's first one."),
        ),
    ] = None,
    messages: Messages = None,
) -> None:
    """Show one topic."""
    from analysis.pipeline.preview import preview as previews

    for page in previews(client, topic, wave=wave, language=language or ""):
        for reason in page.absent:
            tell(f"{page.study}: {reason}")
        tell(_("Written: {path}", path=page.path))


@app.command(help=_("Make a client's reports again, beside the published ones, and compare them."))
def verify(client: ClientName, jobs: Jobs = 0, messages: Messages = None) -> None:
    """Verify a client's reports."""
    from analysis.pipeline.compare import verify as compared
    from analysis.pipeline.progress import shown_progress

    with shown_progress() as progress:
        found = compared(client, jobs, progress)
    for problem in found.differences:
        tell(str(problem), err=True)
    if found.differences:
        raise typer.Exit(1)
    tell(_.plural("{n} file made again; every byte is the same.",
                 "{n} files made again; every byte is the same.", found.compared))  # fmt: skip


@app.command(help=_("Pack what the client may be given into one ZIP file: nothing internal."))
def deliver(
    client: ClientName,
    wave: Annotated[str, typer.Option(help=_("The wave; left out: the last one published."))] = "",
    output: Annotated[
        Path | None, typer.Option(help=_("Where to write; left out: in the client's reports."))
    ] = None,
    force: Annotated[
        bool, typer.Option("--force", help=_("Overwrite the file that --output names."))
    ] = False,
    messages: Messages = None,
) -> None:
    """Pack a wave's reports for the client."""
    from analysis.pipeline.deliver import deliver as delivered

    packed = delivered(client, wave=wave, output=output, force=force)
    for place in packed.files:
        tell(place)
    if not packed.current:
        tell(
            _(
                "Made from earlier data or settings. To bring it up to date: research run {name}",
                name=client,
            )
        )
    tell(_("Written: {path}", path=packed.path))


@app.command(help=_("Place the people of a file in a client's segments by its typing tool."))
def classify(
    client: ClientName,
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE",
            help=_("CSV, XLSX, SAV or Parquet with the columns and codes of the client's source."),
        ),
    ],
    wave: Annotated[
        str, typer.Option(help=_("Wave that makes the segments; left out: the reference wave."))
    ] = "",
    output: Annotated[
        Path | None, typer.Option(help=_("Where to write; left out: beside the file."))
    ] = None,
    force: Annotated[
        bool, typer.Option("--force", help=_("Overwrite a result from before."))
    ] = False,
    messages: Messages = None,
) -> None:
    """Classify people."""
    from analysis.languages.formats import number, share
    from analysis.pipeline.classify import classify as classified

    found = classified(client, file, wave=wave, output=output, force=force)
    for note in found.notes:
        tell(note)
    for name, people in found.counts.items():
        tell(f"{name}: {number(people)}")
    if found.unplaced:
        tell(_("No segment, nothing answered: {n}", n=number(found.unplaced)))
    tell(
        _(
            "Written: {path}. When it was tried, the typing tool placed {share} of people rightly.",
            path=found.path,
            share=share(found.accuracy, digits=0),
        )
    )


@app.command(help=_("Write the JSON Schema of client files, for editors."))
def schema(messages: Messages = None) -> None:
    """Write the schema."""
    import json

    from analysis.clients.schema import client_schema

    tell(json.dumps(client_schema(), indent=2, ensure_ascii=False))


@app.command(help=_("Fetch the raw files of an example client, or link a local copy."))
def example(
    name: Annotated[str, typer.Argument(metavar="NAME", help=_("Name of the example."))],
    from_folder: Annotated[
        Path | None, typer.Option("--from", help=_("Folder that holds a copy of the files."))
    ] = None,
    messages: Messages = None,
) -> None:
    """Fetch an example."""
    from analysis.sources.examples import fetch_example

    if from_folder is not None and not from_folder.is_dir():
        problem = Problem(str(from_folder), _("must be a folder, got: no folder"))
        raise ClientError(problem)
    fetch_example(name, from_folder)
    tell(_("Now: research run {name}", name=name))


def main() -> None:
    """Run the command line; the entry point ``research``."""
    with ended_in_lines():
        if analysis.kernel_not_obeyed:
            tell(
                _(
                    "OPENBLAS_CORETYPE={kernel} is not obeyed: this processor cannot execute it.",
                    kernel=analysis.kernel_not_obeyed,
                ),
                err=True,
            )
        _command()()


@cache
def _command() -> Callable[[], object]:
    """Return the command line; to build it anew for every command costs more than most of them."""
    return typer.main.get_command(app)


if __name__ == "__main__":
    main()
