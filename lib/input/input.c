/* input.c - what the user said about the input: see schema.h. */
#include <stdlib.h>

#include "base/mem.h"
#include "input/schema.h"

int cs_input_express(struct cs_input *input, const struct cs_expression *rule,
		     const char *text, struct cs_err *err)
{
	struct cs_filter *filter = cs_filter_parse(text, err);
	struct cs_expression *new;

	if (filter == NULL)
		return cs_fail_prefix(err, rule->option);
	input->expressions =
	    cs_realloc(input->expressions, input->nexpressions + 1,
		       sizeof *input->expressions);
	new = &input->expressions[input->nexpressions++];
	*new = *rule;
	new->text = cs_strdup(text);
	new->filter = filter;
	new->slot = input->nslots;
	input->nslots += cs_filter_slots(filter);
	return 0;
}

void cs_input_release(struct cs_input *input)
{
	cs_zone_free(input->zone);
	cs_zone_free(input->times_zone);
	input->zone = input->times_zone = NULL;
	for (size_t i = 0; i < input->nexpressions; i++) {
		free(input->expressions[i].text);
		cs_filter_free(input->expressions[i].filter);
	}
	free(input->expressions);
	cs_layouts_release(&input->layouts);
	cs_score_words_free(input->scores);
	input->scores = NULL;
	cs_status_words_free(input->statuses);
	cs_status_words_free(input->kinds);
	cs_status_words_free(input->flags);
	input->statuses = input->kinds = input->flags = NULL;
	input->expressions = NULL;
	input->nexpressions = input->nslots = 0;
}
