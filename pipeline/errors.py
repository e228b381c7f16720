"""What can go wrong, and the exit code each class of trouble ends in."""

EXIT_NOTHING_TO_REPORT = 0
EXIT_FINDINGS = 1
EXIT_WRONG_USE = 2
EXIT_UNREADABLE = 3


class TarmaqError(Exception):
    """Anything the user can act on: what was found (`message`) and what to do (`hint`)."""

    exit_code = EXIT_WRONG_USE

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class UsageError(TarmaqError):
    """The call or the settings are wrong."""


class DocumentError(TarmaqError):
    """One document could not be read; the others go on. `code` is stable and goes into `errors.json`."""

    exit_code = EXIT_UNREADABLE

    def __init__(self, code: str, message: str, *, hint: str) -> None:
        super().__init__(message, hint=hint)
        self.code = code
