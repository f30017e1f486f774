"""The system-call filter of all backends: a small BPF program, assembled by hand so that no package is needed.

Sources: ``linux/seccomp.h``, ``linux/filter.h``, and the system-call tables of x86-64 and of arm64
(``asm-generic/unistd.h``).
"""

from __future__ import annotations

import errno
import platform
import socket
import struct
from dataclasses import dataclass

# Names with their numbers on (x86-64, arm64); None where the processor has no such call.
_DENIED = {
    # Other processes' memory and files.
    "ptrace": (101, 117),
    "process_vm_readv": (310, 270),
    "process_vm_writev": (311, 271),
    "process_madvise": (440, 440),
    "kcmp": (312, 272),
    "pidfd_getfd": (438, 438),
    "perf_event_open": (298, 241),
    "migrate_pages": (256, 238),
    "move_pages": (279, 239),
    # Other views of the file tree, and ways around it.
    "mount": (165, 40),
    "umount2": (166, 39),
    "pivot_root": (155, 41),
    "chroot": (161, 51),
    "unshare": (272, 97),
    "setns": (308, 268),
    "open_tree": (428, 428),
    "move_mount": (429, 429),
    "fsopen": (430, 430),
    "fsconfig": (431, 431),
    "fsmount": (432, 432),
    "fspick": (433, 433),
    "mount_setattr": (442, 442),
    "open_tree_attr": (467, 467),
    "open_by_handle_at": (304, 265),
    "name_to_handle_at": (303, 264),
    "quotactl": (179, 60),
    "quotactl_fd": (443, 443),
    "fanotify_init": (300, 262),
    # Parts of the kernel that no office work needs and that had many holes.
    "bpf": (321, 280),
    "userfaultfd": (323, 282),
    "io_uring_setup": (425, 425),
    "io_uring_enter": (426, 426),
    "io_uring_register": (427, 427),
    "add_key": (248, 217),
    "request_key": (249, 218),
    "keyctl": (250, 219),
    "init_module": (175, 105),
    "finit_module": (313, 273),
    "delete_module": (176, 106),
    "kexec_load": (246, 104),
    "kexec_file_load": (320, 294),
    "reboot": (169, 142),
    "swapon": (167, 224),
    "swapoff": (168, 225),
    "acct": (163, 89),
    "syslog": (103, 116),
    "sethostname": (170, 161),
    "setdomainname": (171, 162),
    "settimeofday": (164, 170),
    "clock_settime": (227, 112),
    "adjtimex": (159, 171),  # reading the clock's state tells the real time as well
    "clock_adjtime": (305, 266),
    "iopl": (172, None),
    "ioperm": (173, None),
    "modify_ldt": (154, None),
    # Memory that outlives its processes.
    "shmget": (29, 194),
    "semget": (64, 190),
    "msgget": (68, 186),
    "mq_open": (240, 180),
}
# Without a process namespace these reach the user's other processes; the argument that names the process must be 0.
_OTHERS = {
    "prlimit64": (302, 261, 0),
    "sched_setaffinity": (203, 122, 0),
    "sched_setscheduler": (144, 119, 0),
    "sched_setparam": (142, 118, 0),
    "sched_setattr": (314, 274, 0),
    "setpriority": (141, 140, 1),
    "ioprio_set": (251, 30, 1),
}
# Landlock does not govern these: without mounts an ordinary user's command could change the modes of that user's files.
_ATTRIBUTES = {
    "chmod": (90, None),
    "fchmod": (91, 52),
    "fchmodat": (268, 53),
    "fchmodat2": (452, 452),
    "chown": (92, None),
    "fchown": (93, 55),
    "lchown": (94, None),
    "fchownat": (260, 54),
    "utime": (132, None),
    "utimes": (235, None),
    "futimesat": (261, None),
    "utimensat": (280, 88),
    "setxattr": (188, 5),
    "lsetxattr": (189, 6),
    "fsetxattr": (190, 7),
    "removexattr": (197, 14),
    "lremovexattr": (198, 15),
    "fremovexattr": (199, 16),
    "setxattrat": (463, 463),
    "removexattrat": (466, 466),
    "file_setattr": (469, 469),
}
_CLONE = (56, 220)
# Programs that know these have an older way, which this kernel then seems to need.
_UNKNOWN = {
    "clone3": (435, 435),  # glibc falls back to clone, whose flags a filter can see
    "statmount": (457, 457),  # tell the paths of this machine that are mounted
    "listmount": (458, 458),
}
_SOCKET = (41, 198)
_IOCTL = (16, 29)
_ARCHITECTURES = {"x86_64": (0, 0xC000003E), "aarch64": (1, 0xC00000B7)}

_NEW_NAMESPACE = 0x7E020080  # CLONE_NEWNS, NEWCGROUP, NEWUTS, NEWIPC, NEWUSER, NEWPID, NEWNET, NEWTIME
_TERMINAL_INPUT = (0x5412, 0x541C)  # TIOCSTI and TIOCLINUX type into the terminal of whoever started us
_X32 = 0x40000000

_LOAD, _EQUAL, _AT_LEAST, _ANY_BIT, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_ALLOW, _ERRNO, _KILL = 0x7FFF0000, 0x00050000, 0x80000000
_NUMBER, _ARCH, _ARGUMENTS = 0, 4, 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """What keeps a command away from others beside the filter, and so what the filter must do itself.

    Attributes:
        namespaces: The command has process, network and mount namespaces of its own.
        own_user: The command runs as a user that owns nothing outside.
    """

    namespaces: bool
    own_user: bool


def program(reach: Reach) -> bytes | None:
    """Return the filter as an array of ``struct sock_filter``, or None for a processor it is not written for."""
    architecture = _ARCHITECTURES.get(platform.machine())
    if architecture is None:
        return None
    column, audit = architecture
    code = [
        _step(_LOAD, _ARCH),
        _step(_EQUAL, audit, 1, 0),
        _step(_RETURN, _KILL),
        _step(_LOAD, _NUMBER),
        _step(_AT_LEAST, _X32, 0, 1),
        _step(_RETURN, _ERRNO | errno.ENOSYS),
    ]
    for numbers in _DENIED.values():
        code += _refuse(numbers[column], errno.EPERM)
    for numbers in _UNKNOWN.values():
        code += _refuse(numbers[column], errno.ENOSYS)
    code += _refuse_if(_CLONE[column], argument=0, test=_ANY_BIT, value=_NEW_NAMESPACE, code=errno.EPERM)
    for request in _TERMINAL_INPUT:
        code += _refuse_if(_IOCTL[column], argument=1, test=_EQUAL, value=request, code=errno.EPERM)
    if reach.namespaces:
        code += _refuse_unless(_SOCKET[column], argument=0, value=socket.AF_UNIX, code=errno.ENETUNREACH)
    else:
        # Neither Landlock nor anything else governs connecting to a socket that has a path.
        code += _refuse(_SOCKET[column], errno.ENETUNREACH)
        for *numbers_of_call, argument in _OTHERS.values():
            code += _refuse_unless(numbers_of_call[column], argument=argument, value=0, code=errno.EPERM)
        if not reach.own_user:
            for attribute_numbers in _ATTRIBUTES.values():
                code += _refuse(attribute_numbers[column], 0)  # success without effect: "cp -p" and "tar" go on
    code.append(_step(_RETURN, _ALLOW))
    return b"".join(code)


def _step(operation: int, value: int, if_true: int = 0, if_false: int = 0) -> bytes:
    return struct.pack("=HBBI", operation, if_true, if_false, value)


def _refuse(number: int | None, code: int) -> list[bytes]:
    if number is None:
        return []
    return [_step(_EQUAL, number, 0, 1), _step(_RETURN, _ERRNO | code)]


def _refuse_if(number: int, *, argument: int, test: int, value: int, code: int) -> list[bytes]:
    return [
        _step(_EQUAL, number, 0, 4),
        _step(_LOAD, _ARGUMENTS + 8 * argument),
        _step(test, value, 0, 1),
        _step(_RETURN, _ERRNO | code),
        _step(_LOAD, _NUMBER),
    ]


def _refuse_unless(number: int, *, argument: int, value: int, code: int) -> list[bytes]:
    return [
        _step(_EQUAL, number, 0, 4),
        _step(_LOAD, _ARGUMENTS + 8 * argument),
        _step(_EQUAL, value, 1, 0),
        _step(_RETURN, _ERRNO | code),
        _step(_LOAD, _NUMBER),
    ]
