/*
 * other_unit.c - a file whose amounts are in cents, or in thousands, where
 * those of the others are not.
 *
 * A quarter, half and three quarters of its amounts are each a hundred times
 * what they are in the file of most rows, or a thousand times, or that part of
 * it: give or take two thirds, as prices differ from year to year; more where
 * the larger amounts are whole and the smaller ones are not. Twenty amounts
 * tell these quarters.
 */
#include <math.h>
#include <string.h>

#include "base/utf8.h"
#include "doubt/kinds.h"

enum { LEAST_ROWS = 20 };

static bool about(double ratio, double times, double within)
{
	return ratio > times / within && ratio < times * within;
}

/* Of nineteen in twenty without decimals, beside one of five with some. */
static bool lost_decimals(const struct cs_sizes *large,
			  const struct cs_sizes *small)
{
	return large->whole * 20 >= cs_sizes_rows(large) * 19 &&
	       small->whole * 5 <= cs_sizes_rows(small) * 4;
}

/* How many times larger: 100 or 1000; 0: it is only larger, or smaller. */
static int times_of(const struct cs_sizes *large, const struct cs_sizes *small)
{
	double within = lost_decimals(large, small) ? 2.5 : 5. / 3;

	for (int times = 100; times <= 1000; times *= 10) {
		bool all = true;

		for (int quarter = 1; quarter <= 3; quarter++)
			all &= about(cs_sizes_quantile(large, quarter / 4.) /
					 cs_sizes_quantile(small, quarter / 4.),
				     times, within);
		if (all)
			return times;
	}
	return 0;
}

static void add_half(struct cs_buf *out, const struct cs_sizes *sizes)
{
	double half = cs_sizes_quantile(sizes, .5);

	cs_buf_addf(out, half < 1 ? "%.4f" : "%.2f", half);
}

/* File `f` against that of most rows; it is the larger one, or the smaller. */
static void doubt(const struct cs_data *data, size_t f, size_t most,
		  bool larger, int times, struct cs_doubts *doubts)
{
	const struct cs_schema *files = data->input.schemas;
	struct cs_buf text = CS_BUF_INIT;

	cs_buf_addf(&text, "its amounts are about %s those of ",
		    times == 100 ? larger ? "100 times" : "a hundredth of"
		    : larger	 ? "1000 times"
				 : "a thousandth of");
	cs_printable(&text, files[most].file, strlen(files[most].file), 40);
	cs_buf_adds(&text, ": half are up to ");
	add_half(&text, &data->input.sizes[f]);
	cs_buf_adds(&text, ", there ");
	add_half(&text, &data->input.sizes[most]);
	cs_buf_addf(&text,
		    "; is one in %s, or in another currency? they are added as "
		    "they are: write the amounts of both files alike, or say "
		    "--trust other-unit if they are right",
		    times == 100 ? "cents" : "thousands");
	cs_doubt_add(doubts, "other-unit", cs_sizes_rows(&data->input.sizes[f]),
		     files[f].file, 0, "%s", text.data);
	cs_buf_release(&text);
}

void cs_doubt_other_unit(const struct cs_load_options *options,
			 const struct cs_data *data, struct cs_doubts *doubts)
{
	const struct cs_sizes *sizes = data->input.sizes;
	size_t nfiles = data->input.nschemas, most = 0;

	(void)options;
	if (sizes == NULL)
		return;
	if (nfiles > CS_SIZED_FILES)
		nfiles = CS_SIZED_FILES;
	for (size_t f = 1; f < nfiles; f++)
		if (cs_sizes_rows(&sizes[f]) > cs_sizes_rows(&sizes[most]))
			most = f;
	if (cs_sizes_rows(&sizes[most]) < LEAST_ROWS)
		return;
	for (size_t f = 0; f < nfiles; f++) {
		int times;

		if (f == most || cs_sizes_rows(&sizes[f]) < LEAST_ROWS)
			continue;
		if ((times = times_of(&sizes[f], &sizes[most])) > 0)
			doubt(data, f, most, true, times, doubts);
		else if ((times = times_of(&sizes[most], &sizes[f])) > 0)
			doubt(data, f, most, false, times, doubts);
	}
}
