"""Captions that nothing but their words and their place tells: what a picture between two paragraphs shows."""

from __future__ import annotations

import re

from tasks.text.blocks import Line, Shape
from tasks.text.phrases import Mark

_CAPTION_OPENER = re.compile(
    r"^(?:(?:cac )?(?:dong chi|dai bieu|hoc vien|dai dien|can bo|doan|lanh dao|chien si|hoi vien|doan vien|"
    r"thanh vien|can bo, chien si)|quang canh|toan canh|mot goc|ong |ba |anh |chi |em |"
    r"nguoi dan|nong dan|ba con|mo hinh|canh |khu |duong |cau |hinh anh|ban chap hanh|ban thuong vu|le |lop )"
)
# The whole of a place or a meeting, and who sits there: nothing is told.
_VIEW = re.compile(
    r"^(?:(?:quang canh|toan canh|mot so hinh anh)\b|hinh anh (?:tai|buoi|le|ve)|"
    r"(?:cac )?dai bieu (?:du|tham du|bieu quyet|bo phieu|chup anh|thao luan)(?: [a-z]+){1,4}\W*$)"
)
_LONGEST_VIEW = 20
_CAPTION_VERB = re.compile(
    r"\b(?:phat bieu|trao|tang|tham|kiem tra|chup anh|luu niem|bieu quyet|tham gia|tham quan|huong dan|bo phieu|"
    r"chu tri|du|thu hoach|cham soc|gioi thieu|tai hoi nghi|tai le|tai buoi le|tai dai hoi|trong gio|dang|gap go|"
    r"dong vien)\b"
)
# Who is seen on pictures, and what is seen done; wider than above, for lines that have their place between two full sentences.
_SEEN = re.compile(
    r"^(?:(?:cac |mot so )?(?:dong chi|d/c|dai bieu|hoc vien|dai dien|can bo|lanh dao|chien si|hoi vien|doan vien|dvtn|thanh vien|"
    r"dang vien|em|hoc sinh|chau|cu|phu huynh|luc luong|nguoi dan|ho dan|nong dan|ba con|cong nhan|giao vien|y bac si|bac si|tuoi tre|"
    r"thanh nien|phu nu|chi bo|chi hoi|chi doan|doi|to|xa vien|doan cong tac|doan)\b|ban (?:to chuc|thuong vu|chap hanh|giam khao)|"
    r"doan chu tich|(?:nguyen |pho )?(?:bi thu|chu tich|giam doc|truong (?:ban|phong|doan)|hieu truong|chanh)|"
    r"(?:trung|thuong|dai|thieu) (?:ta|tuong|uy)|ong |ba |anh |chi |em |thay |co giao|hoi (?:phu nu|lhpn|nong dan|cuu chien binh|ccb)|"
    r"dang bo|huyen uy|doanh nghiep|tiet muc|gan bien|ket nap|trao |tang |le |mot goc|khung canh)"
)
_DONE = re.compile(
    r"\b(?:phat bieu|trao|tang|tham|kiem tra|chup|luu niem|bieu quyet|tham gia|tham quan|tham du|huong dan|bo phieu|chu tri|du|thu hoach|"
    r"cham soc|gioi thieu|gap go|dong vien|chuc mung|chuc tet|chuc tho|ung ho|nhan|trinh bay|khai mac|cat bang|dang huong|dang hoa|ky ket|"
    r"thong qua|cong bo|don|tiep don|ban giao|phat dong|thi dau|bieu dien|dieu hanh|thao luan|bau|ra mat|gui loi|trong cay|trong hoa|"
    r"ve sinh|khanh thanh|trao doi|tu van|giup|hien mau|lao dong|tuan tra|kham|quyet dinh|ket nap|van nghe|cong trinh|hinh anh)\b"
)
# What a text tells and a picture cannot show.
_TOLD = re.compile(
    r"\b(?:da|se|cung|van|nham|gop phan|theo do|vi vay|tuy nhien|ngoai ra|trong do|ben canh|dong thoi|duoc biet|hien nay|den nay|hang nam|"
    r"tong so|binh quan|dat|chiem|(?:tang|giam) \d+)\b"
)
_LONGEST_SEEN = 35


def is_caption(index: int, lines: list[Line], marks: list[Mark | None], first: int) -> bool:
    """A line between full sentences that says what a picture shows."""
    mark = marks[index - 1] if index else None
    line = lines[index]
    if mark is not None and mark.kind == "image_alt" and not line.heading:
        return True
    if line.heading or line.zone in ("row", "item") or not (line.pictured or (index + 1 < len(lines) and lines[index + 1].pictured)):
        return False  # the page sets it as a heading, a row or an item, or shows no picture there
    if line.words < 3 or line.words > 60 or line.ends in "!?…:;," or index <= first or line.text[0] in "-–—+*•":
        return False
    above = lines[index - 1]
    if above.ends not in '.!?…"”' and mark is None and not shows_picture(above):
        return False
    if line.words <= _LONGEST_VIEW and _VIEW.match(line.folded) is not None:
        return True
    if line.ends == ".":
        return False
    return (line.words >= 8 and says_what_is_seen(line)) or _is_seen(index, lines, marks)


def says_what_is_seen(line: Line) -> bool:
    """Whether a line begins with who or what is seen and says what they do."""
    return _CAPTION_OPENER.match(line.folded) is not None and _CAPTION_VERB.search(line.folded) is not None


def _is_seen(index: int, lines: list[Line], marks: list[Mark | None]) -> bool:
    """A picture's line above a paragraph, the name of a picture, or the line of another one."""
    if index + 1 >= len(lines) or not shows_picture(lines[index]):
        return False
    mark, below = marks[index + 1], lines[index + 1]
    if mark is not None:
        return mark.kind in ("image_alt", "caption")
    return below.shape is Shape.PROSE or shows_picture(below)


def shows_picture(line: Line) -> bool:
    """A line without an end mark that is in brackets, or says that somebody does what one does on pictures.

    >>> from tasks.text.blocks import split_lines
    >>> [shows_picture(line) for line in split_lines("Người dân xóm Nà Phạ trồng cây\\nNgười dân đã trồng 80 cây")[0]]
    [True, False]
    """
    if line.words < 4 or line.words > _LONGEST_SEEN or line.ends in ".!?…:;,":
        return False
    if line.text[0] == "(":
        return line.text[-1] == ")" and line.text.count("(") == 1
    seen = _SEEN.match(line.folded) is not None and _DONE.search(line.folded) is not None
    return seen and _TOLD.search(line.folded) is None


def opens_gallery(line: Line) -> bool:
    """ "Một số hình ảnh tại buổi lễ:": nothing but pictures follow."""
    return line.ends == ":" and line.folded.startswith(("mot so hinh anh", "mot so anh", "hinh anh", "chum anh"))
