/* Random bytes: a stream per process, which depends on the command's seed and the forks that led to the process. */
#include "shim.h"

#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/stat.h>

static uint64_t word(void) { return mix(shim_self()->id + shim_self()->drawn++ * 0xd1342543de82ef95u); }

void shim_random(void *buffer, size_t length) {
    for (size_t done = 0; done < length; done += 8) {
        uint64_t bits = word();
        memcpy((char *)buffer + done, &bits, length - done < 8 ? length - done : 8);
    }
}

PUBLIC ssize_t getrandom(void *buffer, size_t length, unsigned flags) {
    if (!shim_state()) return answer(kernel(getrandom, buffer, length, flags));
    shim_random(buffer, length);
    return (ssize_t)length;
}

PUBLIC int getentropy(void *buffer, size_t length) {
    if (length <= 256) return getrandom(buffer, length, 0) < 0 ? -1 : 0;
    errno = EIO;
    return -1;
}

PUBLIC void arc4random_buf(void *buffer, size_t length) {
    /* The kernel gives at most 256 bytes unbroken. */
    for (size_t done = 0; done < length; done += 256)
        getrandom((char *)buffer + done, length - done < 256 ? length - done : 256, 0);
}
PUBLIC uint32_t arc4random(void) {
    uint32_t bits;
    arc4random_buf(&bits, sizeof bits);
    return bits;
}
PUBLIC uint32_t arc4random_uniform(uint32_t bound) { return (uint32_t)((uint64_t)arc4random() * bound >> 32); }

/* libc draws the names of temporary files inside libc, where it could not be seen. */
enum what { FILE_NAME, FILE_OPEN, FOLDER };

static long make(enum what what, const char *path, int flags) {
    struct stat status;
    switch (what) {
    case FILE_OPEN: return kernel(openat, AT_FDCWD, path, (flags & ~O_ACCMODE) | O_RDWR | O_CREAT | O_EXCL, 0600);
    case FOLDER: return kernel(mkdirat, AT_FDCWD, path, 0700);
    default: return kernel(newfstatat, AT_FDCWD, path, &status, AT_SYMLINK_NOFOLLOW) == -ENOENT ? 0 : -EEXIST;
    }
}

static int temporary(enum what what, char *path, int suffix, int flags) {
    static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    size_t length = strlen(path);
    char *x = path + length - suffix - 6;
    if (suffix < 0 || length < 6 + (size_t)suffix || memcmp(x, "XXXXXX", 6) != 0) return (int)answer(-EINVAL);
    long result = -EEXIST;
    for (int tries = 0; tries < 10000 && result == -EEXIST; tries++) {
        uint64_t bits;
        getrandom(&bits, sizeof bits, 0);
        for (int i = 0; i < 6; i++, bits /= 62) x[i] = letters[bits % 62];
        result = make(what, path, flags);
    }
    return (int)answer(result);
}

PUBLIC int mkostemps(char *path, int suffix, int flags) { return temporary(FILE_OPEN, path, suffix, flags); }
PUBLIC int mkostemps64(char *path, int suffix, int flags) { return temporary(FILE_OPEN, path, suffix, flags); }
PUBLIC int mkostemp(char *path, int flags) { return temporary(FILE_OPEN, path, 0, flags); }
PUBLIC int mkostemp64(char *path, int flags) { return temporary(FILE_OPEN, path, 0, flags); }
PUBLIC int mkstemps(char *path, int suffix) { return temporary(FILE_OPEN, path, suffix, 0); }
PUBLIC int mkstemps64(char *path, int suffix) { return temporary(FILE_OPEN, path, suffix, 0); }
PUBLIC int mkstemp(char *path) { return temporary(FILE_OPEN, path, 0, 0); }
PUBLIC int mkstemp64(char *path) { return temporary(FILE_OPEN, path, 0, 0); }
PUBLIC char *mkdtemp(char *path) { return temporary(FOLDER, path, 0, 0) < 0 ? NULL : path; }
PUBLIC char *mktemp(char *path) {
    if (temporary(FILE_NAME, path, 0, 0) < 0) path[0] = '\0';
    return path;
}
