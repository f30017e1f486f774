"""Records what agents and colleagues say to chat models, and replays it without a network: vcrpy lives here only.

Nothing is imported here: vcrpy imports every HTTP library it finds. What a caller needs:

```python
from pytest_traineebench.recording.leaks import LeakScanner
from pytest_traineebench.recording.modes import AGENT, COLLEAGUES, Mode, Track, speaking
from pytest_traineebench.recording.session import Recording

tracks = [
    Track(name=AGENT, path=folder / "day_1.react.yaml", mode=Mode.NONE),
    Track(name=COLLEAGUES, path=folder / "day_1.react.colleagues.yaml", mode=Mode.NONE, by_said=False),
]
with Recording(
    tracks,
    scanner=LeakScanner([endpoint.key.get_secret_value()]),  # and the proxy's password; they are not saved
    allowed_hosts=["api.example.org"],  # only what a live track speaks to
    hint="pytest scenarios/acme --traineebench-record=rewrite -k day_1",
    moment=lambda: "step 4, 09:40",
) as recording:
    work_the_day()  # the agent's requests go to its track; a colleague's model is asked within speaking(COLLEAGUES)
```

**Afterwards** a caller looks at ``recording.miss`` and ``recording.refused`` (an agent may have swallowed the errors:
the day fails all the same), at ``tape.unplayed`` of ``recording.tapes`` (recorded and not asked for), at
``tape.recorded``. Recording that fails (a full disk, a secret) does not stop the day: what had been recorded is kept,
``recording.fault`` tells why, and leaving the context raises it unless another error is on its way. There is one
`Recording` at a time in a process; several processes may replay one cassette, but only one records it.

**Colleagues.** ``speaking(COLLEAGUES, said=f"{name}: {text}")`` around a colleague's model call puts it on the other
track. With ``by_said=True`` an answer is also found by what was said to whom; a question with no recording raises
`ReplayMissError` without counting as a miss, and the caller asks its fallback.

**Modes per track** are those of `Mode`; ``--traineebench-replay=npc`` is the agent's track ``OFF`` (or recording) and
the colleagues' ``NONE``. The network guard is up while any track only replays.

**Files.** ``store.read_slots(path)`` checks a cassette in milliseconds; ``store.image_files(path)`` names the images
that it needs beside it, for pruning; ``journal.journal_path(path)`` is what a run leaves that was killed, which the
next run in ``NEW_EPISODES`` or ``ONCE`` continues and a replay also plays.

Modules, from the outside in: ``session`` (all of it together), ``cassette`` (vcrpy's hooks), ``tape`` (one track while
it runs), ``misses``, ``guard``, ``leaks``, ``scrubbing`` (what may be saved), ``journal`` and ``store`` (files),
``entries`` (every part stands once), ``answers``, ``canonical`` and ``images`` (what is compared), ``yaml_text``,
``modes``. ``persister`` is the same format for a plain ``vcr.VCR``.
"""
