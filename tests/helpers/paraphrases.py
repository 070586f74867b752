"""Long invented articles and paraphrased quotes of known place, from a seed."""

import random
from dataclasses import dataclass

_WORDS = (
    "officials said the region city people were killed wounded missiles drones launched shot down attack village "
    "governor ministry morning evening report according emergency services houses damaged residents police army "
    "border fire rescue hospital power outage infrastructure air defence strike statement telegram reported "
    "military after before during several news agency local time government minister crews street bridge school "
    "river coast island storm water roads "
).split()


@dataclass(frozen=True)
class Case:
    """A quote that paraphrases `text[start:end]`, and a number that stands in both."""

    quote: str
    value: float
    start: int
    end: int


def long_article(words: int, random_: random.Random) -> list[str]:
    """That many words in sentences, every other sentence with a number in it."""
    found: list[str] = []
    while len(found) < words:
        sentence = [random_.choice(_WORDS) for _ in range(random_.randint(8, 30))]
        if random_.random() < 0.5:
            sentence.insert(random_.randint(1, len(sentence) - 1), str(random_.randint(2, 900)))
        found += [sentence[0].capitalize(), *sentence[1:-1], sentence[-1] + "."]
    return found[:words]


def cases(article: list[str], length: int, count: int, random_: random.Random) -> list[Case]:
    """Quotes of about `length` words, of which one in eight was changed, left out or added, never a number."""
    starts = [0]
    for word in article:
        starts.append(starts[-1] + len(word) + 1)
    found: list[Case] = []
    while len(found) < count:
        at = random_.randrange(len(article) - length)
        words = article[at : at + length]
        numbers = [float(word.strip(".")) for word in words if word.strip(".").isdigit()]
        if numbers and sum(word.endswith(".") for word in words[:-1]) <= 1:  # a quote of two sentences at most
            quote = " ".join(_paraphrased(words, random_))
            found.append(Case(quote, numbers[0], starts[at], starts[at + length] - 1))
    return found


def _paraphrased(words: list[str], random_: random.Random) -> list[str]:
    changed = list(words)
    for _ in range(max(1, len(words) // 8)):
        at = random_.randrange(len(changed))
        if changed[at].strip(".").isdigit():
            continue
        match random_.choice("sid"):
            case "s":
                changed[at] = random_.choice(_WORDS)
            case "i":
                changed.insert(at, random_.choice(_WORDS))
            case _:
                del changed[at]
    return changed
