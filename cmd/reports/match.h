/*
 * match.h - which block of a report is which of the run before.
 *
 * A block is told by what it asks: its command line without the names of files.
 * Of blocks that ask the same, those whose files are called the same but for a
 * day (orders-2026-11-27.csv) belong together: by their lines where these are
 * the same, else, if there are as many of them, by their order. Else a block is
 * told by what it asks alone, if only one on each side does. Where it
 * could be one or the other it is none: it might be another shop's.
 */
#ifndef REPORTS_MATCH_H
#define REPORTS_MATCH_H

#include <stdbool.h>
#include <stddef.h>

#include "option/option.h"

struct asked {
	const char *command; /* the line, as the report has it */
	const char *without; /* the same without files; NULL: not known */
	struct cs_list files;
	struct asked *other; /* of the other run; NULL: there is none */
	bool renamed;	     /* it is told by what it asks alone */
};

/* Fills `other` and `renamed` of both. */
void match_blocks(struct asked *now, size_t nnow, struct asked *before,
		  size_t nbefore);

#endif
