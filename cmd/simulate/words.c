/* words.c - option words of cs-simulate turned into settings: see settings.h.
 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "simulate/settings.h"

/* One "name=value" of `mask`, a bit for each parameter that belongs there. */
static int read_pair(const char *word, unsigned mask, struct given *given,
		     struct cs_err *err)
{
	const struct parameter_rule *rule = parameter_rules;
	const char *equals = strchr(word, '=');
	size_t length = strcspn(word, "="), which = 0;
	double number;

	if (equals == NULL)
		return cs_refuse(err, "cannot read ", word,
				 ": write NAME=VALUE, such as r=0.5");
	while (which < NPARAMETERS && (strlen(rule->name) != length ||
				       memcmp(rule->name, word, length) != 0))
		rule = &parameter_rules[++which];
	if (which == NPARAMETERS)
		return cs_refuse(
		    err, "there is no parameter ", word,
		    ": names are r, alpha, s, beta, a, b, p, q, gamma; of a "
		    "group also lapse-factor, failure-rate, dissatisfied");
	if (!cs_read_real(equals + 1, &number) ||
	    !(number >= rule->low && number <= rule->high))
		return cs_fail(err, NULL,
			       "%s wants a number from %g to %g, not \"%.40s\"",
			       rule->name, rule->low, rule->high, equals + 1);
	if (!(mask >> which & 1))
		return cs_fail(err, NULL, "%s does not belong here",
			       rule->name);
	given->value[which] = number;
	given->set |= 1u << which;
	return 0;
}

/* "r=0.55,alpha=10.6": those of `first` to `last` only. */
static int read_pairs(const char *text, int first, int last,
		      struct given *given, struct cs_err *err)
{
	unsigned mask = (2u << last) - (1u << first);
	char *copy = cs_strdup(text), *rest = copy, *word;
	int status = 0;

	given->set &= ~mask;
	while (status == 0 && (word = strsep(&rest, ",")) != NULL)
		status = read_pair(word, mask, given, err);
	free(copy);
	return status;
}

int parse_parameters(const char *text, void *value, struct cs_err *err)
{
	return read_pairs(text, PAR_R, PAR_B, value, err);
}

int parse_values(const char *text, void *value, struct cs_err *err)
{
	return read_pairs(text, PAR_P, PAR_GAMMA, value, err);
}

int parse_hazards(const char *text, void *value, struct cs_err *err)
{
	struct hazards hazards = { .given = true };
	char *copy = cs_strdup(text), *rest = copy, *word;
	bool good = true;
	double number;

	while (good && (word = strsep(&rest, ",")) != NULL) {
		good = cs_read_real(word, &number) && number >= 0 &&
		       number <= 1 && hazards.count < MAX_HAZARDS;
		if (good)
			hazards.list[hazards.count++] = number;
	}
	free(copy);
	if (!good)
		return cs_refuse(
		    err,
		    "wants up to 60 probabilities such as .05,.35,.1, not ",
		    text, "");
	*(struct hazards *)value = hazards;
	return 0;
}

static bool name_fits(const char *name, size_t length)
{
	for (size_t i = 0; i < length; i++)
		if ((unsigned char)name[i] < ' ' || name[i] == 0x7f ||
		    strchr("\",;|:", name[i]) != NULL)
			return false;
	return length > 0 && length <= GROUP_NAME && name[0] != ' ' &&
	       name[length - 1] != ' ' && cs_utf8_valid(name, length);
}

int parse_group(const char *text, void *value, struct cs_err *err)
{
	struct group_list *list = value;
	struct group *group = &list->list[list->count];
	size_t length = strcspn(text, "="), share;
	char *word;
	bool good;

	if (list->count == MAX_GROUPS)
		return cs_fail(err, NULL, "no more than %d groups", MAX_GROUPS);
	if (text[length] != '=' || !name_fits(text, length))
		return cs_refuse(err,
				 "wants NAME=SHARE or NAME=SHARE:KEY=VALUE,... "
				 "with a name of up to 40 bytes, not ",
				 text, "");
	for (size_t i = 0; i < list->count; i++)
		if (strlen(list->list[i].name) == length &&
		    memcmp(list->list[i].name, text, length) == 0)
			return cs_refuse(err, "the group of ", text,
					 " was given before");
	memcpy(group->name, text, length);
	text += length + 1;
	share = strcspn(text, ":");
	word = cs_strndup(text, share);
	good = cs_read_real(word, &group->share) && group->share > 0 &&
	       group->share <= 1;
	free(word);
	if (!good)
		return cs_refuse(
		    err, "cannot read ", text,
		    " as a share: write a number above 0 and up to "
		    "1, such as .25");
	if (text[share] == ':' &&
	    read_pairs(text + share + 1, 0, NPARAMETERS - 1, &group->given,
		       err) != 0)
		return -1;
	list->count++;
	return 0;
}

int parse_column(const char *text, void *value, struct cs_err *err)
{
	static const char *const taken[] = {
		"order_id",    "customer_id",	"date",	    "amount",
		"quantity",    "price",		"country",  "channel",
		"currency",    "status",	"payment",  "late",
		"customer",    "promised_date", "ready_at", "shipped_at",
		"delivered_at"
	};

	if (!name_fits(text, strlen(text)))
		return cs_refuse(err,
				 "wants a name of up to 40 bytes without "
				 "quotes and , ; | : and not ",
				 text, "");
	for (size_t i = 0; i < sizeof taken / sizeof *taken; i++)
		if (strcmp(text, taken[i]) == 0)
			return cs_refuse(err, "there is another column ", text,
					 "");
	*(const char **)value = text;
	return 0;
}

int parse_span(const char *text, void *value, struct cs_err *err)
{
	struct cs_maybe_duration read;

	if (cs_parse_span(text, &read, err) != 0)
		return -1;
	if (read.span.days == 0 && read.span.months == 0)
		return cs_refuse(err, "wants a duration above 0, not ", text,
				 "");
	*(struct cs_maybe_duration *)value = read;
	return 0;
}

int parse_separator(const char *text, void *value, struct cs_err *err)
{
	char c = strcmp(text, "tab") == 0 ? '\t' : text[0];

	if (text[0] == '\0' || (text[1] != '\0' && c != '\t') ||
	    strchr(",;|\t", c) == NULL)
		return cs_refuse(err, "wants one of , ; | tab, not ", text, "");
	*(char *)value = c;
	return 0;
}

int parse_mark(const char *text, void *value, struct cs_err *err)
{
	if (strcmp(text, ".") != 0 && strcmp(text, ",") != 0)
		return cs_refuse(err, "wants . or , not ", text, "");
	*(char *)value = text[0];
	return 0;
}
