/* Opening a file: what tells time, chance or this machine is replaced by a copy that does not.
 *
 * The copy is an ordinary file without a name, so that it can be handed to other programs; it has an end. */
#include "shim.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>

#define RANDOM_BYTES (4 << 20) /* in an opened /dev/urandom */

static int random_bytes(long fd) {
    if (kernel(ftruncate, fd, RANDOM_BYTES) < 0) return -1;
    long there = kernel(mmap, NULL, RANDOM_BYTES, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (there < 0 && there > -4096) return -1;
    shim_random((void *)there, RANDOM_BYTES);
    return (int)kernel(munmap, there, RANDOM_BYTES);
}

static int chance(const char *path, int flags) {
    if (!path || (flags & O_ACCMODE) != O_RDONLY || (flags & (O_PATH | O_DIRECTORY))) return -1;
    if ((strcmp(path, "/dev/urandom") && strcmp(path, "/dev/random")) || !shim_state()) return -1;
    long fd = kernel(memfd_create, strrchr(path, '/') + 1, flags & O_CLOEXEC ? MFD_CLOEXEC : 0);
    if (fd >= 0 && random_bytes(fd) == 0) return (int)fd;
    if (fd >= 0) kernel(close, fd);
    return -1;
}

static int open_at(int directory, const char *path, int flags, mode_t mode) {
    int fd = chance(path, flags);
    return fd >= 0 ? fd : (int)answer(shim_open_proc(kernel(openat, directory, path, flags, mode), flags));
}

#define MODE(flags) \
    va_list list; \
    va_start(list, flags); \
    mode_t mode = va_arg(list, mode_t); \
    va_end(list)

PUBLIC int open(const char *path, int flags, ...) { MODE(flags); return open_at(AT_FDCWD, path, flags, mode); }
PUBLIC int open64(const char *path, int flags, ...) { MODE(flags); return open_at(AT_FDCWD, path, flags, mode); }
PUBLIC int openat(int fd, const char *path, int flags, ...) { MODE(flags); return open_at(fd, path, flags, mode); }
PUBLIC int openat64(int fd, const char *path, int flags, ...) { MODE(flags); return open_at(fd, path, flags, mode); }
PUBLIC int __open_2(const char *path, int flags) { return open_at(AT_FDCWD, path, flags, 0); }
PUBLIC int __open64_2(const char *path, int flags) { return open_at(AT_FDCWD, path, flags, 0); }
PUBLIC int __openat_2(int fd, const char *path, int flags) { return open_at(fd, path, flags, 0); }
PUBLIC int __openat64_2(int fd, const char *path, int flags) { return open_at(fd, path, flags, 0); }

extern FILE *_IO_fopen(const char *path, const char *mode); /* libc's other name for fopen */
PUBLIC FILE *fopen(const char *path, const char *mode) {
    /* Opened once, since opening may wait (a pipe) or have effects. */
    if (mode[0] != 'r' || strchr(mode, '+') || !shim_state()) return _IO_fopen(path, mode);
    int fd = open_at(AT_FDCWD, path, O_RDONLY | (strchr(mode, 'e') ? O_CLOEXEC : 0), 0);
    FILE *file = fd < 0 ? NULL : fdopen(fd, mode);
    if (fd >= 0 && !file) kernel(close, fd);
    return file;
}
PUBLIC FILE *fopen64(const char *path, const char *mode) { return fopen(path, mode); }
