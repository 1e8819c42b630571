#!/bin/sh
# ICU reads "một ngàn hai trăm" (one thousand two hundred) as 1, without an error: it knows one word of each pair.
#
# Packages: PyICU 2.17 on ICU 72.1 (builds from source: needs a C++ compiler, pkg-config and libicu-dev of Debian 12).
#
# What one would guess: the spell-out rules of the locale "vi" read the standard words of both halves of the country,
# or raise an error at a word they do not know, as they do for a capital letter.
#
# What happens:
#     một nghìn hai trăm   1200          một ngàn hai trăm    1      (ngàn: thousand in the south)
#     một trăm lẻ năm      105           một trăm linh năm    100    (linh: "and" in the north)
#     ba tỷ                3000000000    ba tỉ                3      (the same word in its other spelling)
#     hai mươi lăm         25            hai mươi nhăm        20
#     Một nghìn            ICUError
#   The rules write "nghìn", the northern word, with "lẻ", the southern one: "một nghìn không trăm lẻ năm". So neither
#   way of speaking is read whole. parse() takes the longest beginning that it knows as success. parse() with a
#   ParsePosition shows where it stopped: compare that with the length of the text.
#
# Why it matters here: numbers in words stand in news of both halves. What is read wrong is some thousandth or a
# billionth of the figure, or five short of it, yet still a number, so that checks of type and sign pass.
#
# Exit status: 0 while this holds, another when it changes.
set -eu
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
"${PYTHON:-python3}" -m venv "$dir/venv"
"$dir/venv/bin/pip" install --quiet --disable-pip-version-check 'PyICU==2.17'
"$dir/venv/bin/python" - <<'PYTHON'
import icu

rules = icu.RuleBasedNumberFormat(icu.URBNFRuleSetTag.SPELLOUT, icu.Locale("vi"))
print("ICU", icu.ICU_VERSION, "writes 1005 as", rules.format(1005))
assert rules.format(1005) == "một nghìn không trăm lẻ năm"
EXPECTED = {
    "một nghìn hai trăm": 1200, "một ngàn hai trăm": 1,
    "một trăm lẻ năm": 105, "một trăm linh năm": 100,
    "ba tỷ": 3_000_000_000, "ba tỉ": 3,
    "hai mươi lăm": 25, "hai mươi nhăm": 20,
    "Một nghìn": "ICUError",
}  # fmt: skip
for text, expected in EXPECTED.items():
    try:
        seen = rules.parse(text)
    except icu.ICUError as error:
        seen = type(error).__name__
    position = icu.ParsePosition(0)
    if seen != "ICUError":
        rules.parse(text, position)
    print(f"{text:20} {seen!s:12} read {position.getIndex()} of {len(text)} characters")
    assert str(seen) == str(expected), (text, seen)
    assert (position.getIndex() == len(text)) == (expected in (1200, 105, 3_000_000_000, 25)), (text, position.getIndex())
PYTHON
