"""`python -m summarizer.spark`, or this file given to spark-submit."""

import sys

from summarizer.cli import USAGE
from summarizer.errors import UsageError

if __name__ == "__main__":
    try:
        from summarizer.spark.job import main
    except UsageError as error:
        sys.exit(print(f"summarizer: {error}", file=sys.stderr) or USAGE)
    sys.exit(main())
