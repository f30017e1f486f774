/* Where files are, and the inode and device numbers that follow from it: they are the same in every run.
 *
 * The kernel is asked for the path, so that links, relative paths and descriptors make no difference. */
#include "shim.h"

#include <string.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>

static void decimal(char *to, long number) {
    char digits[24];
    int i = sizeof digits;
    digits[--i] = '\0';
    do digits[--i] = (char)('0' + number % 10); while (number /= 10);
    strcpy(to, digits + i);
}

int shim_below(const char *place, const char *folder) {
    size_t length = strlen(folder);
    return !strncmp(place, folder, length) && (place[length] == '/' || place[length] == '\0');
}

/* Without mounts, folders of the day have other names on every machine. */
static size_t as_known(char *place, size_t length) {
    const char *from = shim_state()->places, *end = from + sizeof shim_state()->places - 1;
    while (from < end && *from) {
        const char *to = from + strnlen(from, (size_t)(end - from)) + 1;
        if (to >= end) break;
        size_t old = (size_t)(to - from - 1), new = strnlen(to, (size_t)(end - to));
        if (shim_below(place, from) && length - old + new < PLACE) {
            memmove(place + new, place + old, length - old + 1);
            memcpy(place, to, new);
            return length - old + new;
        }
        from = to + new + 1;
    }
    return length;
}

size_t shim_place(long fd, char *place) {
    char link[48] = "/proc/self/fd/";
    decimal(link + strlen(link), fd);
    long length = kernel(readlinkat, AT_FDCWD, fd == AT_FDCWD ? "/proc/self/cwd" : link, place, PLACE - 1);
    place[length > 0 ? length : 0] = '\0';
    return length > 0 ? as_known(place, (size_t)length) : 0;
}

size_t shim_place_at(int folder, const char *path, int flags, char *place) {
    if ((flags & AT_EMPTY_PATH) && (!path || !*path)) return shim_place(folder, place);
    long fd = kernel(openat, folder, path, O_PATH | O_CLOEXEC | (flags & AT_SYMLINK_NOFOLLOW ? O_NOFOLLOW : 0));
    size_t length = fd < 0 ? 0 : shim_place(fd, place);
    if (fd >= 0) kernel(close, fd);
    if (length == 0) place[0] = '\0';
    return length;
}

/* --- numbers ----------------------------------------------------------------------------------------------------- */

#define NAMED 10000000000u /* so many digits, whatever the path */
#define NAMELESS 1000u

/* Pipes and files without a name: counted as this process meets them, since their own numbers are chance. */
static uint64_t count(uint64_t file) {
    static _Atomic uint64_t met[1024];
    for (unsigned i = 0; i < sizeof met / sizeof *met; i++) {
        uint64_t found = 0;
        if (atomic_compare_exchange_strong(&met[i], &found, file) || found == file) return NAMELESS + i;
    }
    return file % NAMED;
}

/* A file with several names has the number of the one that the command met first. */
static uint64_t shared(uint64_t file, uint64_t number) {
    for (unsigned i = 0; i < 32; i++) {
        struct linked *one = &shim_state()->linked[(file + i) % LINKED];
        uint64_t found = 0, none = 0;
        if (!atomic_compare_exchange_strong(&one->file, &found, file) && found != file) continue;
        return atomic_compare_exchange_strong(&one->number, &none, number) ? number : none;
    }
    return number;
}

uint64_t shim_inode(const char *place, uint64_t dev, uint64_t ino, unsigned links) {
    uint64_t file = mix(dev ^ mix(ino)) | 1, hash = 0;
    if (place[0] != '/' || links == 0) return count(file);
    for (const char *c = place; *c; c++) hash = mix(hash + (unsigned char)*c);
    uint64_t number = NAMED + hash % (9 * NAMED);
    return links > 1 ? shared(file, number) : number;
}

uint64_t shim_device(const char *place) {
    if (place[0] != '/') return makedev(0, 14);
    if (shim_below(place, "/proc")) return makedev(0, 20);
    return shim_below(place, "/dev/shm") ? makedev(0, 21) : makedev(8, 1);
}
