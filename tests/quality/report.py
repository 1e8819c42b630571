"""Prints how well cleaning and extraction agree with the labels, and every disagreement with its context.

python tests/quality/report.py                                  totals of every set that is not held out
python tests/quality/report.py --errors 50 --field period       the first 50 wrong periods
python tests/quality/report.py --field missed --indicator students --file 012
python tests/quality/report.py --field organisation --confusion  which value was given for which, most frequent first
python tests/quality/report.py --cleaning --errors 50            cleaning and metadata alone
python tests/quality/report.py --text labelled                  extraction alone, on the text a perfect cleaner would give
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter

from label_files import SETS, Label, read_set
from measuring import CLEANED, LABELLED, measure_set
from scoring import Problem, Score, summarise

DEFAULT_SETS = [name for name in SETS if name != "samples_held_out"]


def parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--set", dest="sets", action="append", choices=SETS, help="a labelled set; may be repeated")
    parser.add_argument("--form", choices=("text", "html"), default="text", help="score the flattened text or the page")
    parser.add_argument("--text", choices=(CLEANED, LABELLED), default=CLEANED, help="text from the cleaner or from the labels")
    parser.add_argument("--cleaning", action="store_true", help="score cleaning and metadata only, without extraction")
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="list the first N disagreements (-1: all)")
    parser.add_argument("--field", help="only missed, spurious, forbidden, leak, metadata, absent, lost, extra, or a column")
    parser.add_argument("--indicator", help="only disagreements about this indicator")
    parser.add_argument("--file", default="", help="only files whose name holds this")
    parser.add_argument("--confusion", action="store_true", help="count pairs of wanted and given values instead of listing")
    parser.add_argument("--indicators", action="store_true", help="table of right, wrong, missed and spurious per indicator")
    parser.add_argument("--json", action="store_true", help="the totals as JSON")
    parser.add_argument("--show-held-out", action="store_true", help="list disagreements of held-out samples too (not for writing rules)")
    return parser.parse_args()


def is_wanted(problem: Problem, arguments: argparse.Namespace) -> bool:
    if arguments.field and arguments.field not in (problem.field, problem.kind):
        return False
    return not arguments.indicator or arguments.indicator in (problem.indicator, problem.got, problem.want)


def describe(problem: Problem) -> str:
    """One disagreement in two lines: what, and where."""
    head = {
        "missed": f"missed {problem.indicator}={problem.want} at {problem.where!r}",
        "spurious": f"{problem.field} {problem.indicator}={problem.got}",
        "wrong": f"{problem.field}: want {problem.want!r} got {problem.got!r}   [{problem.indicator}] at {problem.where!r}",
        "leak": f"leaked {problem.field} {problem.where}",
        "metadata": f"{problem.field}: want {problem.want!r} got {problem.got!r}",
    }.get(problem.kind, f"{problem.kind} {problem.where}")
    rule = f"   ({problem.rule})" if problem.rule else ""
    context = f"\n      {' '.join(problem.context.split())}" if problem.context else ""
    return f"- {problem.file[:44]} {head}{rule}{context}"


def print_totals(name: str, score: Score) -> None:
    out = summarise(score)
    detection, tuple_, row = out["detection"], out["observation"], out["row"]
    print(f"{name}: {out['articles']} articles, {out['articles_missing']} missing")
    print(f"  cleaning F1 {out['cleaning']['f1']}  leak {out['boilerplate_leak']}  metadata {out['metadata']} {out['metadata_by_field']}")
    print(f"  detection P {detection['precision']} R {detection['recall']} F1 {detection['f1']}   full tuple F1 {tuple_['f1']}")
    print(f"  whole row P {row['precision']} R {row['recall']} F1 {row['f1']}")
    print(f"  of detected: {out['of_detected']}")
    kinds = Counter(problem.field for problem in score.problems)
    print("  disagreements: " + (", ".join(f"{field} {count}" for field, count in kinds.most_common()) or "none"))


def print_indicators(score: Score) -> None:
    print(f"{'indicator':40} {'right':>6} {'wrong':>6} {'missed':>6} {'spurious':>8}")
    for code, counts in sorted(score.by_indicator.items(), key=lambda item: -sum(item[1].values())):
        print(f"{code:40} {counts['right']:6} {counts['wrong']:6} {counts['missed']:6} {counts['spurious']:8}")


def print_problems(problems: list[Problem], arguments: argparse.Namespace) -> None:
    wanted = [problem for problem in problems if is_wanted(problem, arguments)]
    if arguments.confusion:
        pairs = Counter((problem.field, str(problem.want), str(problem.got)) for problem in wanted if problem.kind in ("wrong", "metadata"))
        for (field, want, got), count in pairs.most_common(None if arguments.errors <= 0 else arguments.errors):
            print(f"{count:4}  {field}: want {want}  got {got}")
        return
    shown = wanted if arguments.errors < 0 else wanted[: arguments.errors]
    for problem in shown:
        print(describe(problem))
    if len(wanted) > len(shown) > 0:
        print(f"… and {len(wanted) - len(shown)} more")


def main() -> int:
    arguments = parse_arguments()
    started = time.perf_counter()
    totals: dict[str, Score] = {}
    listed: list[Problem] = []
    for name in arguments.sets or DEFAULT_SETS:
        labels = [label for label in read_set(name) if arguments.file in label.file]
        if not labels:
            continue
        failures: list[str] = []
        with_figures = not arguments.cleaning

        def note(label: Label, trace: str, failures: list[str] = failures) -> None:
            failures.append(f"{label.file}\n{trace}")

        score, _ = measure_set(labels, arguments.form, arguments.text, note, with_figures)
        totals[name] = score
        if name != "samples_held_out" or arguments.show_held_out:
            listed += score.problems
        for failure in failures[:3]:
            print(f"!! {name}: a rule raised on {failure}", file=sys.stderr)
        if len(failures) > 3:
            print(f"!! {name}: and on {len(failures) - 3} more", file=sys.stderr)
    if arguments.json:
        print(json.dumps({name: summarise(score) for name, score in totals.items()}, ensure_ascii=False, indent=1))
        return 0
    whole = Score()
    for name, score in totals.items():
        print_totals(name, score)
        whole.add(score)
    if len(totals) > 1:
        print_totals("together", whole)
    if arguments.indicators:
        print_indicators(whole)
    print_problems(listed, arguments)
    print(f"({time.perf_counter() - started:.1f} s)")
    return 0


if __name__ == "__main__":
    sys.exit(main())
