/*
 * moment.h - dates whose time of day, and zone, stand in columns of their own
 * (lib/input, and those who say so).
 *
 * Where days are counted in a zone, or times matter, a date without a time is
 * joined with the columns that are called time and time zone (sections clock
 * and zone of lib/words/columns.txt) and hold that; --date A+B+C joins them in
 * any case. What is joined is read as one text, "29/12/2015 07:45:51 PDT"; a
 * zone may also be one of the system's: Europe/Berlin.
 */
#ifndef CS_INPUT_MOMENT_H
#define CS_INPUT_MOMENT_H

#include "base/err.h"
#include "base/zone.h"
#include "cell/cell.h"
#include "input/csv.h"
#include "input/schema.h"

/* Is this "A+B", and no column that is called so? */
bool cs_moment_is_named(const struct cs_schema *schema, const char *names);

/*
 * The columns of "A+B+C", the second and the third of which are time and zone,
 * into schema->joined; returns the first. -1 with err filled.
 */
int cs_moment_named(struct cs_schema *schema, const char *option,
		    const char *names, struct cs_err *err);

/* Settles schema->joined by names and cells, once the date's column is found;
 * of the input only where nobody named them. */
void cs_moment_settle(struct cs_schema *schema, const struct cs_input *input);

/* Is anything joined with the date? */
static inline bool cs_moment_joined(const struct cs_schema *schema)
{
	return schema->joined.count > 0;
}

/* Appends "Date+Time+TimeZone", as --date takes it. */
void cs_moment_add_names(const struct cs_schema *schema, struct cs_buf *out);

/* Appends "--date Date+Time+TimeZone", or positions, for pasting. False, and
 * nothing is added, if there is no such word (cs_add_word()). */
bool cs_moment_offer(const struct cs_schema *schema, const char *option,
		     struct cs_buf *out);

enum { CS_KNOWN_ZONES = 16 };

/* What one worker needs to read them. */
struct cs_moments {
	struct cs_buf text; /* of the present row */
	struct {
		char *name;
		struct cs_zone *zone; /* NULL: it is read as a part of the text,
					 or not at all */
	} zones[CS_KNOWN_ZONES];
	size_t nzones; /* that were met; the last ones are kept */
};

#define CS_MOMENTS_INIT             \
	{                           \
		.text = CS_BUF_INIT \
	}

void cs_moments_release(struct cs_moments *moments);

/*
 * The day and moment of a row, as by cs_date_moment(); *column is that of the
 * cell that cannot be read.
 */
enum cs_cell_status cs_moment_read(struct cs_moments *moments,
				   const struct cs_schema *schema,
				   const struct cs_cells *cells, cs_day *day,
				   struct cs_moment *moment, int *column);

#endif
