"""What zitat has to say of a file or a rebuild: a code with facts, worded in English here.

A page words the codes in its own language by a table of its own.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, unique
from string import Formatter
from typing import Any

Fact = str | int | float


@unique
class Code(Enum):
    """What can be said, each with its English wording; ``{name}`` is the place of a fact.

    What is said of a file goes on from the file's name; all else is whole sentences. Calling a
    code with its facts gives the Message.
    """

    # of a file, by its name and size, and how reading it went
    NAME_NOT_UTF_8 = "has a name that is no UTF-8: rename it"
    CANNOT_BE_READ = "cannot be read: {error}"
    NO_REGULAR_FILE = "is no regular file"
    FILE_TOO_LARGE = "is larger than {limit_mb} MB: split it, or raise ZITAT_READ_FILE_MB"
    TOO_SLOW = "takes longer than {seconds:g} s to be read: split it, or raise ZITAT_READ_SECONDS"
    TOO_MUCH_MEMORY = (
        "needs more than {limit_mb} MB of memory to be read: split it, or raise "
        "ZITAT_READ_MEMORY_MB"
    )
    READER_CRASHED = "makes its reader crash ({how})"
    FORMAT_NOT_READ = "has a format that is not read"
    DAMAGED = "is damaged: {error}"
    NO_ARTICLE = "holds no article"
    NO_TEXT = "holds no text"
    EMPTY = "is empty: no line with text"
    LOCKED = "is locked by a password: save it without one"
    XML_ENTITIES = "declares XML entities in {part}"
    # of plain text
    CONTROL_CHARACTERS = "is no text: it holds control characters"
    UNSTORABLE_CHARACTERS = "is no text: it holds characters that no file can hold"
    UNKNOWN_ENCODING = "is no text in an encoding that could be told: save it as UTF-8"
    DAMAGED_ENCODING = "begins as {encoding} text but is damaged at byte {byte}"
    DATE_NOT_UNDERSTOOD = "its date {date!r} is not understood"
    # of rows and named values
    NO_TEXT_COLUMN = (
        "has no column named as one that holds the text ({examples} …), only {names}: name it, as "
        "in zitat index --columns text=NAME"
    )
    NO_TEXT_FIELD = (
        "has no field named as one that holds the text, only {names}: name it, as in zitat index "
        "--columns text=NAME"
    )
    COLUMN_NAMES_NOT_READ = "has names of columns in a form that is none: {error}"
    ROW_WITHOUT_TEXT = "has no text"
    ROW_TOO_LONG = "has more fields than the first row has names"
    QUOTATION_NOT_CLOSED = (
        "opens a quotation mark in line {line} that is not closed: this row and all below it are "
        "left out"
    )
    QUOTATION_NOT_PAIRED = (
        "has quotation marks in line {line} that do not pair: within a quoted field each is "
        "written twice"
    )
    ROWS_JOINED = (
        "its lines {first} to {last} each look like a row, but quotation marks make them one: if "
        "they are rows, put the marks right"
    )
    NO_JSON = "is no JSON"
    NO_JSON_OBJECT = "is no JSON object with named fields"
    NO_JSON_ARTICLE = (
        "is JSON without an article: expected an object with a text, or a list of such"
    )
    # of pages, books and letters
    NO_PAGE_ARTICLE = "is a page without an article that could be found"
    NO_PDF = "is no readable PDF: {error}"
    TOO_MANY_PAGES = "has {pages} pages: at most {limit} are read"
    ONLY_PICTURES = "holds no text, only pictures: run it through OCR first"
    PAGE_IS_PICTURE = "its page {page} of {pages} is a picture: run it through OCR first"
    PAGES_ARE_PICTURES = "its pages {numbers} of {pages} are pictures: run it through OCR first"
    NO_RTF = "is no RTF file: it does not begin with {{\\rtf"
    NO_ODT = "is no ODT file: its content.xml holds no text document"
    NO_PACKAGE = "is no {kind} file: it cannot be unpacked"
    PART_MISSING = "is no {kind} file: it lacks {part}"
    PACKAGE_TOO_LARGE = (
        "unpacks to {unpacked:,} bytes from {packed:,}: that is no letter, it is not opened"
    )
    COPY_PROTECTED = "is protected against copying: its text cannot be read"
    NO_MAIL = "is no mail: it names no subject, sender or date"
    NO_SAVED_PAGE = "holds no page"
    # of press archives
    FEED = "is a feed, <{kind}>, which tells what articles are about: save their pages"
    XML_NOT_READ = "is XML of a kind that is not read, <{kind}>: expected NewsML-G2 or NITF"
    # of archives of files
    ARCHIVE_READ = "is an archive: {read} of {count} {files} in it read"
    ARCHIVE_TOO_LARGE = "unpacks to {unpacked:,} bytes from {packed:,}: unpack it into the folder"
    ARCHIVE_OF_TOO_MANY = "holds {count:,} files: unpack it into the folder"
    MEMBER_LOCKED = "is locked by a password: unpack it into the folder"
    MEMBER_IS_ARCHIVE = "is an archive within an archive: unpack it into the folder"
    MEMBER_LEADS_OUT = "has a name that leads out of its archive: unpack it and look at it first"
    MEMBER_TOO_LARGE = "is larger than {limit_mb} MB: split it"
    # of a rebuild: its folders
    NO_FOLDER = (
        "The folder of articles {folder!r} does not exist: name an existing folder, as in: "
        "zitat index FOLDER"
    )
    FOLDER_IS_FILE = (
        "{folder!r} is a file: expected a folder of articles. Name the folder it is in."
    )
    FOLDER_CLOSED = (
        "The folder {folder!r} cannot be read: {error}. Give this user the right to read it, or "
        "name another folder."
    )
    ADDRESS_WITH_KEY = (
        "The address of the folder of articles, {protocol}://…, holds a password, key or query: "
        "expected one without, as it is stored and shown. Give credentials where its library looks "
        "for them: environment variables such as AWS_ACCESS_KEY_ID, or a configuration file."
    )
    PROTOCOL_UNKNOWN = (
        "The address {folder!r} begins with a protocol that fsspec does not know: expected one "
        "such as s3://, or the path of a folder."
    )
    PROTOCOL_NOT_INSTALLED = (
        "The folder {folder!r} cannot be read without a library that is not installed: {how}."
    )
    FOLDER_DENIED = (
        "Access to the folder {folder!r} is denied ({error}): expected credentials that may list "
        "and read it. Set them where its library looks for them, as in environment variables. An "
        "index that was built before stays as it is."
    )
    FOLDER_NOT_REACHED = (
        "The folder {folder!r} cannot be reached: {error}. Check the address and the network, then "
        "try again. An index that was built before stays as it is."
    )
    FILE_NOT_FETCHED = (
        "The file {file!r} cannot be fetched: {error}. Check the network, then try again; an index "
        "that was built before stays as it is. For a slow network, raise ZITAT_READ_SECONDS."
    )
    FOLDER_EMPTY = (
        "The folder {folder!r} holds no articles: expected files ending in {formats}. Put some "
        "there, or name another folder.{others} An index that was built before stays as it is."
    )
    NOTHING_READABLE = "The folder {folder!r} holds no readable article: {files}."
    READER_NOT_STARTED = (
        "The process that reads files cannot be started with {program}: try it with: {program} -m "
        "index.files.worker"
    )
    INDEX_FOLDER_CLOSED = (
        "The index folder {folder!r} cannot be written to: {error}. Name another one with "
        "--index-dir or ZITAT_INDEX_DIR."
    )
    INDEX_NOT_WRITTEN = (
        "The new index in {folder!r} cannot be written: {error}. The old one is as it was. Make "
        "room, or name another folder with --index-dir."
    )
    INDEX_NOT_LASTING = (
        "The new index in {folder!r} is in place and complete, but the disk did not confirm that "
        "it lasts: {error}. Check the disk, then rebuild the index."
    )
    INDEX_BUSY = (
        "The index {folder!r} is being rebuilt by another process. Wait until it has finished, "
        "then try again."
    )
    BUSY_HERE = "The index is being rebuilt. Wait until that has finished."
    # of a rebuild: its model
    NO_MODEL_FOLDER = "The model's folder {name!r} does not exist. {remedy}"
    MODEL_FOLDER_CLOSED = "The model's folder {name!r} cannot be read: {error}. {remedy}"
    NO_MODEL_IN_FOLDER = (
        "The folder {name!r} holds no sentence-transformers model (no modules.json). {remedy}"
    )
    MODEL_OF_OTHER_KIND = (
        "The folder {name!r} holds a model of the kind {kind!r}; expected 'SentenceTransformer', "
        "which embeds texts. {remedy}"
    )
    NO_MODEL_NAME = "{name!r} is no name of a model and no folder. {remedy}"
    MODEL_NOT_HERE = (
        "The model {name!r} is no folder here and not in the local cache, and {error}. {remedy}"
    )
    MODEL_NOT_INSTALLED = "The model {name!r} is not installed: pip install {name}. {remedy}"
    MODEL_NOT_LOADED = "The model {name!r} cannot be loaded: {error}. {remedy}"
    MODEL_WITHOUT_LENGTH = "The model {name!r} does not say how long its vectors are. {remedy}"
    MODEL_EMBEDS_NOTHING = "The model {name!r} cannot embed a text: {error}. {remedy}"
    MODEL_VECTORS_WRONG = (
        "The model {name!r} returned vectors of shape {shape}, or numbers that are none; expected "
        "finite ones of shape {expected}. {remedy}"
    )
    CHECKSUMS_DAMAGED = "{file} is missing or damaged. {remedy}"
    MODEL_FILE_MISSING = "The model's file {file} is missing. {remedy}"
    MODEL_FILE_CLOSED = "The model's file {file} cannot be read: {error}. {remedy}"
    MODEL_FILE_DAMAGED = "The model's file {file} is damaged. {remedy}"
    # of changes that somebody at the page wants
    FILE_GONE = "The file {file!r} is not in the folder of articles any more: rebuild the index."
    FILE_NOT_REMOVED = "The file {file!r} cannot be removed: {error}."
    NOT_CHANGEABLE = (
        "The articles cannot be changed from this page: others can reach it, and it asks for no "
        "password. Set one with ZITAT_AUTH=name:password."
    )
    FOLDER_ELSEWHERE = (
        "The articles cannot be changed from this page: they lie at {folder}. Put them there or "
        "remove them there, then rebuild the index."
    )
    NOT_FOLLOWED = "The folder {folder} cannot be followed: {error}. It is tried again."
    UNEXPECTED = "unexpected; the server's log tells what"
    # of what another program says, or an earlier zitat wrote
    QUOTED = "{words}"

    def places(self) -> set[str]:
        """Return the names of its facts."""
        return {name for _, name, _, _ in Formatter().parse(self.value) if name}

    def __call__(self, **facts: Fact) -> "Message":
        """Return the message that says this of some facts, one for each place."""
        return Message(self, tuple(facts.items()))


@dataclass(frozen=True, slots=True)
class Message:
    """Something to say; ``str`` gives it in English."""

    code: Code
    facts: tuple[tuple[str, Fact], ...] = ()

    def __str__(self) -> str:
        return self.code.value.format(**dict(self.facts))

    def as_json(self) -> list[Any]:
        """Return what ``from_json`` takes, to be stored."""
        return [self.code.name, dict(self.facts)]

    @staticmethod
    def from_json(stored: object) -> "Message":
        """Return the message that was stored; one that is unknown here says what was stored."""
        match stored:
            case [str(name), dict(facts)] if name in Code.__members__:
                if facts.keys() == Code[name].places():
                    return Message(Code[name], tuple(facts.items()))
        return Code.QUOTED(words=str(stored))


# How one language words the codes.
Wordings = Mapping[Code, str]
