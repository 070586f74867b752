"""A Python that runs one block a line of standard input in one namespace, and answers with what it printed, and 0 or 1."""

import contextlib
import io
import json
import sys
import traceback
from types import ModuleType

if __name__ == "__main__":
    answers, sys.path[0] = sys.stdout, ""  # modules of the working folder are found, as in a session
    module = sys.modules["__main__"] = ModuleType("__main__")
    for request in sys.stdin:
        source, name, line = json.loads(request)
        printed, code = io.StringIO(), 0
        with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed):
            try:
                exec(compile("\n" * (line - 1) + source, name, "exec"), module.__dict__)  # noqa: S102  # our own documents
            except BaseException:  # whatever it is, it is told
                traceback.print_exc()
                code = 1
        answers.write(json.dumps([printed.getvalue(), code]) + "\n")
        answers.flush()
