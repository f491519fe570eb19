/* group_varies.c - customers whose first purchase is of several groups. From
 * one in a hundred on: below, figures of groups hardly move. */
#include "doubt/kinds.h"

#include "base/word.h"

void cs_doubt_group_varies(const struct cs_load_options *options,
			   const struct cs_data *data, struct cs_doubts *doubts)
{
	uint64_t n = data->group_varies;
	struct cs_buf given = CS_BUF_INIT, pair = CS_BUF_INIT;
	struct cs_buf words = CS_BUF_INIT;

	if (n == 0 || n * 100 < data->customers || data->by_row)
		return;
	cs_add_given(&given, "--group",
		     options->input.columns[CS_ROLE_GROUP].named);
	if (options->keys_of_many) {
		cs_buf_addf(&words, "%s+%s",
			    options->input.columns[CS_ROLE_CUSTOMER].named,
			    options->input.columns[CS_ROLE_GROUP].named);
		for (char *p = words.data; *p != '\0'; p++)
			*p = *p == ',' ? '+' : *p;
		cs_add_given(&pair, "--by", words.data);
		cs_doubt_add(doubts, "group-varies", n, NULL, 0,
			     "%s: %llu of %llu keys have rows of several "
			     "groups, and count with all of them in that of "
			     "their first: %s takes each pair apart, --where "
			     "the rows of one group",
			     given.data, (unsigned long long)n,
			     (unsigned long long)data->customers, pair.data);
	} else {
		cs_doubt_add(
		    doubts, "group-varies", n, NULL, 0,
		    "%s: the first purchase of %llu customer%s, of %llu, has "
		    "rows of several groups: the row of the largest amount "
		    "decides",
		    given.data, (unsigned long long)n, n == 1 ? "" : "s",
		    (unsigned long long)data->customers);
	}
	cs_buf_release(&given);
	cs_buf_release(&pair);
	cs_buf_release(&words);
}
