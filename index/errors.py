"""Every error that zitat raises on purpose.

::

    ZitatError
    ├── SettingError           a setting has a value that cannot be used
    ├── SourceError            the folder of articles is missing, empty or unreadable
    ├── ModelError             the embedding model cannot be loaded, or is not the one expected
    ├── StoredIndexError
    │   ├── IndexMissingError   there is no index yet
    │   ├── IndexDamagedError   a file of the index is missing or changed
    │   └── IndexMismatchError  the index was built by another model or format
    ├── IndexWriteError        the new index cannot be written: the disk is full, say
    ├── BuildBusyError         another rebuild of the same index is running
    ├── QuestionError          the question cannot be asked: empty, too long, filtered by no date
    └── QuoteError             a quote is not what stands in the article (a defect, never shown)

The message of each names the thing, what was expected, and what to do; it is meant for the reader.
"""

from index.messages import Code, Message


class ZitatError(Exception):
    """Base of all errors whose message is meant for the person at the keyboard.

    ``message`` is a code with facts where a page shows it too, in its reader's language.
    """

    def __init__(self, message: Message | str) -> None:
        super().__init__(str(message))
        self.message = message if isinstance(message, Message) else Code.QUOTED(words=message)


class SettingError(ZitatError):
    """A setting has a value that cannot be used."""


class SourceError(ZitatError):
    """The folder of articles is missing, empty, or holds nothing that can be read."""


class ModelError(ZitatError):
    """The embedding model cannot be loaded, or answers otherwise than expected."""


class StoredIndexError(ZitatError):
    """The stored index cannot be used; the message names the command that rebuilds it."""


class IndexMissingError(StoredIndexError):
    """There is no index in the folder yet."""


class IndexDamagedError(StoredIndexError):
    """A file of the index is missing, or is not the one that was written."""


class IndexMismatchError(StoredIndexError):
    """The index was built by another model or in another format."""


class IndexWriteError(ZitatError):
    """The new index cannot be written; the old one is as it was."""


class BuildBusyError(ZitatError):
    """Another rebuild of the same index is running."""


class QuestionError(ZitatError):
    """The question is empty or too long, or its filters name what does not exist."""


class QuoteError(ZitatError):
    """A quote differs from the article at its offsets; such an answer is never shown."""
