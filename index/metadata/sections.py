"""What newspapers call their sections: no title of an article."""

import re

_NAMES = frozenset(
    "lokales lokal lokalteil lokalsport lokalnachrichten regionales regional region politik inland "
    "ausland innenpolitik außenpolitik wirtschaft finanzen börse sport fußball kultur feuilleton "
    "panorama vermischtes buntes gesellschaft leute menschen meinung meinungen kommentar "
    "kommentare leitartikel leserbriefe titelseite nachrichten meldungen kurznachrichten "
    "kurzmeldungen wissen wissenschaft bildung reise reisen medien wetter service termine familie "
    "unterhaltung geld auto motor netzwelt digital technik landespolitik kommunales kreisseite "
    "umland stadtteile stadtleben hintergrund dokumentation thema schwerpunkt ratgeber gesundheit "
    "news world business opinion local sports culture life letters comment national international "
    "features politics economy science technology lifestyle entertainment editorial".split()
) | frozenset(
    (
        "aus aller welt",
        "aus der region",
        "aus dem landkreis",
        "aus dem kreis",
        "aus der stadt",
        "aus stadt und land",
        "aus den gemeinden",
        "aus dem gericht",
        "aus der provinz",
        "stadt und land",
        "stadt und kreis",
        "stadt & land",
        "land und leute",
        "blick in die welt",
        "die welt",
        "themen des tages",
        "thema des tages",
        "tagesthema",
        "in kürze",
        "kurz notiert",
        "kurz gemeldet",
        "kurz berichtet",
        "kurz und bündig",
        "politik und gesellschaft",
        "kultur und leben",
        "seite eins",
        "die seite drei",
        "local news",
        "world news",
        "in brief",
        "news in brief",
        "front page",
    )
)
_AROUND = re.compile(r"^[\W_]*(?:(?:ressort|rubrik|section)\s?:\s?)?|[\W\d_]*$", re.IGNORECASE)


def is_section(line: str) -> bool:
    """Return whether a line holds no more than the names of sections: "Lokales / Sport"."""
    if len(line) > 60:
        return False
    parts = re.split(r"\s[/|–-]\s", line.casefold())
    return all(" ".join(_AROUND.sub("", part).split()) in _NAMES for part in parts)
