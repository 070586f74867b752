"""The built-in reader: verbs of news that tell what became of people, crowds and property, beside near neighbours."""

import asyncio

import pytest

from summarizer import ground
from summarizer.reading.rules import RuleReader
from summarizer.records.article import make_article
from summarizer.records.usage import Usage
from summarizer.schemas import Figure


def figures(text: str) -> list[Figure]:
    events = asyncio.run(RuleReader().read(make_article(text), Usage()))
    return [figure for event in events for figure in event.figures]


Rows = list[tuple[str, str, float | None]]

TABLE: list[tuple[str, Rows]] = [
    # Deaths.
    ("Twelve people succumbed to their injuries after the blast.", [("killed", "people", 12)]),
    ("The crash killed 45 people, and three more succumbed in hospital.",
     [("killed", "people", 45), ("killed", "people", 3)]),
    ("Two ministers succumbed to pressure after the flood.", []),
    ("Twelve soldiers were martyred in the raid.", [("killed", "soldiers", 12)]),
    ("Gunmen hacked 12 villagers to death in the raid.", [("killed", "villagers", 12)]),
    ("The mob beat two suspected thieves to death.", [("killed", "suspected thieves", 2)]),
    ("Attackers burned four of them alive in the raid.", [("killed", "people", 4)]),
    ("Gunmen shot nine people dead in the raid.", [("killed", "people", 9)]),
    ("Gunmen shot nine people in the raid.", [("casualties", "people", 9)]),
    ("The mob beat two men in the riot.", []),
    ("Militants beheaded 12 fishermen in the raid.", [("killed", "fishermen", 12)]),
    ("Troops eliminated 12 militants in the raid.", [("killed", "militants", 12)]),
    ("Twelve terrorists were eliminated in the raid.", [("killed", "terrorists", 12)]),
    ("After the blast the jury eliminated 12 singers.", []),
    ("Twelve teams were eliminated after the flood.", []),
    # Killed, wounded or captured; dead or missing: no one outcome is told.
    ("Troops neutralised 12 militants in the raid.", []),
    ("Floods washed away 12 people on Monday.", []),
    ("Floods washed away 12 houses on Monday.", [("destroyed", "houses", 12)]),
    # Abductions and arrests.
    ("Gunmen took 12 people hostage in the raid.", [("abducted", "people", 12)]),
    ("Rebels are holding 30 workers captive after the raid.", [("abducted", "workers", 30)]),
    ("Bandits whisked away 12 pupils in the raid.", [("abducted", "pupils", 12)]),
    ("Thirty pupils were whisked away in the raid.", [("abducted", "pupils", 30)]),
    ("Gunmen seized 12 people in the raid.", [("abducted", "people", 12)]),
    ("Soldiers seized 12 suspects in the raid.", [("detained", "suspects", 12)]),
    ("Twelve suspects were seized by police in the raid.", [("detained", "suspects", 12)]),
    ("Twelve pupils were seized by the gunmen in the raid.", [("abducted", "pupils", 12)]),
    ("Customs officials seized 12 people after the blast.", []),
    ("Police seized 12 cars in the raid.", []),
    ("Soldiers rescued 12 people taken hostage in the raid.", [("rescued", "people", 12), ("abducted", "people", 12)]),
    ("Air defences shot down 12 drones launched at Kyiv.", [("intercepted", "drones", 12), ("launched", "drones", 12)]),
    ("Rescuers pulled 12 people dead from the rubble after the quake.", [("killed", "people", 12)]),
    ("The film took 12 people to the sea after the storm.", []),
    ("Police nabbed 12 suspects after the riot.", [("detained", "suspects", 12)]),
    ("Two suspects were apprehended after the blast.", [("detained", "suspects", 2)]),
    ("Police took 12 marchers into custody at the rally.", [("detained", "marchers", 12)]),
    ("Police may take 12 marchers into custody after the rally.", []),
    # Somebody without a number before those with one.
    ("Gunmen killed a doctor, two nurses and 11 patients in the raid.", [("killed", "nurses", 2), ("killed", "patients", 11)]),
    ("The blast injured a teacher, a police officer, and 11 pupils.", [("wounded", "pupils", 11)]),
    ("The raid freed a teacher. Two days later 11 pupils sang.", []),
    # A count that another took the place of.
    ("The death toll from the blast stood at 15, up from 12 on Sunday.", [("killed", "dead", 15), ("killed", "dead", 12)]),
    ("The blast killed 15 people, up from an initial count of 12.", [("killed", "people", 15)]),
    ("Fifteen people were killed in the blast, down from 22.", [("killed", "people", 15), ("killed", "people", 22)]),
    ("The blast killed 15 people; bread was at 40 rupees, up from 12.", [("killed", "people", 15)]),
    # Crowds.
    ("The march brought 12,000 people onto the streets.", [("participants", "people", 12000)]),
    ("The government put 3,000 officers onto the streets for the march.", []),
    ("Some 55,000 took part in the march.", [("participants", "people", 55000)]),
    ("About 22,000 had taken part in the rally.", [("participants", "people", 22000)]),
    ("Russia launched 90 drones in the raid, and some 50 took part in a second wave of drones.",
     [("launched", "drones", 90), ("launched", "drones", 50)]),
    ("Police put the number of marchers at 12,000.", [("participants", "people", 12000)]),
    # Labels, brackets, property, and those who are as many.
    ("Floods on Monday. Deaths – 41; injured – 3.", [("killed", "dead", 41), ("wounded", "injured", 3)]),
    ("Floods on Monday. Missing - 14", [("missing", "people", 14)]),
    ("Floods on Monday. Two dead – 12 villages are cut off.", [("killed", "people", 2)]),
    ("Floods displaced 612 families (3,060 people).",
     [("displaced", "families", 612), ("displaced", "people", 3060)]),
    ("Twelve families (40 people) were evacuated after the flood.",
     [("evacuated", "families", 12), ("evacuated", "people", 40)]),
    ("Floods on Monday. Houses destroyed – 300; people injured – 12.",
     [("destroyed", "houses", 300), ("wounded", "people", 12)]),
    ("Floods on Monday. Boats bought – 300.", []),
    ("Floods displaced 612 families (204 houses).", [("displaced", "families", 612)]),
    ("Floods left 337,000 people forced to evacuate.", [("evacuated", "people", 337000)]),
    ("Property worth $4 million was destroyed in the fire.", [("cost", "Property", 4_000_000)]),
    ("The fire hit a bank, where property worth $4 million was insured.", []),
    ("Five soldiers and as many militants were killed in the clash.", [("killed", "soldiers", 5)]),
    ("Five soldiers as well as some villagers were killed in the clash.", [("killed", "soldiers", 5)]),
    ("Five soldiers fled as some villagers were killed in the clash.", [("displaced", "soldiers", 5)]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), TABLE, ids=[text[:70] for text, _ in TABLE])
def test_a_construction_is_read_or_left(text: str, expected: Rows) -> None:
    """Measure, noun and value of every figure, and no other figure."""
    assert [(each.measure, each.of, each.value) for each in figures(text)] == expected


@pytest.mark.parametrize("text", [text for text, _ in TABLE], ids=[text[:70] for text, _ in TABLE])
def test_a_construction_is_proved(text: str) -> None:
    """Each figure stands in its own quote."""
    _, rejected = ground(make_article(text).text, figures(text))
    assert rejected == []
