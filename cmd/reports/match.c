/* match.c - see match.h. */
#include "reports/match.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"

/* --- what a block is called ----------------------------------------------- */

enum { DIGITS = 14 }; /* of a day and a time of day, at most */

static int two(const char *digits)
{
	return (digits[0] - '0') * 10 + digits[1] - '0';
}

static bool is_century(int number)
{
	return number == 19 || number == 20;
}

/* A month 202611, a day 20261128 or 28112026; a time may stand behind. */
static bool is_day(const char *digits, size_t count)
{
	if (count < 6 || count > DIGITS)
		return false;
	if (is_century(two(digits)) && two(digits + 4) >= 1 &&
	    two(digits + 4) <= 12)
		return true;
	return count == 8 && is_century(two(digits + 4)) && two(digits) <= 31 &&
	       two(digits + 2) <= 31;
}

static bool parts_day(const char *p)
{
	return strchr("-_.:T", *p) != NULL && isdigit((unsigned char)p[1]);
}

/* The name of a file, with # in place of days in it. */
static void add_masked(struct cs_buf *out, const char *name)
{
	while (*name != '\0') {
		char digits[DIGITS];
		size_t count = 0;
		const char *p = name;

		while (isdigit((unsigned char)*p) ||
		       (p > name && *p != '\0' && parts_day(p))) {
			if (isdigit((unsigned char)*p) && count++ < DIGITS)
				digits[count - 1] = *p;
			p++;
		}
		if (is_day(digits, count))
			cs_buf_addc(out, '#');
		else if (p > name)
			cs_buf_add(out, name, (size_t)(p - name));
		else
			cs_buf_addc(out, *p++);
		name = p;
	}
}

/* Files of several months are as one: next month there is one more. */
static char *name_of(const struct asked *block)
{
	struct cs_list files = CS_LIST_INIT;
	struct cs_buf out = CS_BUF_INIT, file = CS_BUF_INIT;

	cs_buf_adds(&out, block->without);
	for (size_t i = 0; i < block->files.count; i++) {
		cs_buf_clear(&file);
		add_masked(&file, block->files.items[i]);
		if (cs_list_has(&files, file.data))
			continue;
		cs_list_add_copy(&files, file.data, file.length);
		cs_buf_addf(&out, "\n%s", file.data);
	}
	cs_list_release(&files);
	cs_buf_release(&file);
	return out.data;
}

/* --- which is which ------------------------------------------------------- */

/* The blocks of a run, and what tells each apart. */
struct side {
	struct asked *blocks;
	size_t count;
	char **names;
	size_t *members; /* those of one name that belong to none yet */
	size_t nmembers;
};

static void pair(struct asked *a, struct asked *b, bool renamed)
{
	a->other = b;
	b->other = a;
	a->renamed = b->renamed = renamed;
}

/* `all`: also those that do. */
static void gather(struct side *side, const char *name, bool all)
{
	side->nmembers = 0;
	for (size_t i = 0; i < side->count; i++)
		if ((all || side->blocks[i].other == NULL) &&
		    strcmp(side->names[i], name) == 0)
			side->members[side->nmembers++] = i;
}

/* Members of one line; how many found theirs. */
static size_t pair_lines(struct side *now, struct side *before)
{
	size_t pairs = 0;

	for (size_t i = 0; i < now->nmembers; i++) {
		struct asked *of = &now->blocks[now->members[i]];

		for (size_t k = 0; of->other == NULL && k < before->nmembers;
		     k++) {
			struct asked *is = &before->blocks[before->members[k]];

			if (is->other == NULL &&
			    strcmp(is->command, of->command) == 0)
				pair(of, is, false);
		}
		pairs += of->other != NULL;
	}
	return pairs;
}

static void part_again(struct side *side)
{
	for (size_t i = 0; i < side->nmembers; i++)
		side->blocks[side->members[i]].other = NULL;
}

/* Those that are called the same but for days. */
static void pair_members(struct side *now, struct side *before)
{
	size_t pairs = pair_lines(now, before);

	if (now->nmembers != before->nmembers || pairs == now->nmembers)
		return;
	part_again(now);
	part_again(before);
	for (size_t i = 0; i < now->nmembers; i++)
		pair(&now->blocks[now->members[i]],
		     &before->blocks[before->members[i]], false);
}

static void pair_named(struct side *now, struct side *before, bool alone)
{
	for (size_t i = 0; i < now->count; i++) {
		if (now->blocks[i].other != NULL)
			continue;
		gather(now, now->names[i], alone);
		gather(before, now->names[i], alone);
		if (!alone)
			pair_members(now, before);
		else if (now->nmembers == 1 && before->nmembers == 1 &&
			 before->blocks[before->members[0]].other == NULL)
			pair(&now->blocks[i],
			     &before->blocks[before->members[0]], true);
	}
}

enum naming { BY_FILES, BY_QUESTION, BY_LINE };

static void name_all(struct side *side, enum naming naming)
{
	for (size_t i = 0; i < side->count; i++) {
		const struct asked *block = &side->blocks[i];

		free(side->names[i]);
		side->names[i] = naming == BY_LINE ? cs_strdup(block->command)
				 : naming == BY_QUESTION
				     ? cs_strdup(block->without)
				     : name_of(block);
	}
}

static void begin(struct side *side, struct asked *blocks, size_t count)
{
	*side = (struct side){ .blocks = blocks, .count = count };
	side->names = cs_calloc(count + 1, sizeof *side->names);
	side->members = cs_calloc(count + 1, sizeof *side->members);
	for (size_t i = 0; i < count; i++)
		blocks[i].other = NULL;
}

static void end(struct side *side)
{
	for (size_t i = 0; i < side->count; i++)
		free(side->names[i]);
	free(side->names);
	free(side->members);
}

/* Old files do not say what was asked. */
static bool all_known(const struct side *side)
{
	for (size_t i = 0; i < side->count; i++)
		if (side->blocks[i].without == NULL)
			return false;
	return true;
}

void match_blocks(struct asked *now, size_t nnow, struct asked *before,
		  size_t nbefore)
{
	struct side sides[2];
	enum naming first = BY_FILES;

	begin(&sides[0], now, nnow);
	begin(&sides[1], before, nbefore);
	if (!all_known(&sides[0]) || !all_known(&sides[1]))
		first = BY_LINE;
	/* the line itself last: a block that failed names no files */
	for (enum naming naming = first; naming <= BY_LINE; naming++) {
		name_all(&sides[0], naming);
		name_all(&sides[1], naming);
		pair_named(&sides[0], &sides[1], naming == BY_QUESTION);
	}
	end(&sides[0]);
	end(&sides[1]);
}
