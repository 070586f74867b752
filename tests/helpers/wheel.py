"""The wheel test: build sdist and wheel, install the wheel in an empty environment, run it away from the source.

python tests/helpers/wheel.py
"""

import os
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).parents[2]


def run(*command: str | Path, cwd: Path = ROOT) -> str:
    """The output of a command that must succeed, with nothing of this environment but its registry settings."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "VIRTUAL_ENV"))}
    ran = subprocess.run(
        [str(part) for part in command], cwd=cwd, env=environment, capture_output=True, text=True, check=False
    )
    if ran.returncode:
        sys.exit(f"wheel test: {' '.join(map(str, command))} failed:\n{ran.stdout}{ran.stderr}")
    return ran.stdout


def main() -> None:
    """Build, install, run."""
    with tempfile.TemporaryDirectory() as folder:
        away = Path(folder)
        run(sys.executable, "-m", "build", "--outdir", away / "dist", ROOT)  # the wheel is built from the sdist
        (wheel,) = (away / "dist").glob("*.whl")
        venv.create(away / "env", with_pip=True)
        python = away / "env" / "bin" / "python"
        run(python, "-m", "pip", "install", "--quiet", "--constraint", ROOT / "constraints.txt", wheel)
        command = away / "env" / "bin" / "summarizer"
        report = run(command, "run", ROOT / "seeds", "--replay", ROOT / "cassettes" / "seeds.yaml", cwd=away)
        expect(report.startswith("21 articles, ") and "CONFLICT" in report, "the seeds' report")
        run(
            command,
            "run",
            ROOT / "seeds" / "007_engels_airbase.md",
            "--format",
            "html",
            "-o",
            away / "page.html",
            cwd=away,
        )
        expect(
            "// The desk: " in (away / "page.html").read_text(encoding="utf-8"), "the page's template, style and script"
        )
        expect("air_drone_strike" in run(command, "schema", cwd=away), "the schemas in the wheel")
        expect(
            "=== ARTICLE" in run(command, "prompt", ROOT / "seeds" / "007_engels_airbase.md", cwd=away), "the prompts"
        )
        where = run(python, "-c", "import summarizer.schemas as s; print(s.__file__, s.Event.__module__)", cwd=away)
        expect(str(away) in where and where.split()[1] == "summarizer.schemas.base", "one copy of the schemas")
        typed = run(
            python,
            "-c",
            "import summarizer, pathlib; print(pathlib.Path(summarizer.__file__).with_name('py.typed').exists())",
        )
        expect(typed.strip() == "True", "py.typed")
        print(f"wheel test passed: {wheel.name}")


def expect(condition: bool, what: str) -> None:
    """End with what was missing."""
    if not condition:
        sys.exit(f"wheel test: expected {what}, got something else")


if __name__ == "__main__":
    main()
