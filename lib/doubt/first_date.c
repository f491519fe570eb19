/*
 * first_date.c - the first dates, with which all tables by period begin.
 *
 * A slip of the year, or the day on which a calendar of computers begins, which
 * some programs write where there is none. Doubtful is one of a hundred rows,
 * or up to a half of all on such a day, before a gap that is wider than a year
 * and than those behind it: no shop begins so slowly.
 */
#include "doubt/kinds.h"

#include "base/word.h"

enum { EARLY_DAYS = 366 };

/* Days that stand for none. */
static bool is_epoch(cs_day day)
{
	static const struct {
		int year, month, day;
	} epochs[] = {
		{ 1, 1, 1 },	  { 1601, 1, 1 },   { 1753, 1, 1 },
		{ 1899, 12, 30 }, { 1899, 12, 31 }, { 1900, 1, 1 },
		{ 1904, 1, 1 },	  { 1970, 1, 1 },   { 1980, 1, 1 },
	};

	for (size_t i = 0; i < sizeof epochs / sizeof *epochs; i++)
		if (day == cs_day_from_ymd(epochs[i].year, epochs[i].month,
					   epochs[i].day))
			return true;
	return false;
}

/* The first day that is no slip; 0: all are not. *before: rows before it. */
static size_t find_begin(const struct cs_data *data, uint64_t *before)
{
	const struct cs_day_rows *days = data->input.days;
	bool epoch = data->input.ndays > 0 && is_epoch(days[0].day);
	uint64_t all = cs_rows_dated(data), rows = 0;
	cs_day usual = cs_usual_gap(data, epoch);
	size_t begin = 0;

	for (size_t i = 1; i < data->input.ndays; i++) {
		cs_day gap = days[i].day - days[i - 1].day;

		rows += days[i - 1].rows;
		if (rows * CS_FEW > all && !(i == 1 && epoch && rows * 2 < all))
			break;
		if (gap > EARLY_DAYS && gap > usual) {
			begin = i;
			*before = rows;
		}
	}
	return begin;
}

/* "--exclude 'date<2024-01-02'" */
static void add_offer(const struct cs_data *data, const char *day,
		      struct cs_buf *out)
{
	const struct cs_schema *schema = &data->input.schemas[0];
	int column = schema->column[CS_ROLE_DATE];
	struct cs_buf word = CS_BUF_INIT;

	if (column >= 0)
		cs_buf_addf(&word, "\"%s\"<%s", schema->header.names[column],
			    day);
	if (column < 0 || !cs_add_offer(out, "--exclude", word.data))
		cs_buf_addf(out, "--exclude 'COLUMN<%s'", day);
	cs_buf_release(&word);
}

void cs_doubt_first_date(const struct cs_load_options *options,
			 const struct cs_data *data, struct cs_doubts *doubts)
{
	const struct cs_day_rows *days = data->input.days;
	uint64_t rows = 0;
	size_t begin = find_begin(data, &rows);
	struct cs_buf offer = CS_BUF_INIT, dated = CS_BUF_INIT;
	char day[11];
	bool one;

	if (begin == 0 || options->need == CS_TOTALS)
		return;
	one = rows == 1;
	if (!one)
		cs_buf_addf(&dated, "%llu rows, ", (unsigned long long)rows);
	cs_buf_addf(&dated, "%sdated %s", one ? "row, " : "",
		    cs_day_format(days[0].day, day));
	if (begin > 1)
		cs_buf_addf(&dated, " to %s",
			    cs_day_format(days[begin - 1].day, day));
	cs_day_format(days[begin].day, day);
	add_offer(data, day, &offer);
	cs_doubt_add(
	    doubts, "early-date", rows, NULL, 0,
	    "the first %s, %s %ld days before what follows, which begins on "
	    "%s: %s %s, or %s? every table by period begins with %s; %s leaves "
	    "%s out",
	    dated.data, one ? "lies" : "lie",
	    (long)days[begin].day - days[begin - 1].day, day,
	    one ? "is it" : "are they",
	    is_epoch(days[0].day) ? "without a date" : "so old",
	    one ? "a slip" : "slips", one ? "it" : "them", offer.data,
	    one ? "it" : "them");
	cs_buf_release(&dated);
	cs_buf_release(&offer);
}
