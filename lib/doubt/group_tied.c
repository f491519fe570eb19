/* group_tied.c - customers who bought several times on their first day, in
 * several groups: which came first is not known, and the smallest counts as
 * first. As in group_varies.c, from one in a hundred on. */
#include "doubt/kinds.h"

#include "base/word.h"

void cs_doubt_group_tied(const struct cs_load_options *options,
			 const struct cs_data *data, struct cs_doubts *doubts)
{
	uint64_t n = data->group_tied;
	struct cs_buf given = CS_BUF_INIT;

	/* keys of many are counted as group-varies */
	if (n == 0 || n * CS_FEW < data->customers || data->by_row ||
	    options->keys_of_many)
		return;
	cs_add_given(&given, "--group",
		     options->input.columns[CS_ROLE_GROUP].named);
	cs_doubt_add(doubts, "group-first-day", n, NULL, 0,
		     "%s: %llu customer%s, of %llu, bought several times on "
		     "%s first day, in several groups: which came first "
		     "is not looked for, and the smallest of these purchases "
		     "decides",
		     given.data, (unsigned long long)n, n == 1 ? "" : "s",
		     (unsigned long long)data->customers,
		     n == 1 ? "its" : "their");
	cs_buf_release(&given);
}
