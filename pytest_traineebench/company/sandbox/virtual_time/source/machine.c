/* Facts of this machine: its kernel, processors, memory and disks look the same everywhere, and its clock stays. */
#include "shim.h"

#include <linux/magic.h>
#include <mntent.h>
#include <pthread.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/statvfs.h>
#include <sys/sysinfo.h>
#include <sys/time.h>
#include <sys/timex.h>
#include <sys/utsname.h>
#include <sys/vfs.h>
#include <unistd.h>

#define PROCESSORS 2
#define PAGE 4096L
#define MEMORY (8L << 30)
#define AVAILABLE (7L << 30)
#define HOST "office"

PUBLIC int uname(struct utsname *out) {
    long result = kernel(uname, out);
    if (result < 0 || !shim_state()) return (int)answer(result);
    strcpy(out->nodename, HOST);
    strcpy(out->release, KERNEL_RELEASE);
    strcpy(out->version, KERNEL_VERSION);
    return 0;
}

PUBLIC int gethostname(char *out, size_t size) {
    struct utsname names;
    if (uname(&names) < 0) return -1;
    strncpy(out, names.nodename, size);
    return strlen(names.nodename) < size ? 0 : (int)answer(-ENAMETOOLONG);
}

PUBLIC int sysinfo(struct sysinfo *out) {
    long result = answer(kernel(sysinfo, out));
    int64_t now;
    if (result < 0 || !shim_clock(CLOCK_BOOTTIME, &now)) return (int)result;
    *out = (struct sysinfo){.uptime = now / SECOND, .totalram = MEMORY, .freeram = AVAILABLE, .procs = 1, .mem_unit = 1};
    return 0;
}

PUBLIC int getloadavg(double *out, int count) {
    for (int i = 0; i < count && i < 3; i++) out[i] = 0;
    return count < 3 ? count : 3;
}

extern long __sysconf(int name); /* libc's other name for sysconf */
PUBLIC long sysconf(int name) {
    if (shim_state()) switch (name) {
    case _SC_NPROCESSORS_CONF: case _SC_NPROCESSORS_ONLN: return PROCESSORS;
    case _SC_PHYS_PAGES: return MEMORY / PAGE;
    case _SC_AVPHYS_PAGES: return AVAILABLE / PAGE;
    }
    return __sysconf(name);
}
PUBLIC int get_nprocs(void) { return (int)sysconf(_SC_NPROCESSORS_ONLN); }
PUBLIC int get_nprocs_conf(void) { return (int)sysconf(_SC_NPROCESSORS_CONF); }
PUBLIC long get_phys_pages(void) { return sysconf(_SC_PHYS_PAGES); }
PUBLIC long get_avphys_pages(void) { return sysconf(_SC_AVPHYS_PAGES); }
PUBLIC int sched_getcpu(void) { return 0; }

PUBLIC int sched_getaffinity(pid_t pid, size_t size, cpu_set_t *out) {
    long result = kernel(sched_getaffinity, pid, size, out);
    if (result < 0) return (int)answer(result);
    if (!shim_state()) return memset((char *)out + result, 0, size - (size_t)result), 0;
    memset(out, 0, size);
    for (size_t i = 0; i < PROCESSORS; i++) CPU_SET_S(i, size, out);
    return 0;
}

/* --- limits ------------------------------------------------------------------------------------------------------ */

unsigned long shim_processes(unsigned long limit) {
    unsigned long ours = shim_state() ? shim_state()->header.processes : 0;
    return ours && ours < limit ? ours : limit;
}

static int limited(pid_t process, int which, const struct rlimit *new, struct rlimit *old) {
    long result = kernel(prlimit64, process, which, new, old);
    if (result == 0 && old && which == RLIMIT_NPROC)
        old->rlim_cur = shim_processes(old->rlim_cur), old->rlim_max = shim_processes(old->rlim_max);
    return (int)answer(result);
}

PUBLIC int getrlimit(__rlimit_resource_t which, struct rlimit *out) { return limited(0, (int)which, NULL, out); }
PUBLIC int getrlimit64(__rlimit_resource_t which, struct rlimit64 *out) { return limited(0, (int)which, NULL, (struct rlimit *)out); }
PUBLIC int prlimit(pid_t process, enum __rlimit_resource which, const struct rlimit *new, struct rlimit *old) {
    return limited(process, (int)which, new, old);
}
PUBLIC int prlimit64(pid_t process, enum __rlimit_resource which, const struct rlimit64 *new, struct rlimit64 *old) {
    return limited(process, (int)which, (const struct rlimit *)new, (struct rlimit *)old);
}

/* --- priorities: told from that of the command, which may have been started below others -------------------------- */

static int base(void) { return shim_state() ? shim_state()->header.nice : 0; }

PUBLIC int getpriority(__priority_which_t which, id_t who) {
    long result = kernel(getpriority, which, who);
    return result < 0 ? (int)answer(result) : (int)(20 - result) - base();
}

PUBLIC int setpriority(__priority_which_t which, id_t who, int level) {
    return (int)answer(kernel(setpriority, which, who, level + base()));
}

PUBLIC int nice(int step) {
    errno = 0;
    long result = kernel(setpriority, PRIO_PROCESS, 0, getpriority(PRIO_PROCESS, 0) + step + base());
    if (result < 0) return (int)answer(result == -EACCES ? -EPERM : result);
    return getpriority(PRIO_PROCESS, 0);
}

/* --- disks ------------------------------------------------------------------------------------------------------- */

static int show(long result, struct statfs *s) {
    if (result < 0 || !shim_state()) return (int)answer(result);
    int kernels = s->f_type == PROC_SUPER_MAGIC;
    long flags = s->f_flags & (ST_RDONLY | ST_NOSUID | ST_NODEV);
    *s = (struct statfs){.f_type = kernels ? PROC_SUPER_MAGIC : EXT4_SUPER_MAGIC, .f_bsize = PAGE, .f_frsize = PAGE,
                         .f_namelen = 255, .f_flags = flags};
    if (!kernels) {
        s->f_blocks = 1 << 18, s->f_bfree = s->f_bavail = 1 << 17;
        s->f_files = 1 << 17, s->f_ffree = 1 << 16;
    }
    return 0;
}

PUBLIC int statfs(const char *path, struct statfs *out) { return show(kernel(statfs, path, out), out); }
PUBLIC int fstatfs(int fd, struct statfs *out) { return show(kernel(fstatfs, fd, out), out); }
PUBLIC int statfs64(const char *path, struct statfs64 *out) { return statfs(path, (struct statfs *)out); }
PUBLIC int fstatfs64(int fd, struct statfs64 *out) { return fstatfs(fd, (struct statfs *)out); }

static int convert(int result, const struct statfs *s, struct statvfs *out) {
    if (result == 0)
        *out = (struct statvfs){.f_bsize = s->f_bsize, .f_frsize = s->f_frsize, .f_blocks = s->f_blocks,
                                .f_bfree = s->f_bfree, .f_bavail = s->f_bavail, .f_files = s->f_files,
                                .f_ffree = s->f_ffree, .f_favail = s->f_ffree, .f_namemax = s->f_namelen,
                                .f_flag = s->f_flags & ~0x20UL}; /* "flags are valid" */
    return result;
}
PUBLIC int statvfs(const char *path, struct statvfs *out) {
    struct statfs found;
    return convert(statfs(path, &found), &found, out);
}
PUBLIC int fstatvfs(int fd, struct statvfs *out) {
    struct statfs found;
    return convert(fstatfs(fd, &found), &found, out);
}
PUBLIC int statvfs64(const char *path, struct statvfs64 *out) { return statvfs(path, (struct statvfs *)out); }
PUBLIC int fstatvfs64(int fd, struct statvfs64 *out) { return fstatvfs(fd, (struct statvfs *)out); }

PUBLIC FILE *setmntent(const char *path, const char *mode) { return fopen(path, mode); }

/* --- links of /proc ---------------------------------------------------------------------------------------------- */

/* "pipe:[4711]": the number is chance. */
static ssize_t without_number(char *text, ssize_t length) {
    ssize_t i = length - 2;
    if (length < 4 || text[length - 1] != ']') return length;
    while (i > 0 && text[i] >= '0' && text[i] <= '9') i--;
    if (i < 2 || i == length - 2 || text[i] != '[' || text[i - 1] != ':') return length;
    text[i + 1] = '1', text[i + 2] = ']';
    return i + 3;
}

PUBLIC ssize_t readlinkat(int folder, const char *path, char *out, size_t size) {
    ssize_t length = kernel(readlinkat, folder, path, out, size);
    if (length < 0 || !shim_state()) return answer(length);
    return shim_private_link(folder, path) ? answer(-EACCES) : without_number(out, length);
}
PUBLIC ssize_t readlink(const char *path, char *out, size_t size) { return readlinkat(AT_FDCWD, path, out, size); }
PUBLIC ssize_t __readlink_chk(const char *path, char *out, size_t size, size_t room) {
    if (size > room) abort();
    return readlinkat(AT_FDCWD, path, out, size);
}
PUBLIC ssize_t __readlinkat_chk(int folder, const char *path, char *out, size_t size, size_t room) {
    if (size > room) abort();
    return readlinkat(folder, path, out, size);
}

/* --- nobody sets the clock, with or without a state: a test run as root would set this machine's ----------------- */

PUBLIC int clock_settime(clockid_t clock, const struct timespec *time) { return (void)clock, (void)time, (int)answer(-EPERM); }
PUBLIC int settimeofday(const struct timeval *time, const struct timezone *zone) { return (void)time, (void)zone, (int)answer(-EPERM); }
PUBLIC int stime(const time_t *time) { return (void)time, (int)answer(-EPERM); }
PUBLIC int adjtime(const struct timeval *delta, struct timeval *old) { return (void)delta, (void)old, (int)answer(-EPERM); }
PUBLIC int adjtimex(struct timex *time) { return (void)time, (int)answer(-EPERM); }
PUBLIC int ntp_adjtime(struct timex *time) { return (void)time, (int)answer(-EPERM); }
PUBLIC int clock_adjtime(clockid_t clock, struct timex *time) { return (void)clock, (void)time, (int)answer(-EPERM); }
PUBLIC int ntp_gettimex(struct ntptimeval *time) { return (void)time, (int)answer(-EPERM); } /* tells the real time */
PUBLIC int refuse_to_tell(struct ntptimeval *time) __asm__("ntp_gettime"); /* the header gives the name to the one above */
PUBLIC int refuse_to_tell(struct ntptimeval *time) { return (void)time, (int)answer(-EPERM); }
