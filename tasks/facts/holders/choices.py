"""Whose a figure can be: every body and place the article names so far, each with what speaks for it.

All mentions of one body speak for that body together (`mentions.py` says where they stand, `features.py` what each says, `said.py`
how it is worded); so do the last body that acted, the title, whom the article speaks of most, and the holder of the figure before.
How much each of these counts is measured on labelled articles: `seeds/weights/holder.csv`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator

from tasks.facts.candidates.drafts import Draft
from tasks.facts.document.reading import Reading
from tasks.facts.holders import said
from tasks.facts.holders.features import HolderFeatures
from tasks.facts.holders.mentions import AREAS, BEHIND, IN_SENTENCE, ZONES, HolderMentions, is_of_its_kind
from tasks.facts.holders.names import HolderNames, key_of
from tasks.facts.holders.singled_out import singled_out
from tasks.facts.knowledge.lexicons import indicator_topics
from tasks.facts.knowledge.links import OTHER
from tasks.facts.knowledge.weights import Weighed, Weights
from tasks.vi.text.fragments import PEOPLE_TOLD_OF
from tasks.vi.text.patterns import pattern

# How far a subject or scene is sought, in code points, and of how many bodies and places it is told that the article speaks most.
_FAR, _MOST_TOLD_OF = 2500, 3
# How much of a sentence is its opening, where the person told of is named, in code points.
_OPENING = 40
# `bị trộm | hơn 30 triệu đồng`
_DEED_BEFORE = pattern("deed_before")
_LONGEST_DEED = 30
# How many nearer names are told apart; a mention behind the figure counts as farther than all.
_FARTHEST = 4
_BEHIND_IT = 9

Found = dict[str, Weighed]


class HolderChoices:
    """What there is to choose from for the figures of one article.

    Args:
        reading: the article.
        drafts: its figures in reading order.
        weights: how much each feature counts.
    """

    def __init__(self, reading: Reading, drafts: list[Draft], weights: Weights) -> None:
        self._reading, self._weights = reading, weights
        self._names = HolderNames(reading, reading.organisations)
        self._mentions = HolderMentions(reading, self._names)
        self._features = HolderFeatures(reading, self._mentions, [draft.start for draft in drafts], weights)
        mentions = self._mentions.all
        self._in_title = {key for told in mentions if told.in_title for key in (told.key, told.place_key) if key}
        self._in_lead = {told.key for told in mentions if told.in_lead}
        self._times_named = Counter(told.key for told in mentions)
        first = next((told.key for told in mentions if told.in_lead), None)
        self._lead = next((told.printed for told in mentions if told.key == first), None)
        self._told_of = self._most_told_of()
        self._about: dict[tuple[str, bool], list[tuple[str, str, dict[str, float]]]] = {}
        self._acts_or_sets = [
            index for index, told in enumerate(mentions) if (told.one.role == "subject" and told.one.has_verb) or told.one.role == "at"
        ]

    def of(self, draft: Draft, before: tuple[Draft, str | None] | None, whole: str | None) -> list[Weighed]:
        """The choices for a figure; the last one is nobody.

        Args:
            draft: the figure.
            before: the figure before it in the article and its holder; null for the first one.
            whole: the holder of the figure it is a part or share of; null where there is none, or nobody holds it.
        """
        kind, person = _figure_kind(draft), self._person_told_of(draft)
        deed = self._deed_before(draft)
        found = self._candidates(draft, kind, deed)
        for name in (whole, before[1] if before is not None else None):
            if name is not None:
                found.setdefault(key_of(name), Weighed(name, {}))
        nobody = {**self._nobody(draft, kind, person, len(found)), **said.nobody_before(self._weights, deed)}
        for key, (_, features) in found.items():
            features.update(self._of_name(key, kind))
            if person is not None:
                features.update(said.of_person(self._weights, "kind household" in features))
        for key, counts in self._chain(draft, before, whole):
            (found[key].features if key else nobody).update(counts)
        return [*found.values(), Weighed(None, nobody)]

    def singled_out(self, draft: Draft) -> str | None:
        """Who is told of for a figure alone, as printed in full; null where the weights have to say whose it is."""
        return singled_out(draft, self._reading, self._mentions)

    def _candidates(self, draft: Draft, kind: str, deed: str) -> Found:
        """The bodies and places named, by their keys, with what their mentions and the article say for them.

        `deed` is the word that leads to the figure.
        """
        found: Found = {}
        weights, of_mentions = self._weights, self._features
        ranks = dict.fromkeys(ZONES, 0)
        nearer: set[str] = set()
        for index, zone in self._mentions.zones(draft):
            told = self._mentions.all[index]
            one, rank = told.one, ranks[zone]
            if told.names_nobody or is_of_its_kind(one, draft):
                continue
            features = _of_choice(found, told.key, told.printed)
            features.update(of_mentions.static(index, zone))
            features.update(said.of_sorts(weights, zone, one.role, one.kind, one.level, told.is_arm, min(rank, 2), kind))
            features.update(said.of_deed(weights, AREAS[zone], one.role, deed))
            if zone in IN_SENTENCE:
                features.update(of_mentions.between(one, zone, draft))
            names = _BEHIND_IT if zone in BEHIND else min(len(nearer), _FARTHEST)
            if not one.is_plural and one.kind != "household":
                features.update(said.of_nearer(weights, "other names", names))
            if one.place and told.place_key and not one.is_plural:
                place = _of_choice(found, told.place_key, one.place)
                place.update(said.of_its_place(weights, zone, one.role, one.kind, told.is_arm, min(rank, 1), kind))
                place.update(said.of_nearer(weights, "its place", names))
            ranks[zone] += 1
            if zone not in BEHIND:
                nearer.add(told.key)
        for key, name, counts in (*self._acting(draft, kind), *self._of_article(kind, in_title=self._reading.in_title(draft.start))):
            _of_choice(found, key, name).update(counts)
        return found

    # -- what the article speaks of ---------------------------------------------------------------------------------------

    def _acting(self, draft: Draft, kind: str) -> Iterator[tuple[str, str, said.Counts]]:
        """The last body that acted before a figure, and the last place that set a scene: keys, names and what they say."""
        line, in_title = self._mentions.paragraph_start(draft.start), self._reading.in_title(draft.start)
        acted = set_scene = False
        for place in range(bisect_left(self._acts_or_sets, bisect_left(self._mentions.starts, draft.start)) - 1, -1, -1):
            index = self._acts_or_sets[place]
            told = self._mentions.all[index]
            one = told.one
            if (told.in_title and not in_title) or draft.start - one.start > _FAR or (acted and set_scene):
                return
            if (set_scene if one.role == "at" else acted) or one.end > draft.start or told.names_nobody or is_of_its_kind(one, draft):
                continue
            if one.end <= draft.sentence.start and self._mentions.is_aside(one):
                continue
            where = "sentence" if one.start >= draft.sentence.start else "paragraph" if one.start >= line else "article"
            if one.role == "subject":
                yield told.key, told.printed, said.of_acting(self._weights, "acted", where, one.kind, kind, "scene", set_scene)
                acted = True
            elif self._features.sets_scene(index):
                yield told.key, told.printed, said.of_acting(self._weights, "scene", where, one.kind, kind, "acted", acted)
                set_scene = True

    def _of_article(self, kind: str, *, in_title: bool) -> list[tuple[str, str, dict[str, float]]]:
        """What the article says for those it is about, for a figure of some kind in its title or below: keys, names, features."""
        known = self._about.get((kind, in_title))
        if known is None:
            told = self._told_by_article(kind, in_title=in_title)
            known = self._about[kind, in_title] = [(key_of(name), name, self._weights.of(features)) for name, features in told]
        return known

    def _told_by_article(self, kind: str, *, in_title: bool) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Whom the title names, of whom the article speaks most, and whom the lead names."""
        names = self._names
        if in_title:
            if names.title_printed:
                yield names.title_printed, ("title of title",)
            return
        if names.title:
            yield names.title, ("of title", f"of title of {kind}")
        for place, (name, share) in enumerate(self._told_of):
            yield name, (f"told of {place}", f"told of {place} of {kind}", f"told of {place} share {share}")
        if self._lead is not None:
            yield self._lead, ("of lead", f"of lead title {names.title is not None}")

    def _most_told_of(self) -> list[tuple[str, int]]:
        """The bodies and places the article speaks of most, each with its share of the whole in quarters."""
        salience = list(self._mentions.salience().values())
        whole = max(1.0, sum(weight for _, weight in salience))
        return [(name, int(4 * weight / whole)) for name, weight in salience[:_MOST_TOLD_OF]]

    # -- what is said of a name, of nobody, and of the figures before ----------------------------------------------------------

    def _of_name(self, key: str, kind: str) -> said.Counts:
        """What the article as a whole says of a name."""
        named = self._times_named.get(key, 0)
        times = "once" if named <= 1 else "thrice" if named <= 3 else "often"
        return said.of_name(self._weights, times, key in self._in_title, key in self._in_lead, kind)

    def _nobody(self, draft: Draft, kind: str, person: str | None, choices: int) -> said.Counts:
        """What speaks for nobody being told as the holder."""
        titled, in_title = self._names.title is not None, self._reading.in_title(draft.start)
        named, share = min(self._mentions.named_before(draft), 2), self._told_of[0][1] if self._told_of else 0
        known = said.of_nobody(self._weights, kind, person, titled, in_title, min(choices, 3), named)
        return {**known, **said.of_nobody_in_list(self._weights, self._mentions.in_list(draft.start), share)}

    def _person_told_of(self, draft: Draft) -> str | None:
        """The word for a person who acts in the clause or opens the sentence: `chị thu được 1,5 tấn`."""
        spelled = self._reading.spelled
        found = PEOPLE_TOLD_OF.search(f" {spelled[draft.left.start : draft.start]} ")
        found = found or PEOPLE_TOLD_OF.search(f" {spelled[draft.sentence.start : draft.start][:_OPENING]}")
        return found[1] if found else None

    def _deed_before(self, draft: Draft) -> str:
        """The word that leads to a figure, past hedges: `trộm` of `trộm gần 30 triệu đồng`, empty where there is none."""
        match = _DEED_BEFORE.search(self._reading.spelled, max(draft.sentence.start, draft.start - _LONGEST_DEED), draft.start)
        return match[1] if match else ""

    def _chain(self, draft: Draft, before: tuple[Draft, str | None] | None, whole: str | None) -> Iterator[tuple[str, said.Counts]]:
        """What the figure before, and the whole, say for their holders: keys with features."""
        if before is not None:
            last, holder = before
            near = last.start >= self._mentions.paragraph_start(draft.start)
            where = "sentence" if last.sentence == draft.sentence else "paragraph" if near else "article"
            starts = self._mentions.starts
            new = bisect_left(starts, draft.start) - bisect_left(starts, last.end)
            yield key_of(holder), said.of_last(self._weights, where, min(new, 2), draft.indicator == last.indicator)
        if whole is not None:
            yield key_of(whole), said.of_whole(self._weights, draft.measure)


def _of_choice(found: Found, key: str, name: str) -> dict[str, float]:
    """The features of a choice, which is new where its key is."""
    known = found.get(key)
    if known is None:
        known = found[key] = Weighed(name, {})
    return known.features


def _figure_kind(draft: Draft) -> str:
    """What sort of figure it is: the topic of its indicator, or what is counted where it has none."""
    if draft.indicator != OTHER:
        return indicator_topics()[draft.indicator]
    return f"other {draft.kind}" if draft.kind != "count" else f"other {draft.noun_class or draft.unit}"
