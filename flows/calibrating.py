"""The command that measures the weights of holders, of periods and of confidence on labelled articles."""

from __future__ import annotations

from importlib import resources
from pathlib import Path
from typing import Annotated

import typer

from flows.terminal import say, says_errors


def add_commands(app: typer.Typer) -> None:
    """Put the command of this module into the command line."""
    app.command()(says_errors(calibrate))


def calibrate(
    labels: Annotated[list[str], typer.Argument(help="Folders of label files and of their raw files: GOLD:RAW.")],
    also: Annotated[list[str] | None, typer.Option("--also", help="Further GOLD:RAW folders, for holders and periods only.")] = None,
    to: Annotated[Path | None, typer.Option("--to", help="Where the weights are written; default: seeds/weights.")] = None,
) -> None:
    """Measure on labelled articles whose figures are and how far rows can be trusted; writes seeds/weights/*.csv."""
    from tasks.calibrate import calibrate as measure
    from tasks.calibrate import read_labels
    from tasks.facts.learning.labelled import holder_examples, period_examples

    try:
        articles = [article for pair in labels for article in read_labels(*_folders(pair))]
        written = [article for pair in also or [] for article in read_labels(*_folders(pair))]
        holder_examples(), period_examples()  # read here, so that a row that does not fit its text is told like a label that is none
    except ValueError as error:
        raise typer.BadParameter(str(error)) from error
    found = measure(articles, written, to or Path(str(resources.files("seeds"))) / "weights")
    say(f"{found.articles} articles, {found.figures} labelled figures, each article judged by the weights of the others")
    say(f"  holders right        {found.holders_right:.3f}")
    say(f"  periods right        {found.periods_right:.3f}")
    say(f"  whole rows right     {found.rows_right:.3f}")
    say(f"  calibration error    {found.calibration_error:.3f}")
    say(f"  kept at 95 % right   {found.kept_at_95:.3f}")


def _folders(pair: str) -> tuple[Path, Path]:
    """The folder of labels and that of raw files out of `GOLD:RAW`.

    Raises:
        typer.BadParameter: it names no two folders.
    """
    labels, _, raw = pair.partition(":")
    for folder in (labels, raw):
        if not folder or not Path(folder).is_dir():
            raise typer.BadParameter(f"{pair}: expected GOLD:RAW, two folders; {folder or 'RAW'} is none")
    return Path(labels), Path(raw)
