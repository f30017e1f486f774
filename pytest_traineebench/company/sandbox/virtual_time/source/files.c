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
#define SHOW_TIMES(modified, accessed, changed, machines) \
    do { \
        if (is_real(modified.tv_sec, modified.tv_nsec) || machines) { \
            modified.tv_sec = shim_state()->header.now / SECOND; \
            modified.tv_nsec = shim_state()->header.now % SECOND; \
        } \
        if (is_real(accessed.tv_sec, accessed.tv_nsec) || machines) \
            accessed.tv_sec = modified.tv_sec, accessed.tv_nsec = modified.tv_nsec; \
        changed.tv_sec = modified.tv_sec, changed.tv_nsec = modified.tv_nsec; /* cannot be set from outside */ \
    } while (0)

/* Devices, what the kernel says of itself and the folder around all were made for the command. */
static int is_machines(const char *place) {
    if (!strcmp(place, "/") || shim_below(place, "/run/traineebench")) return 1;
    return shim_below(place, "/proc") || (shim_below(place, "/dev") && !shim_below(place, "/dev/shm"));
}

/* --- owners: a user namespace knows nobody but the trainee ------------------------------------------------------- */

/* What is not the trainee's own belongs to root. */
static int is_roots(const char *place) {
    if (place[0] != '/' || shim_below(place, "/workspace") || shim_below(place, "/tmp")) return 0;
    if (shim_below(place, "/dev/shm")) return place[8] == '\0';
    if (!shim_below(place, "/proc") || place[5] == '\0' || shim_below(place, "/proc/1")) return 1;
    return place[6] < '0' || place[6] > '9';
}

/* --- the functions ----------------------------------------------------------------------------------------------- */

#define PAGE 4096

static int show(long result, struct stat *s, const char *place) {
    if (result < 0 || !shim_state()) return (int)answer(result);
    SHOW_TIMES(s->st_mtim, s->st_atim, s->st_ctim, is_machines(place));
    s->st_ino = shim_inode(place, s->st_dev, s->st_ino, S_ISDIR(s->st_mode) ? 1 : (unsigned)s->st_nlink);
    s->st_dev = shim_device(place);
    s->st_blksize = PAGE;
    if (is_roots(place)) s->st_uid = s->st_gid = 0;
    if (!strcmp(place, "/")) s->st_mode = S_IFDIR | 0755;
    if (S_ISDIR(s->st_mode)) s->st_size = PAGE, s->st_nlink = 1; /* every file system has its own idea */
    if (S_ISREG(s->st_mode) && shim_below(place, "/proc")) s->st_size = 0;
    if (S_ISDIR(s->st_mode) || S_ISREG(s->st_mode)) s->st_blocks = (s->st_size + PAGE - 1) / PAGE * (PAGE / 512);
    return 0;
}

static int at(int folder, const char *path, struct stat *out, int flags) {
    char place[PLACE];
    place[0] = '\0';
    long result = kernel(newfstatat, folder, path, out, flags);
    if (result == 0 && shim_state()) shim_place_at(folder, path, flags, place);
    return show(result, out, place);
}

static int of(int fd, struct stat *out) {
    char place[PLACE];
    place[0] = '\0';
    long result = kernel(fstat, fd, out);
    if (result == 0 && shim_state()) shim_place(fd, place);
    return show(result, out, place);
}

#define AT(fd, path, out, flags) at(fd, path, (struct stat *)(out), flags)
#define OF(fd, out) of(fd, (struct stat *)(out))

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
    char place[PLACE];
    /* The time of birth is shown as that of the last change, which must then be there. */
    unsigned needed = STATX_MTIME | STATX_TYPE | STATX_SIZE | STATX_NLINK;
    long result = kernel(statx, fd, path, flags, mask | needed, out);
    if (result < 0 || !shim_state()) return (int)answer(result);
    shim_place_at(fd, path, flags, place);
    SHOW_TIMES(out->stx_mtime, out->stx_atime, out->stx_ctime, is_machines(place));
    out->stx_btime = out->stx_mtime;
    unsigned links = S_ISDIR(out->stx_mode) ? 1 : out->stx_nlink;
    out->stx_ino = shim_inode(place, makedev(out->stx_dev_major, out->stx_dev_minor), out->stx_ino, links);
    uint64_t dev = shim_device(place);
    out->stx_dev_major = major(dev), out->stx_dev_minor = minor(dev);
    out->stx_blksize = PAGE;
    if (is_roots(place)) out->stx_uid = out->stx_gid = 0;
    if (!strcmp(place, "/")) out->stx_mode = S_IFDIR | 0755;
    if (S_ISDIR(out->stx_mode)) out->stx_size = PAGE, out->stx_nlink = 1;
    if (S_ISREG(out->stx_mode) && shim_below(place, "/proc")) out->stx_size = 0;
    if (S_ISDIR(out->stx_mode) || S_ISREG(out->stx_mode)) out->stx_blocks = (out->stx_size + PAGE - 1) / PAGE * (PAGE / 512);
    return 0;
}
