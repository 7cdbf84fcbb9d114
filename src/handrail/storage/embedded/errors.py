"""What can keep the bundled database from serving, each told in a sentence an operator can act on."""


class DatabaseServerCannotServe(Exception):
    """The bundled Postgres cannot be used; the message says why and what to do. Base of all errors here."""


class DatabaseServerDidNotStart(DatabaseServerCannotServe):
    """Postgres ran and gave up, or was not ready in time; the message ends with the last lines of its log."""


class DatabaseServerDidNotStop(DatabaseServerCannotServe):
    """Postgres was asked to stop and some of its processes still live after the wait."""


class DatabaseMadeByAnotherVersion(DatabaseServerCannotServe):
    """The folder was made by another major version of Postgres, which cannot be opened in place."""


class DatabaseFolderOutOfReach(DatabaseServerCannotServe):
    """The account that should run the server cannot enter its folder, or the folder is gone."""


class SystemAccountMissing(DatabaseServerCannotServe):
    """No account exists that Postgres would agree to run as, and none could be made."""


class DatabaseBinariesMissing(DatabaseServerCannotServe):
    """The Postgres programs are not installed, or cannot be put where the server's account reaches them."""
