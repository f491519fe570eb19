/* group_varies.c - customers whose first purchase is of several groups. From
 * one in a hundred on: below, figures of groups hardly move. */
#include "doubt/kinds.h"

#include "base/word.h"

void cs_doubt_group_varies(const struct cs_load_options *options,
			   const struct cs_data *data, struct cs_doubts *doubts)
{
	uint64_t n = data->group_varies;
	struct cs_buf given = CS_BUF_INIT;

	if (n == 0 || n * 100 < data->customers || data->by_row)
		return;
	cs_add_given(&given, "--group",
		     options->input.columns[CS_ROLE_GROUP].named);
	if (options->keys_of_many)
		cs_doubt_add(doubts, "group-varies", n, NULL, 0,
			     "%s: %llu of %llu keys have rows of several "
			     "groups, and count with all of them in that of "
			     "their first: for the shares within one group, "
			     "choose its rows with --where",
			     given.data, (unsigned long long)n,
			     (unsigned long long)data->customers);
	else
		cs_doubt_add(
		    doubts, "group-varies", n, NULL, 0,
		    "%s: the first purchase of %llu customer%s, of %llu, has "
		    "rows of several groups: the row of the largest amount "
		    "decides",
		    given.data, (unsigned long long)n, n == 1 ? "" : "s",
		    (unsigned long long)data->customers);
	cs_buf_release(&given);
}
