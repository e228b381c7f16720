"""What we know of languages, as data."""

from pipeline.languages.english import ENGLISH
from pipeline.languages.kazakh import KAZAKH
from pipeline.languages.russian import RUSSIAN
from pipeline.languages.vocabulary import Vocabulary
from pipeline.model import Language

VOCABULARIES: dict[Language, Vocabulary] = {"kk": KAZAKH, "ru": RUSSIAN, "en": ENGLISH}
