"""No way out of the process is open to an agent."""

from __future__ import annotations

import pytest
from plugin.bench import MEETING, Bench, table

pytest_plugins = ("pytester",)


@pytest.mark.parametrize(
    ("leave", "told"),
    [
        ("os._exit(0)", "os._exit(0)"),
        ("os.execl('/bin/true', 'true')", "os.execv('/bin/true', ('true',))"),
        ("os.execvp('/bin/true', ['true'])", "os.execv('/bin/true', ['true'])"),
        ("sys.exit(0)", "0"),
    ],
)
def test_an_agent_that_leaves_fails_its_day_only(bench: Bench, leave: str, told: str) -> None:
    """The session goes on, and does not end with the agent's exit status; an agent's threads cannot end it either."""
    bench.scenario("alpha", [MEETING], [MEETING])
    bench.agent(f"""
def leave(): {leave}
if "day_1" in os.environ["PYTEST_CURRENT_TEST"]:
    thread = threading.Thread(target=leave)
    thread.start()
    thread.join()
    leave()
day.call("ListUsers")
""")

    result = bench.process("--traineebench-results=out", "-p", "no:threadexception")

    assert result.ret == pytest.ExitCode.TESTS_FAILED
    assert table(result)[-1] == "2 of 2 days count"
    assert [record.ended for record in bench.records().values()] == ["crash", "returned"]
    result.stdout.fnmatch_lines([f"RuntimeError: the agent ended with SystemExit: {told}"])


def test_processes_that_an_agent_forks_may_end_as_they_like(bench: Bench) -> None:
    """By multiprocessing and by hand; afterwards all is as it was."""
    bench.scenario()
    bench.agent("""
import multiprocessing
worker = multiprocessing.get_context("fork").Process(target=print)
worker.start()
worker.join()
child = os.fork() or os._exit(7)
day.turn([], text=f"{worker.exitcode} {os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])}")
""")
    bench.write("test_plain.py", "import os, posix\ndef test_plain(): assert os._exit is posix._exit\n")

    result = bench.process(".", "--traineebench-results=out", "--traineebench-verdict=report", "-p", "no:warnings")

    result.assert_outcomes(passed=2)
    assert bench.said("alpha/day_1") == ["0 7"]
