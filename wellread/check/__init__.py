"""Site → Problems. Rules read what was read and composed, and say what an editor should mend; they change nothing.

check_site(site, composed, today, static=names) -> problems       all rules; one file each, in rules/
"""

from wellread.check.case import Case
from wellread.check.run import check_site

__all__ = ["Case", "check_site"]
