#!/bin/sh
# dateparser reads a Vietnamese time of day ("8 giờ 30 phút ngày 12/5/2024") as that many hours ago and drops the date.
#
# Package: dateparser 1.5.0, with languages=["vi"].
#
# What one would guess: "giờ" after a number is the clock, as in every invitation and news item, and a full date beside
# it settles the day. At worst the string is refused (None).
#
# What happens, when it is 10:00 on 15 May 2024:
#     8:30 ngày 12/5/2024             2024-05-12 08:30   right
#     8 giờ 30 phút ngày 12/5/2024    2024-05-15 01:30   now minus 8 h 30 min; the date in the string is gone
#     Ngày 12/5/2024, 14 giờ 30 phút  2024-05-14 19:30   the same, date first
#     8 giờ                           2024-05-15 02:00
#     8 giờ 30 phút trước             2024-05-15 01:30   "8 h 30 min ago": rightly so
#   "giờ" is both "hour" and "o'clock". dateparser knows the first only, and its parser for spans of time ignores what is
#   left of the string. Without that parser (PARSERS=["absolute-time"]) the long forms give None, but "8 giờ" becomes the
#   eighth of the month.
#
# Why it matters here: a dateline or an event in this spelling gets a plausible moment that moves with the hour of the
# run: the same article has another date each night, and no error says so.
#
# Exit status: 0 while this holds, another when it changes.
set -eu
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
"${PYTHON:-python3}" -m venv "$dir/venv"
"$dir/venv/bin/pip" install --quiet --disable-pip-version-check 'dateparser==1.5.0'
"$dir/venv/bin/python" - <<'PYTHON'
import datetime

import dateparser

NOW = datetime.datetime(2024, 5, 15, 10, 0)
EXPECTED = [  # text, with all parsers, with absolute-time alone
    ("8:30 ngày 12/5/2024", "2024-05-12 08:30:00", "2024-05-12 08:30:00"),
    ("8 giờ 30 phút ngày 12/5/2024", "2024-05-15 01:30:00", "None"),
    ("Ngày 12/5/2024, 14 giờ 30 phút", "2024-05-14 19:30:00", "None"),
    ("8 giờ", "2024-05-15 02:00:00", "2024-05-08 00:00:00"),
    ("8 giờ 30 phút trước", "2024-05-15 01:30:00", "None"),
]
for text, *expected in EXPECTED:
    seen = [
        str(dateparser.parse(text, languages=["vi"], settings={"RELATIVE_BASE": NOW, **extra}))
        for extra in ({}, {"PARSERS": ["absolute-time"]})
    ]
    print(f"{text:32} {seen[0]:20} {seen[1]}")
    assert seen == expected, (text, seen)
PYTHON
