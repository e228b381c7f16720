"""What stands on the pages of the labelled set: blocks of text by kind of document, from lines of real text.

Lists, forms, code and addresses are in `words.toml` and `words-last.toml`.
"""

import random
import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any, Literal, NamedTuple

Style = Literal["heading", "body", "emphasis", "figures"]
Texts = Mapping[str, Sequence[str]]
Words = Mapping[str, Any]

PAGES = 3
PARAGRAPHS_A_PAGE = 7
OTHER_LANGUAGES = ("de", "tr", "fr", "uz", "az", "uk", "ky", "sr", "uzc")


class Block(NamedTuple):
    """A paragraph, or a table where `rows` are given; `emphasis` is a sentence set in italics at its end."""

    style: Style
    text: str = ""
    emphasis: str = ""
    rows: tuple[tuple[str, ...], ...] = ()


Page = list[Block]


class Sheet(NamedTuple):
    """The pages of one document of a kind in a language."""

    kind: str
    language: str
    pages: list[Page]


def load_words(part: str) -> Words:
    """The lists of a part of the set; parts that thresholds were tuned on share theirs.

    >>> set(load_words("tune")["products"]) & set(load_words("last")["products"])
    set()
    """
    name = f"words-{part}.toml" if part == "last" else "words.toml"
    return tomllib.loads(Path(__file__).with_name(name).read_text(encoding="utf-8"))


def _figure(rng: random.Random) -> str:
    return rng.choice(
        (
            f"{rng.randint(1, 999)} {rng.randint(0, 999):03}",
            f"{rng.randint(90, 99)},{rng.randint(0, 99)}",
            f"{rng.randint(1, 28):02}.{rng.randint(1, 12):02}.20{rng.randint(10, 30)}",
            str(rng.randint(1, 5000)),
            f"{rng.randint(1, 100)}%",
        )
    )


def prose(lines: Sequence[str], rng: random.Random, *, figures: bool = True) -> Page:
    page = [Block("heading", f"{rng.randint(1, 9)}. {' '.join(rng.choice(lines).split()[:7])}")]
    for number in range(PARAGRAPHS_A_PAGE):
        text = " ".join(rng.choice(lines) for _ in range(rng.randint(1, 3)))
        page.append(Block("body", f"{rng.randint(1, 9)}.{number + 1}. {text}"))
    at = rng.randrange(2, len(page))
    page[at] = page[at]._replace(emphasis=rng.choice(lines))
    if figures:
        page.append(Block("figures", "   ".join(_figure(rng) for _ in range(12))))
    return page


def title(lines: Sequence[str], rng: random.Random) -> Page:
    return [Block("heading", " ".join(rng.choice(lines).split()[:6]).upper()), Block("body", f"№ {rng.randint(1, 99)}")]


def capitals(lines: Sequence[str], rng: random.Random) -> Page:
    return [Block("heading" if rng.random() < 0.5 else "body", rng.choice(lines).upper()) for _ in range(14)]


def price_list(goods: Sequence[str], products: Sequence[str], rng: random.Random) -> Page:
    rows: list[tuple[str, ...]] = [("№", "SKU", "vCPU", "₸")]
    for number in range(16):
        name = f"{rng.choice(goods)} {rng.choice(products)}"
        price = f"{rng.randint(1, 99)} {rng.randint(0, 999):03}"
        rows.append((str(number + 1), name, str(rng.choice((1, 2, 4, 8))), price))
    return [Block("heading", rng.choice(goods)), Block("body", rows=tuple(rows))]


def form(labels: Sequence[str], rng: random.Random) -> Page:
    rows = [(label, rng.choice(("", "__________", _figure(rng)))) for label in rng.sample(labels, 9)]
    return [Block("heading", rng.choice(labels)), Block("body", rows=tuple(rows))]


def digits(rng: random.Random) -> Page:
    return [Block("figures", rows=tuple(tuple(_figure(rng) for _ in range(5)) for _ in range(20)))]


def addresses(rng: random.Random) -> Page:
    rows = [
        (
            "10." + ".".join(str(rng.randint(0, 255)) for _ in range(3)),
            f"/{rng.randint(8, 30)}",
            f"{rng.getrandbits(48):012x}",
        )
        for _ in range(18)
    ]
    return [Block("heading", "IPv4 / MAC"), Block("body", rows=tuple(rows))]


def listing(items: Sequence[str], rng: random.Random, *, style: Style = "body", count: int = 18) -> Page:
    return [Block(style, rng.choice(items)) for _ in range(count)]


def formulas(items: Sequence[str], lines: Sequence[str], rng: random.Random) -> Page:
    return [*listing(items, rng, count=10), *prose(lines, rng)[:3]]


def mails(users: Sequence[str], domains: Sequence[str], lines: Sequence[str], rng: random.Random) -> Page:
    page = [Block("heading", " ".join(rng.choice(lines).split()[:3]))]
    for _ in range(14):
        host = rng.choice(domains)
        phone = f"+7 (7{rng.randint(10, 99)}) {rng.randint(100, 999)}-{rng.randint(10, 99)}-{rng.randint(10, 99)}"
        link = f"https://www.{host.lower()}/{rng.getrandbits(32):x}?q={rng.choice(users)}"
        page.append(Block("body", f"{rng.choice(users)}@{host}, {link}, {phone}"))
    return page


def romans(numbers: Sequence[str], lines: Sequence[str], rng: random.Random) -> Page:
    page = []
    for _ in range(16):
        number, first, last = rng.choices(numbers, k=3)
        page.append(Block("body", f"{number}. {' '.join(rng.choice(lines).split()[:4])} {first}–{last}"))
    return page


def to_latin(text: str, letters: Mapping[str, str]) -> str:
    def letter(match: re.Match[str]) -> str:
        latin = letters.get(match[0].lower(), match[0])
        return latin.capitalize() if match[0].isupper() else latin

    return re.sub(r"[Ѐ-ӿ]", letter, text)


def make_sheets(texts: Texts, words: Words, rng: random.Random) -> list[Sheet]:
    """One document of each kind, `PAGES` pages each; `texts` are lines by language."""
    kk, ru, en = texts["kk"], texts["ru"], texts["en"]
    mixed = [*rng.sample(kk, 40), *rng.sample(ru, 40), *rng.sample(en, 30)]
    latin = [to_latin(line, words["kazakh_latin"]) for line in rng.sample(kk, 60)]
    makers: list[tuple[str, str, Callable[[], Page]]] = []
    for language in ("kk", "ru", "en"):
        makers += [
            ("prose", language, partial(prose, texts[language], rng)),
            ("price-list", language, partial(price_list, words["goods"][language], words["products"], rng)),
            ("form", language, partial(form, words["form"][language], rng)),
            ("title", language, partial(title, texts[language], rng)),
            ("capitals", language, partial(capitals, texts[language], rng)),
        ]
    makers += [
        ("mixed", "mixed", partial(prose, mixed, rng)),
        ("romans", "mixed", partial(romans, words["romans"], mixed, rng)),
        ("mails", "mixed", partial(mails, words["mails"], words["domains"], mixed, rng)),
        ("digits", "none", partial(digits, rng)),
        ("addresses", "none", partial(addresses, rng)),
        ("code", "none", partial(listing, words["code"], rng, style="figures")),
        ("products", "none", partial(listing, words["products"], rng)),
        ("transliterated", "none", partial(listing, words["transliterated"], rng)),
        ("greek", "none", partial(formulas, words["greek"], ru, rng)),
        ("kazakh-latin", "kk", partial(prose, latin, rng)),
    ]
    makers += [
        ("other-language", language, partial(prose, texts[language], rng))
        for language in OTHER_LANGUAGES
        if language in texts
    ]
    return [Sheet(kind, language, [make() for _ in range(PAGES)]) for kind, language, make in makers]
