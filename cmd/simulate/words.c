/* words.c - option words of cs-simulate turned into settings: see settings.h.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "simulate/settings.h"

const char *const parameter_names[NPARAMETERS + 1] = {
	[PAR_R] = "r",
	[PAR_ALPHA] = "alpha",
	[PAR_S] = "s",
	[PAR_BETA] = "beta",
	[PAR_A] = "a",
	[PAR_B] = "b",
	[PAR_P] = "p",
	[PAR_Q] = "q",
	[PAR_GAMMA] = "gamma",
	[PAR_LAPSE_FACTOR] = "lapse-factor",
	[PAR_FAILURE_RATE] = "failure-rate",
	[PAR_DISSATISFIED] = "dissatisfied",
	[NPARAMETERS] = NULL
};

/* Shapes and scales beyond these are slips, and overflow. */
static const struct {
	double low, high;
} limits[NPARAMETERS] = {
	[PAR_R] = { .001, 1e6 },       [PAR_ALPHA] = { .001, 1e6 },
	[PAR_S] = { .001, 1e6 },       [PAR_BETA] = { .001, 1e6 },
	[PAR_A] = { .001, 1e6 },       [PAR_B] = { .001, 1e6 },
	[PAR_P] = { .01, 1e6 },	       [PAR_Q] = { 1.01, 1e6 },
	[PAR_GAMMA] = { .001, 1e6 },   [PAR_LAPSE_FACTOR] = { 0, 1000 },
	[PAR_FAILURE_RATE] = { 0, 1 }, [PAR_DISSATISFIED] = { 0, 1 },
};

static int find_parameter(const char *word)
{
	int i = 0;

	while (i < NPARAMETERS && strcmp(parameter_names[i], word) != 0)
		i++;
	return i;
}

/* One "name=value" of `text`, which is `length` bytes long. */
static int read_pair(const char *text, size_t length, struct given *given,
		     struct cs_err *err)
{
	char *word = cs_strndup(text, length), *equals = strchr(word, '=');
	int which = NPARAMETERS, status = -1;
	double number = 0;

	if (equals != NULL) {
		*equals = '\0';
		which = find_parameter(word);
		*equals = '=';
	}
	if (equals == NULL)
		cs_refuse(err, "cannot read ", word,
			  ": write NAME=VALUE, such as r=0.5");
	else if (which == NPARAMETERS)
		cs_refuse(
		    err, "there is no parameter ", word,
		    ": names are r, alpha, s, beta, a, b, p, q, gamma; of a "
		    "group also lapse-factor, failure-rate, dissatisfied");
	else if (!cs_read_real(equals + 1, &number) ||
		 !(number >= limits[which].low && number <= limits[which].high))
		cs_fail(err, NULL,
			"%s wants a number from %g to %g, not \"%.40s\"",
			parameter_names[which], limits[which].low,
			limits[which].high, equals + 1);
	else
		status = 0;
	if (status == 0)
		given->value[which] = number;
	free(word);
	return status;
}

/* "r=0.55,alpha=10.6": those of `first` to `last` only. */
static int read_pairs(const char *text, int first, int last,
		      struct given *given, struct cs_err *err)
{
	struct given read;

	for (int i = 0; i < NPARAMETERS; i++)
		read.value[i] = NOT_GIVEN;
	for (const char *p = text;; p++) {
		size_t length = strcspn(p, ",");

		if (read_pair(p, length, &read, err) != 0)
			return -1;
		p += length;
		if (*p == '\0')
			break;
	}
	for (int i = 0; i < NPARAMETERS; i++)
		if (!isnan(read.value[i]) && (i < first || i > last))
			return cs_fail(err, NULL, "%s does not belong here",
				       parameter_names[i]);
	*given = read;
	return 0;
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

	for (const char *p = text;; p++) {
		size_t length = strcspn(p, ",");
		char *word = cs_strndup(p, length);
		double number = -1;
		bool good = cs_read_real(word, &number) && number >= 0 &&
			    number <= 1 && hazards.count < MAX_HAZARDS;

		free(word);
		if (!good)
			return cs_refuse(err,
					 "wants up to 60 probabilities such as "
					 ".05,.35,.1, not ",
					 text, "");
		hazards.list[hazards.count++] = number;
		p += length;
		if (*p == '\0')
			break;
	}
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
	memset(group, 0, sizeof *group);
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
	for (int i = 0; i < NPARAMETERS; i++)
		group->given.value[i] = NOT_GIVEN;
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
		"order_id", "customer_id", "date",    "amount",	  "quantity",
		"price",    "country",	   "channel", "currency", "status",
		"payment",  "late",	   "customer"
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
