/* Where main() finds its stack: at one address, whatever the lengths of variables and arguments and what the kernel
 * adds to them. `mktemp` of coreutils draws its names from that address.
 *
 * libc's own __libc_start_main() is looked up by hand, since before glibc 2.34 not every program has dlsym(). */
#include "shim.h"

#include <alloca.h>
#include <elf.h>
#include <link.h>
#include <string.h>
#include <sys/auxv.h>
#include <sys/resource.h>
#include <unistd.h>

#define DEPTH (256 << 10) /* below the top of the stack; the longest command of a sandbox with its variables is above */

typedef int start(int (*main)(int, char **, char **), int, char **, void (*)(void), void (*)(void), void (*)(void), void *);
static int (*real_main)(int, char **, char **);

static uint32_t hash_of(const char *name) { /* of DT_GNU_HASH */
    uint32_t hash = 5381;
    while (*name) hash = hash * 33 + (unsigned char)*name++;
    return hash;
}

static const void *at(const struct dl_phdr_info *object, ElfW(Addr) address) {
    return (const void *)(address < object->dlpi_addr ? object->dlpi_addr + address : address);
}

static void *look_up(const struct dl_phdr_info *object, const ElfW(Dyn) *dynamic, const char *name) {
    const ElfW(Sym) *symbols = NULL;
    const uint32_t *table = NULL;
    const char *texts = NULL;
    for (; dynamic->d_tag != DT_NULL; dynamic++) {
        if (dynamic->d_tag == DT_SYMTAB) symbols = at(object, dynamic->d_un.d_ptr);
        if (dynamic->d_tag == DT_STRTAB) texts = at(object, dynamic->d_un.d_ptr);
        if (dynamic->d_tag == DT_GNU_HASH) table = at(object, dynamic->d_un.d_ptr);
    }
    if (!symbols || !texts || !table || !table[0]) return NULL;
    const uint32_t *buckets = table + 4 + table[2] * (sizeof(ElfW(Addr)) / 4), *chains = buckets + table[0];
    uint32_t wanted = hash_of(name), i = buckets[wanted % table[0]];
    if (i < table[1]) return NULL;
    for (;; i++) {
        uint32_t found = chains[i - table[1]];
        if ((found | 1) == (wanted | 1) && !strcmp(texts + symbols[i].st_name, name))
            return (void *)(object->dlpi_addr + symbols[i].st_value);
        if (found & 1) return NULL;
    }
}

struct wanted { const char *name; void *found; };

static int in_libc(struct dl_phdr_info *object, size_t size, void *wanted) {
    struct wanted *w = wanted;
    const char *file = object->dlpi_name ? strrchr(object->dlpi_name, '/') : NULL;
    (void)size;
    if (!file || strncmp(file, "/libc", 5) || (file[5] != '.' && file[5] != '-')) return 0;
    for (int i = 0; i < object->dlpi_phnum; i++)
        if (object->dlpi_phdr[i].p_type == PT_DYNAMIC)
            w->found = look_up(object, (const void *)(object->dlpi_addr + object->dlpi_phdr[i].p_vaddr), w->name);
    return w->found != NULL;
}

void *shim_libc(const char *name) {
    struct wanted wanted = {name, NULL};
    dl_iterate_phdr(in_libc, &wanted);
    return wanted.found;
}

/* How far the stack must be moved for main(); 0 if it lies deeper already, or is not allowed so much. */
static size_t distance(void) {
    const char *last = (const char *)getauxval(AT_EXECFN), *here = __builtin_frame_address(0);
    struct rlimit limit;
    if (!last || !shim_state() || kernel(prlimit64, 0, RLIMIT_STACK, NULL, &limit) < 0 || limit.rlim_cur < 4 * DEPTH) return 0;
    uintptr_t top = ((uintptr_t)last + strlen(last) + 9 + 4095) & ~(uintptr_t)4095;
    return (uintptr_t)here > top - DEPTH ? (uintptr_t)here - (top - DEPTH) : 0;
}

static __attribute__((noinline)) int moved_main(int count, char **arguments, char **variables) {
    char *room = alloca(distance() + 16);
    __asm__ volatile("" : : "r"(room) : "memory");
    int status = real_main(count, arguments, variables);
    __asm__ volatile("" : : "r"(room) : "memory");
    return status;
}

PUBLIC int __libc_start_main(int (*main)(int, char **, char **), int count, char **arguments, void (*begin)(void),
                             void (*end)(void), void (*loader_end)(void), void *stack_end) {
    start *libc = (start *)shim_libc("__libc_start_main");
    if (!libc) _exit(127);
    real_main = main;
    return libc(moved_main, count, arguments, begin, end, loader_end, stack_end);
}
