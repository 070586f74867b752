"""The site's pages from outside this folder: the changelog, and what pages link to in the repository, as text."""

import re
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

_LINK = re.compile(r"\]\(\.\./([^)#\s]+)(#[^)\s]*)?\)")
_PAGES = {"README.md": "index.md", "CHANGELOG.md": "changelog.md"}


def on_files(files: Files, *, config: MkDocsConfig) -> Files:
    """Add the changelog, and every file of the repository that a page links to."""
    root = Path(config.config_file_path).parent
    files.append(File.generated(config, "changelog.md", content=(root / "CHANGELOG.md").read_text(encoding="utf-8")))
    linked = {name for file in files.documentation_pages() for name, _ in _LINK.findall(file.content_string)}
    for name in sorted(linked - _PAGES.keys()):
        if (root / name).is_file():
            files.append(File.generated(config, _place(name), content=(root / name).read_bytes()))
    return files


def on_page_markdown(markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG001
    """Links that lead out of this folder, as GitHub has them, lead to where the site has the same."""
    return _LINK.sub(lambda link: f"]({_PAGES.get(link[1]) or _place(link[1])}{link[2] or ''})", markdown)


def _place(name: str) -> str:
    """Where a file of the repository stands in the site: as text, whatever it is."""
    return f"repository/{name}.txt"
