"""The names of months, German and English: what only asks needs no pattern of dates for them."""

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "januar jänner january jan",
            "februar feber february feb",
            "märz march mär mar",
            "april apr",
            "mai may",
            "juni june jun",
            "juli july jul",
            "august aug",
            "september sep sept",
            "oktober october okt oct",
            "november nov",
            "dezember december dez dec",
        ),
        1,
    )
    for name in names.split()
}
# The names that are no abbreviations, longest first.
WHOLE_MONTHS = sorted((m for m in MONTHS if len(m) > 3 or m in ("mai", "may")), key=len)[::-1]
MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
