/* What /proc says of this machine and of the processes: texts that are the same everywhere stand in for the kernel's.
 *
 * Which file was opened is asked of the kernel, so links and relative paths make no difference. */
#include "shim.h"

#include <linux/magic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/types.h>
#include <sys/vfs.h>

#define HALF (2 << 20) /* the most of a file that is rewritten */

/* Files of the whole machine, below /proc/. Of those not named here, all outside of "sys/" read as empty. */
static const struct { const char *name, *text; } fixed[] = {
    {"version", "Linux version " KERNEL_RELEASE " (office@office) " KERNEL_VERSION "\n"},
    {"sys/kernel/osrelease", KERNEL_RELEASE "\n"},
    {"sys/kernel/version", KERNEL_VERSION "\n"},
    {"sys/kernel/hostname", "office\n"},
    {"sys/kernel/random/boot_id", "00000000-0000-4000-8000-000000000000\n"},
    {"sys/kernel/random/entropy_avail", "256\n"},
    {"net/dev", "Inter-|   Receive                                                |  Transmit\n"
                " face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls carrier compressed\n"
                "    lo:       0       0    0    0    0     0          0         0        0       0    0    0    0     0       0          0\n"},
    {"sys/fs/file-nr", "0\t0\t1000000\n"},
    {"sys/fs/inode-nr", "0\t0\n"},
    {"sys/fs/inode-state", "0\t0\t0\t0\t0\t0\t0\n"},
    {"sys/fs/dentry-state", "0\t0\t45\t0\t0\t0\n"},
    {"loadavg", "0.00 0.00 0.00 1/1 1\n"},
    {"filesystems", "nodev\tproc\nnodev\ttmpfs\n\text4\n"},
    {"swaps", "Filename\t\t\t\tType\t\tSize\t\tUsed\t\tPriority\n"},
    {"cpuinfo", "processor\t: 0\nmodel name\t: virtual\n\nprocessor\t: 1\nmodel name\t: virtual\n\n"},
    {"meminfo", "MemTotal:        8388608 kB\nMemFree:         6291456 kB\nMemAvailable:    7340032 kB\n"
                "Buffers:               0 kB\nCached:          1048576 kB\nSwapCached:            0 kB\n"
                "SwapTotal:             0 kB\nSwapFree:              0 kB\nShmem:                 0 kB\n"
                "Slab:                  0 kB\nSReclaimable:          0 kB\nSUnreclaim:            0 kB\n"},
};

/* Files of one process, below /proc/<number>/ and /proc/<number>/task/<number>/. */
static const struct { const char *name, *text; } of_process[] = {
    {"mountinfo", "21 1 8:1 / / rw,nosuid,nodev,relatime - ext4 /dev/sda1 rw\n"
                  "22 21 0:20 / /proc rw,nosuid,nodev,noexec,relatime - proc proc rw\n"
                  "23 21 0:21 / /dev/shm rw,nosuid,nodev,relatime - tmpfs tmpfs rw,size=65536k\n"},
    {"mounts", "/dev/sda1 / ext4 rw,nosuid,nodev,relatime 0 0\nproc /proc proc rw,nosuid,nodev,noexec,relatime 0 0\n"
               "tmpfs /dev/shm tmpfs rw,nosuid,nodev,relatime,size=65536k 0 0\n"},
    {"mountstats", "device /dev/sda1 mounted on / with fstype ext4\ndevice proc mounted on /proc with fstype proc\n"
                   "device tmpfs mounted on /dev/shm with fstype tmpfs\n"},
    {"statm", "2048 1024 512 1 0 300 0\n"},
    {"oom_score", "0\n"},
    {"smaps", ""}, {"smaps_rollup", ""}, {"numa_maps", ""}, {"sched", ""}, {"schedstat", "0 0 0\n"}, {"io", ""},
    {"stack", ""}, {"wchan", "0"}, {"syscall", "running\n"}, {"auxv", ""}, {"pagemap", ""},
    {"autogroup", "/autogroup-1 nice 0\n"}, {"arch_status", ""}, {"projid_map", ""}, {"setgroups", "allow\n"},
    {"uid_map", "         0          0 4294967295\n"}, {"gid_map", "         0          0 4294967295\n"},
};

static size_t uptime(char *out) {
    int64_t now = 0;
    shim_clock(CLOCK_BOOTTIME, &now);
    return (size_t)snprintf(out, HALF, "%lld.00 %lld.00\n", (long long)(now / SECOND), (long long)(now / SECOND));
}

/* `ps` adds when a process began, counted from the machine's start, to `btime`. */
static size_t statistics(char *out) {
    return (size_t)snprintf(out, HALF, "cpu  0 0 0 0 0 0 0 0 0 0\ncpu0 0 0 0 0 0 0 0 0 0 0\ncpu1 0 0 0 0 0 0 0 0 0 0\n"
                            "ctxt 0\nbtime %lld\nprocesses 0\nprocs_running 1\nprocs_blocked 0\n",
                            (long long)((shim_state()->header.now - UPTIME) / SECOND));
}

static size_t identity(char *out) {
    uint16_t u[8];
    shim_random(u, sizeof u);
    return (size_t)snprintf(out, HALF, "%04x%04x-%04x-4%03x-%04x-%04x%04x%04x\n", u[0], u[1], u[2], u[3] & 0xfff,
                            (u[4] & 0x3fff) | 0x8000, u[5], u[6], u[7]);
}

/* Which device and inode a mapped file is differs between two runs. */
static size_t maps(const char *in, char *out) {
    char *to = out;
    for (const char *line = in, *end; *line && (end = strchr(line, '\n')); line = end + 1) {
        char range[64], mode[8], offset[32], device[32];
        int path = 0;
        unsigned long long inode;
        if (sscanf(line, "%63s %7s %31s %31s %llu%n", range, mode, offset, device, &inode, &path) < 5) continue;
        to += sprintf(to, "%s %s %s %s %d", range, mode, offset, inode ? "08:01" : "00:00", inode ? 1 : 0);
        memcpy(to, line + path, (size_t)(end + 1 - line - path));
        to += end + 1 - line - path;
    }
    return (size_t)(to - out);
}

/* Descriptors and waits: their numbers are chance. */
static size_t descriptor(const char *in, char *out) {
    char *to = out;
    for (const char *line = in, *end; *line && (end = strchr(line, '\n')); line = end + 1) {
        if (!strncmp(line, "ino:", 4) || !strncmp(line, "mnt_id:", 7)) to += sprintf(to, "%.*s:\t1\n", (int)strcspn(line, ":"), line);
        else to = (char *)memcpy(to, line, (size_t)(end + 1 - line)) + (end + 1 - line);
    }
    return (size_t)(to - out);
}

/* The first process is the sandbox's own, of whatever kind that is. */
static const struct { const char *name, *text; } of_first[] = {
    {"comm", "init\n"}, {"cmdline", "init"}, {"cgroup", "0::/\n"}, {"limits", ""}, {"oom_score_adj", "0\n"},
    {"stat", "1 (init) S 0 1 1 0 -1 4194304 0 0 0 0 0 0 0 0 20 0 1 0 100000 8388608 1024 18446744073709551615"
             " 0 0 0 0 0 0 0 0 0 0 0 0 17 0 0 0 0 0 0 0 0 0 0 0 0 0 0\n"},
    {"status", "Name:\tinit\nUmask:\t0022\nState:\tS (sleeping)\nTgid:\t1\nNgid:\t0\nPid:\t1\nPPid:\t0\nTracerPid:\t0\n"
               "Uid:\t0\t0\t0\t0\nGid:\t0\t0\t0\t0\nFDSize:\t64\nGroups:\t\nVmPeak:\t    4096 kB\nVmSize:\t    4096 kB\n"
               "VmRSS:\t    4096 kB\nThreads:\t1\n"},
};

/* Memory, processor time and begin of a process, by their numbers in proc_pid_stat(5). */
static size_t process_stat(const char *in, char *out, int own) {
    const char *rest = strrchr(in, ')');
    if (!rest) return 0;
    size_t length = (size_t)(rest + 1 - in);
    memcpy(out, in, length);
    int field = 2, nice = 0;
    sscanf(rest, ") %*c %*d %*d %*d %*d %*d %*d %*d %*d %*d %*d %*d %*d %*d %*d %*d %d", &nice);
    nice -= shim_state()->header.nice;
    char priority[16], niceness[16];
    sprintf(priority, "%d", 20 + nice);
    sprintf(niceness, "%d", nice);
    rest++; /* to the blank before field 3 */
    while (*rest == ' ') {
        rest++;
        size_t word = strcspn(rest, " \n");
        field++;
        const char *text = field == 3 && !strchr("ZTtX", *rest) ? (own ? "R" : "S")
                           : field == 18 ? priority : field == 19 ? niceness
                           : field == 9 ? "4194304"
                           : (field >= 10 && field <= 17) || field == 28 || field == 39 || (field >= 42 && field <= 44) ||
                             (field >= 48 && field <= 51) ? "0"
                           : field == 22 ? "100000" /* UPTIME in ticks */
                           : field == 23 ? "8388608"
                           : field == 24 ? "1024" : NULL;
        length += (size_t)(text ? sprintf(out + length, " %s", text) : sprintf(out + length, " %.*s", (int)word, rest));
        rest += word;
    }
    out[length++] = '\n';
    return length;
}

static size_t status(const char *in, char *out, int own) {
    static const char *chance[] = {"Cpus_allowed", "Mems_allowed", "voluntary_ctxt", "nonvoluntary_ctxt", "Hugetlb",
                                   "x86_Thread", "SigQ", "CapBnd", "Specul", "Kthread", "untag_mask"};
    char *to = out;
    for (const char *line = in, *end; *line && (end = strchr(line, '\n')); line = end + 1) {
        int left_out = 0;
        for (unsigned i = 0; i < sizeof chance / sizeof *chance; i++)
            left_out |= !strncmp(line, chance[i], strlen(chance[i]));
        if (left_out) continue;
        if (!strncmp(line, "Vm", 2) || !strncmp(line, "Rss", 3))
            to += sprintf(to, "%.*s:\t%8d kB\n", (int)strcspn(line, ":"), line, strncmp(line + 2, "Lck", 3) ? 4096 : 0);
        else if (!strncmp(line, "State:", 6) && strchr("RSDI", line[7]))
            to += sprintf(to, own ? "State:\tR (running)\n" : "State:\tS (sleeping)\n");
        else
            to = (char *)memcpy(to, line, (size_t)(end + 1 - line)) + (end + 1 - line);
    }
    return (size_t)(to - out);
}

/* The kernel may count more processes than the command's: see shim_processes(). */
static size_t limits(const char *in, char *out) {
    static const char title[] = "Max processes";
    char *line = strstr(strcpy(out, in), title), text[96];
    unsigned long now, most;
    if (line && sscanf(line + sizeof title - 1, "%lu %lu", &now, &most) == 2) {
        size_t length = (size_t)sprintf(text, "%-26s%-21lu%-21lu", title, shim_processes(now), shim_processes(most));
        if (length < strcspn(line, "\n")) memcpy(line, text, length);
    }
    return strlen(out);
}

static size_t read_all(long fd, char *in) {
    size_t used = 0;
    for (long got; used < HALF - 1 && (got = kernel(pread64, fd, in + used, HALF - 1 - used, used)) > 0; used += (size_t)got)
        continue;
    in[used] = '\0';
    return used;
}

static size_t copy(const char *text, char *out) { return strlen(strcpy(out, text)); }

/* Writes what stands in for a file to `out`; negative: the file itself may be read. */
static long rewrite(const char *name, int pid, long fd, char *in, char *out) {
    int own = pid == (int)kernel(getpid, 0);
    if (pid && !strncmp(name, "net/", 4)) pid = 0;
    for (unsigned i = 0; pid == 1 && i < sizeof of_first / sizeof *of_first; i++)
        if (!strcmp(name, of_first[i].name)) return (long)copy(of_first[i].text, out) + !strcmp(name, "cmdline");
    if (pid) {
        for (unsigned i = 0; i < sizeof of_process / sizeof *of_process; i++)
            if (!strcmp(name, of_process[i].name)) return (long)copy(of_process[i].text, out);
        if (!strcmp(name, "maps")) return read_all(fd, in), (long)maps(in, out);
        if (!strcmp(name, "stat")) return read_all(fd, in), (long)process_stat(in, out, own);
        if (!strcmp(name, "status")) return read_all(fd, in), (long)status(in, out, own);
        if (!strncmp(name, "fdinfo/", 7)) return read_all(fd, in), (long)descriptor(in, out);
        if (!strcmp(name, "limits")) return read_all(fd, in), (long)limits(in, out);
        return -1;
    }
    for (unsigned i = 0; i < sizeof fixed / sizeof *fixed; i++)
        if (!strcmp(name, fixed[i].name)) return (long)copy(fixed[i].text, out);
    if (!strcmp(name, "uptime")) return (long)uptime(out);
    if (!strcmp(name, "stat")) return (long)statistics(out);
    if (!strcmp(name, "sys/kernel/random/uuid")) return (long)identity(out);
    return strncmp(name, "sys/", 4) ? 0 : -1;
}

/* Of the first process, which is the sandbox's own, these tell paths of the machine. */
static int is_private(const char *name) {
    static const char *names[] = {"maps", "environ", "auxv", "mem", "map_files", "fd", "fdinfo", "ns", "cwd", "root", "exe"};
    for (unsigned i = 0; i < sizeof names / sizeof *names; i++)
        if (!strncmp(name, names[i], strlen(names[i])) && strchr("/", name[strlen(names[i])])) return 1;
    return 0;
}

/* Puts a process number off a path below /proc/; 0 for files of the whole machine. */
static int process_of(const char **path) {
    char *rest;
    long pid = strtol(*path, &rest, 10);
    if (pid <= 0 || (*rest && *rest != '/')) return 0;
    *path = *rest ? rest + 1 : rest;
    if (!strncmp(*path, "task/", 5)) {
        strtol(*path + 5, &rest, 10);
        if (*rest == '/') *path = rest + 1;
    }
    return (int)pid;
}

static long stand_in(const char *name, int pid, long fd, int flags) {
    long area = kernel(mmap, NULL, 2 * HALF, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (area < 0 && area > -4096) return fd;
    char *in = (char *)area, *out = in + HALF;
    long length = rewrite(name, pid, fd, in, out), copied = -1;
    const char *slash = strrchr(name, '/');
    if (length >= 0) copied = kernel(memfd_create, slash ? slash + 1 : name, flags & O_CLOEXEC ? MFD_CLOEXEC : 0);
    if (copied >= 0) {
        kernel(write, copied, out, length);
        kernel(lseek, copied, 0, SEEK_SET);
        kernel(close, fd);
    }
    kernel(munmap, area, 2 * HALF);
    return copied >= 0 ? copied : fd;
}

long shim_open_proc(long fd, int flags) {
    struct statfs system;
    char path[PLACE];
    if (fd < 0 || (flags & O_PATH) || !shim_state()) return fd;
    if (kernel(fstatfs, fd, &system) < 0 || system.f_type != PROC_SUPER_MAGIC) return fd;
    if (shim_place(fd, path) <= 6 || strncmp(path, "/proc/", 6)) return fd;
    const char *name = path + 6;
    int pid = process_of(&name);
    if (pid == 1 && is_private(name)) {
        kernel(close, fd);
        return -EACCES;
    }
    return (flags & O_DIRECTORY) || (flags & O_ACCMODE) != O_RDONLY ? fd : stand_in(name, pid, fd, flags);
}

int shim_private_link(int folder, const char *path) {
    char place[PLACE];
    const char *name = path;
    if (path[0] != '/') {
        size_t length = shim_place(folder, place);
        if (length == 0 || length + strlen(path) + 2 > sizeof place) return 0;
        place[length] = '/';
        strcpy(place + length + 1, path);
        name = place;
    }
    if (strncmp(name, "/proc/1/", 8)) return 0;
    name += 6;
    process_of(&name);
    return is_private(name);
}
