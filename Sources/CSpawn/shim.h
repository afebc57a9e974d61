#include <spawn.h>

// glibc 2.34 has these, but shows them to GNU programs only, which Swift's view of it is not.

int posix_spawn_file_actions_addclosefrom_np(posix_spawn_file_actions_t *actions, int first);
int pipe2(int ends[2], int flags);
