#!/usr/bin/env python3
"""Runs a program under the filters of system calls that a unit of systemd asks for, and without its capabilities.

    sandbox.py UNIT [--drop LINE]… -- PROGRAM ARG…

What systemd does by seccomp is done here by libseccomp in the same way and order; systemd's groups of calls come from systemd-analyze. What it does by mounts is
not done. A directive of which neither is known is an error: a new one must not go by untested. --drop leaves out a line of the unit, to see what it is for.
"""
import ctypes
import errno
import os
import resource
import subprocess
import sys

ALLOW = 0x7FFF0000
EQ, GT, MASKED = 4, 6, 7

# Mounts, limits, life cycle: no matter of system calls.
OTHERS = set("""
    Type User Group DynamicUser Environment EnvironmentFile LoadCredential ExecStart ExecStartPost Restart RestartSec RestartPreventExitStatus TimeoutStartSec TimeoutStopSec KillSignal
    LogNamespace SyslogIdentifier OOMPolicy StateDirectory StateDirectoryMode RuntimeDirectory RuntimeDirectoryMode ProtectSystem ProtectHome PrivateTmp ProtectControlGroups ProtectProc
    RemoveIPC AmbientCapabilities NoNewPrivileges Nice IOSchedulingClass SystemCallErrorNumber SystemCallArchitectures ProtectKernelTunables
""".split())


class Comparison(ctypes.Structure):
    _fields_ = [("argument", ctypes.c_uint), ("operator", ctypes.c_int), ("a", ctypes.c_uint64), ("b", ctypes.c_uint64)]


libc = ctypes.CDLL(None, use_errno=True)
lib = ctypes.CDLL("libseccomp.so.2", use_errno=True)
lib.seccomp_init.restype = ctypes.c_void_p
lib.seccomp_rule_add_array.argtypes = [ctypes.c_void_p, ctypes.c_uint32, ctypes.c_int, ctypes.c_uint, ctypes.POINTER(Comparison)]
lib.seccomp_load.argtypes = [ctypes.c_void_p]
lib.seccomp_release.argtypes = [ctypes.c_void_p]


def failing(number):
    return 0x00050000 | number


class Filter:
    def __init__(self, default):
        self.default = default
        self.context = lib.seccomp_init(ctypes.c_uint32(default))
        self.rules = 0

    def add(self, action, name, *comparisons):
        number = lib.seccomp_syscall_resolve_name(name.encode())
        if number < 0 or action == self.default:
            return  # Not a call of this machine.
        array = (Comparison * len(comparisons))(*comparisons)
        result = lib.seccomp_rule_add_array(self.context, action, number, len(comparisons), array)
        if result not in (0, -errno.EEXIST):
            sys.exit(f"sandbox: a rule for {name} failed: {os.strerror(-result)}")
        self.rules += 1

    def load(self):
        result = lib.seccomp_load(self.context) if self.rules else 0
        if result:
            sys.exit(f"sandbox: the filter was not taken: {os.strerror(-result)}")
        lib.seccomp_release(self.context)


def service(unit, dropped):
    """The lines of [Service], as name and value."""
    lines, section = [], ""
    for line in open(unit, encoding="utf-8").read().replace("\\\n", " ").splitlines():
        line = line.strip()
        if line.startswith("["):
            section = line
        elif section == "[Service]" and line and line[0] not in "#;":
            if line in dropped:
                dropped.remove(line)
            else:
                lines.append([part.strip() for part in line.split("=", 1)])
    if dropped:
        sys.exit(f"sandbox: {unit} has no line {dropped}")
    return lines


def groups():
    """systemd's groups of system calls: name to names."""
    known, current = {}, None
    for line in subprocess.run(["systemd-analyze", "syscall-filter"], check=True, capture_output=True, text=True).stdout.splitlines():
        if line.startswith("@"):
            current = known[line.strip()] = set()
        elif not line.startswith(" "):
            current = None
        elif current is not None and not line.strip().startswith("#"):
            current.add(line.strip())
    return known


def expand(known, name):
    if not name.startswith("@"):
        return {name}
    if name not in known:
        sys.exit(f"sandbox: systemd has no group {name}")
    return set().union(*(expand(known, member) for member in known[name])) if known[name] else set()


def deny(names, number=errno.EPERM):
    made = Filter(ALLOW)
    for name in sorted(names):
        made.add(failing(number), name)
    made.load()


def families(value):
    numbers = {"AF_UNIX": 1, "AF_INET": 2, "AF_INET6": 10, "AF_NETLINK": 16}
    allowed = {numbers[word] for word in value.split()}
    made = Filter(ALLOW)
    for family in set(range(max(allowed) + 1)) - allowed:
        made.add(failing(errno.EAFNOSUPPORT), "socket", Comparison(0, EQ, family, 0))
    made.add(failing(errno.EAFNOSUPPORT), "socket", Comparison(0, GT, max(allowed), 0))
    made.load()


def namespaces(_):
    made = Filter(ALLOW)
    for flag in (0x00020000, 0x02000000, 0x04000000, 0x08000000, 0x10000000, 0x20000000, 0x40000000):
        for call in ("clone", "unshare"):
            made.add(failing(errno.EPERM), call, Comparison(0, MASKED, flag, flag))
    made.add(failing(errno.EPERM), "setns")
    made.add(failing(errno.ENOSYS), "clone3")
    made.load()


def realtime(_):
    made = Filter(ALLOW)
    for policy in (1, 2, 4):
        made.add(failing(errno.EPERM), "sched_setscheduler", Comparison(1, EQ, policy, 0))
    made.add(failing(errno.EPERM), "sched_setscheduler", Comparison(1, GT, 5, 0))
    made.load()


def set_ids(_):
    made = Filter(ALLOW)
    for bit in (0o4000, 0o2000):
        for call, argument in (("chmod", 1), ("fchmod", 1), ("fchmodat", 2), ("mkdir", 1), ("mkdirat", 2), ("mknod", 1), ("mknodat", 2), ("creat", 1)):
            made.add(failing(errno.EPERM), call, Comparison(argument, MASKED, bit, bit))
        for call, flags in (("open", 1), ("openat", 2)):
            made.add(failing(errno.EPERM), call, Comparison(flags, MASKED, os.O_CREAT, os.O_CREAT), Comparison(flags + 1, MASKED, bit, bit))
    made.add(failing(errno.ENOSYS), "openat2")
    made.load()


def write_or_execute(_):
    made = Filter(ALLOW)
    made.add(failing(errno.EPERM), "mmap", Comparison(2, MASKED, 6, 6))
    for call in ("mprotect", "pkey_mprotect"):
        made.add(failing(errno.EPERM), call, Comparison(2, MASKED, 4, 4))
    made.add(failing(errno.EPERM), "shmat", Comparison(2, MASKED, 0o100000, 0o100000))
    made.load()


def calls(known, values):
    """SystemCallFilter: the first line says whether it lists what is allowed, or what is not; later ones add to that, or take away."""
    allowing, listed = None, set()
    for value in values:
        if not value:
            allowing, listed = None, set()
            continue
        negative = value.startswith("~")
        if allowing is None:
            allowing = not negative
            listed = expand(known, "@default") if allowing else set()
        names = set().union(*(expand(known, word) for word in value.lstrip("~").split()))
        listed = listed | names if negative != allowing else listed - names
    if allowing is None:
        return
    if not allowing:
        deny(listed)
        return

    # Calls that systemd does not know yet are told from those that it does not allow, as systemd does.
    made = Filter(failing(errno.ENOSYS))
    for name in sorted(expand(known, "@known") - listed):
        made.add(failing(errno.EPERM), name)
    for name in sorted(listed):
        made.add(ALLOW, name)
    made.load()


def main():
    unit, arguments, dropped = sys.argv[1], sys.argv[2:], []
    while arguments[0] == "--drop":
        dropped.append(arguments[1])
        arguments = arguments[2:]
    lines, known = service(unit, dropped), groups()
    by_seccomp = {
        "RestrictAddressFamilies": families, "MemoryDenyWriteExecute": write_or_execute, "RestrictRealtime": realtime, "RestrictSUIDSGID": set_ids, "RestrictNamespaces": namespaces,
        "ProtectKernelLogs": lambda _: deny({"syslog"}), "ProtectClock": lambda _: deny(expand(known, "@clock")), "ProtectHostname": lambda _: deny({"sethostname", "setdomainname"}),
        "ProtectKernelModules": lambda _: deny(expand(known, "@module")), "PrivateDevices": lambda _: deny(expand(known, "@raw-io")), "LockPersonality": lambda _: deny({"personality"}),
    }
    for name, _ in lines:
        if name not in OTHERS | set(by_seccomp) | {"SystemCallFilter", "CapabilityBoundingSet", "LimitNOFILE", "UMask"}:
            sys.exit(f"sandbox: what {name} does to system calls is not known here")
    for name, value in lines:
        if name == "CapabilityBoundingSet" and not value and os.geteuid() == 0:
            for capability in range(64):
                libc.prctl(24, capability, 0, 0, 0)
        elif name == "LimitNOFILE":
            resource.setrlimit(resource.RLIMIT_NOFILE, (min(int(value), resource.getrlimit(resource.RLIMIT_NOFILE)[1]),) * 2)
        elif name == "UMask":
            os.umask(int(value, 8))
    libc.prctl(38, 1, 0, 0, 0)
    for name, value in lines:
        if name in by_seccomp and value not in ("no", "false", "0"):
            by_seccomp[name](value)
    calls(known, [value for name, value in lines if name == "SystemCallFilter"])
    program = arguments[arguments.index("--") + 1:]
    os.execvp(program[0], program)


main()
