/* plan.c - see plan.h. */
#include "faults/plan.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

#define PLAN(kind_, on_, how_, number_, ...)                                 \
	{                                                                    \
		.name = #kind_ "-" __VA_ARGS__, .fault.kind = FAULT_##kind_, \
		.fault.on = on_, .fault.how = FAULT_##how_,                  \
		.fault.number = number_                                      \
	}
#define ONCE(kind, error) PLAN(kind, false, ERROR, error, #error)
#define FROM(kind, error) PLAN(kind, true, ERROR, error, #error "-on")
#define SHORT(kind) PLAN(kind, false, SHORT, 0, "short")
#define SHORTS(kind) PLAN(kind, true, SHORT, 0, "short-on")
#define SIGNAL(number) PLAN(call, false, SIGNAL, number, #number)

const struct plan plans[] = { ONCE(memory, ENOMEM),
			      FROM(memory, ENOMEM),
			      ONCE(space, ENOMEM),
			      ONCE(regcomp, ENOMEM),
			      ONCE(regexec, ENOMEM),
			      FROM(regexec, ENOMEM),
			      ONCE(open, EMFILE),
			      ONCE(open, EACCES),
			      ONCE(open, ENOSPC),
			      FROM(open, EMFILE),
			      ONCE(read, EIO),
			      ONCE(read, EINTR),
			      SHORT(read),
			      SHORTS(read),
			      ONCE(write, EIO),
			      FROM(write, ENOSPC),
			      ONCE(write, EFBIG),
			      ONCE(write, EINTR),
			      SHORT(write),
			      SHORTS(write),
			      ONCE(close, EIO),
			      FROM(close, EDQUOT),
			      ONCE(close, EINTR),
			      ONCE(rename, EACCES),
			      ONCE(rename, EXDEV),
			      FROM(rename, EIO),
			      ONCE(link, EPERM),
			      FROM(link, EMLINK),
			      ONCE(link, EEXIST),
			      ONCE(unlink, EACCES),
			      FROM(unlink, EIO),
			      ONCE(mkdir, ENOSPC),
			      ONCE(rmdir, EBUSY),
			      ONCE(fsync, EIO),
			      ONCE(fsync, ENOSPC),
			      ONCE(fsync, EINTR),
			      FROM(fsync, EINVAL),
			      ONCE(fchmod, EPERM),
			      ONCE(stat, EACCES),
			      ONCE(stat, EIO),
			      FROM(stat, ENOMEM),
			      ONCE(seek, ESPIPE),
			      ONCE(fcntl, EBADF),
			      ONCE(readlink, EACCES),
			      ONCE(realpath, EACCES),
			      ONCE(thread, EAGAIN),
			      FROM(thread, EAGAIN),
			      ONCE(affinity, EPERM),
			      ONCE(spawn, ENOENT),
			      ONCE(spawn, EAGAIN),
			      FROM(spawn, ENOMEM),
			      ONCE(wait, EINTR),
			      ONCE(wait, ECHILD),
			      ONCE(random, ENOSYS),
			      ONCE(advice, EINVAL),
			      ONCE(child, CHILD_FAILS),
			      ONCE(child, CHILD_FALLS),
			      ONCE(child, CHILD_SILENT),
			      SIGNAL(SIGKILL),
			      SIGNAL(SIGTERM),
			      SIGNAL(SIGINT),
			      SIGNAL(SIGHUP),
			      SIGNAL(SIGXFSZ),
			      { NULL } };

/* In the place of gnuplot: draws by writing out the script, as if it were SVG.
 */
int play_gnuplot(enum child how)
{
	static const char begin[] = "<svg>";
	char bytes[65536];
	ssize_t n;

	if (how == CHILD_FAILS)
		fputs("line 1: undefined variable: x\n", stderr);
	if (how == CHILD_FALLS)
		raise(SIGKILL);
	if (how != CHILD_SILENT && write(1, begin, sizeof begin - 1) < 0)
		return 1;
	while (how != CHILD_SILENT && (n = read(0, bytes, sizeof bytes)) > 0)
		if (write(1, bytes, (size_t)n) != n)
			return 1;
	return how == CHILD_FAILS;
}
