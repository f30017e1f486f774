/* The order of a directory: by the bytes of the names, whatever the file system's.
 *
 * All functions on DIR are replaced, so a DIR is what this file says it is. libc's scandir(), glob() and nftw() keep
 * libc's own inside and never meet this one. */
#include "shim.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/vfs.h>
#include <unistd.h>

#undef readdir
#undef readdir_r

struct __dirstream {
    int fd;
    int read;                   /* whether the entries are there */
    size_t next, count;
    char *bytes;                /* the entries as the kernel gave them, which is how libc shows them */
    struct dirent64 **entries;  /* pointers into bytes, in order */
};

static int rank(const char *name) { return !strcmp(name, ".") ? 0 : !strcmp(name, "..") ? 1 : 2; }

static int compare(const void *a, const void *b) {
    const char *left = (*(struct dirent64 *const *)a)->d_name, *right = (*(struct dirent64 *const *)b)->d_name;
    int ranks = rank(left) - rank(right);
    return ranks ? ranks : strcmp(left, right);
}

static void forget(DIR *d) {
    free(d->bytes);
    free(d->entries);
    d->bytes = NULL, d->entries = NULL;
    d->read = 0, d->next = d->count = 0;
}

/* Reads all; returns the number of bytes or a negative error number. */
static long read_bytes(DIR *d) {
    size_t size = 0, used = 0;
    long got;
    kernel(lseek, d->fd, 0, SEEK_SET);
    do {
        if (size - used < 16384) {
            char *larger = realloc(d->bytes, size = size ? size * 2 : 32768);
            if (!larger) return -ENOMEM;
            d->bytes = larger;
        }
        got = kernel(getdents64, d->fd, d->bytes + used, size - used);
        if (got > 0) used += (size_t)got;
    } while (got > 0);
    return got < 0 ? got : (long)used;
}

/* Of the files of /proc that tell of the whole machine, those which every kernel has. */
static int is_shown(const char *name) {
    static const char *names[] = {".", "..", "cmdline", "cpuinfo", "filesystems", "loadavg", "meminfo", "mounts", "net",
                                  "self", "stat", "swaps", "sys", "thread-self", "uptime", "version"};
    int found = name[0] >= '1' && name[0] <= '9';
    for (unsigned i = 0; i < sizeof names / sizeof *names; i++) found |= !strcmp(name, names[i]);
    return found;
}

/* Gives an entry the number that stat() shows for the same file. */
static void number(DIR *d, struct dirent64 *entry, char *place, size_t length, const struct stat *folder, int constant) {
    struct stat status = *folder;
    unsigned links = 1;
    int is_parent = !strcmp(entry->d_name, "..");
    if (is_parent) shim_place_at(d->fd, "..", 0, place);
    else if (strcmp(entry->d_name, ".") && length + strlen(entry->d_name) + 2 <= PLACE) {
        if (length > 1) place[length] = '/';
        strcpy(place + length + (length > 1), entry->d_name);
    }
    /* Files of a read-only tree with several names are rare, and whole trees of it are read by Python. */
    if (!constant && entry->d_type == DT_REG && kernel(newfstatat, d->fd, entry->d_name, &status, AT_SYMLINK_NOFOLLOW) == 0)
        links = (unsigned)status.st_nlink;
    entry->d_ino = shim_inode(place, status.st_dev, entry->d_ino, links);
    if (is_parent) shim_place(d->fd, place);
    place[length] = '\0';
}

static void number_all(DIR *d) {
    struct stat status = {0};
    struct statfs system = {0};
    char place[PLACE];
    if (!shim_state()) return;
    size_t length = shim_place(d->fd, place), kept = 0;
    int hides = !strcmp(place, "/proc");
    kernel(fstat, d->fd, &status);
    kernel(fstatfs, d->fd, &system);
    for (size_t i = 0; i < d->count; i++) {
        if (hides && !is_shown(d->entries[i]->d_name)) continue;
        d->entries[kept++] = d->entries[i];
        number(d, d->entries[i], place, length, &status, (system.f_flags & ST_RDONLY) != 0);
    }
    d->count = kept;
}

static int load(DIR *d) {
    long used = read_bytes(d);
    if (used < 0) return answer(used), forget(d), -1;
    size_t most = (size_t)used / offsetof(struct dirent64, d_name) + 1;
    if (!(d->entries = malloc(most * sizeof *d->entries))) return forget(d), -1;
    for (char *at = d->bytes; at < d->bytes + used; at += ((struct dirent64 *)at)->d_reclen)
        d->entries[d->count++] = (struct dirent64 *)at;
    qsort(d->entries, d->count, sizeof *d->entries, compare);
    number_all(d);
    for (size_t i = 0; i < d->count; i++) d->entries[i]->d_off = (off64_t)i + 1;
    d->read = 1;
    return 0;
}

static DIR *wrap(int fd) {
    DIR *d = calloc(1, sizeof *d);
    if (d) d->fd = fd;
    return d;
}

PUBLIC DIR *opendir(const char *path) {
    int flags = O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NONBLOCK;
    int fd = (int)answer(shim_open_proc(kernel(openat, AT_FDCWD, path, flags), flags));
    DIR *d = fd < 0 ? NULL : wrap(fd);
    if (fd >= 0 && !d) kernel(close, fd);
    return d;
}

PUBLIC DIR *fdopendir(int fd) {
    struct stat status;
    if (answer(kernel(fstat, fd, &status)) < 0) return NULL;
    if (S_ISDIR(status.st_mode)) return wrap(fd);
    errno = ENOTDIR;
    return NULL;
}

PUBLIC int closedir(DIR *d) {
    int fd = d->fd;
    forget(d);
    free(d);
    return (int)answer(kernel(close, fd));
}

PUBLIC struct dirent64 *readdir64(DIR *d) {
    if (!d->read && load(d) < 0) return NULL;
    return d->next < d->count ? d->entries[d->next++] : NULL;
}
PUBLIC struct dirent *readdir(DIR *d) { return (struct dirent *)readdir64(d); } /* one shape on 64-bit machines */

PUBLIC int readdir64_r(DIR *d, struct dirent64 *copy, struct dirent64 **result) {
    int before = errno;
    errno = 0;
    struct dirent64 *entry = readdir64(d);
    int error = errno;
    errno = before;
    *result = entry ? memcpy(copy, entry, entry->d_reclen < sizeof *copy ? entry->d_reclen : sizeof *copy) : NULL;
    return entry ? 0 : error;
}
PUBLIC int readdir_r(DIR *d, struct dirent *copy, struct dirent **result) {
    return readdir64_r(d, (struct dirent64 *)copy, (struct dirent64 **)result);
}

PUBLIC void rewinddir(DIR *d) { forget(d); }
PUBLIC long telldir(DIR *d) { return (long)d->next; }
PUBLIC void seekdir(DIR *d, long place) {
    if (d->read || load(d) == 0) d->next = place < 0 ? 0 : (size_t)place;
}
PUBLIC int dirfd(DIR *d) { return d->fd; }
