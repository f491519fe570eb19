/* pattern.c - see pattern.h. */
#include "cell/pattern.h"

#include <errno.h>
#include <regex.h>
#include <stdbool.h>
#include <stdlib.h>

#include "base/mem.h"
#include "cell/cursor.h"

struct cs_pattern {
	char *text;
	size_t length;
	bool literal;  /* no character of it is special */
	bool compiled; /* regex is to be freed */
	regex_t regex;
};

/* --- what is refused --------------------------------------------------- */

/* How long a group is so far, and its last part, with repetitions written out.
 */
struct written {
	size_t all, last;
};

struct walk {
	struct cs_cursor at;
	const char *start;
	struct written group[CS_PATTERN_LIMIT + 1]; /* [0] is the whole */
	size_t depth;
};

/* Leaves the cursor behind a bracket expression: []a-z], [^[:alpha:]]. */
static void skip_bracket(struct cs_cursor *t)
{
	cs_cursor_skip(t, "[");
	cs_cursor_skip(t, "^");
	cs_cursor_skip(t, "]");
	while (t->at < t->end && !cs_cursor_skip(t, "]")) {
		char close[] = { '\0', ']', '\0' };

		if (cs_cursor_skip(t, "[:") || cs_cursor_skip(t, "[.") ||
		    cs_cursor_skip(t, "[="))
			*close = t->at[-1];
		else
			t->at++;
		while (*close != '\0' && t->at < t->end &&
		       !cs_cursor_skip(t, close))
			t->at++;
	}
}

/* How often {2,5} writes its part out: five times; {2,}, as xxx*, three times;
 * once what is no repetition. */
static size_t take_interval(struct cs_cursor *t)
{
	unsigned least, most;

	cs_cursor_skip(t, "{");
	cs_cursor_number(t, &least);
	most = least;
	if (cs_cursor_skip(t, ",") && cs_cursor_number(t, &most) == 0)
		most = least + 1;
	return cs_cursor_skip(t, "}") && most > 0 ? most : 1;
}

static void add_part(struct walk *walk, size_t length)
{
	walk->group[walk->depth].all += length;
	walk->group[walk->depth].last = length;
}

/* `sign` is the length of what still stands behind the part. */
static void repeat(struct walk *walk, size_t times, size_t sign)
{
	struct written *group = &walk->group[walk->depth];
	size_t longer = group->last * (times - 1) + sign;

	group->all += longer;
	group->last += longer;
}

/* The number of a byte's character, from 1 on. */
static size_t number_of(const struct walk *walk, const char *byte)
{
	size_t number = 1;

	for (const char *p = walk->start; p < byte; p++)
		number += ((unsigned char)*p & 0xC0) != 0x80;
	return number;
}

static int take_escape(struct walk *walk, struct cs_err *err)
{
	const char *escape = walk->at.at++;
	char next = cs_cursor_peek(&walk->at);

	if (next >= '1' && next <= '9')
		return cs_fail(
		    err, "back-reference",
		    "\\%c at character %zu of the pattern is a back-reference, "
		    "which extended regular expressions do not have: write out "
		    "what may stand there",
		    next, number_of(walk, escape));
	walk->at.at += walk->at.at < walk->at.end;
	add_part(walk, 1);
	return 0;
}

static void open_group(struct walk *walk)
{
	walk->group[++walk->depth] = (struct written){ 0, 0 };
}

static void close_group(struct walk *walk)
{
	add_part(walk, walk->group[walk->depth--].all + 2);
}

static int take_part(struct walk *walk, struct cs_err *err)
{
	char c = *walk->at.at;

	switch (c) {
	case '\\': return take_escape(walk, err);
	case '{': repeat(walk, take_interval(&walk->at), 0); return 0;
	case '[': skip_bracket(&walk->at); break;
	default: walk->at.at++;
	}
	if (c == '(')
		open_group(walk);
	else if (c == ')' && walk->depth > 0)
		close_group(walk);
	else if (c == '*' || c == '?' || c == '+')
		repeat(walk, c == '+' ? 2 : 1, 1);
	else
		add_part(walk, 1);
	return 0;
}

/* Whether it is a regular expression at all, regcomp() finds out. */
static int refuse_endless(const char *text, struct cs_err *err)
{
	size_t length = strlen(text);
	struct walk walk = { .at = { text, text + length }, .start = text };
	const char *part;

	if (length > CS_PATTERN_LIMIT)
		return cs_fail(
		    err, "long-pattern",
		    "the pattern is %zu bytes long, and %d are the most: to "
		    "choose among many values, write COLUMN=VALUE,VALUE,...",
		    length, CS_PATTERN_LIMIT);
	while (walk.at.at < walk.at.end) {
		part = walk.at.at;
		if (take_part(&walk, err) != 0)
			return -1;
		if (walk.group[walk.depth].all > CS_PATTERN_LIMIT)
			return cs_fail(
			    err, "long-pattern",
			    "with its repetitions written out, the pattern is "
			    "longer than %d from \"%.*s\" at character %zu on: "
			    "take smaller numbers, or * for any number",
			    CS_PATTERN_LIMIT, (int)(walk.at.at - part), part,
			    number_of(&walk, part));
	}
	return 0;
}

/* --- compiling and running --------------------------------------------- */

static int compile(struct cs_pattern *pattern, const char *text,
		   struct cs_err *err)
{
	char reason[128];
	int code;

	if (refuse_endless(text, err) != 0)
		return -1;
	pattern->text = cs_strdup(text);
	pattern->length = strlen(text);
	pattern->literal = strpbrk(text, "\\^$.[]|()*+?{}") == NULL;
	if (pattern->literal)
		return 0;
	code = regcomp(&pattern->regex, text, REG_EXTENDED | REG_NOSUB);
	pattern->compiled = code == 0;
	if (code == 0)
		return 0;
	if (code == REG_ESPACE)
		cs_mem_check(NULL);
	regerror(code, &pattern->regex, reason, sizeof reason);
	return cs_fail(err, NULL, "not a regular expression (%s)", reason);
}

struct cs_pattern *cs_pattern_parse(const char *text, struct cs_err *err)
{
	struct cs_pattern *pattern = cs_calloc(1, sizeof *pattern);

	if (compile(pattern, text, err) == 0)
		return pattern;
	cs_pattern_free(pattern);
	return NULL;
}

/* glibc says REG_NOMATCH of too little memory, too: only errno tells. */
static enum cs_match match_regex(const regex_t *regex, const char *cell)
{
	int code;

	errno = 0;
	code = regexec(regex, cell, 0, NULL, 0);
	if (code == 0)
		return CS_MATCH_YES;
	return code == REG_NOMATCH && errno != ENOMEM ? CS_MATCH_NO
						      : CS_MATCH_FAILED;
}

enum cs_match cs_pattern_match(const struct cs_pattern *pattern,
			       const char *cell, size_t length)
{
	char small[256], *copy = small;
	enum cs_match match;

	if (pattern->literal)
		return memmem(cell, length, pattern->text, pattern->length) !=
			       NULL
			   ? CS_MATCH_YES
			   : CS_MATCH_NO;
	if (length >= sizeof small)
		copy = cs_malloc(length + 1);
	memcpy(copy, cell, length);
	copy[length] = '\0';
	match = match_regex(&pattern->regex, copy);
	if (copy != small)
		free(copy);
	return match;
}

void cs_pattern_free(struct cs_pattern *pattern)
{
	if (pattern == NULL)
		return;
	if (pattern->compiled)
		regfree(&pattern->regex);
	free(pattern->text);
	free(pattern);
}
