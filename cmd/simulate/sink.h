/*
 * sink.h - the bytes of a file as they are made: no more than a block of them
 * is in memory.
 */
#ifndef SIMULATE_SINK_H
#define SIMULATE_SINK_H

#include "base/file.h"

enum { SINK_BLOCK = 1 << 18, SINK_ROOM = 4096 };

/*
 * Where up to SINK_ROOM bytes may be put; the caller then says where it ended:
 *	char *p = sink_room(sink); *p++ = 'x'; sink_end(sink, p);
 * The file is open.
 */
static inline char *sink_room(struct cs_file *sink)
{
	if (sink->bytes.length > SINK_BLOCK - SINK_ROOM)
		cs_file_flush(sink);
	return cs_buf_room(&sink->bytes, SINK_ROOM);
}

static inline void sink_end(struct cs_file *sink, const char *end)
{
	sink->bytes.length = (size_t)(end - sink->bytes.data);
}

#endif
