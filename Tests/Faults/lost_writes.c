/* A power cut for one process: preloaded, it ends the process at a chosen moment and takes back what a disk need not
 * have kept by then: every write, truncation, new name and removal in LOST_DIR that no fsync or fdatasync covers.
 * (kill -9 alone leaves the page cache whole and can never find a missing fsync.)
 *
 *   LOST_DIR      the folder that counts; files whose name ends in -shm are shared memory and do not
 *   LOST_AT       the number of the operation that no longer happens, or "exit"; unset: only LOST_TRIGGER
 *   LOST_TRIGGER  a path; as soon as something stands there, the power goes
 *   LOST_MODE     all: nothing uncovered is kept; torn: an arbitrary 512-byte half of a prefix of it is, by LOST_SEED
 *   LOST_NOSYNC   set: fsync and fdatasync cover nothing, to prove that a loss is found
 *   LOST_KEEP     a folder on the same file system, where removed files wait for their removal to be durable
 *   LOST_REPORT   gets one JSON line at the cut; LOST_COUNT the number of operations so far, 8 bytes, at all times
 *
 * A name is durable once its folder was synced, and contents once their file was. Taken as durable at once: new
 * folders, modes, and whatever is written through mmap, stdio or a system call that libc does not carry. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

enum { SECTOR = 512 };

/* What one operation overwrote. */
struct change {
    struct change *previous;
    uint64_t order;
    off_t offset, length, saved, size; /* the range written, how much of it was there, the size before */
    unsigned char old[];
};

struct file {
    struct file *next;
    dev_t device;
    ino_t inode;
    int descriptor; /* Never closed: closing one drops all of SQLite's locks on the file. */
    struct change *last;
};

/* A name that was made, changed or removed. */
struct entry {
    struct entry *previous;
    uint64_t order;
    dev_t device;
    ino_t inode; /* of the folder */
    char *name;  /* the name that came to be; NULL for a removal */
    char *from;  /* where the file stood before; NULL for a new file */
    char *kept;  /* what stood under `name` before, or the removed file; NULL where nothing did */
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct file *files;
static struct entry *entries;
static uint64_t order, *count, at, random_state;
static unsigned kept_files;
static char folder[PATH_MAX];
static bool is_on, at_exit, is_torn, ignores_sync;

#define REAL(type, name, ...) \
    static type (*real)(__VA_ARGS__); \
    if (!real) real = (type (*)(__VA_ARGS__))dlsym(RTLD_NEXT, name)

static uint64_t draw(void) { /* xorshift64* */
    random_state ^= random_state >> 12, random_state ^= random_state << 25, random_state ^= random_state >> 27;
    return random_state * 0x2545F4914F6CDD1DULL;
}

static bool coin(void) { return draw() >> 63; }

static ssize_t real_pwrite(int descriptor, const void *bytes, size_t length, off_t offset) {
    REAL(ssize_t, "pwrite64", int, const void *, size_t, off_t);
    return real(descriptor, bytes, length, offset);
}

static int real_truncate(int descriptor, off_t size) {
    REAL(int, "ftruncate64", int, off_t);
    return real(descriptor, size);
}

static int real_rename(const char *from, const char *to) {
    REAL(int, "rename", const char *, const char *);
    return real(from, to);
}

static int real_unlink(const char *path) {
    REAL(int, "unlink", const char *);
    return real(path);
}

static bool is_inside(const char *path) {
    size_t length = strlen(folder), whole = strlen(path);
    if (strncmp(path, folder, length) || (path[length] != '/' && path[length])) return false;
    return whole < 4 || strcmp(path + whole - 4, "-shm");
}

/* The absolute path of a name whose folder exists; false where it lies elsewhere. */
static bool locate(int directory, const char *path, char whole[PATH_MAX], struct stat *parent) {
    char start[PATH_MAX], given[2 * PATH_MAX], link[64];
    if (path[0] != '/') {
        if (directory == AT_FDCWD) {
            if (!getcwd(start, sizeof start)) return false;
        } else {
            snprintf(link, sizeof link, "/proc/self/fd/%d", directory);
            ssize_t length = readlink(link, start, sizeof start - 1);
            if (length < 0) return false;
            start[length] = 0;
        }
        snprintf(given, sizeof given, "%s/%s", start, path);
    } else {
        snprintf(given, sizeof given, "%s", path);
    }
    char *slash = strrchr(given, '/'), above[PATH_MAX];
    *slash = 0;
    if (!realpath(*given ? given : "/", above) || stat(above, parent)) return false;
    if (strlen(above) + strlen(slash + 1) + 2 > PATH_MAX) return false;
    strcpy(whole, above), strcat(whole, "/"), strcat(whole, slash + 1);
    return is_inside(whole);
}

/* The regular file behind a descriptor, where it counts. */
static struct file *tracked(int descriptor) {
    struct stat status;
    if (!is_on || fstat(descriptor, &status) || !S_ISREG(status.st_mode)) return NULL;
    for (struct file *file = files; file; file = file->next)
        if (file->inode == status.st_ino && file->device == status.st_dev) return file;
    char link[64], path[PATH_MAX];
    snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length < 0) return NULL;
    path[length] = 0;
    if (!is_inside(path)) return NULL;
    REAL(int, "open64", const char *, int, ...);
    struct file *file = calloc(1, sizeof *file);
    *file = (struct file){files, status.st_dev, status.st_ino, real(link, O_RDWR | O_CLOEXEC), NULL};
    return files = file;
}

static off_t size_of(const struct file *file) {
    struct stat status;
    return fstat(file->descriptor, &status) ? 0 : status.st_size;
}

/* Remembers what stands in a range before it is written, cut off or extended to. */
static void remember(struct file *file, off_t offset, off_t length) {
    off_t size = size_of(file);
    off_t saved = offset >= size ? 0 : length < size - offset ? length : size - offset;
    struct change *change = malloc(sizeof *change + (size_t)saved);
    *change = (struct change){file->last, order, offset, length, saved, size};
    if (saved && pread(file->descriptor, change->old, (size_t)saved, offset) != saved) abort();
    file->last = change;
}

static void take_back(struct file *file) {
    struct change *change = file->last;
    if (change->saved) real_pwrite(file->descriptor, change->old, (size_t)change->saved, change->offset);
    real_truncate(file->descriptor, change->size);
    file->last = change->previous;
}

static int by_number(const void *left, const void *right) {
    off_t a = *(const off_t *)left, b = *(const off_t *)right;
    return (a > b) - (a < b);
}

/* Takes back everything after `cut`; of the rest, which the disk was free to write in any order, half the sectors. */
static void lose(struct file *file, uint64_t cut) {
    while (file->last && file->last->order > cut) take_back(file);
    if (!file->last) return;
    off_t *sectors = NULL, now = size_of(file);
    size_t room = 0, used = 0;
    for (struct change *change = file->last; change; change = change->previous)
        for (off_t sector = change->offset / SECTOR; sector * SECTOR < change->offset + change->length; sector++) {
            if (used == room) sectors = realloc(sectors, (room = room ? 2 * room : 64) * sizeof *sectors);
            sectors[used++] = sector;
        }
    if (used) qsort(sectors, used, sizeof *sectors, by_number);
    unsigned char *contents = malloc(used * SECTOR + 1);
    for (size_t index = 0; index < used; index++) {
        ssize_t got = pread(file->descriptor, contents + index * SECTOR, SECTOR, sectors[index] * SECTOR);
        memset(contents + index * SECTOR + (got > 0 ? got : 0), 0, (size_t)(SECTOR - (got > 0 ? got : 0)));
    }
    while (file->last) take_back(file);
    off_t size = coin() ? now : size_of(file);
    for (size_t index = 0; index < used; index++) {
        off_t start = sectors[index] * SECTOR, left = now - start;
        bool is_repeated = index && sectors[index - 1] == sectors[index];
        if (is_repeated || left <= 0 || coin()) continue;
        real_pwrite(file->descriptor, contents + index * SECTOR, (size_t)(left < SECTOR ? left : SECTOR), start);
    }
    real_truncate(file->descriptor, size);
}

static void cut_power(void) {
    size_t changes = 0, names = 0;
    uint64_t first = order + 1;
    for (struct file *file = files; file; file = file->next)
        for (struct change *change = file->last; change; change = change->previous, changes++)
            if (change->order < first) first = change->order;
    for (struct entry *entry = entries; entry; entry = entry->previous, names++)
        if (entry->order < first) first = entry->order;
    uint64_t cut = is_torn && order >= first ? first - 1 + draw() % (order - first + 2) : 0;
    for (struct file *file = files; file; file = file->next) lose(file, cut);
    for (struct entry *entry = entries; entry; entry = entry->previous) {
        if (entry->order <= cut) continue;
        if (entry->from) real_rename(entry->name, entry->from);
        else if (entry->name) real_unlink(entry->name);
        if (entry->kept) real_rename(entry->kept, entry->name ? entry->name : strchr(entry->kept, 0) + 1);
    }
    const char *path = getenv("LOST_REPORT");
    REAL(int, "open64", const char *, int, ...);
    int report = path ? real(path, O_WRONLY | O_CREAT | O_TRUNC, 0600) : -1;
    if (report >= 0) {
        dprintf(report, "{\"operation\": %llu, \"changes\": %zu, \"names\": %zu}\n", (unsigned long long)order, changes,
                names);
    }
    kill(getpid(), SIGKILL);
    for (;;) pause();
}

/* Counts an operation that is about to happen. */
static void step(void) {
    order++;
    if (count) *count = order;
    if (at && order == at) cut_power();
}

/* Another name for a file that is about to lose its own, with the old name behind it. */
static char *keep(const char *path) {
    const char *keep = getenv("LOST_KEEP");
    size_t length = (keep ? strlen(keep) : 0) + 16;
    char *kept = malloc(length + strlen(path) + 1);
    snprintf(kept, length, "%s/%u", keep ? keep : "", kept_files++);
    strcpy(strchr(kept, 0) + 1, path);
    if (keep && !linkat(AT_FDCWD, path, AT_FDCWD, kept, 0)) return kept;
    free(kept);
    return NULL;
}

static void note(const struct stat *parent, const char *name, const char *from, char *kept) {
    struct entry *entry = malloc(sizeof *entry);
    *entry = (struct entry){entries, order, parent->st_dev, parent->st_ino, NULL, NULL, kept};
    if (name) entry->name = strdup(name);
    if (from) entry->from = strdup(from);
    entries = entry;
}

static void *watch(void *path) {
    while (access(path, F_OK)) usleep(2000);
    pthread_mutex_lock(&lock);
    cut_power();
    return NULL;
}

__attribute__((constructor)) static void begin(void) {
    const char *path = getenv("LOST_DIR"), *when = getenv("LOST_AT"), *seed = getenv("LOST_SEED"), *mode = getenv("LOST_MODE");
    if (!path || !realpath(path, folder)) return;
    at_exit = when && !strcmp(when, "exit");
    at = when && !at_exit ? strtoull(when, NULL, 10) : 0;
    is_torn = mode && !strcmp(mode, "torn");
    ignores_sync = getenv("LOST_NOSYNC") != NULL;
    random_state = (seed ? strtoull(seed, NULL, 10) : 0) * 2 + 0x9E3779B97F4A7C15ULL;
    if ((path = getenv("LOST_COUNT"))) {
        REAL(int, "open64", const char *, int, ...);
        int descriptor = real(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
        if (descriptor >= 0 && !real_truncate(descriptor, sizeof *count)) {
            void *shared = mmap(NULL, sizeof *count, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0);
            count = shared == MAP_FAILED ? NULL : shared;
        }
    }
    is_on = true;
    pthread_t thread;
    if ((path = getenv("LOST_TRIGGER"))) pthread_create(&thread, NULL, watch, (void *)path);
}

__attribute__((destructor)) static void end(void) {
    if (!is_on || !at_exit) return;
    pthread_mutex_lock(&lock);
    cut_power();
}

/* --- contents --- */

#define WRITING(descriptor, range_offset, range_length, call) \
    pthread_mutex_lock(&lock); \
    struct file *file = tracked(descriptor); \
    if (!file) { \
        pthread_mutex_unlock(&lock); \
        return call; \
    } \
    step(); \
    remember(file, range_offset, range_length); \
    __typeof__(call) result = call; \
    pthread_mutex_unlock(&lock); \
    return result

static off_t place(const struct file *file, int descriptor) {
    return fcntl(descriptor, F_GETFL) & O_APPEND ? size_of(file) : lseek(descriptor, 0, SEEK_CUR);
}

static off_t total(const struct iovec *parts, int number) {
    off_t sum = 0;
    for (int index = 0; index < number; index++) sum += (off_t)parts[index].iov_len;
    return sum;
}

ssize_t write(int descriptor, const void *bytes, size_t length) {
    REAL(ssize_t, "write", int, const void *, size_t);
    WRITING(descriptor, place(file, descriptor), (off_t)length, real(descriptor, bytes, length));
}

ssize_t pwrite64(int descriptor, const void *bytes, size_t length, off_t offset) {
    WRITING(descriptor, offset, (off_t)length, real_pwrite(descriptor, bytes, length, offset));
}

ssize_t pwrite(int descriptor, const void *bytes, size_t length, off_t offset) {
    return pwrite64(descriptor, bytes, length, offset);
}

ssize_t writev(int descriptor, const struct iovec *parts, int number) {
    REAL(ssize_t, "writev", int, const struct iovec *, int);
    WRITING(descriptor, place(file, descriptor), total(parts, number), real(descriptor, parts, number));
}

ssize_t pwritev64(int descriptor, const struct iovec *parts, int number, off_t offset) {
    REAL(ssize_t, "pwritev64", int, const struct iovec *, int, off_t);
    WRITING(descriptor, offset, total(parts, number), real(descriptor, parts, number, offset));
}

ssize_t pwritev(int descriptor, const struct iovec *parts, int number, off_t offset) {
    return pwritev64(descriptor, parts, number, offset);
}

ssize_t sendfile64(int descriptor, int from, off_t *offset, size_t length) {
    REAL(ssize_t, "sendfile64", int, int, off_t *, size_t);
    WRITING(descriptor, place(file, descriptor), (off_t)length, real(descriptor, from, offset, length));
}

ssize_t sendfile(int descriptor, int from, off_t *offset, size_t length) {
    return sendfile64(descriptor, from, offset, length);
}

int ftruncate64(int descriptor, off_t size) {
    WRITING(descriptor, size, size_of(file) > size ? size_of(file) - size : 0, real_truncate(descriptor, size));
}

int ftruncate(int descriptor, off_t size) { return ftruncate64(descriptor, size); }

int posix_fallocate64(int descriptor, off_t offset, off_t length) {
    REAL(int, "posix_fallocate64", int, off_t, off_t);
    WRITING(descriptor, offset, length, real(descriptor, offset, length));
}

int posix_fallocate(int descriptor, off_t offset, off_t length) { return posix_fallocate64(descriptor, offset, length); }

/* --- durability: the data stays in the page cache, so nothing waits for a real disk --- */

static void cover(struct file *file) {
    for (struct change *change; (change = file->last); free(change)) file->last = change->previous;
}

static void cover_names(const struct stat *status) {
    for (struct entry **place = &entries; *place;) {
        struct entry *entry = *place;
        if (entry->inode != status->st_ino || entry->device != status->st_dev) {
            place = &entry->previous;
            continue;
        }
        if (entry->kept) real_unlink(entry->kept);
        *place = entry->previous;
        free(entry->name), free(entry->from), free(entry->kept), free(entry);
    }
}

static int sync_one(const char *name, int descriptor) {
    struct stat status;
    pthread_mutex_lock(&lock);
    struct file *file = tracked(descriptor);
    bool is_folder = is_on && !file && !fstat(descriptor, &status) && S_ISDIR(status.st_mode);
    if (!file && !is_folder) {
        pthread_mutex_unlock(&lock);
        REAL(int, name, int);
        return real(descriptor);
    }
    step();
    if (!ignores_sync && file) cover(file);
    if (!ignores_sync && is_folder) cover_names(&status);
    pthread_mutex_unlock(&lock);
    return 0;
}

int fsync(int descriptor) { return sync_one("fsync", descriptor); }

int fdatasync(int descriptor) { return sync_one("fdatasync", descriptor); }

/* --- names --- */

int openat64(int directory, const char *path, int flags, ...) {
    REAL(int, "openat64", int, const char *, int, ...);
    va_list rest;
    va_start(rest, flags);
    mode_t mode = flags & (O_CREAT | __O_TMPFILE) ? va_arg(rest, mode_t) : 0;
    va_end(rest);
    char whole[PATH_MAX];
    struct stat parent;
    if (!is_on || !(flags & (O_CREAT | O_TRUNC)) || !locate(directory, path, whole, &parent))
        return real(directory, path, flags, mode);
    pthread_mutex_lock(&lock);
    bool is_new = access(whole, F_OK) != 0;
    if (is_new && flags & O_CREAT) step();
    int descriptor = real(directory, path, flags & ~O_TRUNC, mode);
    if (descriptor >= 0 && is_new) note(&parent, whole, NULL, NULL);
    pthread_mutex_unlock(&lock);
    if (descriptor >= 0 && !is_new && flags & O_TRUNC) ftruncate64(descriptor, 0);
    return descriptor;
}

int openat(int directory, const char *path, int flags, ...) {
    va_list rest;
    va_start(rest, flags);
    mode_t mode = flags & (O_CREAT | __O_TMPFILE) ? va_arg(rest, mode_t) : 0;
    va_end(rest);
    return openat64(directory, path, flags, mode);
}

int open64(const char *path, int flags, ...) {
    va_list rest;
    va_start(rest, flags);
    mode_t mode = flags & (O_CREAT | __O_TMPFILE) ? va_arg(rest, mode_t) : 0;
    va_end(rest);
    return openat64(AT_FDCWD, path, flags, mode);
}

int open(const char *path, int flags, ...) {
    va_list rest;
    va_start(rest, flags);
    mode_t mode = flags & (O_CREAT | __O_TMPFILE) ? va_arg(rest, mode_t) : 0;
    va_end(rest);
    return openat64(AT_FDCWD, path, flags, mode);
}

int renameat(int directory, const char *from, int target, const char *to) {
    REAL(int, "renameat", int, const char *, int, const char *);
    char old[PATH_MAX], new[PATH_MAX];
    struct stat parent, origin;
    if (!is_on || !locate(target, to, new, &parent)) return real(directory, from, target, to);
    bool is_known = locate(directory, from, old, &origin);
    pthread_mutex_lock(&lock);
    step();
    char *kept = keep(new);
    int result = real(directory, from, target, to);
    if (!result) note(&parent, new, is_known ? old : NULL, kept);
    pthread_mutex_unlock(&lock);
    return result;
}

int rename(const char *from, const char *to) { return renameat(AT_FDCWD, from, AT_FDCWD, to); }

int unlinkat(int directory, const char *path, int flags) {
    REAL(int, "unlinkat", int, const char *, int);
    char whole[PATH_MAX];
    struct stat parent;
    if (!is_on || flags & AT_REMOVEDIR || !locate(directory, path, whole, &parent)) return real(directory, path, flags);
    pthread_mutex_lock(&lock);
    step();
    char *kept = keep(whole);
    int result = real(directory, path, flags);
    if (!result && kept) note(&parent, NULL, NULL, kept);
    pthread_mutex_unlock(&lock);
    return result;
}

int unlink(const char *path) { return unlinkat(AT_FDCWD, path, 0); }
