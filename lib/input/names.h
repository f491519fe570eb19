/*
 * names.h - columns by their names: those that an option says, and those that
 * people are offered. What is usually called so finds choice.h.
 */
#ifndef CS_INPUT_NAMES_H
#define CS_INPUT_NAMES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"
#include "input/schema.h"

/*
 * Fills schema->names with the words of the headers. What each of three or more
 * begins with says where they are from, and is left out, if it is set apart by
 * a point or is a word that means nothing or orders: o_custkey, orders.total.
 */
void cs_read_names(struct cs_schema *schema);

/* Appends the headers, as many as a message has room for; where there are none,
 * positions and the first row's cells. */
void cs_list_columns(const struct cs_schema *schema, struct cs_buf *out);

/*
 * The column that `option` names: by its exact header, else by position, else
 * by folded header. -1 with err filled if there is none, or several.
 */
int cs_find_named(const struct cs_schema *schema, const char *option,
		  const char *name, struct cs_err *err);

/*
 * Where the column is that rule->option names: also CS_FILE_COLUMN, or -1 where
 * a file may lack it. -1 with err filled if it is not there, or two could be
 * it.
 */
int cs_find_rule(const struct cs_schema *schema,
		 const struct cs_column_rule *rule, int *column,
		 struct cs_err *err);

/*
 * The columns of --customer A,B; a header may itself hold a comma, so the whole
 * is tried first. -1 with err filled.
 */
int cs_find_several(const struct cs_schema *schema, const char *option,
		    const char *names, struct cs_several *found,
		    struct cs_err *err);

/* --group channel, where no column is called so: that of the field of this
 * name, once the fields' columns are known. */
void cs_find_group_field(struct cs_schema *schema,
			 const struct cs_input *input);

/*
 * Appends "OPTION WORD", for pasting: a word by which the option means this
 * column, or these in this order, its header or their positions. False, and
 * nothing is added, if there is none (cs_add_word()).
 */
bool cs_offer_columns(const struct cs_schema *schema, const char *option,
		      const int *columns, size_t count, struct cs_buf *out);

#endif
