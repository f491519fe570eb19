/*
 * dialect.h - what stands before the first row: byte-order mark, sep= line,
 * header.
 */
#ifndef CS_INPUT_DIALECT_H
#define CS_INPUT_DIALECT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

/* Of the first bytes of a file: they hold its header, and settle its habits. */
enum { CS_HEAD_SIZE = 1 << 20 };

struct cs_dialect {
	char delimiter; /* 0: the one that splits the header into most fields */
	char quote;	/* CS_NO_QUOTE: quotes are plain characters */
	bool no_header; /* the first record is a row; columns are called 1, 2,
			   ... */
	long skip_lines; /* lines above the header */
};

#define CS_DIALECT_INIT          \
	{                        \
		0, '"', false, 0 \
	}

struct cs_header {
	char **names; /* as written, trimmed */
	size_t ncolumns;
	size_t length;	/* bytes up to the first row */
	uint64_t lines; /* physical lines up to the first row */
};

/*
 * Reads the header off the first `length` bytes of a file, all of them or
 * CS_HEAD_SIZE, before which it must end, and settles dialect->delimiter. Fails
 * with err filled, its line too; on success release the header.
 */
int cs_header_read(const char *bytes, size_t length, struct cs_dialect *dialect,
		   struct cs_header *header, struct cs_err *err);
void cs_header_release(struct cs_header *header);

/*
 * Bytes up to and including the last record end of `bytes`, 0 if none; a record
 * ends at a line feed outside quotes. *inside says whether bytes[0] stands
 * inside a quoted field, and afterwards whether bytes[length] does. With
 * `lone`, a carriage return that is not followed by a line feed ends a record
 * as well.
 */
size_t cs_last_record_end(const char *bytes, size_t length, char quote,
			  bool lone, bool *inside);

#endif
