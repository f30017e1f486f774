"""One track's cassette while a day runs: what can be played, what was played, what is recorded."""

from __future__ import annotations

import os
import threading
from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Sequence

from pytest_traineebench.errors import CassetteError, ReplayMissError, SecretFoundError
from pytest_traineebench.recording.answers import Answer, to_entry
from pytest_traineebench.recording.canonical import Ask, Canonicalizer
from pytest_traineebench.recording.entries import Interaction
from pytest_traineebench.recording.images import MARK
from pytest_traineebench.recording.journal import Journal, Left, file_digest, open_journal, read_journal
from pytest_traineebench.recording.leaks import Leak, LeakScanner, streamed_texts
from pytest_traineebench.recording.misses import differences, explain, nearest
from pytest_traineebench.recording.modes import Mode, Track
from pytest_traineebench.recording.store import Slot, parse, put_damaged_aside, read_slots, save_image, write_cassette

_TRANSIENT = frozenset({408, 409, 425, 429, *range(500, 600)})  # answers after which clients ask again


class Played:
    """A recorded interaction that can be played; made of a slot of a file, or of an interaction of a journal."""

    def __init__(self, source: Slot | Interaction, number: int) -> None:
        self.number = number
        self.asks = source.asks if isinstance(source, Slot) else source.ask.key
        self.said = source.said
        self.source = source
        self.played = False

    def answer(self) -> Answer:
        """Return what the server said."""
        return self.source.answer() if isinstance(self.source, Slot) else self.source.answer


class Tape:
    """The cassette of one track, from its opening to its end; threads may share it.

    Args:
        track: Name, file and mode.
        canonicalizer: Has the images of the requests.
        scanner: Knows what must not be saved.
        hint: The command that records again, for a miss.
        moment: Tells the step and the virtual time, for a miss.
        shown: Makes a text fit for people: without folders of this machine.
        on_miss: Is told of each miss, always with the text of the first.

    Attributes:
        miss: The first request that was not recorded, if there was one.
        fault: Why recording has ended early, if it has: the day goes on, and what was recorded before is kept.
        recorded: How many interactions are new.
    """

    def __init__(
        self,
        track: Track,
        *,
        canonicalizer: Canonicalizer,
        scanner: LeakScanner,
        hint: str = "",
        moment: Callable[[], str] = str,
        shown: Callable[[str], str] = str,
        on_miss: Callable[[str], object] = str,
    ) -> None:
        self.track = track
        self.miss: ReplayMissError | None = None
        self.fault: CassetteError | None = None
        self.recorded = 0
        self._canonicalizer = canonicalizer
        self._scanner = scanner
        self._hint = hint
        self._moment = moment
        self._shown = shown
        self._on_miss = on_miss
        self._lock = threading.RLock()
        self._journal: Journal | None = None
        self._all: list[Played] = []
        self._waiting: dict[str, deque[Played]] = defaultdict(deque)
        self._by_said: dict[str, list[Played]] = defaultdict(list)
        self._kept: tuple[Interaction, ...] = ()
        self._new: list[Interaction] = []
        self._records = False
        self._asked = 0

    @property
    def replays_only(self) -> bool:
        """Whether a request without a recording is an error."""
        return self.track.mode is not Mode.OFF and not self._records

    @property
    def missing(self) -> bool:
        """Whether there is no cassette."""
        return not self.track.path.exists()

    @property
    def unplayed(self) -> tuple[int, ...]:
        """The numbers of the recorded interactions that were not played."""
        with self._lock:
            return tuple(item.number for item in self._all if not item.played)

    def open(self) -> None:
        """Read the cassette, and the journal of a run that was killed; lock it if anything is to be recorded.

        Raises:
            CassetteError: If it cannot be read, or not be written where it has to be.
        """
        path, mode = self.track.path, self.track.mode
        if mode is Mode.OFF:
            return
        self._records = mode is not Mode.NONE and not (mode is Mode.ONCE and path.exists())
        if not self._records:
            self._load(read_slots(path) if path.exists() else (), read_journal(path))
            return
        self._journal = open_journal(path)
        try:
            self._continue()
        except BaseException:
            self._journal.close(remove=False)
            self._journal = None
            raise

    def take(self, ask: Ask, *, said: str = "") -> Played | None:
        """Return the recording to play for a request, which is then spent; None if there is none."""
        with self._lock:
            self._asked += 1
            waiting = self._waiting.get(ask.key)
            found = waiting.popleft() if waiting else self._said_before(said)
            if found is not None:
                found.played = True
            return found

    def missed(self, ask: Ask, *, sender: str = "") -> ReplayMissError:
        """Return the error for a request that was not recorded; the first one stands for all that follow.

        Args:
            ask: The request.
            sender: To whom it was to go and who sends it, as it stands behind the address.
        """
        with self._lock:
            if self.track.by_said:
                return ReplayMissError(self._shown(f"{self._place}: nothing is recorded for what was said"))
            if self.miss is None:
                self.miss = ReplayMissError(self._shown("\n".join(self._explanation(ask, sender))))
            self._on_miss(str(self.miss))
            return ReplayMissError(str(self.miss))

    def expect(self, ask: Ask) -> None:
        """Look through a request before it is sent: the less is left to do between an answer and the disk.

        What is found counts when the answer is there, and is found again then.
        """
        if self._records:
            leak_in_request(ask, self._scanner)

    def record(self, interaction: Interaction) -> None:
        """Save an interaction at once; after a fault, none any more."""
        with self._lock:
            if self._journal is None or self.fault is not None:
                return
            try:
                self._refuse_secrets(interaction)
                for image in filter(None, map(self._canonicalizer.image, _image_names(interaction.ask))):
                    save_image(self.track.path, image)
                self._journal.append(interaction)
            except CassetteError as fault:
                self.fault = fault
                return
            self._new.append(interaction)
            self.recorded += 1

    def close(self) -> None:
        """Put what is new into the cassette.

        Raises:
            CassetteError: If it cannot be written; the journal then keeps it for the next run.
        """
        with self._lock:
            journal, self._journal = self._journal, None
            if journal is None:
                return
            done = False
            try:
                if self._new:
                    if self.track.mode is Mode.REWRITE:
                        put_damaged_aside(self.track.path)
                    write_cassette(self.track.path, self._final())
                done = True
            finally:
                journal.close(remove=done)

    @property
    def _place(self) -> str:
        return os.fspath(self.track.path)

    def _continue(self) -> None:
        """Take over what a killed run has left, and start a journal of this run's own."""
        path, journal, rewrites = self.track.path, self._journal, self.track.mode is Mode.REWRITE
        if journal is None:
            return
        stored = parse(read_slots(path)) if path.exists() and not rewrites else ()
        left = Left() if rewrites else read_journal(path)
        if left.interactions:
            stored = merged(stored, left, file_digest(path))
            write_cassette(path, stored)
        journal.begin(base=file_digest(path), mode=self.track.mode)
        self._kept = stored
        if self.track.mode in {Mode.ONCE, Mode.NEW_EPISODES}:
            self._offer([Played(item, number) for number, item in enumerate(stored, 1)])

    def _load(self, slots: Sequence[Slot], left: Left) -> None:
        if not left.interactions or left.replaces:
            self._offer([Played(slot, slot.number) for slot in slots])
        else:
            everything = merged(parse(slots), left, file_digest(self.track.path))
            self._offer([Played(item, number) for number, item in enumerate(everything, 1)])

    def _offer(self, found: list[Played]) -> None:
        self._all = found
        for item in found:
            self._waiting[item.asks].append(item)
            if self.track.by_said and item.said:
                self._by_said[item.said].append(item)

    def _said_before(self, said: str) -> Played | None:
        """Return a recording of the same words: the first that was not played, or else the last."""
        found = self._by_said.get(said, []) if said else []
        chosen = next((item for item in found if not item.played), found[-1] if found else None)
        if chosen is not None and chosen in self._waiting[chosen.asks]:
            self._waiting[chosen.asks].remove(chosen)
        return chosen

    def _final(self) -> tuple[Interaction, ...]:
        return settled([*_not_again(self._kept, self._new, self.track.mode), *self._new])

    def _refuse_secrets(self, interaction: Interaction) -> None:
        if leak := find_leak(interaction, self._scanner):
            number = len(self._kept) + len(self._new) + 1
            raise SecretFoundError(
                f"{self._place}: entry {number} is not saved: what looks like a secret stands in {leak}"
            )
        for name in _image_names(interaction.ask):
            image = self._canonicalizer.image(name)
            if image and (leak := self._scanner.find_in_file(image.data, name)):
                raise SecretFoundError(f"{self._place}: {name} is not saved: what looks like a secret stands in {leak}")

    def _explanation(self, ask: Ask, sender: str) -> list[str]:
        moment = self._moment()
        head = f"request {self._asked} of the {self.track.name}{f' ({moment})' if moment else ''}"
        path = self._scanner.hide(ask.path)
        lines = [f"{self._place}: {head} was not recorded: {ask.method} {path}{sender}", *self._reasons(ask)]
        return [*lines, f"to record it: {self._hint}"] if self._hint else lines

    def _reasons(self, ask: Ask) -> list[str]:
        if not self._all:
            return ["there is no such cassette" if self.missing else "the cassette is empty"]
        spent = [item.number for item in self._all if item.asks == ask.key]
        if spent:
            numbers = ", ".join(map(str, spent))
            return [f"most likely changed: the number of times that it is sent; entry {numbers} was played already"]
        slots = [item.source for item in self._all]
        recorded = parse(slot for slot in slots if isinstance(slot, Slot)) or tuple(
            item for item in slots if isinstance(item, Interaction)
        )
        asks = [item.ask for item in recorded]
        at = nearest(ask, asks, played={at for at, item in enumerate(self._all) if item.played})
        found = list(differences(asks[at], ask)) if at is not None else []
        return explain(found, number=self._all[at].number, hide=self._scanner.hide) if at is not None and found else []


def merged(stored: tuple[Interaction, ...], left: Left, now: str) -> tuple[Interaction, ...]:
    """Return a cassette together with what a killed run has left.

    The run may have been killed between writing the cassette and removing its journal: then all of it is there.
    """
    if left.replaces:
        return settled([*_not_again(stored, left.interactions, left.mode), *left.interactions])
    count = len(left.interactions)
    if left.base != now and stored[len(stored) - count :] == left.interactions:
        return stored
    return settled([*stored, *left.interactions])


def _not_again(stored: Iterable[Interaction], new: Sequence[Interaction], mode: Mode) -> Iterator[Interaction]:
    """Yield what of a cassette stays beside what was recorded now."""
    again = {item.ask.digest for item in new} if mode is Mode.ALL else set()
    yield from (item for item in stored if mode is not Mode.REWRITE and item.ask.digest not in again)


def settled(interactions: Iterable[Interaction]) -> tuple[Interaction, ...]:
    """Return interactions without failures that a client overcame by asking again: a replay would wait as it did."""
    found = list(interactions)
    last = {item.ask.digest: at for at, item in enumerate(found)}
    return tuple(
        item for at, item in enumerate(found) if item.answer.status not in _TRANSIENT or last[item.ask.digest] == at
    )


def find_leak(interaction: Interaction, scanner: LeakScanner) -> Leak | None:
    """Return the first secret in what would be saved."""
    answer = to_entry(interaction.answer)
    words = [("said", interaction.said), ("answer", answer)]
    leak = leak_in_request(interaction.ask, scanner)
    leak = leak or next((leak for where, value in words if (leak := scanner.find(value, where))), None)
    if leak is None and isinstance(text := answer.get("text"), str) and "data:" in text:
        leak = next(
            (leak for where, joined in streamed_texts(text) if (leak := scanner.find_in_text(joined, where))), None
        )
    return leak


def leak_in_request(ask: Ask, scanner: LeakScanner) -> Leak | None:
    """Return the first secret in a request; what was looked through before costs nothing."""
    if leak := scanner.find(ask.path, "request.path"):
        return leak
    parts = [("request.body", ask.frame)]
    parts += [(f"request.{name}.{at}", item) for name, items in ask.lists for at, item in enumerate(items)]
    return next((leak for where, item in parts if (leak := scanner.find_in_part(item, where))), None)


def _image_names(ask: Ask) -> list[str]:
    names = [word for _, parts in ask.lists for item in parts if MARK in item.text for word in _marked(item.value)]
    return names + (list(_marked(ask.frame.value)) if MARK in ask.frame.text else [])


def _marked(value: object) -> list[str]:
    if isinstance(value, str):
        return [value.removeprefix(MARK)] if value.startswith(MARK) else []
    items = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [name for item in items for name in _marked(item)]
