/*
 * dialect.h - how a file is written, and what stands before its first row:
 * byte-order mark, sep= line, titles, header.
 */
#ifndef CS_INPUT_DIALECT_H
#define CS_INPUT_DIALECT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

/* Of the first bytes of a file: they hold its header, and settle its habits. */
enum { CS_HEAD_SIZE = 1 << 20 };

#define CS_BLANKS ' ' /* as the delimiter: runs of blanks */

enum cs_escape { CS_ESCAPE_FOUND, CS_ESCAPE_DOUBLED, CS_ESCAPE_BACKSLASH };

struct cs_dialect {
	char delimiter; /* 0: the one that splits the header into most fields */
	char quote;	/* CS_NO_QUOTE: quotes are plain characters */
	bool no_header; /* the first record is a row; columns are called 1, 2,
			   ... */
	long skip_lines; /* lines above the header */
	bool find; /* look for the header, and for how the file is written */
	enum cs_escape escape; /* of a quote within quotes */
	bool stop_at_blank;    /* a line without content ends the table */
	bool fill;	      /* fields missing at the end of a row are empty */
	const char *encoding; /* for iconv(3); NULL: UTF-8 */
	unsigned rewriting;   /* of enum cs_rewriting; settled */
};

#define CS_DIALECT_INIT                \
	{                              \
		0, '"', false, 0, true \
	}

struct cs_header {
	char **names; /* as written, trimmed, UTF-8 */
	size_t ncolumns;
	size_t length;	    /* bytes up to the first row */
	uint64_t lines;	    /* physical lines up to the first row */
	uint64_t line;	    /* on which it begins; 0: there is none */
	bool found;	    /* it is not the first line that has content */
	uint64_t described; /* the line below that describes columns; 0: none */
	bool like_data;	    /* most of its names are numbers and dates */
	bool unnamed;	    /* no_header was found, not told */
	const char *encoding;	     /* in which names were read; NULL: UTF-8 */
	const char *likely_encoding; /* of the file's first bytes; NULL: UTF-8,
					or nothing tells */
};

/*
 * Reads the header off the first `length` bytes of a file, all of them (whole)
 * or CS_HEAD_SIZE, before which it must end, and settles dialect->delimiter.
 * Fails with err filled, its line too; on success release the header.
 */
int cs_header_read(const char *bytes, size_t length, bool whole,
		   struct cs_dialect *dialect, struct cs_header *header,
		   struct cs_err *err);
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
