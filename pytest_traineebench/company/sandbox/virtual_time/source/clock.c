/* Clocks, and waits for a span of time.
 *
 * A wait takes as long as it says; when it has ended by its time-out, the fake clock has moved by exactly that span.
 * Waits that end for another reason leave the clock alone, since how long they took is chance. */
#include "shim.h"

#include <poll.h>
#include <signal.h>
#include <sys/epoll.h>
#include <sys/select.h>
#include <sys/time.h>
#include <sys/timeb.h>
#include <sys/timerfd.h>
#include <sys/times.h>
#include <unistd.h>

#define MASK_SIZE 8 /* of the kernel's sigset_t */

void shim_advance(int64_t elapsed) {
    struct process *self = shim_self();
    int64_t seen = self->elapsed;
    while (seen < elapsed && !atomic_compare_exchange_weak(&self->elapsed, &seen, elapsed)) continue;
}

static int is_date(clockid_t clock) {
    return clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE || clock == CLOCK_REALTIME_ALARM || clock == CLOCK_TAI;
}
static int is_cpu(clockid_t clock) { /* negative: of another process or thread (an open clock device has other low bits) */
    return clock == CLOCK_PROCESS_CPUTIME_ID || clock == CLOCK_THREAD_CPUTIME_ID || (clock < 0 && (clock & 3) != 3);
}
static int is_monotonic(clockid_t clock) {
    return clock == CLOCK_MONOTONIC || clock == CLOCK_MONOTONIC_COARSE || clock == CLOCK_MONOTONIC_RAW ||
           clock == CLOCK_BOOTTIME || clock == CLOCK_BOOTTIME_ALARM;
}

int shim_clock(clockid_t clock, int64_t *now) {
    struct process *self = shim_state() ? shim_self() : NULL;
    if (!self) return 0;
    if (is_date(clock)) *now = shim_state()->header.now + self->elapsed + self->ticks[DATE] * TICK;
    else if (is_monotonic(clock)) *now = UPTIME + self->elapsed + self->ticks[MONOTONIC] * TICK;
    else if (is_cpu(clock)) *now = self->cpu;
    else return 0;
    return 1;
}

static int read_clock(clockid_t clock, int64_t *now) {
    if (!shim_clock(clock, now)) return 0;
    if (is_date(clock)) shim_self()->ticks[DATE]++;
    if (is_monotonic(clock)) shim_self()->ticks[MONOTONIC]++;
    shim_self()->cpu += TICK;
    return 1;
}

PUBLIC int clock_gettime(clockid_t clock, struct timespec *out) {
    int64_t now;
    if (!read_clock(clock, &now)) return (int)answer(kernel(clock_gettime, clock, out));
    *out = to_timespec(now);
    return 0;
}

PUBLIC int timespec_get(struct timespec *out, int base) {
    return base == TIME_UTC && clock_gettime(CLOCK_REALTIME, out) == 0 ? base : 0;
}

PUBLIC int gettimeofday(struct timeval *restrict out, void *restrict zone) {
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    if (out) *out = (struct timeval){.tv_sec = now.tv_sec, .tv_usec = now.tv_nsec / 1000};
    if (zone) *(struct timezone *)zone = (struct timezone){0};
    return 0;
}

PUBLIC time_t time(time_t *out) {
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    if (out) *out = now.tv_sec;
    return now.tv_sec;
}

PUBLIC int ftime(struct timeb *out) {
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    *out = (struct timeb){.time = now.tv_sec, .millitm = (unsigned short)(now.tv_nsec / 1000000)};
    return 0;
}

PUBLIC clock_t clock(void) {
    struct timespec cpu;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &cpu);
    return to_span(&cpu) / (SECOND / CLOCKS_PER_SEC);
}

PUBLIC clock_t times(struct tms *out) {
    int64_t now;
    if (!read_clock(CLOCK_MONOTONIC, &now)) return answer(kernel(times, out));
    if (out) *out = (struct tms){shim_self()->cpu / (SECOND / 100), 0, shim_self()->children_cpu / (SECOND / 100), 0};
    return now / (SECOND / 100);
}

int64_t shim_remaining(clockid_t clock, const struct timespec *deadline, int64_t *end) {
    int64_t now;
    if (!shim_clock(clock, &now)) now = real_clock(clock);
    int64_t span = to_span(deadline) - now;
    *end = shim_state() ? shim_self()->elapsed + span : 0;
    return span;
}

static int64_t progress(void) { return shim_state() ? shim_self()->elapsed : 0; }
static void waited(int64_t began, int64_t span) {
    if (shim_state()) shim_advance(began + span);
}

/* Sleeps in the kernel for real; returns 0 or an error number. */
static int sleep_for(const struct timespec *span, struct timespec *rest) {
    struct timespec left = *span;
    int64_t began = progress();
    long result = kernel(clock_nanosleep, CLOCK_MONOTONIC, 0, span, &left);
    if (result == 0) waited(began, to_span(span));
    if (result == -EINTR) {
        waited(began, to_span(span) - to_span(&left));
        if (rest) *rest = left;
    }
    return (int)-result;
}

PUBLIC int clock_nanosleep(clockid_t clock, int flags, const struct timespec *request, struct timespec *rest) {
    int64_t ignored;
    if (!shim_clock(clock, &ignored) || is_cpu(clock))
        return (int)-kernel(clock_nanosleep, clock, flags, request, rest);
    if (!(flags & TIMER_ABSTIME)) return sleep_for(request, rest);
    int64_t span = shim_remaining(clock, request, &ignored);
    struct timespec relative = to_timespec(span);
    return span > 0 ? sleep_for(&relative, NULL) : 0;
}

PUBLIC int nanosleep(const struct timespec *span, struct timespec *rest) { return (int)answer(-sleep_for(span, rest)); }

PUBLIC int usleep(useconds_t span) {
    struct timespec request = to_timespec(span * 1000LL);
    return nanosleep(&request, NULL);
}

PUBLIC unsigned sleep(unsigned seconds) {
    struct timespec request = {.tv_sec = seconds}, rest = {0};
    return nanosleep(&request, &rest) < 0 ? (unsigned)rest.tv_sec + (rest.tv_nsec >= SECOND / 2) : 0;
}

PUBLIC int ppoll(struct pollfd *fds, nfds_t count, const struct timespec *timeout, const sigset_t *mask) {
    struct timespec copy = timeout ? *timeout : (struct timespec){0}; /* the kernel writes into it */
    int64_t began = progress();
    int ready = (int)answer(kernel(ppoll, fds, count, timeout ? &copy : NULL, mask, MASK_SIZE));
    if (ready == 0 && timeout) waited(began, to_span(timeout));
    return ready;
}

PUBLIC int poll(struct pollfd *fds, nfds_t count, int milliseconds) {
    struct timespec timeout = to_timespec(milliseconds * 1000000LL);
    return ppoll(fds, count, milliseconds < 0 ? NULL : &timeout, NULL);
}

PUBLIC int pselect(int count, fd_set *reads, fd_set *writes, fd_set *others, const struct timespec *timeout,
                   const sigset_t *mask) {
    struct timespec copy = timeout ? *timeout : (struct timespec){0};
    struct { const sigset_t *mask; size_t size; } signals = {mask, MASK_SIZE};
    int64_t began = progress();
    int ready = (int)answer(kernel(pselect6, count, reads, writes, others, timeout ? &copy : NULL, &signals));
    if (ready == 0 && timeout) waited(began, to_span(timeout));
    return ready;
}

PUBLIC int select(int count, fd_set *reads, fd_set *writes, fd_set *others, struct timeval *timeout) {
    struct timespec span;
    if (timeout) span = (struct timespec){timeout->tv_sec + timeout->tv_usec / 1000000, timeout->tv_usec % 1000000 * 1000};
    int ready = pselect(count, reads, writes, others, timeout ? &span : NULL, NULL);
    if (ready == 0 && timeout) *timeout = (struct timeval){0}; /* else: what is left would be chance */
    return ready;
}

PUBLIC int epoll_pwait(int fd, struct epoll_event *events, int count, int milliseconds, const sigset_t *mask) {
    int64_t began = progress();
    int ready = (int)answer(kernel(epoll_pwait, fd, events, count, milliseconds, mask, MASK_SIZE));
    if (ready == 0 && milliseconds > 0) waited(began, milliseconds * 1000000LL);
    return ready;
}

PUBLIC int epoll_wait(int fd, struct epoll_event *events, int count, int milliseconds) {
    return epoll_pwait(fd, events, count, milliseconds, NULL);
}

PUBLIC int sigtimedwait(const sigset_t *set, siginfo_t *info, const struct timespec *timeout) {
    int64_t began = progress();
    long signal = kernel(rt_sigtimedwait, set, info, timeout, MASK_SIZE);
    if (signal == -EAGAIN && timeout) waited(began, to_span(timeout));
    return (int)answer(signal);
}

/* Only deadlines are translated; what a timer has counted is not added to the clock. */
PUBLIC int timerfd_settime(int fd, int flags, const struct itimerspec *new, struct itimerspec *old) {
    struct itimerspec relative = *new;
    int64_t end, deadline = to_span(&new->it_value);
    if (shim_state() && (flags & TFD_TIMER_ABSTIME) && deadline) {
        /* A clock that began at UPTIME is not yet far from it; dates are. */
        int64_t span = shim_remaining(deadline < SECOND * 100000000 ? CLOCK_MONOTONIC : CLOCK_REALTIME, &new->it_value, &end);
        relative.it_value = to_timespec(span > 0 ? span : 1);
        flags &= ~TFD_TIMER_ABSTIME;
    }
    return (int)answer(kernel(timerfd_settime, fd, flags, &relative, old));
}
