/* File times, and the few other things about a file that differ between two runs of a day. */
#include "shim.h"

#include <string.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>

/* --- times ------------------------------------------------------------------------------------------------------- */

/* A time of the day's own, thus a real one: a virtual one lies elsewhere, whether before or after. */
static int is_real(int64_t sec, int64_t nsec) {
    int64_t span = sec * SECOND + nsec;
    return span >= shim_state()->header.since && span <= real_clock(CLOCK_REALTIME);
}

/* What a command writes bears the time at which the command began; the same is set from outside when it has ended. */
#define SHOW_TIMES(modified, accessed, changed, mode, sec, nsec) \
    do { \
        if (is_real(modified.sec, modified.nsec) || S_ISCHR(mode)) { /* devices are of the machine's start */ \
            modified.sec = shim_state()->header.now / SECOND; \
            modified.nsec = shim_state()->header.now % SECOND; \
        } \
        if (is_real(accessed.sec, accessed.nsec) || S_ISCHR(mode)) accessed.sec = modified.sec, accessed.nsec = modified.nsec; \
        changed.sec = modified.sec, changed.nsec = modified.nsec; /* cannot be set from outside */ \
    } while (0)

/* --- inode and device numbers: only in the programs that print them, others compare them ------------------------- */

extern char *program_invocation_short_name;

static int prints_numbers(void) {
    static int known;
    if (!known) {
        const char *name = program_invocation_short_name;
        known = !strcmp(name, "ls") || !strcmp(name, "stat") || !strcmp(name, "find") ||
                !strcmp(name, "df") ? 1 : -1;
    }
    return known > 0;
}

#define NUMBERS (1u << 15)
static struct { uint64_t dev, ino; } taken[NUMBERS]; /* by the number shown */
static uint16_t shown_as[NUMBERS];                   /* by inode: the number shown, plus one */

/* A number that follows from the file's name, unless another file has it already. One file keeps its number. */
uint64_t shim_inode(uint64_t dev, uint64_t ino, const char *path) {
    if (!shim_state() || !prints_numbers()) return ino;
    const char *slash = strrchr(path, '/');
    uint64_t hash = 0;
    for (const char *c = slash && slash[1] ? slash + 1 : path; *c; c++) hash = mix(hash + (unsigned char)*c);
    for (unsigned i = 0; i < NUMBERS; i++) {
        uint16_t *known = &shown_as[(mix(dev ^ mix(ino)) + i) % NUMBERS];
        if (*known && taken[*known].dev == dev && taken[*known].ino == ino) return 100000 + *known;
        if (*known) continue;
        for (unsigned j = 0; j < NUMBERS; j++) {
            unsigned number = (hash + j) % NUMBERS;
            if (number == 0 || taken[number].ino) continue;
            taken[number].dev = dev, taken[number].ino = ino;
            *known = (uint16_t)number;
            return 100000 + number;
        }
    }
    return ino; /* more files than numbers */
}

/* One disk, whatever the workspace and its surroundings lie on. */
static uint64_t show_device(uint64_t dev) { return prints_numbers() ? makedev(8, 1) : dev; }

/* --- the functions ----------------------------------------------------------------------------------------------- */

#define PAGE 4096

static int show(long result, struct stat *s, const char *path) {
    if (result < 0 || !shim_state()) return (int)answer(result);
    SHOW_TIMES(s->st_mtim, s->st_atim, s->st_ctim, s->st_mode, tv_sec, tv_nsec);
    s->st_ino = shim_inode(s->st_dev, s->st_ino, path);
    s->st_dev = show_device(s->st_dev);
    s->st_blksize = PAGE;
    if (S_ISDIR(s->st_mode)) s->st_size = PAGE, s->st_nlink = 1; /* every file system has its own idea */
    if (S_ISDIR(s->st_mode) || S_ISREG(s->st_mode)) s->st_blocks = (s->st_size + PAGE - 1) / PAGE * (PAGE / 512);
    return 0;
}

#define AT(fd, path, out, flags) show(kernel(newfstatat, fd, path, out, flags), (struct stat *)(out), path)
#define OF(fd, out) show(kernel(fstat, fd, out), (struct stat *)(out), "")

PUBLIC int stat(const char *path, struct stat *out) { return AT(AT_FDCWD, path, out, 0); }
PUBLIC int stat64(const char *path, struct stat64 *out) { return AT(AT_FDCWD, path, out, 0); }
PUBLIC int lstat(const char *path, struct stat *out) { return AT(AT_FDCWD, path, out, AT_SYMLINK_NOFOLLOW); }
PUBLIC int lstat64(const char *path, struct stat64 *out) { return AT(AT_FDCWD, path, out, AT_SYMLINK_NOFOLLOW); }
PUBLIC int fstat(int fd, struct stat *out) { return OF(fd, out); }
PUBLIC int fstat64(int fd, struct stat64 *out) { return OF(fd, out); }
PUBLIC int fstatat(int fd, const char *path, struct stat *out, int flags) { return AT(fd, path, out, flags); }
PUBLIC int fstatat64(int fd, const char *path, struct stat64 *out, int flags) { return AT(fd, path, out, flags); }

/* The names of glibc before 2.33, which programs built on it still call. */
PUBLIC int __xstat(int v, const char *path, struct stat *out) { return (void)v, AT(AT_FDCWD, path, out, 0); }
PUBLIC int __xstat64(int v, const char *path, struct stat64 *out) { return (void)v, AT(AT_FDCWD, path, out, 0); }
PUBLIC int __lxstat(int v, const char *path, struct stat *out) { return (void)v, AT(AT_FDCWD, path, out, AT_SYMLINK_NOFOLLOW); }
PUBLIC int __lxstat64(int v, const char *path, struct stat64 *out) { return (void)v, AT(AT_FDCWD, path, out, AT_SYMLINK_NOFOLLOW); }
PUBLIC int __fxstat(int v, int fd, struct stat *out) { return (void)v, OF(fd, out); }
PUBLIC int __fxstat64(int v, int fd, struct stat64 *out) { return (void)v, OF(fd, out); }
PUBLIC int __fxstatat(int v, int fd, const char *path, struct stat *out, int flags) { return (void)v, AT(fd, path, out, flags); }
PUBLIC int __fxstatat64(int v, int fd, const char *path, struct stat64 *out, int flags) { return (void)v, AT(fd, path, out, flags); }

PUBLIC int statx(int fd, const char *path, int flags, unsigned mask, struct statx *out) {
    /* The time of birth is shown as that of the last change, which must then be there. */
    long result = kernel(statx, fd, path, flags, mask | STATX_MTIME | STATX_TYPE | STATX_SIZE, out);
    if (result < 0 || !shim_state()) return (int)answer(result);
    SHOW_TIMES(out->stx_mtime, out->stx_atime, out->stx_ctime, out->stx_mode, tv_sec, tv_nsec);
    out->stx_btime = out->stx_mtime;
    out->stx_ino = shim_inode(makedev(out->stx_dev_major, out->stx_dev_minor), out->stx_ino, path ? path : "");
    uint64_t dev = show_device(makedev(out->stx_dev_major, out->stx_dev_minor));
    out->stx_dev_major = major(dev), out->stx_dev_minor = minor(dev);
    out->stx_blksize = PAGE;
    if (S_ISDIR(out->stx_mode)) out->stx_size = PAGE, out->stx_nlink = 1;
    if (S_ISDIR(out->stx_mode) || S_ISREG(out->stx_mode)) out->stx_blocks = (out->stx_size + PAGE - 1) / PAGE * (PAGE / 512);
    return 0;
}
