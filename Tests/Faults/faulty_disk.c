/* A disk that refuses, preloaded: as long as the file DISK_FAULT exists, it names what happens below DISK_DIR.
 *
 *   ENOSPC  full: nothing grows and nothing new comes to be; what is there can be overwritten, as on a real one
 *   EROFS   read-only: nothing is opened for writing, written, renamed or removed
 *   EIO     broken: what is written or synced comes back as an error */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#define REAL(type, name, ...) \
    static type (*real)(__VA_ARGS__); \
    if (!real) real = (type (*)(__VA_ARGS__))dlsym(RTLD_NEXT, name)

/* The fault of this moment; 0 while the disk is well. */
static int fault(void) {
    const char *path = getenv("DISK_FAULT");
    if (!path) return 0;
    REAL(int, "open64", const char *, int, ...);
    int error = errno, descriptor = real(path, O_RDONLY | O_CLOEXEC);
    errno = error;
    if (descriptor < 0) return 0;
    char name[8] = "";
    ssize_t length = read(descriptor, name, sizeof name - 1);
    close(descriptor);
    if (length <= 0) return 0;
    return !strcmp(name, "ENOSPC") ? ENOSPC : !strcmp(name, "EROFS") ? EROFS : !strcmp(name, "EIO") ? EIO : 0;
}

static bool is_inside(const char *path) {
    const char *folder = getenv("DISK_DIR");
    size_t length = folder ? strlen(folder) : 0;
    return length && !strncmp(path, folder, length) && (path[length] == '/' || !path[length]);
}

static bool is_on_disk(int descriptor, struct stat *status) {
    if (fstat(descriptor, status) || !(S_ISREG(status->st_mode) || S_ISDIR(status->st_mode))) return false;
    char link[64], path[PATH_MAX];
    snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
    ssize_t length = readlink(link, path, sizeof path - 1);
    path[length > 0 ? length : 0] = 0;
    return is_inside(path);
}

/* Whether writing fails, with errno set; an offset of -1 is the current place. */
static bool refuses(int descriptor, off_t offset, size_t length) {
    struct stat status;
    int error = fault();
    if (!error || !is_on_disk(descriptor, &status)) return false;
    if (offset < 0)
        offset = fcntl(descriptor, F_GETFL) & O_APPEND ? status.st_size : lseek(descriptor, 0, SEEK_CUR);
    if (error == ENOSPC && offset + (off_t)length <= status.st_size) return false;
    errno = error;
    return true;
}

/* Whether a name below the folder may not come to be, change or go. */
static bool refuses_name(const char *path, bool is_coming) {
    int error = fault();
    if (!error || !is_inside(path) || (error == ENOSPC && !is_coming) || error == EIO) return false;
    errno = error;
    return true;
}

ssize_t write(int descriptor, const void *bytes, size_t length) {
    REAL(ssize_t, "write", int, const void *, size_t);
    return refuses(descriptor, -1, length) ? -1 : real(descriptor, bytes, length);
}

ssize_t pwrite64(int descriptor, const void *bytes, size_t length, off_t offset) {
    REAL(ssize_t, "pwrite64", int, const void *, size_t, off_t);
    return refuses(descriptor, offset, length) ? -1 : real(descriptor, bytes, length, offset);
}

ssize_t pwrite(int descriptor, const void *bytes, size_t length, off_t offset) {
    return pwrite64(descriptor, bytes, length, offset);
}

ssize_t writev(int descriptor, const struct iovec *parts, int number) {
    REAL(ssize_t, "writev", int, const struct iovec *, int);
    size_t length = 0;
    for (int index = 0; index < number; index++) length += parts[index].iov_len;
    return refuses(descriptor, -1, length) ? -1 : real(descriptor, parts, number);
}

int ftruncate64(int descriptor, off_t size) {
    REAL(int, "ftruncate64", int, off_t);
    struct stat status;
    int error = fault();
    if (!error || error == ENOSPC || !is_on_disk(descriptor, &status)) return real(descriptor, size);
    errno = error;
    return -1;
}

int ftruncate(int descriptor, off_t size) { return ftruncate64(descriptor, size); }

static int synced(const char *name, int descriptor) {
    REAL(int, name, int);
    struct stat status;
    if (fault() != EIO || !is_on_disk(descriptor, &status)) return real(descriptor);
    errno = EIO;
    return -1;
}

int fsync(int descriptor) { return synced("fsync", descriptor); }

int fdatasync(int descriptor) { return synced("fdatasync", descriptor); }

int open64(const char *path, int flags, ...) {
    REAL(int, "open64", const char *, int, ...);
    va_list rest;
    va_start(rest, flags);
    mode_t mode = flags & (O_CREAT | __O_TMPFILE) ? va_arg(rest, mode_t) : 0;
    va_end(rest);
    bool is_coming = flags & O_CREAT && access(path, F_OK);
    bool is_written = (flags & O_ACCMODE) != O_RDONLY || flags & O_TRUNC;
    if ((is_coming || is_written) && refuses_name(path, is_coming)) return -1;
    return real(path, flags, mode);
}

int open(const char *path, int flags, ...) {
    va_list rest;
    va_start(rest, flags);
    mode_t mode = flags & (O_CREAT | __O_TMPFILE) ? va_arg(rest, mode_t) : 0;
    va_end(rest);
    return open64(path, flags, mode);
}

int mkdir(const char *path, mode_t mode) {
    REAL(int, "mkdir", const char *, mode_t);
    return refuses_name(path, true) ? -1 : real(path, mode);
}

int rename(const char *from, const char *to) {
    REAL(int, "rename", const char *, const char *);
    return refuses_name(to, false) ? -1 : real(from, to);
}

int unlink(const char *path) {
    REAL(int, "unlink", const char *);
    return refuses_name(path, false) ? -1 : real(path);
}
