/*
 * last_date.c - the last date, from which all silence is counted.
 *
 * Doubtful is one that comes long after the one before it: who sells at all
 * sells within a month. So are the last dates, however many they are, that hold
 * no more than one of a hundred rows, and for two weeks or more no more than
 * one of ten that the four weeks before them make likely, if these are thirty;
 * or lie behind a gap that is wider than a month and than any before. A shop
 * that was as quiet before is only quiet again.
 */
#include "base/buf.h"
#include "doubt/kinds.h"

enum { WEEKS = 28, LEAST_DAYS = 14, UNLIKELY = 10, LEAST_ROWS = 30 };

/* The last dates from `first` on; `ratio` of rows that could be expected. */
struct tail {
	size_t first; /* 0: there is none */
	uint64_t rows;
	double ratio;
};

/* Rows of a day as those before day `i`, and back to four weeks, have. */
static double usual_rate(const struct cs_day_rows *days, size_t i)
{
	cs_day from = days[i - 1].day - WEEKS;
	uint64_t rows = 0;

	while (i-- > 0 && days[i].day > from)
		rows += days[i].rows;
	return (double)rows / WEEKS;
}

/* Were there so few rows in so many days before day `end`? Not looked at are
 * the first hundredth of the rows, which may be slips. */
static bool was_quiet(const struct cs_day_rows *days, size_t end, cs_day span,
		      uint64_t few, uint64_t all)
{
	uint64_t before = 0, within = 0;
	size_t to = 0;

	for (size_t i = 0; i < end; i++) {
		before += days[i].rows;
		if (to <= i)
			to = i + 1, within = 0;
		else
			within -= days[i].rows;
		while (to < end && days[to].day <= days[i].day + span)
			within += days[to++].rows;
		if (to == end) /* the days do not reach so far */
			return false;
		if (before * CS_FEW > all && within <= few)
			return true;
	}
	return false;
}

/* Of all ways to cut off last dates that hold next to no rows, that which
 * leaves out the most unlikely ones. */
static struct tail find_tail(const struct cs_data *data)
{
	const struct cs_day_rows *days = data->input.days;
	uint64_t all = cs_rows_dated(data), rows = 0;
	cs_day usual = cs_usual_gap(data, 0);
	struct tail tail = { 0 };

	for (size_t n = data->input.ndays, i = n - 1; i > 0; i--) {
		cs_day span = days[n - 1].day - days[i - 1].day;
		cs_day gap = days[i].day - days[i - 1].day;
		double rate = usual_rate(days, i), expected = rate * span;

		rows += days[i].rows;
		if (rows * CS_FEW > all)
			break;
		if (expected > tail.ratio * (double)rows &&
		    ((span >= LEAST_DAYS && expected >= LEAST_ROWS &&
		      expected >= UNLIKELY * (double)rows &&
		      (double)days[i].rows <= 1 + rate / 2) ||
		     (gap > CS_LATE_DAYS && gap > usual)))
			tail =
			    (struct tail){ i, rows, expected / (double)rows };
	}
	if (tail.first > 0 &&
	    was_quiet(days, tail.first,
		      data->input.account.last_date - days[tail.first - 1].day,
		      2 * tail.rows, all))
		tail.first = 0;
	return tail;
}

static void doubt_one(const struct cs_data *data, struct cs_doubts *doubts)
{
	const struct cs_day_rows *last =
	    &data->input.days[data->input.ndays - 1];
	char text[11], before[11];

	cs_doubt_add(
	    doubts, "late-date", last->rows, data->input.last.file,
	    data->input.last.line,
	    "the last date, %s, comes %ld days after the one before it, %s: is "
	    "it a slip? --as-of sets the end of observation",
	    cs_day_format(last->day, text), (long)last->day - last[-1].day,
	    cs_day_format(last[-1].day, before));
}

static void doubt_several(const struct cs_data *data, const struct tail *tail,
			  struct cs_doubts *doubts)
{
	const struct cs_day_rows *first = &data->input.days[tail->first];
	cs_day last = data->input.account.last_date;
	bool one = tail->rows == 1;
	char from[11], to[11], before[11];
	struct cs_buf dated = CS_BUF_INIT;

	if (!one)
		cs_buf_addf(&dated, "%llu rows, ",
			    (unsigned long long)tail->rows);
	cs_buf_addf(&dated, "%sdated %s", one ? "row, " : "",
		    cs_day_format(first->day, from));
	if (first->day != last)
		cs_buf_addf(&dated, " to %s", cs_day_format(last, to));
	cs_day_format(first[-1].day, before);
	cs_doubt_add(
	    doubts, "late-date", tail->rows, data->input.last.file,
	    data->input.last.line,
	    "the last %s, %s next to none: what comes before ends on %s, and "
	    "every silence is counted %ld days beyond it; %s planned, or %s? "
	    "--as-of %s leaves %s out",
	    dated.data, one ? "is" : "are", before, (long)last - first[-1].day,
	    one ? "is it" : "are they", one ? "a slip" : "slips", before,
	    one ? "it" : "them");
	cs_buf_release(&dated);
}

void cs_doubt_last_date(const struct cs_load_options *options,
			const struct cs_data *data, struct cs_doubts *doubts)
{
	const struct cs_day_rows *days = data->input.days;
	size_t n = data->input.ndays;
	struct tail tail;

	/* where the end is given, it moves nothing */
	if (options->as_of != CS_NO_DAY || n < 2)
		return;
	tail = find_tail(data);
	if (tail.first > 0 && tail.first < n - 1)
		doubt_several(data, &tail, doubts);
	else if (days[n - 1].day - days[n - 2].day > CS_LATE_DAYS)
		doubt_one(data, doubts);
	else if (tail.first > 0)
		doubt_several(data, &tail, doubts);
}
