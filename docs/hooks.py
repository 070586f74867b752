"""What pages link to outside their folder comes into the site; links that show a file's name show its title."""

import re
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

_OUTSIDE = re.compile(r"\]\(\.\./([^)#\s]+)(#[^)\s]*)?\)")
_BY_FILE = re.compile(r"\[([\w-]+\.md)\](?=\(\1[)#])")
_TITLE = re.compile(r"# (.+)")
_PAGES = {"README.md": "index.md", "CHANGELOG.md": "changelog.md"}


def on_files(files: Files, *, config: MkDocsConfig) -> Files:
    """Add the changelog, and every file of the repository that a page links to."""
    root = Path(config.config_file_path).parent
    files.append(File.generated(config, "changelog.md", content=(root / "CHANGELOG.md").read_text(encoding="utf-8")))
    linked = {name for file in files.documentation_pages() for name, _ in _OUTSIDE.findall(file.content_string)}
    for name in sorted(linked - _PAGES.keys()):
        if (root / name).is_file():
            files.append(File.generated(config, _place(name), content=(root / name).read_bytes()))
    return files


def on_page_markdown(markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG001  # the hook's names
    """Links out of this folder lead to where the site has the same; `[page.md](page.md)` shows that page's title."""
    inside = _OUTSIDE.sub(lambda link: f"]({_PAGES.get(link[1]) or _place(link[1])}{link[2] or ''})", markdown)
    return _BY_FILE.sub(lambda link: f"[{_title(files, link[1])}]", inside)


def _place(name: str) -> str:
    """Where a file of the repository stands in the site: as text, whatever it is."""
    return f"repository/{name}.txt"


def _title(files: Files, name: str) -> str:
    """The heading of a page."""
    page = files.get_file_from_path(name)
    title = _TITLE.match(page.content_string) if page else None
    return title[1] if title else name
