"""The company's cloud disk: look around, fetch files."""

from __future__ import annotations

import hashlib

from pytest_traineebench.company.events import FileDownloaded
from pytest_traineebench.company.office import Office
from pytest_traineebench.tool import tool


@tool("DownloadFileFromCloudDisk", minutes=10)
def download_file_from_cloud_disk(office: Office, file_path: str, target_path: str = "./") -> str:
    """Copy one file from the company's cloud disk into your workspace.

    Args:
        file_path: Path on the cloud disk, such as "manuals_for_intern.md".
        target_path: Path in the workspace; an existing folder or a path that ends with "/" keeps the file's name.
    """
    source = office.disk.path(file_path)
    content = office.disk.read(file_path)
    target = office.workspace.locate(target_path)
    if office.workspace.is_folder(target) or target_path.strip().endswith(("/", "\\")):
        inside = target / source.rsplit("/", 1)[-1]
        target = office.workspace.locate(f"./{office.workspace.relative(inside)}")
    office.workspace.write(target, content)
    placed = office.workspace.relative(target)
    office.log.append(
        FileDownloaded(at=office.clock.now, source=source, target=placed, sha256=hashlib.sha256(content).hexdigest())
    )
    return f"Downloaded {source} ({len(content):,} bytes) to ./{placed}"


@tool("OpenFolderInCloudDisk")
def open_folder_in_cloud_disk(office: Office, folder_path: str = "./") -> str:
    """List a folder of the company's cloud disk, one name per line; folders end with "/".

    Args:
        folder_path: Path on the cloud disk; "./" is its root.
    """
    return "\n".join(office.disk.list(folder_path)) or "(the folder is empty)"
