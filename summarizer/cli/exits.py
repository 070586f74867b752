"""Exit codes: what each means is in `docs/reliability.md` and under every `--help`."""

from collections.abc import Iterable
from typing import Final

OK: Final = 0
FOUND: Final = 1
USAGE: Final = 2
FAILED: Final = 3
BUDGET: Final = 4
STORE: Final = 5
INTERRUPTED: Final = 130

EXIT_CODES: Final = """exit codes:
  0    done
  1    there is a finding of the kind given to --fail-on, or a score below the one given to --fail-under
  2    the call is wrong, or there is no model to read with
  3    some articles or records failed; the report holds the others
  4    stopped at the budget; the report holds what was done
  5    the store cannot be opened or written; the report holds what was read
  130  interrupted; the report holds what was done
"""

_ENDINGS: Final = {"interrupted": INTERRUPTED, "budget": BUDGET, "store": STORE}


def code_of_ending(ended: str, code: int) -> int:
    """Return the exit code of a run, given that of its report: a run that was refused has questions left."""
    return _ENDINGS.get(ended) or code or (OK if ended == "done" else FAILED)


def code_of_findings(kinds: Iterable[str], fail_on: Iterable[str], *, is_whole: bool) -> int:
    """Return the exit code of a report, given the kinds of its findings; `is_whole`: nothing failed."""
    if set(kinds) & set(fail_on):
        return FOUND
    return OK if is_whole else FAILED
