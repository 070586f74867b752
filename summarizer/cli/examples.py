"""The examples under each command's help: each is a call that works."""

from typing import Final

EXAMPLES: Final[dict[str, str]] = {
    "run": """
  summarizer run articles/                                    by the built-in rules: no model, no network
  summarizer run articles/ --model gpt-4.1-mini --budget 5    with OPENAI_API_KEY; at most 5 USD
  summarizer run articles/ --base-url http://localhost:11434/v1 --model qwen3:14b
  summarizer run articles/ --model gpt-4.1-mini --dry-run     what it would cost; nothing is sent
  summarizer run more/ --add --format md -o report.md         what is new with these articles
  summarizer run articles/ -o report.html                     a page to read, compare and review the findings on
  summarizer run articles/ --replay replies.yaml --fail-on conflict
  summarizer run articles/ --model gpt-4.1-mini --prompts prompts/
""",
    "check": """
  summarizer check reports.jsonl
  summarizer check GEDEvent.csv --format incidents -o incidents.jsonl
  summarizer check own.csv --map deaths=killed --map town=place.name --explain
""",
    "page": """
  summarizer page summary.json --articles articles/ -o report.html
  summarizer page summary.json --articles articles/ --reviews reviews.json -o report.html
""",
    "compare": """
  summarizer compare rules.json model.json
""",
    "diff": """
  summarizer diff monday.json tuesday.json
""",
    "eval": """
  summarizer eval gold.jsonl                                  the figures as labelled: as good as the checker can be
  summarizer eval gold.jsonl --records readings.jsonl --fail-under findings_precision=0.9
  summarizer eval gold.jsonl --model gpt-4.1-mini --budget 5 -o mini.json
  summarizer eval gold.jsonl --model builtin --baseline mini.json -o builtin.html
  summarizer eval report.json --gold-from reviews.json --articles articles/ -o gold.jsonl
""",
    "runs": """
  summarizer runs
  summarizer runs --store night.sqlite --format json
""",
    "numbers": """
  summarizer numbers article.txt
  echo "More than 120 missiles" | summarizer numbers - --format json
""",
    "prompt": """
  summarizer prompt article.md | less
  summarizer prompt --template extract > prompts/extract.md   to begin your own with
  summarizer prompt article.md --prompts prompts/             what is sent with it
""",
    "schema": """
  summarizer schema
  summarizer schema air_drone_strike
  summarizer schema --event mypackage.events:Flood
""",
    "config": """
  summarizer config
  summarizer config --model gpt-4.1-mini --format json
""",
    "completion": """
  summarizer completion bash > ~/.local/share/bash-completion/completions/summarizer
  summarizer completion zsh > ~/.zfunc/_summarizer            with ~/.zfunc in $fpath
  summarizer completion fish > ~/.config/fish/completions/summarizer.fish
""",
}
