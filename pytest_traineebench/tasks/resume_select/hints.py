"""Three hints for a screening, none with a name."""

from __future__ import annotations

from pytest_traineebench.tasks.resume_select.paths import Paths

_WHERE = """\
List `CloudDisk://{folder}/` with OpenFolderInCloudDisk and download every file in it; leave `CloudDisk://{archive}/` \
alone. Then take the wishes of the task one after the other and note for each applicant whether it is met."""

_PROCEDURE = """\
1. Download all files of `CloudDisk://{folder}/`; in a shell, put their names in quotes, for they hold blanks.
2. For each resume note: the wished position (line below the name), the first degree in Education that is finished and \
its major, the sum of all lengths marked "full-time" in Experience, and the lines of Skills.
3. Compare that with the wishes as numbers and whole names: 10 years are more than 5, "JavaScript" is not "Java", a \
higher degree will do, internships do not count.
4. Write the names of those who meet everything to `{output}`, one on a line. If there are none, the file is empty.
5. Look at the ones who fail in just one thing a second time."""


def give_hints(paths: Paths) -> tuple[str, str, str]:
    """Return the hints, from whom to ask to the whole procedure."""
    whom = (
        "Nobody has to be asked: the resumes and the wishes in the task hold all that is needed. Read every resume "
        "in full, for the summary does not tell everything."
    )
    return (
        whom,
        _WHERE.format(folder=paths.folder, archive=paths.archive),
        _PROCEDURE.format(folder=paths.folder, output=paths.output),
    )
