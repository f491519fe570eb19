/* repeated_rows.c - rows without an order id that stand in several files; too
 * few for an error, see data/overlap.h. */
#include "doubt/kinds.h"

void cs_doubt_repeated_rows(const struct cs_load_options *options,
			    const struct cs_data *data,
			    struct cs_doubts *doubts)
{
	const struct cs_overlap *overlap = &data->overlap;
	const struct cs_schema *schemas = data->input.schemas;

	if (overlap->repeated == 0 || options->keys_of_many ||
	    options->overlap != CS_OVERLAP_ERROR)
		return;
	cs_doubt_add(
	    doubts, "repeated-rows", overlap->repeated,
	    schemas[overlap->files[1]].file, 0,
	    "%llu row%s the customer, day and amount of one in another file, "
	    "as in %s and in %s: if they are the same, say --overlap once, if "
	    "not, --overlap add",
	    (unsigned long long)overlap->repeated,
	    overlap->repeated == 1 ? " has" : "s have",
	    schemas[overlap->files[0]].file, schemas[overlap->files[1]].file);
}
