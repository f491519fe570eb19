/*
 * sink.h - a file that is written as it is made, and appears whole or not at
 * all.
 *
 * Unlike cs_pieces of report/output.h it keeps no more than a block in memory.
 * A regular file is written beside its place and renamed at the end; standard
 * output, pipes and devices are written directly. A failure is remembered and
 * told by sinks_finish(). A sink whose reader has gone takes everything and
 * forgets it: that is no failure. An interrupt removes what is not finished.
 */
#ifndef SIMULATE_SINK_H
#define SIMULATE_SINK_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"

enum { SINK_BLOCK = 1 << 18, SINK_ROOM = 4096 };

struct sink {
	const char *path; /* NULL: standard output */
	int fd;		  /* -1: not open */
	int error;	  /* of the first write that failed, or 0 */
	bool gone;	  /* nobody reads it any more */
	char *temporary;  /* to be renamed to `target`; or NULL */
	char *target;
	char *bytes; /* SINK_BLOCK of them; NULL: the sink is not used */
	size_t length;
};

#define SINK_INIT        \
	{                \
		.fd = -1 \
	}

/* NULL, "-" and /dev/stdout are standard output. */
int sink_open(struct sink *sink, const char *path, struct cs_err *err);

/* Hands what has been gathered to the system. */
void sink_flush(struct sink *sink);

/*
 * Where up to SINK_ROOM bytes may be put; the caller then says where it ended:
 *	char *p = sink_room(sink); *p++ = 'x'; sink_end(sink, p);
 */
static inline char *sink_room(struct sink *sink)
{
	if (sink->length > SINK_BLOCK - SINK_ROOM)
		sink_flush(sink);
	return sink->bytes + sink->length;
}

static inline void sink_end(struct sink *sink, const char *end)
{
	sink->length = (size_t)(end - sink->bytes);
}

/* Any number of bytes. */
void sink_add(struct sink *sink, const char *bytes, size_t length);

/* Writing has failed, or nobody reads it. */
static inline bool sink_useless(const struct sink *sink)
{
	return sink->error != 0 || sink->gone;
}

/* Flushes and closes all that are in use; renames if all went well. */
int sinks_finish(struct sink *sinks, size_t count, struct cs_err *err);
/* Removes what a failure left behind and frees everything. */
void sinks_release(struct sink *sinks, size_t count);

#endif
