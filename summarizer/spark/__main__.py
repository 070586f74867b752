"""`python -m summarizer.spark`, or this file given to spark-submit, for which its imports are absolute."""

import sys

from ..cli.exits import USAGE
from ..errors import UsageError

if __name__ == "__main__":
    try:
        from . import main
    except UsageError as error:
        print(f"summarizer: {error}", file=sys.stderr)
        sys.exit(USAGE)
    sys.exit(main())
