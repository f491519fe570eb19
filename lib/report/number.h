/*
 * number.h - numbers as text, for the renderers.
 *
 * Two forms of everything: plain (csv, json: unrounded, without separators) and
 * printed (text, markdown, charts: rounded, 8,310,477.05, 65.6 %).
 */
#ifndef CS_REPORT_NUMBER_H
#define CS_REPORT_NUMBER_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "report/table.h"

/* The shortest decimal form that is read back as the same double; finite. */
void cs_add_double(struct cs_buf *out, double value);

/*
 * `value` with that many decimals (0 to 9) and a comma between thousands; what
 * is above 0 and would be printed as 0 becomes "<0.1".
 */
void cs_add_rounded(struct cs_buf *out, double value, int decimals);
/* The same for an argument of a format, which lasts as long as the call:
 * cs_buf_addf(out, "%s sold", cs_figure(n, 0).text). */
struct cs_figure {
	char text[40];
};
struct cs_figure cs_figure(double value, int decimals);
/* "1 customer", "1,234 customers", "0 customers": `noun` takes an s. */
struct cs_figure cs_counted(int64_t count, const char *noun);
/* As above for money, rounded half to even from the exact value; 0 to 6
 * decimals. */
void cs_add_money(struct cs_buf *out, cs_sum micros, int decimals);
void cs_add_count(struct cs_buf *out, int64_t count);

/* Not words, dates, or yes and no. */
static inline bool cs_is_number(enum cs_type type)
{
	return type != CS_TEXT && type != CS_BOOL && type != CS_DATE;
}

/* A cell in its plain form, unquoted; nothing at all for null. */
void cs_add_plain(struct cs_buf *out, enum cs_type type,
		  const struct cs_cell *cell);

/* Do two rows have the same cell in a column, or none? */
bool cs_same_cells(const struct cs_table *table, size_t a, size_t b,
		   size_t column);

/* Decimals that the cells of a column which are shown are printed with. */
int cs_column_decimals(const struct cs_table *table, size_t column);

/*
 * A cell in its printed form: control characters made visible, "-" for null,
 * shares and percents with " %" if `unit`.
 */
void cs_add_printed(struct cs_buf *out, enum cs_type type, int decimals,
		    const struct cs_cell *cell, bool unit);

/* Of a column of groups: null is "(all)"; a group of that name has quotes. */
void cs_add_group(struct cs_buf *out, const struct cs_cell *cell);

#endif
