"""Outputs → a folder: whole files, pages before lists, deletions last, the manifest last of all.

check_folder(output, site_root)          refuses a folder that is not ours to write into, before anything else is done
write_site(outputs, output) -> Written   makes the folder equal to the outputs
"""

from wellread.write.folder import Target, Written, check_folder, open_target, write_site
from wellread.write.lock import LOCK
from wellread.write.manifest import MANIFEST, Manifest, file_hash, read_manifest

__all__ = [
    "LOCK",
    "MANIFEST",
    "Manifest",
    "Target",
    "Written",
    "check_folder",
    "file_hash",
    "open_target",
    "read_manifest",
    "write_site",
]
