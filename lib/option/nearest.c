/*
 * nearest.c - which name was meant?
 *
 * The distance of two words is the least number of letters inserted, deleted,
 * replaced or swapped with their neighbour that turns one into the other
 * (Damerau-Levenshtein, no letter edited twice). Capitals count as small
 * letters.
 */
#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "option/option.h"

enum { LONGEST = 63 };

static size_t least(size_t a, size_t b)
{
	return a < b ? a : b;
}

static bool same(char a, char b)
{
	return tolower((unsigned char)a) == tolower((unsigned char)b);
}

/* Both words have at most LONGEST bytes. */
static size_t distance(const char *a, const char *b)
{
	size_t edits[LONGEST + 1][LONGEST + 1], width = strlen(b), i;

	for (size_t j = 0; j <= width; j++)
		edits[0][j] = j;
	for (i = 1; a[i - 1]; i++) {
		size_t *now = edits[i], *last = edits[i - 1];

		now[0] = i;
		for (size_t j = 1; j <= width; j++) {
			now[j] = last[j - 1] + !same(a[i - 1], b[j - 1]);
			now[j] = least(now[j], last[j] + 1);
			now[j] = least(now[j], now[j - 1] + 1);
			if (i > 1 && j > 1 && same(a[i - 1], b[j - 2]) &&
			    same(a[i - 2], b[j - 1]))
				now[j] = least(now[j], edits[i - 2][j - 2] + 1);
		}
	}
	return edits[i - 1][width];
}

/* How many edits still make a word of this length a slip of another. */
static size_t tolerated(size_t length)
{
	return length < 6 ? 1 : length / 3;
}

const char *cs_nearest(const char *word, const char *const *names)
{
	size_t length = strlen(word), best = LONGEST + 1;
	const char *nearest = NULL;

	if (length == 0 || length > LONGEST)
		return NULL;
	for (; *names; names++) {
		size_t other = strlen(*names), edits;

		if (other > LONGEST)
			continue;
		edits = distance(word, *names);
		/* an abbreviation is not a slip, but as easily set right */
		if (edits > 1 && length > 1 && length < other &&
		    strncasecmp(word, *names, length) == 0)
			edits = 1;
		if (edits < best &&
		    edits <= tolerated(length > other ? length : other)) {
			best = edits;
			nearest = *names;
		}
	}
	return nearest;
}
