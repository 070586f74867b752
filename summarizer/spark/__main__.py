"""`python -m summarizer.spark`, or this file given to spark-submit, for which its imports are absolute."""

import sys

from summarizer.cli.exits import USAGE
from summarizer.errors import UsageError

if __name__ == "__main__":
    try:
        from summarizer.spark import main
    except UsageError as error:
        print(f"summarizer: {error}", file=sys.stderr)
        sys.exit(USAGE)
    sys.exit(main())
