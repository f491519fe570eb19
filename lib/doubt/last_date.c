/* last_date.c - the last date, from which all silence is counted. */
#include "doubt/kinds.h"

void cs_doubt_last_date(const struct cs_load_options *options,
			const struct cs_data *data, struct cs_doubts *doubts)
{
	const struct cs_account *account = &data->input.account;
	char last[11], before[11];

	/* where the end is given, it moves nothing */
	if (options->as_of != CS_NO_DAY ||
	    account->date_before_last == CS_NO_DAY ||
	    account->last_date - account->date_before_last <= CS_LATE_DAYS)
		return;
	cs_doubt_add(
	    doubts, "late-date",
	    (uint64_t)(account->last_date - account->date_before_last), NULL, 0,
	    "the last date, %s, comes %ld days after the one before it, %s: is "
	    "it a slip? --as-of sets the end of observation",
	    cs_day_format(account->last_date, last),
	    (long)account->last_date - account->date_before_last,
	    cs_day_format(account->date_before_last, before));
}
