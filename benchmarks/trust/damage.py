"""Ways in which a text layer lies, as new tables of characters (ToUnicode) in a sound PDF."""

import random
import re
from collections.abc import Callable, Mapping
from pathlib import Path

import pikepdf

Change = Callable[[str], str]
CYRILLIC = "абвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюяә"
LATIN = "abcdefghijklmnopqrstuvwxyz"

TWINS = dict(zip("аеорсухіһАВЕКМНОРСТХУІ", "aeopcyxihABEKMHOPCTXYI", strict=True)) | {"ә": "ə", "Ә": "Ə"}
# shapes near enough that a converter or an OCR takes them
SHAPES = TWINS | dict(
    zip(
        "бвгдзйклмнптцчшщъыьэюяқңғүұөёфжБГДЗИЙЛПУФЦЧШЩЪЫЬЭЮЯҚҢҒҮҰӨиЖ",
        "6BrA3ukJIMHnmu4wwbbIb3I0RKHFYYeefxbrA3UUJInyoU4WWbbIb30RKHFYY0uX",
        strict=False,
    )
)
FLATTENED = dict(zip("әғқңөұүһіӘҒҚҢӨҰҮҺІ", "агкноууhиАГКНОУУНИ", strict=True))
# code tables taken for each other: the layer shows the second for the bytes of the first
MOJIBAKE = {
    "mojibake-cp1251-as-cp1252": ("cp1251", "cp1252"),
    "mojibake-kz1048-as-cp1251": ("kz1048", "cp1251"),
    "mojibake-kz1048-as-cp1252": ("kz1048", "cp1252"),
    "mojibake-koi8-as-cp1251": ("koi8-r", "cp1251"),
    "mojibake-cp1251-as-koi8": ("cp1251", "koi8-r"),
    "mojibake-cp866-as-cp1251": ("cp866", "cp1251"),
    "mojibake-utf8-as-cp1252": ("utf-8", "cp1252"),
    "mojibake-utf8-as-cp1251": ("utf-8", "cp1251"),
}


def shuffled(alphabet: str, rng: random.Random) -> dict[str, str]:
    order = rng.sample(alphabet, len(alphabet))
    table = dict(zip(alphabet, order, strict=True))
    return table | {old.upper(): new.upper() for old, new in table.items()}


def by_table(table: Mapping[str, str]) -> Change:
    return lambda char: table.get(char, char)


def misread(really: str, read_as: str) -> Change:
    def change(char: str) -> str:
        try:
            data = char.encode(really)
        except UnicodeEncodeError:
            return char
        return "".join(_decode(byte, read_as) for byte in data)

    return change


def _decode(byte: int, table: str) -> str:
    try:
        return bytes([byte]).decode(table)
    except UnicodeDecodeError:
        return chr(byte)


def shifted_by_29(char: str) -> str:
    """The character whose code is the glyph's number in many subsets: 29 less, Cyrillic beginning at "0"."""
    if "А" <= char <= "ӿ":
        return chr(ord(char) - ord("А") + ord("0"))
    return chr(max(1, ord(char) - 29)) if " " < char <= "~" else char


def make_changes(rng: random.Random) -> dict[str, Change | None]:
    """Every kind of damage done to tables of characters; None takes the table away."""
    letters = set(CYRILLIC + CYRILLIC.upper() + LATIN + LATIN.upper() + "0123456789")
    rotation = rng.randrange(3, 20)
    kept_twins = {old: new for old, new in TWINS.items() if old in rng.sample("аеорсух", 3) or old in "іә"}
    return {
        "no-tounicode": None,
        "shifted-29": shifted_by_29,
        "shifted-in-alphabet": by_table(shuffled_by(CYRILLIC, rotation) | shuffled_by(LATIN, rotation)),
        "shuffled": by_table(shuffled(CYRILLIC, rng) | shuffled(LATIN, rng)),
        "private-use": lambda char: chr(0xE000 + ord(char) % 0x700) if char in letters else char,
        "private-use-f0": lambda char: chr(0xF000 + ord(char) % 0x100) if char in letters else char,
        "control": lambda char: chr(1 + ord(char) % 8) if char in letters else char,
        "phonetic": lambda char: chr(0x0250 + ord(char) % 0x60) if char.isalpha() else char,
        "replacement": lambda char: "\ufffd" if char.isalpha() else char,
        "look-alike-full": by_table(SHAPES),
        "look-alike-twins": by_table(TWINS),
        "look-alike-part": by_table(kept_twins),
        "doubled": lambda char: char * 2 if char in letters else char,
        "kazakh-flattened": by_table(FLATTENED),
        "kazakh-missing": by_table(dict.fromkeys(FLATTENED, rng.choice(("?", "\ufffd", "¤", "□")))),
        **{name: misread(really, read_as) for name, (really, read_as) in MOJIBAKE.items()},
    }


def shuffled_by(alphabet: str, step: int) -> dict[str, str]:
    table = {char: alphabet[(index + step) % len(alphabet)] for index, char in enumerate(alphabet)}
    return table | {old.upper(): new.upper() for old, new in table.items()}


_BLOCK = re.compile(rb"begin(bfchar|bfrange)(.*?)end\1", re.DOTALL)
_HEX = re.compile(rb"<([0-9A-Fa-f\s]*)>|(\[|\])")


def _parse(data: bytes) -> tuple[dict[int, str], int]:
    """Code to characters, and the width of a code in hexadecimal digits."""
    table: dict[int, str] = {}
    width = 4
    for match in _BLOCK.finditer(data):
        tokens = [(token[0].replace(b" ", b"").replace(b"\n", b""), token[1]) for token in _HEX.findall(match[2])]
        index = 0
        step = 2 if match[1] == b"bfchar" else 3
        while index + step <= len(tokens):
            first = tokens[index][0]
            width = len(first)
            if step == 2:
                table[int(first, 16)] = _text(tokens[index + 1][0])
                index += 2
                continue
            low, high = int(first, 16), int(tokens[index + 1][0], 16)
            index += 2
            if tokens[index][1] == b"[":
                index += 1
                code = low
                while tokens[index][1] != b"]":
                    table[code] = _text(tokens[index][0])
                    code, index = code + 1, index + 1
                index += 1
                continue
            start = _text(tokens[index][0])
            for code in range(low, high + 1):
                table[code] = start[:-1] + chr(ord(start[-1]) + code - low)
            index += 1
    return table, width


def _text(digits: bytes) -> str:
    return bytes.fromhex(digits.decode()).decode("utf-16-be", errors="replace")


def _format(table: Mapping[int, str], width: int) -> bytes:
    lines = [
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
        "/CMapName /Adobe-Identity-UCS def /CMapType 2 def",
        f"1 begincodespacerange <{'0' * width}> <{'F' * width}> endcodespacerange",
    ]
    items = sorted(table.items())
    for start in range(0, len(items), 100):
        part = items[start : start + 100]
        lines.append(f"{len(part)} beginbfchar")
        lines += [f"<{code:0{width}X}> <{text.encode('utf-16-be', 'surrogatepass').hex()}>" for code, text in part]
        lines.append("endbfchar")
    return "\n".join([*lines, "endcmap CMapName currentdict /CMap defineresource pop end end"]).encode()


def damage(source: Path, target: Path, change: Change | None, *, only: str | None = None) -> bool:
    """A copy with other tables of characters, of the fonts whose name has `only`; False where none has."""
    changed = False
    with pikepdf.open(source) as pdf:
        for item in pdf.objects:
            if not isinstance(item, pikepdf.Dictionary) or item.get("/Type") != "/Font" or "/ToUnicode" not in item:
                continue
            name = str(item.get("/BaseFont", ""))
            if only is not None and re.search(only, name) is None:
                continue
            changed = True
            if change is None:
                del item["/ToUnicode"]
                continue
            table, width = _parse(item["/ToUnicode"].read_bytes())
            item["/ToUnicode"] = pdf.make_stream(
                _format({code: "".join(map(change, text)) for code, text in table.items()}, width)
            )
        if changed:
            pdf.save(target, deterministic_id=True)
    return changed
