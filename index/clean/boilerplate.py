"""Which parts of an article are not its text, by the article alone: shape, place, density.

What stands in the same words in many articles is found by ``index.clean.repeats``. Nothing here
knows a site: the words are those that pages of any publisher address their users with.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from unicodedata import normalize

from index.clean.pages import page_edges
from index.clean.photo_credits import find_credits
from index.metadata.agency import find_agency_line
from index.metadata.bylines import find_byline
from index.metadata.dates import find_dateline, find_last_date
from index.metadata.front_matter import front_matter_end
from index.metadata.heads import read_head, read_tail
from index.types import Line, Mask, Reason

# "pbe", "dpa/AFP", "mak/dpa", "(apa, red)": one to four codes on a line of their own.
_CODE = r"[A-ZÄÖÜ]{0,6}[a-zäöüß]{0,4}"
_AUTHOR_LINE = re.compile(rf"\(?(?=\w)(?!\d){_CODE}(?:[/,;+|]\s?\w{{2,8}}){{0,4}}\)?")
# "(APA, 18.3.2016)", "(red, 3.6.2015)": the last words of the text.
_AUTHOR_END = re.compile(
    r"\((?:[A-ZÄÖÜ]{2,6}|[a-zäöü]{2,5}|Reuters|Red)(?:[/,;\s][^()\n]{0,60})?"
    r"\d{1,2}\.\s?\d{1,2}\.\s?\d{2,4}\)\s*$"
)

# What a page says to its users, not to its readers: stems, matched at a word's start.
_SERVICE = re.compile(
    r"\b(?:anmeld|angemeldet|abmeld|abgemeldet|einlogg|eingeloggt|login|log\s?in|registrier|passwort"
    r"|abonn|abo\b|abos\b|probeabo|digitalabo|newsletter|konto\b|\w+-konto|nutzerkonto|account"
    r"|cookie|datenschutz|einwillig|tracking|werbeblocker|adblock|javascript|browser|impressum"
    r"|agb\b|nutzungsbedingung|push-|benachrichtigung|merkliste|leseliste|playlist|wiedergabe"
    r"|unterbrochen|abspiel|audioinhalt|offline|synchronisier|speicher|lieblingsartikel"
    r"|mehrfachnutzung|gerät|nutz(?:en|ung)|inhalte|angebot|beschränkt|freischalt|weiterlesen"
    r"|artikel\b|kommentar|posting|teilen\b|drucken\b|feedback|whatsapp|facebook"
    r"|twitter|instagram|rss|app\b|\w+-app\b|kostenlos|gratis|testen|kündbar|monat(?:lich)?\b"
    r"|jetzt\b|hier\b|klick|sign\s?(?:in|up)|subscri|register|read\smore|share\b|privacy)",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"\b(?:Sie|Ihre?[nmrs]?|Ihnen|[Dd]u|[Dd]eine?[nmrs]?|[Dd]ich|[Yy]our?)\b")
_CALL = re.compile(
    r"(?:jetzt|bitte|hier|mehr|weitere|zum|zur|zu\sunseren|alle|lesen\ssie|melden\ssie|klicken"
    r"|speichern|abonnieren|folgen|teilen|registrieren|anmelden|lesen|sign|subscribe|read|log"
    r"|sie\shaben|sie\smöchten|wir\s(?:behalten|verwenden|nutzen))\b",
    re.IGNORECASE,
)
# Lines that lead elsewhere: the whole line, or a short label with what it leads to. What may also
# begin a sentence ("Zum Thema sagte …") is a label before a colon, or where no full stop ends it.
_ELSEWHERE = re.compile(
    r"(?:(?:lesen\ssie\s(?:auch|dazu|hier|mehr)|lies\sauch|auch\sinteressant"
    r"|das\skönnte\s(?:sie|dich)\sauch\sinteressieren|read\s(?:also|more)|most\sread"
    r"|meistgelesen)\b"
    r"|(?:mehr\szum\sthema|mehr\sdazu|weitere\sartikel|zum\sthema|related(?:\s(?:articles|stories))?"
    r"|see\salso)\b(?:\s?:|(?!.*[.!?][\"“”«»’']?$)))",
    re.IGNORECASE,
)
# "Dieser Artikel ist nur für Abonnenten verfügbar."
_OF_ITSELF = re.compile(
    r"(?:dies(?:er|e|es|en|em)|this)\s(?:artikel|inhalte?|beitrag|text|video|article|content|story)\b"
    r".*\b(?:abonn|registrier|eingeloggt|angemeldet|kostenpflichtig|freischalt|subscri|log\s?in)",
    re.IGNORECASE,
)
# Above what somebody paid for.
_PAID = re.compile(
    r"\W*(?:anzeige|werbung|advertise?ment|advertorial|sponsored)\W*\Z", re.IGNORECASE
)
# Of Markdown and HTML; what is never closed is no comment.
_COMMENT = re.compile(
    r"<!--(?:(?!-->)[\s\S]){0,5000}-->|^\[(?://|comment|kommentar)\]:[ \t][^\n]{0,500}$",
    re.MULTILINE | re.IGNORECASE,
)
# A sentence with a word in lower case, and what only notices are about.
_STATED = re.compile(r"\s[a-zäöüß].*[.!?][\"“”»«)’']*$")
_PUBLICATION = re.compile(
    r"\b(?:volltext|rechtliche[nr]? gründe|urheber|copyright|nachdruck|abdruck|vervielfältig|lizenz"
    r"|redakt|autor(?:in|en)?\b|quelle:|leser|beitrag|artikel|newsletter|podcast|abonn|impressum"
    r"|veröffentlich|aktualisiert|erschien|korrespondent|gastkommentar|kolumn|anzeige\b|werbung"
    r"|all rights|published|editor|reporter|reader|correspondent|www\.|https?:)|[©@]",
    re.IGNORECASE,
)
_SHORT_WORDS = 6
_GAP_LINES = 2
_LONGEST_SERVICE_WORDS = 80
_CODE_CHARS = 25
_TAIL_CHARS = 200


def lines_of(text: str) -> list[Line]:
    """Return the lines of a text that are not blank, in order."""
    found: list[Line] = []
    position = 0
    for raw in text.splitlines(keepends=True):
        stripped = raw.strip()
        if stripped:
            start = position + raw.index(stripped)
            words = len(stripped.split())
            found.append(Line(start, start + len(stripped), stripped, words))
        position += len(raw)
    return found


def find_masks(text: str, lines: Sequence[Line] | None = None) -> list[Mask]:
    """Return what in a text is not the article, in order, without overlaps.

    ``lines`` are those of ``lines_of``, if they are known already.
    """
    lines = lines_of(text) if lines is None else lines
    service = _service_lines(lines)
    found = [
        *(Mask(start, end, "photo credit") for start, end in find_credits(text, lines)),
        *(_mask(lines[i], "service text") for i in sorted(service)),
        *(_mask(lines[i], "author code") for i in _author_codes(lines, service)),
        *(_mask(lines[i], "repeated line") for i in _repeated(lines, service)),
        *(_mask(lines[i], "page head or foot") for i in page_edges(text, lines)),
    ]
    found += _told(text)
    found += (Mask(*match.span(), "comment") for match in _COMMENT.finditer(text))
    tail = max(len(text) - _TAIL_CHARS, 0)
    end = _AUTHOR_END.search(text, tail)
    if end is not None:
        found.append(Mask(end.start(), end.start() + len(end.group().rstrip()), "author code"))
    return without_overlaps(found)


def _told(text: str) -> Iterator[Mask]:
    """Yield what around an article is about it: front matter, a head, its place and date."""
    end = front_matter_end(text)
    if matter := text[:end].rstrip():
        yield Mask(0, len(matter), "front matter")
    body = text[end:]
    head = read_head(body)
    for start, stop in head.spans:
        yield Mask(end + start, end + start + len(body[start:stop].rstrip()), "front matter")
    for start, stop in read_tail(text).spans:
        yield Mask(start, stop, "service text")
    text, end = body[head.end :], end + head.end
    for line in (find_dateline(text), find_last_date(text), find_agency_line(text)):
        if line is not None and line.start < line.end:
            yield Mask(end + line.start, end + line.end, "dateline")
    byline = find_byline(text)
    if byline is not None:
        yield Mask(end + byline.start, end + byline.end, "author code")


def without_overlaps(masks: Iterable[Mask]) -> list[Mask]:
    """Return masks in order; where two overlap the one that begins first, or is longer, stays."""
    kept: list[Mask] = []
    for mask in sorted(masks, key=lambda mask: (mask.start, -mask.end)):
        start = max(mask.start, kept[-1].end) if kept else mask.start
        if start < mask.end:
            kept.append(Mask(start, mask.end, mask.reason))
    return kept


def _mask(line: Line, reason: Reason) -> Mask:
    return Mask(line.start, line.end, reason)


def is_service(line: Line) -> bool:
    """Return whether a line addresses the user of a page, by the density of such words.

    A label ("Merkliste") needs one such word, a call ("Jetzt anmelden") one and its form; the
    longer the line, the more it needs.
    """
    text = normalize("NFC", line.text)
    if _is_notice(text):
        return line.words <= 20
    call = _CALL.match(text) is not None
    if line.words <= _SHORT_WORDS and not text.endswith((":", ",")):
        hits = len(_SERVICE.findall(text))
        address = len(_ADDRESS.findall(text))
        return hits >= 2 or (hits == 1 and (line.words == 1 or call or address > 0))
    if line.words > _LONGEST_SERVICE_WORDS:
        return False
    address = len(_ADDRESS.findall(text))
    if address == 0 and not call:
        return False
    hits = len(_SERVICE.findall(text))
    return hits >= 2 and (hits + address) >= 0.14 * line.words


def is_statement(sentence: str) -> bool:
    """Return whether a sentence says something of the world, also where many articles have it.

    That is no label, no call, and nothing about the publication or to the user of its page.
    """
    text = normalize("NFC", " ".join(sentence.split()))
    if text.count(" ") < _SHORT_WORDS - 2 or _STATED.search(text) is None:
        return False
    if _CALL.match(text) or _is_notice(text) or _PUBLICATION.search(text):
        return False
    # "Sie" may be she, where a sentence begins with it.
    return _ADDRESS.search(text, text.index(" ")) is None and len(_SERVICE.findall(text)) < 2


def _is_notice(text: str) -> bool:
    """Return whether a line leads elsewhere, or says for whom this article is."""
    return any(pattern.match(text) for pattern in (_ELSEWHERE, _OF_ITSELF, _PAID))


def _service_lines(lines: Sequence[Line]) -> set[int]:
    """Return the lines that are service text: several near one another, or one sure one.

    A page's furniture stands in groups; a lone line that looks so is often a headline. Up to two
    short lines between two such lines belong to the group.
    """
    strong = [i for i, line in enumerate(lines) if is_service(line)]
    groups: list[list[int]] = []
    for i in strong:
        between = lines[groups[-1][-1] + 1 : i] if groups else []
        if groups and len(between) <= _GAP_LINES and all(_is_label(line) for line in between):
            groups[-1].append(i)
        else:
            groups.append([i])
    found: set[int] = set()
    for group in groups:
        if len(group) > 1 or _is_sure(lines[group[0]]):
            found.update(range(group[0], group[-1] + 1))
    return found


def _is_label(line: Line) -> bool:
    return line.words <= _SHORT_WORDS and not line.text.endswith((".", ":", '"', "“", "«"))


def _is_sure(line: Line) -> bool:
    text = normalize("NFC", line.text)
    hits = len(_SERVICE.findall(text))
    if _is_notice(text):
        return True
    if line.start and line.words == 1 and _SERVICE.fullmatch(text):
        return True
    # "Die Wiedergabe wurde unterbrochen.": a headline has no full stop.
    if line.start and text.endswith(".") and hits >= 2 and hits >= 0.5 * line.words:
        return True
    if hits < 0.2 * line.words:
        return False
    # "Sie erhalten diese Mail, weil Sie den Newsletter abonniert haben. Hier abmelden."
    addressed = line.start > 0 and hits >= 3 and _ADDRESS.search(text) is not None
    return addressed or (hits >= 2 and _CALL.match(text) is not None)


def _author_codes(lines: Sequence[Line], service: set[int]) -> list[int]:
    """Return the lines that hold only an author's or agency's code, after the last paragraph."""
    body = [i for i, line in enumerate(lines) if i not in service and _is_paragraph(line)]
    last = body[-1] if body else -1
    return [
        i
        for i in range(max(last + 1, 1), len(lines))
        if i not in service
        and len(lines[i].text) <= _CODE_CHARS
        and _AUTHOR_LINE.fullmatch(lines[i].text)
    ]


def _is_paragraph(line: Line) -> bool:
    return line.words > _SHORT_WORDS or (line.words > 2 and line.text.endswith((".", "!", "?")))


def _repeated(lines: Sequence[Line], service: set[int]) -> list[int]:
    """Return the lines that an earlier line has already said: doubled captions and headlines."""
    seen: set[str] = set()
    found = []
    for i, line in enumerate(lines):
        key = " ".join(line.text.split()).casefold()
        if key in seen and line.words >= 3 and i not in service:
            found.append(i)
        seen.add(key)
    return found
