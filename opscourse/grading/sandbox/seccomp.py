"""A list of system calls that no notebook needs, as a filter in the kernel (seccomp-BPF).

A call on the list fails with EPERM; clone3 with ENOSYS, so that the C library falls back to clone,
whose flags the filter can see.
"""

from __future__ import annotations

import ctypes
import errno
import struct

from opscourse.grading.sandbox import linux

# name: (x86-64, 64-bit ARM); None: the machine has no such call.
_DENIED: dict[str, tuple[int | None, int | None]] = {
    "socket": (41, 198),  # socketpair stays: event loops use it
    "ptrace": (101, 117),
    "process_vm_readv": (310, 270),
    "process_vm_writev": (311, 271),
    "kcmp": (312, 272),
    "pidfd_getfd": (438, 438),
    "mount": (165, 40),
    "umount2": (166, 39),
    "pivot_root": (155, 41),
    "chroot": (161, 51),
    "open_tree": (428, 428),
    "move_mount": (429, 429),
    "fsopen": (430, 430),
    "fsconfig": (431, 431),
    "fsmount": (432, 432),
    "fspick": (433, 433),
    "mount_setattr": (442, 442),
    "setns": (308, 268),
    "unshare": (272, 97),
    "name_to_handle_at": (303, 264),
    "open_by_handle_at": (304, 265),
    "keyctl": (250, 219),
    "add_key": (248, 217),
    "request_key": (249, 218),
    "bpf": (321, 280),
    "perf_event_open": (298, 241),
    "userfaultfd": (323, 282),
    "io_uring_setup": (425, 425),
    "io_uring_enter": (426, 426),
    "io_uring_register": (427, 427),
    "kexec_load": (246, 104),
    "kexec_file_load": (320, 294),
    "init_module": (175, 105),
    "finit_module": (313, 273),
    "delete_module": (176, 106),
    "reboot": (169, 142),
    "swapon": (167, 224),
    "swapoff": (168, 225),
    "acct": (163, 89),
    "syslog": (103, 116),
    "quotactl": (179, 60),
    "sethostname": (170, 161),
    "setdomainname": (171, 162),
    "settimeofday": (164, 170),
    "clock_settime": (227, 112),
    "clock_adjtime": (305, 266),
    "adjtimex": (159, 171),
    "personality": (135, 92),
    "iopl": (172, None),
    "ioperm": (173, None),
    "modify_ldt": (154, None),
    # memory that belongs to no process and no limit counts
    "memfd_create": (319, 279),
    "memfd_secret": (447, 447),
    "shmget": (29, 194),
    "msgget": (68, 186),
    "semget": (64, 190),
    # another process of the same user (without namespaces)
    "process_madvise": (440, 440),
    "pidfd_send_signal": (424, 424),
    "migrate_pages": (256, 238),
    "move_pages": (279, 239),
}
# Landlock watches none of these: without a root of its own, a notebook that runs as the teacher
# could shut him out of his gradebook. They do nothing and say that all went well: copying works.
_PRETENDED: dict[str, tuple[int | None, int | None]] = {
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
    "setxattrat": (463, 463),
    "removexattr": (197, 14),
    "lremovexattr": (198, 15),
    "fremovexattr": (199, 16),
    "removexattrat": (466, 466),
    "file_setattr": (469, 469),
}
_CLONE, _CLONE3 = (56, 220), (435, 435)
_PRCTL, _PR_SET_PDEATHSIG, _PR_SET_PTRACER = (157, 167), 1, 0x59616D61
_IOCTL, _TIOCSTI = (16, 29), 0x5412
_NAMESPACES = 0x7E020000

_LOAD, _JUMP_EQUAL, _JUMP_AT_LEAST, _JUMP_SET, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_ALLOW = 0x7FFF0000
_NUMBER, _ARCH, _FIRST_ARGUMENT, _SECOND_ARGUMENT = 0, 4, 16, 24


def _refuse(code: int) -> int:
    return 0x00050000 | code


def program(x86: bool = linux.X86, pretend: bool = False) -> bytes:
    """The filter: an array of struct sock_filter.

    pretend : also for what changes a file's rights, owner and times.

    >>> len(program(True)) % 8, len(program(False)) < len(program(True))
    (0, True)
    """
    column = 0 if x86 else 1
    steps: list[tuple[int, int, int, int]] = []

    def step(code: int, k: int, yes: int = 0, no: int = 0) -> None:
        steps.append((code, yes, no, k))

    def refuse(code: int = errno.EPERM) -> None:
        step(_RETURN, _refuse(code))

    step(_LOAD, _ARCH)
    step(_JUMP_EQUAL, 0xC000003E if x86 else 0xC00000B7, yes=1)
    refuse()  # another ABI (32-bit) has other numbers
    step(_LOAD, _NUMBER)
    if x86:
        step(_JUMP_AT_LEAST, 0x40000000, no=1)  # the x32 ABI
        refuse()
    listed = [(numbers, errno.EPERM) for numbers in _DENIED.values()]
    listed += [(numbers, 0) for numbers in _PRETENDED.values() if pretend]
    for numbers, code in listed:
        number = numbers[column]
        if number is not None:
            step(_JUMP_EQUAL, number, no=1)
            refuse(code)
    step(_JUMP_EQUAL, _CLONE3[column], no=1)
    refuse(errno.ENOSYS)
    # a block for each call whose arguments decide; it ends in a verdict
    step(_JUMP_EQUAL, _CLONE[column], no=4)
    step(_LOAD, _FIRST_ARGUMENT)
    step(_JUMP_SET, _NAMESPACES, no=1)
    refuse()
    step(_RETURN, _ALLOW)
    step(_JUMP_EQUAL, _PRCTL[column], no=5)
    step(_LOAD, _FIRST_ARGUMENT)
    step(_JUMP_EQUAL, _PR_SET_PDEATHSIG, yes=1)
    step(_JUMP_EQUAL, _PR_SET_PTRACER, no=1)
    refuse()
    step(_RETURN, _ALLOW)
    step(_JUMP_EQUAL, _IOCTL[column], no=3)
    step(_LOAD, _SECOND_ARGUMENT)
    step(_JUMP_EQUAL, _TIOCSTI, no=1)
    refuse()
    step(_RETURN, _ALLOW)
    return b"".join(struct.pack("HBBI", *one) for one in steps)


def install(pretend: bool = False) -> None:
    """Put the filter in force for this process and all it starts; needs no_new_privileges."""
    code = program(pretend=pretend)
    filters = ctypes.create_string_buffer(code, len(code))
    fprog = struct.pack("HxxxxxxQ", len(code) // 8, ctypes.addressof(filters))
    pointer = ctypes.create_string_buffer(fprog, len(fprog))
    linux.prctl(22, 2, ctypes.addressof(pointer))
