/* Waits for a deadline: it is told on the fake clock, the kernel needs it on the real one. */
#include "shim.h"

#include <dlfcn.h>
#include <linux/futex.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdarg.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <sys/time.h>

/* The oldest version, present in every glibc; weak, because before 2.34 it is there only in programs with libdl. */
#if defined(__x86_64__)
__asm__(".symver dlsym, dlsym@GLIBC_2.2.5");
#else
__asm__(".symver dlsym, dlsym@GLIBC_2.17");
#endif
#pragma weak dlsym

struct translated { struct timespec real; int64_t end; };

static struct translated translate(clockid_t clock, const struct timespec *deadline) {
    struct translated result = {.real = *deadline};
    if (!shim_state() || deadline->tv_nsec < 0 || deadline->tv_nsec >= SECOND) return result;
    int64_t span = shim_remaining(clock, deadline, &result.end);
    result.real = to_timespec(span > 0 ? real_clock(clock) + span : 0);
    return result;
}

static int finished(int error, int64_t end) {
    if (error == ETIMEDOUT && shim_state()) shim_advance(end);
    return error;
}

/* A condition does not tell its clock, but a date and the time since the start are far apart. */
static clockid_t clock_of(const struct timespec *deadline) {
    return deadline->tv_sec < 100000000 ? CLOCK_MONOTONIC : CLOCK_REALTIME;
}

#define LIBC(name) \
    static __typeof__(&name) libc; \
    if (!libc && dlsym) libc = (__typeof__(&name))dlsym(RTLD_NEXT, #name); \
    if (!libc) return ENOSYS

static int semaphore(int (*libc)(sem_t *, clockid_t, const struct timespec *), sem_t *s, clockid_t clock,
                     const struct timespec *deadline) {
    struct translated t = translate(clock, deadline);
    int result = libc(s, clock, &t.real);
    if (result < 0) finished(errno, t.end);
    return result;
}

PUBLIC int sem_clockwait(sem_t *s, clockid_t clock, const struct timespec *deadline) {
    LIBC(sem_clockwait);
    return semaphore(libc, s, clock, deadline);
}

static int timed(sem_t *s, clockid_t clock, const struct timespec *deadline) {
    (void)clock;
    LIBC(sem_timedwait);
    return libc(s, deadline);
}
PUBLIC int sem_timedwait(sem_t *s, const struct timespec *deadline) { return semaphore(timed, s, CLOCK_REALTIME, deadline); }

PUBLIC int pthread_cond_timedwait(pthread_cond_t *c, pthread_mutex_t *m, const struct timespec *deadline) {
    LIBC(pthread_cond_timedwait);
    struct translated t = translate(clock_of(deadline), deadline);
    return finished(libc(c, m, &t.real), t.end);
}

PUBLIC int pthread_cond_clockwait(pthread_cond_t *c, pthread_mutex_t *m, clockid_t clock, const struct timespec *deadline) {
    LIBC(pthread_cond_clockwait);
    struct translated t = translate(clock, deadline);
    return finished(libc(c, m, clock, &t.real), t.end);
}

PUBLIC int pthread_mutex_timedlock(pthread_mutex_t *m, const struct timespec *deadline) {
    LIBC(pthread_mutex_timedlock);
    struct translated t = translate(CLOCK_REALTIME, deadline);
    return finished(libc(m, &t.real), t.end);
}

PUBLIC int pthread_mutex_clocklock(pthread_mutex_t *m, clockid_t clock, const struct timespec *deadline) {
    LIBC(pthread_mutex_clocklock);
    struct translated t = translate(clock, deadline);
    return finished(libc(m, clock, &t.real), t.end);
}

PUBLIC int pthread_timedjoin_np(pthread_t thread, void **result, const struct timespec *deadline) {
    LIBC(pthread_timedjoin_np);
    struct translated t = translate(CLOCK_REALTIME, deadline);
    return finished(libc(thread, result, &t.real), t.end);
}

static long futex(long *a) {
    int operation = (int)a[1] & FUTEX_CMD_MASK;
    const struct timespec *timeout = (const struct timespec *)a[3];
    struct translated t = {.end = -1};
    if (shim_state() && timeout && operation == FUTEX_WAIT_BITSET) {
        t = translate(a[1] & FUTEX_CLOCK_REALTIME ? CLOCK_REALTIME : CLOCK_MONOTONIC, timeout);
        a[3] = (long)&t.real;
    } else if (shim_state() && timeout && operation == FUTEX_WAIT) {
        t.end = shim_self()->elapsed + to_span(timeout);
    }
    long result = kernel(futex, a[0], a[1], a[2], a[3], a[4], a[5]);
    finished((int)-result, t.end);
    return result;
}

/* Libraries that go past libc's functions: Rust's standard library waits this way. */
PUBLIC long syscall(long number, ...) {
    long a[6];
    va_list list;
    va_start(list, number);
    for (int i = 0; i < 6; i++) a[i] = va_arg(list, long);
    va_end(list);
    switch (number) {
    case SYS_clock_gettime: return clock_gettime((clockid_t)a[0], (struct timespec *)a[1]);
#ifdef SYS_time
    case SYS_time: return time((time_t *)a[0]);
#endif
    case SYS_gettimeofday: return gettimeofday((struct timeval *)a[0], (void *)a[1]);
    case SYS_nanosleep: return nanosleep((const struct timespec *)a[0], (struct timespec *)a[1]);
    case SYS_getrandom: return getrandom((void *)a[0], (size_t)a[1], (unsigned)a[2]);
    case SYS_statx: return statx((int)a[0], (const char *)a[1], (int)a[2], (unsigned)a[3], (struct statx *)a[4]);
    case SYS_futex: return answer(futex(a));
    case SYS_clock_settime: case SYS_settimeofday: case SYS_adjtimex: case SYS_clock_adjtime: return answer(-EPERM);
    default: return answer(kernel6(number, a[0], a[1], a[2], a[3], a[4], a[5]));
    }
}
