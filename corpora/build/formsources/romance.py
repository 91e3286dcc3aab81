"""Spanish, French, Italian (FreeLing's dictionaries), Portuguese (MorphoBr), and the verbs of simplemma."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from .features import Reading, adjective, noun, other, slots, verb

_GENDERS = {"M": "mi", "F": "f", "C": "mifn", "N": "mifn", "0": "mifn"}
_NUMBERS = {"S": ("sg",), "P": ("pl",), "N": ("sg", "pl"), "0": ("sg", "pl")}


def _bits(gender: str, number: str) -> int:
    bits = 0
    for each in _NUMBERS[number]:
        bits |= slots(_GENDERS[gender], each)
    return bits


def freeling(path: Path) -> Iterator[Reading]:
    """Lines `form lemma NCFS000`: EAGLES tags with gender and number."""
    for line in path.read_text("utf-8").splitlines():
        parts = line.split()
        form, tags = parts[0], parts[2::2]
        if "_" in form or not form:
            continue
        for tag in tags:
            if tag.startswith("NC"):
                yield noun(form, _bits(tag[2], tag[3]))
            elif tag.startswith(("AQ", "AO")):
                yield adjective(form, _bits(tag[3], tag[4]))
                if len(tag) > 5 and tag[5] == "P":
                    yield verb(form, "ppart")


def morphobr(folder: Path) -> Iterator[Reading]:
    """Lines `form<tab>lemma+N+F+SG`."""
    for path in sorted(folder.glob("*.dict")):
        for line in path.read_text("utf-8").splitlines():
            form, _, tags = line.partition("\t")
            _, *marks = tags.split("+")
            if "DIM" in marks or "AUG" in marks or len(marks) < 1:
                continue
            genders = "mi" if "M" in marks else "f" if "F" in marks else "mifn"
            numbers = ("sg",) if "SG" in marks else ("pl",) if "PL" in marks else ("sg", "pl")
            bits = 0
            for number in numbers:
                bits |= slots(genders, number)
            if marks[0] == "N":
                yield noun(form, bits)
            elif marks[0] == "A":
                yield adjective(form, bits)
            elif marks[0] == "ADV":
                yield other(form, "adv")


# A noun that ends like an infinitive has fewer forms than this.
_LEAST_FORMS = 8
# simplemma has one lemma a form; the regular present of a verb is a form of it whatever else it is.
_PRESENT = {
    "ar": "o:1sg as:2sg a:3sg amos:1pl an:3pl e:3sg en:3pl es:2sg é:1sg ó:3sg aba:3sg aron:3pl",
    "er": "o:1sg es:2sg e:3sg emos:1pl en:3pl a:3sg an:3pl í:1sg ió:3sg ía:3sg",
    "ir": "o:1sg es:2sg e:3sg imos:1pl en:3pl a:3sg an:3pl í:1sg ió:3sg ía:3sg",
}
_FRENCH = {
    "er": "e:1sg e:3sg es:2sg ons:1pl ez:2pl ent:3pl ais:1sg ais:2sg ait:3sg aient:3pl a:3sg as:2sg ai:1sg "
    "èrent:3pl era:3sg eront:3pl erait:3sg eraient:3pl é:ppart ée:ppart és:ppart ées:ppart",
}
_FEMININE_PARTICIPLE = ("é", "ée", "és", "ées", "ue", "ues", "ie", "ies")
# simplemma gives these lemmas of their own; the feminine and the plural are regular.
_PARTICIPLES = (
    "ouvert offert couvert découvert souffert mis permis promis admis remis soumis transmis pris "
    "compris appris surpris repris dit interdit fait écrit décrit inscrit produit conduit construit "
    "détruit réduit traduit introduit vu prévu lu élu voulu connu reconnu reçu venu devenu revenu "
    "parvenu prévenu tenu obtenu détenu soutenu maintenu perdu vendu rendu attendu entendu étendu "
    "défendu suspendu mort né parti sorti senti servi suivi craint atteint éteint peint contraint "
    "joint rejoint assis acquis conquis exclu conclu résolu vécu cru battu abattu vaincu convaincu "
    "déçu perçu conçu interrompu rompu fini établi choisi réussi rempli fourni agrandi envahi "
    "garanti démoli averti"
).split()
_REGULAR = {
    lang: {end: tuple(tuple(pair.split(":")) for pair in pairs.split()) for end, pairs in table.items()}
    for lang, table in (("es", _PRESENT), ("pt", _PRESENT), ("fr", _FRENCH))
}

# Persons by ending, the longest first; what several persons share is all of them.
_ENDINGS = {
    "es": (
        r"(ar|er|ir|ír)(se)?$",
        "mos=1pl áis=2pl éis=2pl ís=2pl asteis=2pl isteis=2pl n=3pl ste=2sg s=2sg o=1sg ó=3sg é=1sg í=1sg "
        "a=1sg,3sg,imp e=1sg,3sg,imp oy=1sg á=3sg",
    ),
    "pt": (
        r"(ar|er|ir|or|ôr)(-se)?$",
        "ém=3sg mos=1pl stes=2pl is=2pl des=2pl ram=3pl m=3pl ão=3pl ste=2sg s=2sg o=1sg,3sg ou=1sg,3sg "
        "ei=1sg eu=3sg iu=3sg i=1sg,3sg a=1sg,3sg,imp e=1sg,3sg,imp á=3sg r=1sg,3sg,inf z=3sg",
    ),
    "it": (
        r"(are|ere|ire|rre)$",
        "iamo=1pl mmo=1pl mo=1pl ste=2pl te=2pl nno=3pl no=3pl o=1sg i=1sg,2sg,3sg ò=3sg,1sg é=3sg ì=3sg "
        "a=1sg,2sg,3sg,imp e=3sg,1sg à=3sg è=3sg ai=1sg,2sg",
    ),
    "fr": (
        r"(er|ir|re|oir|ïr)$",
        "ons=1pl âmes=1pl îmes=1pl ûmes=1pl ez=2pl âtes=2pl îtes=2pl tes=2pl "
        "ient=3sg,3pl ent=3pl ont=3pl ai=1sg as=2sg is=1sg,2sg us=1sg,2sg "
        "s=1sg,2sg x=1sg,2sg it=3sg ut=3sg t=3sg d=3sg a=3sg e=1sg,3sg,imp c=3sg",
    ),
}
_PARTICIPLE = {
    "es": (r"(ando|iendo|yendo)$", r"(ad|id|íd|t|ch|st)[oa]s?$"),
    "pt": (r"(ando|endo|indo|ondo)$", r"(ad|id|íd|t|ost|ít)[oa]s?$"),
    "it": (r"(ando|endo)$", r"(at|ut|it|st|tt|rt|nt|s)[oaie]$"),
    "fr": (r"ant$", r"(é|u|(?<!a)i)(e|s|es)?$"),
}


def _is_participle(lang: str, lemma: str, form: str) -> bool:
    """Whether a form that ends like a participle is one: `publie` is the present."""
    if form[:2] != lemma[:2]:
        return False
    return lang != "fr" or not lemma.endswith("er") or form.rstrip("s").endswith(("é", "ée"))


def _french_participle(form: str, forms: set[str]) -> Reading:
    """A participle with its gender and number: ouvert, ouverte; mis has no singular beside it."""
    if form.endswith(("es", "e")):
        return adjective(form, slots("f", "pl" if form.endswith("s") else "sg"))
    if form.endswith("s"):
        return adjective(form, slots("mi", "pl") | (0 if form[:-1] in forms else slots("mi", "sg")))
    return adjective(form, slots("mi", "sg"))


def french_participles() -> Iterator[Reading]:
    """The irregular participles in their four forms."""
    for form in _PARTICIPLES:
        forms = {form, f"{form}e", f"{form}es", form if form.endswith("s") else f"{form}s"}
        for each in forms:
            yield verb(each, "ppart")
            yield _french_participle(each, forms)


def verbs(lang: str, groups: dict[str, set[str]]) -> Iterator[Reading]:
    """The forms of each infinitive, their persons by the ending."""
    infinitive, table = _ENDINGS[lang]
    is_infinitive = re.compile(infinitive)
    rows = sorted((row.split("=") for row in table.split()), key=lambda row: -len(row[0]))
    gerund, participle = (re.compile(each) for each in _PARTICIPLE[lang])
    for lemma, forms in groups.items():
        if not is_infinitive.search(lemma) or not lemma.islower() or len(forms) < _LEAST_FORMS:
            continue
        for ending, marks in _REGULAR.get(lang, {}).get(lemma[-2:], ()):
            yield verb(lemma[:-2] + ending, marks)
            if marks == "ppart":
                yield _french_participle(lemma[:-2] + ending, {lemma[:-2] + "é"})
        yield verb(lemma, "inf")
        for form in forms - {lemma}:
            if gerund.search(form):
                yield verb(form, "ger")
            elif participle.search(form) and _is_participle(lang, lemma, form):
                yield verb(form, "ppart")
                if lang == "fr" and form.endswith(_FEMININE_PARTICIPLE):
                    continue  # arrivée is no person, as its ending would say
            for ending, marks in rows:
                if form.endswith(ending):
                    yield verb(form, *marks.split(","))
                    break
            else:
                yield verb(form)


_IT_PERSONS = {"S1": "1sg", "S2": "2sg", "S3": "3sg", "P1": "1pl", "P2": "2pl", "P3": "3pl"}


def italian_verbs(path: Path) -> Iterator[Reading]:
    """italian-verbs-dict: moods, tenses, persons."""
    for lemma, moods in msgspec.json.decode(path.read_bytes()).items():
        yield verb(lemma, "inf")
        for mood, tenses in moods.items():
            for forms in tenses.values() if isinstance(tenses, dict) else ():
                for key, form in forms.items() if isinstance(forms, dict) else (("", forms),):
                    for each in [form] if isinstance(form, str) else form:
                        yield _italian(each, mood, key)


def _italian(form: str, mood: str, key: str) -> Reading:
    if mood == "ger":
        return verb(form, "ger")
    if mood == "part":
        return verb(form, "ppart")
    if mood == "impr":
        return verb(form, "imp", _IT_PERSONS.get(key, "imp"))
    return verb(form, _IT_PERSONS[key]) if key in _IT_PERSONS else verb(form)


def words_in(groups: dict[str, set[str]]) -> Iterable[str]:
    return (form for forms in groups.values() for form in forms)
