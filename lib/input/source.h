/*
 * source.h - the bytes of one input: a file or standard input, plain or gzip.
 *
 * gzip is known by its first bytes, never by a name. Several members in a row
 * are one stream, inflated on all cores where bgzip wrote them. A stream that
 * ends inside a member is an error, not an end.
 */
#ifndef CS_INPUT_SOURCE_H
#define CS_INPUT_SOURCE_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "base/err.h"

struct cs_source;

/*
 * Opens `name`, "-" being standard input; what is in `encoding`, unless that is
 * NULL, becomes UTF-8. NULL with err filled on failure.
 */
struct cs_source *cs_source_open(const char *name, const char *encoding,
				 struct cs_err *err);

/*
 * Reads up to `size` bytes of plain text and returns their number; fewer than
 * `size` only at the end, 0 behind it, -1 with err filled on failure. What
 * comes before a place at which gzip is damaged or cut off, or that is not in
 * the encoding, is returned first.
 */
ssize_t cs_source_read(struct cs_source *source, char *bytes, size_t size,
		       struct cs_err *err);

/* Any thread, while it is open: some work that cs_source_read() would have to
 * do. False: there is none, or it cannot be shared. */
bool cs_source_help(struct cs_source *source);

/* Bytes of the file that were read so far, packed where it is gzip. */
off_t cs_source_at(const struct cs_source *source);

/* Is it inflated, or decoded? */
bool cs_source_slow(const struct cs_source *source);

/* True when something that is not gzip followed the last member and was left
 * out. */
bool cs_source_garbage(const struct cs_source *source);

/*
 * True when a regular file has another size, or another time of its last write,
 * than when it was opened: what was read may be neither the old nor the new.
 */
bool cs_source_changed(const struct cs_source *source);

/* The name for messages: as given, or "standard input"; lives as the source
 * does. */
const char *cs_source_name(const struct cs_source *source);

void cs_source_close(struct cs_source *source); /* takes NULL */

#endif
