/*
 * cutter.h - files in order, cut into blocks of whole records.
 *
 * Where several processes read (input->ranks), all cut, and each hands out the
 * blocks that are its own: of a plain file some in a row, and those of others
 * between; of others the whole file; so do they where files are many.
 *
 * One worker at a time may call cs_cutter_next() (ahead.c sees to that); the
 * schemas that blocks have named may be asked for meanwhile, and others help.
 */
#ifndef CS_INPUT_CUTTER_H
#define CS_INPUT_CUTTER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"
#include "input/schema.h"

enum { CS_RECORD_LIMIT = 16 << 20 }; /* a longer one is an unclosed quote */

struct cs_block {
	struct cs_buf bytes; /* whole records */
	uint32_t file;	     /* index of schema */
	size_t number;	     /* counts all blocks of the input; with ranks
				they begin anew, further on, in each file */
	uint64_t first_line; /* physical line on which it begins, if its file
				does; else 0 */
	bool open_end; /* the last of its file, whose last line is neither ended
			  nor blank */
	bool lead;     /* another process has its rows: only to tell which order
		      goes on in the next one */
	bool too_long; /* holds the beginning of a record beyond the limit */
	bool after_blank; /* the line before it has no content */
};

/* Does a line of blanks and delimiters stand before the one that begins at
 * `offset`? */
bool cs_block_after_blank(const struct cs_block *block, size_t offset,
			  char delimiter);

struct cs_cutter;

struct cs_cutter *cs_cutter_new(const struct cs_input *input);
void cs_cutter_free(struct cs_cutter *cutter); /* takes NULL; schemas survive */

/* 1: `block` is filled; 0: no more rows; -1: err is filled. */
int cs_cutter_next(struct cs_cutter *cutter, struct cs_block *block,
		   struct cs_err *err);

/* Does cutting take long, since the file is inflated, decoded or rewritten? */
bool cs_cutter_slow(const struct cs_cutter *cutter);

/* Any worker, meanwhile: some of its work, see cs_source_help(). */
bool cs_cutter_help(struct cs_cutter *cutter);

/* Opens the next file now, so that its schema and sample can be looked at. As
 * above; a schema that failed is there with what was found. */
int cs_cutter_open(struct cs_cutter *cutter, struct cs_err *err);

/* The schema of file `index`, which a block has named; stable until it is
 * taken. */
struct cs_schema *cs_cutter_schema(struct cs_cutter *cutter, uint32_t index);
size_t cs_cutter_files(const struct cs_cutter *cutter); /* opened so far */

/* The number of the next block, or of that which could not be cut. */
size_t cs_cutter_at(const struct cs_cutter *cutter);

/* Who cuts: of all files, what was read so far, see cs_source_at(). */
uint64_t cs_cutter_bytes(const struct cs_cutter *cutter);

#endif
