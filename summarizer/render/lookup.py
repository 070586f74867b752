"""A summary's articles and incidents, looked up by id."""

from pathlib import PurePath

from ..language.detection import ENGLISH, language_name
from ..records.incidents import Incident
from ..records.summary import ArticleRecord, Summary


def articles_by_id(summary: Summary) -> dict[str, ArticleRecord]:
    """Index the articles of a summary by id."""
    return {article.id: article for article in summary.articles}


def incidents_by_id(summary: Summary) -> dict[str, Incident]:
    """Index the incidents of a summary by id."""
    return {incident.id: incident for incident in summary.incidents}


def headlines_by_id(summary: Summary) -> dict[str, str]:
    """Index the headlines of a summary's incidents by the incidents' ids."""
    return {incident.id: incident.headline for incident in summary.incidents}


def source_label(article: ArticleRecord) -> str:
    """Return `article_label` with the article's language, if it is another one than English."""
    foreign = article.language not in (None, ENGLISH)
    return article_label(article) + (f" ({language_name(str(article.language))})" if foreign else "")


def article_label(article: ArticleRecord) -> str:
    """Return the name under which a report lists an article: its source, else its file's name, else its id."""
    return article.source or (PurePath(article.path).name if article.path else article.id)
