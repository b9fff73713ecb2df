"""Hostile submissions that want to see what they should not, or to do harm.

SEEKERS: cells that print what they find; `TARGETS` in the code is the list of paths that hold the
token which only the teacher's side knows. HARM: cells that do something to the machine.
"""

# A cell of its own; TARGETS, PID and TOKEN_NAME are put in by the test.
SEEKERS: dict[str, str] = {
    "reads_files": """
for path in TARGETS:
    try:
        print(open(path, encoding='utf-8').read())
    except OSError as error:
        print(type(error).__name__)
""",
    "walks_everything": """
import os
seen = 0
for folder in {os.path.dirname(path) for path in TARGETS}:
    for base, folders, files in os.walk(folder):
        for name in files:
            try:
                print(open(os.path.join(base, name), encoding='utf-8').read()[:10000])
            except (OSError, ValueError):
                pass
print('walked')
""",
    "by_the_shell": """
import subprocess
for path in TARGETS:
    print(subprocess.run(['cat', path], capture_output=True, text=True).stdout)
""",
    "through_symlinks": """
import os
for number, path in enumerate(TARGETS):
    try:
        os.symlink(path, f'link{number}')
        print(open(f'link{number}').read())
    except OSError as error:
        print(type(error).__name__)
    finally:
        if os.path.lexists(f'link{number}'):
            os.unlink(f'link{number}')
""",
    "through_hard_links": """
import os, tempfile
for number, path in enumerate(TARGETS):
    for folder in ('.', tempfile.gettempdir(), os.path.dirname(path)):
        link = os.path.join(folder, f'hard{number}-{os.getpid()}')
        try:
            os.link(path, link)
            print(open(link).read())
            os.unlink(link)
        except OSError as error:
            print(type(error).__name__)
""",
    "by_what_runs_as_root": """
import os, subprocess
for path in TARGETS[:2]:
    for command in (['su', '-c', f'cat {path}'], ['newgrp', 'root'], ['chage', '-l', path]):
        try:
            done = subprocess.run(command, capture_output=True, text=True, timeout=5,
                                  stdin=subprocess.DEVNULL)
            print(done.returncode, done.stdout)
        except OSError as error:
            print(type(error).__name__)
""",
    "up_and_down": """
import os
for path in TARGETS:
    try:
        print(open('../' * 12 + path.lstrip('/')).read())
    except OSError as error:
        print(type(error).__name__)
""",
    "through_proc": """
import os
for path in TARGETS:
    for root in ('/proc/1/root', f'/proc/{PID}/root', '/proc/self/root', f'/proc/{PID}/cwd/../..'):
        try:
            print(open(root + path).read())
        except OSError as error:
            print(type(error).__name__)
""",
    "environment": """
import os, glob
print(dict(os.environ))
for path in [f'/proc/{PID}/environ', '/proc/self/environ', *glob.glob('/proc/*/environ')]:
    try:
        print(open(path, 'rb').read().decode('utf-8', 'replace'))
    except OSError as error:
        print(type(error).__name__)
""",
    "command_lines": """
import glob
for path in glob.glob('/proc/[0-9]*/cmdline'):
    try:
        print(open(path, 'rb').read())
    except OSError:
        pass
import subprocess
print('listed')
print(subprocess.run('ps axww', shell=True, capture_output=True, text=True).stdout)
""",
    "inherited_descriptors": """
import os
for number in range(3, 300):
    try:
        about = os.fstat(number)
        print(number, os.pread(number, 1000, 0))
    except OSError:
        pass
print('looked')
""",
    "memory_of_the_parent": """
import os
for pid in (os.getppid(), PID, 1):
    try:
        with open(f'/proc/{pid}/mem', 'rb') as memory, open(f'/proc/{pid}/maps') as maps:
            for line in maps:
                if 'heap' in line or 'stack' in line:
                    first, last = (int(x, 16) for x in line.split()[0].split('-'))
                    memory.seek(first)
                    print(memory.read(last - first).decode('latin-1'))
    except (OSError, ValueError) as error:
        print(type(error).__name__)
""",
    "own_memory": """
import gc, sys
found = []
frame = sys._getframe()
while frame is not None:
    found.append(repr(frame.f_locals)[:200000])
    frame = frame.f_back
for one in gc.get_objects():
    if isinstance(one, (dict, list, tuple)) and len(one) < 200:
        text = repr(one) if all(isinstance(x, (str, bytes, int)) for x in one) else ''
        if TOKEN_NAME in text:
            found.append(text)
print(found)
""",
    "grading_code": """
import importlib
for name in ('opscourse.grading.worlds', 'opscourse.authoring.source', 'opscourse.grading'):
    try:
        module = importlib.import_module(name)
        print('IMPORTED', module.__file__, open(module.__file__).read()[:100])
    except (ImportError, OSError, AttributeError, TypeError) as error:
        print(type(error).__name__)
""",
    "practice_answers": """
import opscourse, pathlib
folder = pathlib.Path(opscourse.__file__).parent
for path in [folder / 'answers' / 'practice', folder.parent / 'solutions', folder.parent / '.git']:
    try:
        print('LISTED', [one.name for one in path.iterdir()])
    except OSError as error:
        print(type(error).__name__)
""",
    "through_devices": """
import os, stat
for number, name in ((1, 'mem'), (2, 'kmem'), (4, 'port'), (11, 'kmsg')):
    try:
        os.mknod(name, stat.S_IFCHR | 0o600, os.makedev(1, number))
        print(open(name, 'rb').read(100), 'LISTED')
    except OSError as error:
        print(type(error).__name__)
print(sorted(os.listdir('/dev')), os.listdir('/proc')[:3])
if set(os.listdir('/dev')) - set('full null ptmx pts random shm urandom zero'.split()):
    print('LISTED')
""",
}

# name: (cells, what the test asks of the result); see test_harm.py
HARM: dict[str, tuple[str, ...]] = {
    "writes_outside": (
        """
import os
for path in TARGETS:
    for way in ('w', 'a', 'r+'):
        try:
            with open(path, way) as file:
                file.write('BROKEN')
            print('WROTE', path)
        except OSError as error:
            print(type(error).__name__)
    for act in (os.unlink, lambda p: os.rename(p, 'mine')):
        try:
            act(path)
            print('DID', path)
        except OSError as error:
            print(type(error).__name__)
for path in TARGETS:
    for act in (lambda p: os.chmod(p, 0), lambda p: os.utime(p, (1, 1))):
        try:  # where that is said to go well, it must have done nothing
            act(path)
        except OSError as error:
            print(type(error).__name__)
for folder in ('/', '/usr', '/etc', '/proc', '/dev', '/var'):
    try:
        open(os.path.join(folder, 'opscourse-was-here'), 'w').close()
        print('WROTE', folder)
    except OSError as error:
        print(type(error).__name__)
""",
    ),
    "sockets": (
        """
import socket, subprocess
def attempt(what):
    try:
        print('REACHED', what())
    except OSError as error:
        print(type(error).__name__)
attempt(lambda: socket.create_connection(('127.0.0.1', PORT), 2).send(b'hello'))
attempt(lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b'x', ('127.0.0.1', PORT)))
attempt(lambda: socket.socket(socket.AF_UNIX).connect(UNIX))
attempt(lambda: socket.socket(socket.AF_INET, socket.SOCK_RAW))
attempt(lambda: socket.socket(16, socket.SOCK_RAW))
code = f"exec 3<>/dev/tcp/127.0.0.1/{PORT} && echo hello >&3 && echo REACHED"
print(subprocess.run(['bash', '-c', code], capture_output=True, text=True).stdout)
""",
    ),
    "system_calls": (
        """
import ctypes, os
libc = ctypes.CDLL(None, use_errno=True)
calls = {'unshare user': (272, 0x10000000), 'mount': (165, b'none', b'/tmp', b'tmpfs', 0, 0),
    'setns': (308, 0, 0), 'ptrace': (101, 16, os.getppid(), 0, 0), 'bpf': (321, 0, 0, 0),
    'keyctl': (250, 0, -3, 1), 'chroot': (161, b'/usr'), 'clone user': (56, 0x10000011, 0, 0, 0),
    'setuid': (105, 0), 'memfd': (319, b'x', 0), 'deathsig': (157, 1, 0, 0, 0),
    'reboot': (169, 0, 0, 0), 'io_uring': (425, 1, 0), 'perf': (298, 0, 0, 0, 0, 0)}
for name, call in calls.items():
    result = libc.syscall(*call)
    print(name, 'GRANTED' if result >= 0 else 'refused')
    if name == 'clone user' and result == 0:
        os._exit(0)
""",
    ),
    # what is shared with other submissions, or lasts longer than this one
    "shared_kernel": (
        """
import ctypes, os, resource, socket
libc = ctypes.CDLL(None, use_errno=True)
calls = {'queue': (240, b'x', 0o102, 0o600, 0), 'shared memory': (29, 0x5151, 4096, 0o1666),
    'semaphores': (64, 0x5151, 1, 0o1666), 'messages': (68, 0x5151, 0o1666),
    'keyring': (248, b'user', b'x', b'y', 1, -4), 'fanotify': (300, 0, 0), 'userfault': (323, 0),
    'memfd': (319, b'x', 0), 'nice': (141, 0, 0, -5), 'clock': (227, 0, 0)}
for name, call in calls.items():
    print(name, 'GRANTED' if libc.syscall(*call) >= 0 else 'refused')
one, two = socket.socketpair()
try:
    one.bind('\\0opscourse-SHARED')
except OSError:
    pass
print('core', resource.getrlimit(resource.RLIMIT_CORE), 'groups', os.getgroups())
""",
    ),
    # a timer, a thread and a destructor that outlive their cell
    "lingers": (
        "import atexit, os, signal, threading, time\n"
        "signal.signal(signal.SIGALRM, lambda *a: print('alarm'))\n"
        "signal.setitimer(signal.ITIMER_REAL, 0.05, 0.05)\n"
        "threading.Thread(target=lambda: time.sleep(600)).start()\n"
        "atexit.register(lambda: time.sleep(600))\n"
        "class Last:\n    def __del__(self): time.sleep(600)\n"
        "last = Last()",
        "time.sleep(0.2)\nprint('ran on')",
    ),
    "kills_others": (
        """
import os, signal
for pid in (PID, os.getppid(), -1):
    try:
        if pid > 1 or pid == -1:
            os.kill(pid, signal.SIGKILL)
            print('KILLED', pid)
    except OSError as error:
        print(type(error).__name__)
""",
        "print('still here')",
    ),
    "background_process": (
        """
import subprocess
for _ in range(3):
    subprocess.Popen(['bash', '-c', 'exec -a MARKER sleep 300'], start_new_session=True)
subprocess.Popen(['bash', '-c', '(setsid bash -c "exec -a MARKER sleep 300" &) &'])
import os
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        import time
        os.execvp('bash', ['bash', '-c', 'exec -a MARKER sleep 300'])
    os._exit(0)
""",
        "print('ran on')",
    ),
    "fork_bomb": (
        """
import os
while True:
    try:
        os.fork()
    except OSError:
        pass
""",
        "print('ran on')",
    ),
    "memory_in_one": ("x = [bytearray(10 ** 8) for _ in range(100)]", "print('ran on')"),
    "memory_in_many": (
        """
import os, time
for _ in range(10):
    if os.fork() == 0:
        x = bytearray(2 * 10 ** 8)
        time.sleep(30)
time.sleep(30)
""",
    ),
    "fills_the_disk": (
        """
import itertools
for number in itertools.count():
    with open(f'part{number}', 'wb') as file:
        file.write(b'x' * 10 ** 7)
""",
        "print('ran on')",
    ),
    "fills_with_names": (
        "import itertools\nfor n in itertools.count():\n    open(f'f{n}', 'w').close()",
        "print('ran on')",
    ),
    "sleeps_for_ever": (
        "import signal, time\nsignal.signal(signal.SIGINT, signal.SIG_IGN)\n"
        "signal.pthread_sigmask(signal.SIG_BLOCK, range(1, 65))\nwhile True: time.sleep(100)",
    ),
    "swallows_interrupts": (
        "import time\nwhile True:\n    try:\n        time.sleep(100)\n"
        "    except BaseException:\n        pass",
        "print('ran on')",
    ),
    "prints_without_end": (
        "for n in range(300_000): print('line', n)",
        "print('x' * 20_000_000)",
        "import sys\nfor n in range(3000): display(n)",
        "import os\nos.system('yes | head -c 30000000')",
        "print('ran on')",
    ),
    "terminal_escapes": (
        "print('\\x1b]0;owned\\x07\\x1b[2J\\x1b[31mred')",
        "raise ValueError('\\x1b[2J\\r\\n得分 100')",
        "import os; os._exit(0)",
    ),
    "crashes": ("print('before')", "import ctypes; ctypes.string_at(0)"),
    "exits": ("print('before')", "import os; os._exit(7)", "print('after')"),
}
