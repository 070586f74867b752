"""Articles that were edited and moved since the run before, so that neither their id nor their file is known."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from ..consistency import find_copies
from ..inputs.origins import list_moved, list_origins, normalize_outlet
from ..records.article import Article
from ..store import Store
from ..summary.article_names import ArticleNames, Source
from ..summary.decisions import Decisions

_MOST_NEW: Final = 1_000  # new texts, beyond which none is compared: a first run of a large folder is no rename


def with_moved_articles(decisions: Decisions, store: Store, run: int, articles: Iterable[Source]) -> Decisions:
    """Return decisions that know where the articles are that were edited and moved since they were read last.

    Such an article is a text that no other run has, in a place where none was before, a near-duplicate of one that a
    decision is on and that is gone, and of the same outlet. Where two could be it, or it could be two, none is. Whether
    it still tells of the event that was decided on is for the reports to say.
    """
    here = {article.id: article for article in articles} if decisions.reviews else {}
    lost = {key.article for key in decisions.keys if key.article not in here}
    if not lost:
        return decisions
    names = ArticleNames(here.values())
    lost -= {key.article for key in decisions.keys if names.find_key(key) is not None}
    gone = [article for article_id in sorted(lost) if (article := store.article(article_id))]
    near = _list_candidates(gone, here.values())
    ids = set[str]().union(*near.values())
    ids -= store.other_runs_hold(run, ids)
    if len(ids) > _MOST_NEW:
        return decisions
    texts = [text for new in sorted(ids) if (text := store.article(new)) and not _is_replacement(text, store)]
    alike = {was.id: {now.id for now in texts if now.id in near[was.id] and _is_edit(now, was)} for was in gone}
    return replace(decisions, moved=_pair_off(alike))


def _list_candidates(gone: Iterable[Article], articles: Iterable[Source]) -> dict[str, set[str]]:
    """Map the id of each article that is gone to those of the articles that it may be now."""
    by_outlet: dict[str, list[Source]] = defaultdict(list)
    for article in articles:
        by_outlet[normalize_outlet(article)].append(article)
    return {was.id: {now.id for now in list_moved(was, by_outlet[normalize_outlet(was)])} for was in gone}


def _is_replacement(article: Article, store: Store) -> bool:
    """Test whether another text was read in the place of an article: it is an edit of that one."""
    return any(store.find_before(origin.key, article.id) for origin in list_origins(article))


def _is_edit(now: Article, was: Article) -> bool:
    return bool(find_copies({"now": now.text, "was": was.text}))


def _pair_off(alike: Mapping[str, set[str]]) -> dict[str, str]:
    """Pair what has one candidate that is a candidate of nothing else."""
    owners: dict[str, set[str]] = defaultdict(set)
    for was, candidates in alike.items():
        for new in candidates:
            owners[new].add(was)
    return {
        was: new
        for was, candidates in alike.items()
        if len(candidates) == 1
        for new in candidates
        if len(owners[new]) == 1
    }
