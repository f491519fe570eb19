/*
 * doubt.h - what was read without a fault, and may be wrong all the same.
 *
 * A doubt says what was met and how often, with an example, what it would
 * change, and which option settles it either way. A kind of doubt is a file
 * here; its threshold and the reason for it stand there.
 */
#ifndef CS_DOUBT_DOUBT_H
#define CS_DOUBT_DOUBT_H

#include <stddef.h>
#include <stdint.h>

#include "data/data.h"

/* Days from the dates before to a last one that may be a slip, or a plan: who
 * sells at all sells within a month. */
enum { CS_LATE_DAYS = 31 };

struct cs_doubt {
	const char *code;
	uint64_t count;	  /* rows, customers, days: as `text` says */
	const char *file; /* NULL: of no one file; borrowed from the data */
	uint64_t line;	  /* 0: of no one line */
	char *text;
};

struct cs_doubts {
	struct cs_doubt *list;
	size_t count, capacity;
};

#define CS_DOUBTS_INIT       \
	{                    \
		.list = NULL \
	}

/* Appends what there is to doubt of data that was read so. Release it. */
void cs_doubts_find(const struct cs_load_options *options,
		    const struct cs_data *data, struct cs_doubts *doubts);
void cs_doubts_release(struct cs_doubts *doubts);

#endif
