/* fd.c - see fd.h. */
#include "base/fd.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

int cs_fd_write(int fd, const char *bytes, size_t length)
{
	size_t done = 0;

	while (done < length) {
		ssize_t n = write(fd, bytes + done, length - done);

		if (n >= 0)
			done += (size_t)n;
		else if (errno != EINTR)
			return errno;
	}
	return 0;
}

int cs_fd_unnamed(void)
{
	FILE *stream = tmpfile();
	int unnamed, error;

	if (stream == NULL)
		return -1;
	unnamed = fcntl(fileno(stream), F_DUPFD_CLOEXEC, 3);
	error = errno;
	fclose(stream);
	errno = error;
	return unnamed;
}

int cs_fd_copy(int unnamed, int fd)
{
	char bytes[1 << 16];
	int error = lseek(unnamed, 0, SEEK_SET) < 0 ? errno : 0;

	while (error == 0) {
		ssize_t n = read(unnamed, bytes, sizeof bytes);

		if (n == 0)
			break;
		if (n > 0)
			error = cs_fd_write(fd, bytes, (size_t)n);
		else if (errno != EINTR)
			error = errno;
	}
	return error;
}

bool cs_fd_changed(int fd, const struct stat *then)
{
	struct stat now;

	if (!S_ISREG(then->st_mode))
		return false;
	if (fstat(fd, &now) != 0) /* nobody can tell */
		return false;
	return now.st_size != then->st_size ||
	       now.st_mtim.tv_sec != then->st_mtim.tv_sec ||
	       now.st_mtim.tv_nsec != then->st_mtim.tv_nsec;
}
