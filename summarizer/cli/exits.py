"""Exit codes: what each means is in `docs/reliability.md` and under every `--help`."""

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
  1    there is a finding of the kind given to --fail-on
  2    the call is wrong, or there is no model to read with
  3    some articles or records failed; the report holds the others
  4    stopped at the budget; the report holds what was done
  5    the store cannot be opened or written; the report holds what was read
  130  interrupted; the report holds what was done
"""
