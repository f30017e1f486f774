/* What the parts of the preloaded library share: system calls, the mapped state file, the fake clock.
 *
 * The library calls the kernel directly instead of asking dlsym() for libc's functions: it then needs no libdl (glibc
 * before 2.34), starts fast, and cannot call itself. Only the deadline waits of threads.c need libc's own functions. */
#ifndef SHIM_H
#define SHIM_H

#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/syscall.h>
#include <time.h>

#define PUBLIC __attribute__((visibility("default")))

#define KERNEL_RELEASE "6.1.0"    /* what programs see of this machine's kernel */
#define KERNEL_VERSION "#1 SMP"

#define SECOND 1000000000LL       /* all spans are nanoseconds */
#define TICK 1000LL               /* what reading a clock costs: loops that poll one come to an end */
#define START_COST 1000000LL      /* what starting a program costs: so do loops that start `date` */
#define UPTIME (1000 * SECOND)    /* where the monotonic clocks begin */

/* The state file; day.py writes its header for every command, the processes of the command write the rest. */
struct header {
    char magic[8];
    int64_t now;                  /* virtual time at which the command begins */
    int64_t since;                /* real time since which file times are the day's own */
    int64_t began;                /* real time at which the command begins */
    uint64_t chance;              /* seed of all random bytes */
    _Atomic uint32_t roots;       /* processes whose parent is not in the table */
    int32_t nice;                 /* how much below others the command was started */
    uint32_t processes;           /* how many the command may have; 0: not told */
    char unused[12];
};

/* One process. It lives here, not in the process, to outlast exec and to be read by the parent. */
struct process {
    _Atomic int32_t pid;          /* 0: never used, -1: used and free again */
    int32_t unused;
    uint64_t id;                  /* what makes its random bytes its own: the path of forks that led to it */
    _Atomic uint64_t drawn;       /* random words it has used */
    _Atomic int64_t elapsed;      /* virtual time since the command began, without the ticks */
    _Atomic int64_t cpu;          /* its processor time */
    _Atomic int64_t children_cpu; /* of the children it has waited for */
    _Atomic uint32_t forks, spawns;
    _Atomic uint32_t ticks[2];    /* readings of the date's clock and of the monotonic one: libraries that poll the
                                     latter, as often as chance has it, do not move the date */
};

/* A file with several names: the number that all of them show. */
struct linked { _Atomic uint64_t file, number; };

#define PROCESSES 1023
#define LINKED 1024
struct state {
    struct header header;
    struct process processes[PROCESSES];
    struct linked linked[LINKED];
    char places[1 << 14];         /* pairs of texts: a folder of this machine, and its name for commands */
};

/* The state, or NULL: then every function behaves as the kernel's own. */
struct state *shim_state(void);
/* This process; only where shim_state() is not NULL. */
struct process *shim_self(void);
/* Lets this process' clock be at least `elapsed`. */
void shim_advance(int64_t elapsed);
enum ticks { DATE, MONOTONIC };
/* Reads a clock without a tick; false for clocks that are not faked. */
int shim_clock(clockid_t clock, int64_t *now);
void shim_random(void *buffer, size_t length);
/* Where an open file or folder is, by the path that commands know; empty if the kernel does not tell. */
enum { PLACE = 4096 };
size_t shim_place(long fd, char *place);
/* The same for a path, as the calls that take a folder and flags read it. */
size_t shim_place_at(int folder, const char *path, int flags, char *place);
/* The inode number to show for a file at a place; `links` is how many names it has. */
uint64_t shim_inode(const char *place, uint64_t dev, uint64_t ino, unsigned links);
/* The number of the disk that a place is on. */
uint64_t shim_device(const char *place);
/* Whether a place is `folder` or below it. */
int shim_below(const char *place, const char *folder);
/* The limit of processes to show for a real one, which may leave room for others of the same user. */
unsigned long shim_processes(unsigned long limit);
/* What an opened file of /proc is to be: itself, a copy that tells nothing of this machine, or an error number. */
long shim_open_proc(long fd, int flags);
/* Whether a link of /proc tells a path of this machine. */
int shim_private_link(int folder, const char *path);
/* A function of libc that one of ours stands before. */
void *shim_libc(const char *name);
/* A span to wait for that ends at `deadline`, and the progress at which it ends. */
int64_t shim_remaining(clockid_t clock, const struct timespec *deadline, int64_t *end);

static inline int64_t to_span(const struct timespec *t) { return t->tv_sec * SECOND + t->tv_nsec; }
static inline struct timespec to_timespec(int64_t span) {
    int64_t rest = span % SECOND < 0 ? span % SECOND + SECOND : span % SECOND;
    return (struct timespec){.tv_sec = (span - rest) / SECOND, .tv_nsec = rest};
}

static inline uint64_t mix(uint64_t x) { /* splitmix64 */
    x += 0x9e3779b97f4a7c15u;
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9u;
    x = (x ^ (x >> 27)) * 0x94d049bb133111ebu;
    return x ^ (x >> 31);
}

static inline long kernel6(long number, long a, long b, long c, long d, long e, long f) {
#if defined(__x86_64__)
    long result;
    register long r10 __asm__("r10") = d, r8 __asm__("r8") = e, r9 __asm__("r9") = f;
    __asm__ volatile("syscall" : "=a"(result) : "a"(number), "D"(a), "S"(b), "d"(c), "r"(r10), "r"(r8), "r"(r9)
                     : "rcx", "r11", "memory");
    return result;
#elif defined(__aarch64__)
    register long x8 __asm__("x8") = number, x0 __asm__("x0") = a, x1 __asm__("x1") = b, x2 __asm__("x2") = c,
                  x3 __asm__("x3") = d, x4 __asm__("x4") = e, x5 __asm__("x5") = f;
    __asm__ volatile("svc 0" : "+r"(x0) : "r"(x8), "r"(x1), "r"(x2), "r"(x3), "r"(x4), "r"(x5) : "memory");
    return x0;
#else
#error "no system calls known for this processor"
#endif
}
#define KERNEL(number, a, b, c, d, e, f, ...) \
    kernel6(SYS_##number, (long)(a), (long)(b), (long)(c), (long)(d), (long)(e), (long)(f))
#define kernel(...) KERNEL(__VA_ARGS__, 0, 0, 0, 0, 0, 0)

/* The kernel's answer in libc's manner. */
static inline long answer(long result) {
    if (result < 0 && result > -4096) {
        errno = (int)-result;
        return -1;
    }
    return result;
}

static inline int64_t real_clock(clockid_t clock) {
    struct timespec t;
    kernel(clock_gettime, clock, &t);
    return to_span(&t);
}
#endif
