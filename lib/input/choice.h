/*
 * choice.h - which column of a file is taken for a role or field that no option
 * names.
 *
 * Names are tried in the order of lib/words/columns.txt; then the cells of the
 * first mebibyte have their say. A column steps back behind the others
 *
 *   - that cannot be read: more than half of its filled cells are no number, or
 *     no date, where one is wanted;
 *   - that is nearly empty: under a tenth of its cells are filled, while more
 *     than half of another's are;
 *   - that names a customer of its own for every order, of five or more, while
 *     another does not;
 *   - that says 0 of customers whom another tells apart: guests;
 *   - of contacts: of whose customers less than half as many have orders.
 */
#ifndef CS_INPUT_CHOICE_H
#define CS_INPUT_CHOICE_H

#include "input/schema.h"
#include "words/words.h"

/*
 * Chooses a column for entry `rule` of input->columns, by schema->words and the
 * sample. -1: none; -2 with err filled: two are as good as one another, and
 * differ. schema->equal[rule] becomes the column that was as good by its name
 * and not taken, or -1; schema->reason[rule] why it was taken, and those that
 * were not are added to schema->passed.
 */
int cs_choose_column(struct cs_schema *schema, const struct cs_input *input,
		     size_t rule, struct cs_err *err);

/* Are there cells in the column, all that are not empty of this type? */
bool cs_column_reads(const struct cs_schema *schema,
		     const struct cs_input *input, struct cs_sample *sample,
		     enum cs_field_type type, int column);

#endif
