"""How files for browsers are kept: each under a name that tells its content, also where our scripts import another."""

from whitenoise.storage import CompressedManifestStaticFilesStorage

IMPORTS = (r"(?P<matched>from '(?P<url>\./[^']+)')", "from '%(url)s'")


class StaticFiles(CompressedManifestStaticFilesStorage):
    """Our own scripts alone are read for imports; those of others hold what only looks like one."""

    patterns = (*CompressedManifestStaticFilesStorage.patterns, ("js/*.js", (IMPORTS,)))
