"""Names of places that documents of Kazakhstan write with a capital, whatever ending they bear."""

# The country, its cities and regions as the state's list of administrative units has them, and its neighbours.
PLACES: tuple[str, ...] = (
    "қазақстан",  # "Қазақстан Республикасының заңнамасына сәйкес"
    *("алматы", "астана", "шымкент"),
    *("абай", "ақмола", "ақтөбе", "атырау", "жамбыл", "жетісу", "қарағанды", "қостанай", "қызылорда", "маңғыстау"),
    *("павлодар", "түркістан", "ұлытау"),
    *("ақтау", "тараз", "орал", "көкшетау", "петропавл", "семей", "өскемен", "талдықорған", "жезқазған", "екібастұз"),
    *("ресей", "қырғызстан", "өзбекстан", "түрікменстан", "қытай", "беларусь", "еуразия"),
)
# What may follow: case endings, "-дағы" of what is there.
ENDINGS: tuple[str, ...] = (
    *("", "ның", "нің", "дың", "дің", "тың", "тің", "ға", "ге", "қа", "ке", "ны", "ні", "ды", "ді", "ты", "ті"),
    *("да", "де", "та", "те", "дан", "ден", "тан", "тен", "нан", "нен", "дағы", "дегі", "тағы", "тегі", "мен", "бен"),
)
PLACE_FORMS = frozenset(place + ending for place in PLACES for ending in ENDINGS)
