/*
 * fd.h - bytes to descriptors, and a file that has no name (lib/base only).
 */
#ifndef CS_BASE_FD_H
#define CS_BASE_FD_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/stat.h>

/* Writes all of it. Returns 0 or an error number. */
int cs_fd_write(int fd, const char *bytes, size_t length);

/* Has a regular file another size, or time of its last write, than then? */
bool cs_fd_changed(int fd, const struct stat *then);

/* To write to what goes with the process; above 2. -1: errno says why. */
int cs_fd_unnamed(void);
/* Writes all that it holds to `fd`. Returns 0 or an error number. */
int cs_fd_copy(int unnamed, int fd);

#endif
