"""What an element of a page says of the text in it, by its tag, its class, its id or its role."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from tasks.text.elements import Elements, text_size

_BY_ROLE = "[role='navigation']"
ZONES = (
    "navigation",
    "footer",
    "related",
    "comments",
    "tags",
    "page_tools",
    "ads",
    "caption",
    "byline",
    "lead",
    "title",
    "body",
    "drawing",
    "row",
    "item",
)
"""What an element's tag, class or id can say of the text in it."""

_BY_TAG = {"nav": "navigation", "footer": "footer", "aside": "related", "figcaption": "caption"}
# Words of class and id attributes; the word must stand alone between marks, digits and capitals.
_BY_NAME: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (zone, re.compile(rf"(?:^|[\s_\-])(?:{words})(?:$|[\s_\-\d])"))
    for zone, words in (
        ("comments", r"comments?|comment-?(?:list|form|box|area|wrap(?:per)?)|binh-?luan|fb-comments|disqus\w*|respond"),
        (
            "related",
            r"related\w*|relate|relatednews|tin-?lien-?quan|lien-?quan|tin-?khac|tinkhac|tbtinkhac|other-?news|othernews|"
            r"morenews|read-?more|sidebar|most-?view\w*|xem-?nhieu|doc-?nhieu|recommend\w*|cung-?chuyen-?muc|same-?cate\w*",
        ),
        ("navigation", r"breadcrumbs?|menu|main-?menu|top-?menu|navbar\w*|nav|pagination|pager|paging|bread"),
        ("footer", r"footer|page-?footer|site-?footer|bottom-?footer"),
        ("tags", r"tags?|tag-?list|box-?tags?|keywords?|tagcloud|post-?tags"),
        (
            "page_tools",
            r"players?|audio-?\w*|text-?to-?speech|tts|plyr\w*|jw-?player|video-?js|surveys?|polls?|votes?|ratings?|share|social\w*|sharing|print|toolbar|font-?size|like-?share|addthis\w*|zalo-share-button",
        ),
        (
            "ads",
            r"pay-?walls?|subscri(?:be|ption)\w*|newsletters?|app-?(?:banner|download|promo)\w*|download-?app|pop-?ups?|modals?|ads|adv|advert\w*|banner\w*|quang-?cao|adsbygoogle",
        ),
        ("caption", r"caption|wp-caption-text|photocms_caption|image-?caption|img-?caption|fig-?caption|desc-?img|chu-?thich"),
        ("byline", r"author|tac-?gia|byline|news-?author|post-?author"),
        ("lead", r"sapo|lead|chapeau|news-?sapo|detail-?sapo|summary|intro-?text|hometext"),
    )
)
_BODY_NAME = re.compile(
    r"(?:^|[\s_\-])(?:article-?body|entry-?content|post-?body|post-?content|news-?content|detail-?content|"
    r"content-?detail|articlebody|fck_detail|bodytext)(?:$|[\s_\-\d])"
)
_ANY_NAME = re.compile("|".join(pattern.pattern for pattern in (*(pattern for _, pattern in _BY_NAME), _BODY_NAME)))
"""All of them in one search, since most names tell nothing."""
_MOST_NAMES = 300
_FIELDS = "textarea,input[type='text'],input[type='email'],input[type='tel'],input[type='radio'],input:not([type])"
_LARGEST_FORM = 1500


def telling_names(page: Elements) -> tuple[list[str], list[str]]:
    """The classes and the ids of a page that tell a zone, each once: few do, and to ask every element takes long."""
    classes = {name for value in page.values["class"] for name in value.split() if _zone_of_name(name) is not None}
    ids = {value for value in page.values["id"] if _zone_of_name(value) is not None}
    return sorted(classes)[:_MOST_NAMES], sorted(ids)[:_MOST_NAMES]


def elements_that_tell(page: Elements, classes: list[str], ids: list[str]) -> list[Any]:
    """The elements whose tag, class, id or role can tell a zone, each once."""
    found = [*page.named("form", *_BY_TAG), *(page.matching(_BY_ROLE) if "navigation" in page.source else ())]
    for name in classes:
        found += page.classed(name)
    found += page.having("id", ids)
    return list(dict(zip(map(id, found), found, strict=True)).values())


def _is_to_fill_in(form: Any) -> bool:
    """Whether a form is a box that readers write into; many a page stands in a form as a whole."""
    return text_size(form) <= _LARGEST_FORM and form.query_selector(_FIELDS) is not None and form.query_selector("h1,article") is None


def zone_of(tag: str, element: Any) -> str | None:
    if tag == "form":
        return "page_tools" if _is_to_fill_in(element) else None
    zone = _BY_TAG.get(tag)
    if zone is not None:
        return zone
    zone = _zone_of_name(f"{element.class_name} {element.id}")
    if zone is None and element.getattr("role") == "navigation":
        return "navigation"
    return zone


@lru_cache(maxsize=8_192)
def _zone_of_name(name: str) -> str | None:
    """The zone that the words of a class and an id tell; pages of a site repeat them, so answers are kept."""
    name = name.strip().lower()
    if _ANY_NAME.search(name) is None:
        return None
    for zone, pattern in _BY_NAME:
        if pattern.search(name):
            return zone
    return "body" if _BODY_NAME.search(name) else None
