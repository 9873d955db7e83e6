"""Translation catalogues: compiled when stale, gathered by ``make i18n``."""

from tools.environment import PYTHON, ensure_python
from tools.steps import ROOT, run, say


def ensure_compiled() -> None:
    """Compile each ``django.po`` whose ``django.mo`` is missing or older."""
    stale = [
        path
        for path in (ROOT / "src").rglob("locale/*/LC_MESSAGES/django.po")
        if not path.with_suffix(".mo").exists()
        or path.with_suffix(".mo").stat().st_mtime <= path.stat().st_mtime
    ]
    if stale:
        say(f"compiling {len(stale)} catalogues")
        run([PYTHON, "-m", "tools.i18n", "compile"], what="compiling the catalogues")


def gather() -> int:
    """Bring every app's catalogues up to its source texts; new texts stand there untranslated."""
    ensure_python("dev")
    run([PYTHON, "-m", "tools.i18n", "gather"], what="gathering texts", quiet=False)
    return 0
