/* Names of users and groups: the trainee's and root's, where no /etc/passwd but this machine's is there to read. */
#include "shim.h"

#include <grp.h>
#include <pwd.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Without mounts. Else libc reads the sandbox's own files. */
static int replaces(void) { return shim_state() && shim_state()->places[0]; }

static int find_user(struct passwd *out, const char *name, uid_t uid) {
    char *home = getenv("HOME");
    if (name ? !strcmp(name, "root") : uid == 0)
        *out = (struct passwd){"root", "x", 0, 0, "root", "/root", "/usr/sbin/nologin"};
    else if (name ? !strcmp(name, "trainee") : uid == getuid())
        *out = (struct passwd){"trainee", "x", getuid(), getgid(), "Trainee", home ? home : "/", "/bin/bash"};
    else return 0;
    return 1;
}

static int find_group(struct group *out, const char *name, gid_t gid) {
    static char *members[] = {NULL};
    if (name ? !strcmp(name, "root") : gid == 0) *out = (struct group){"root", "x", 0, members};
    else if (name ? !strcmp(name, "trainee") : gid == getgid()) *out = (struct group){"trainee", "x", getgid(), members};
    else return 0;
    return 1;
}

#define LIBC(name) ((__typeof__(&name))shim_libc(#name))

/* What is found lies in constant texts, so that the caller's room for them is not used. */
#define LOOK_UP(function, kind, type, find, key, by_name, by_number) \
    PUBLIC struct kind *function(type key) { \
        static struct kind found; \
        if (!replaces()) return LIBC(function)(key); \
        return find(&found, by_name, by_number) ? &found : NULL; \
    } \
    PUBLIC int function##_r(type key, struct kind *out, char *room, size_t size, struct kind **result) { \
        if (!replaces()) return LIBC(function##_r)(key, out, room, size, result); \
        *result = find(out, by_name, by_number) ? out : NULL; \
        return 0; \
    }

LOOK_UP(getpwuid, passwd, uid_t, find_user, uid, NULL, uid)
LOOK_UP(getpwnam, passwd, const char *, find_user, name, name, 0)
LOOK_UP(getgrgid, group, gid_t, find_group, gid, NULL, gid)
LOOK_UP(getgrnam, group, const char *, find_group, name, name, 0)
