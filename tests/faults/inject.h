/*
 * inject.h - one fault in one run: what the driver (drive.c) asks of the
 * preloaded library (inject.c) and what that tells it, in a page of memory that
 * both map.
 */
#ifndef INJECT_H
#define INJECT_H

#include <stdatomic.h>
#include <stdbool.h>

/* The environment names the file of the page. */
#define FAULT_PAGE "CS_FAULT_PAGE"

/*
 * What fails. Space is that of addresses: it ends after so many units, and what
 * libc asks of the kernel fails. A call is any of those from open on. A
 * child is gnuplot, which the driver plays.
 */
/* clang-format off */
#define FAULT_KINDS(X) \
	X(memory) X(space) X(regcomp) X(regexec) \
	X(open) X(read) X(write) X(close) X(rename) X(link) X(unlink) X(mkdir) \
	X(rmdir) X(fsync) X(fchmod) X(stat) X(seek) X(fcntl) X(readlink) \
	X(realpath) X(thread) X(spawn) X(wait) X(random) X(advice) X(affinity) \
	X(call) X(child)
/* clang-format on */

#define FAULT_ENUM(name) FAULT_##name,
enum { FAULT_KINDS(FAULT_ENUM) NFAULTS, FAULT_FIRST_CALL = FAULT_open };

enum fault_how { FAULT_ERROR, FAULT_SHORT, FAULT_SIGNAL };

enum { FAULT_UNIT = 65536 }; /* bytes of space */

struct fault {
	int kind;
	long at; /* which of them, from 1; of space, units; 0: none */
	bool on; /* and all that come after */
	enum fault_how how;
	int number; /* of the error or signal */
};

struct fault_page {
	struct fault fault;
	atomic_long calls[NFAULTS]; /* how many there were */
	atomic_bool struck;
};

#endif
