/* name.c - a name in plain letters: see words.h. */
#include <errno.h>
#include <string.h>
#include <stdlib.h>
#include <utf8proc.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "words/words.h"

enum kind { OTHER, UPPER, LOWER, DIGIT };

static enum kind kind_of(uint32_t c)
{
	if (c < 0x80)
		return c >= 'a' && c <= 'z'   ? LOWER
		       : c >= 'A' && c <= 'Z' ? UPPER
		       : c >= '0' && c <= '9' ? DIGIT
					      : OTHER;
	switch (utf8proc_category((utf8proc_int32_t)c)) {
	case UTF8PROC_CATEGORY_LU:
	case UTF8PROC_CATEGORY_LT: return UPPER;
	case UTF8PROC_CATEGORY_LL:
	case UTF8PROC_CATEGORY_LM:
	case UTF8PROC_CATEGORY_LO:
	case UTF8PROC_CATEGORY_MN:
	case UTF8PROC_CATEGORY_MC: return LOWER;
	case UTF8PROC_CATEGORY_ND:
	case UTF8PROC_CATEGORY_NL: return DIGIT;
	default: return c == 0xB0 ? DIGIT : OTHER; /* n° */
	}
}

static uint32_t decode(const char **p, const char *end)
{
	size_t used = 1;
	uint32_t c = **p >= 0 ? (uint32_t) * *p
			      : cs_utf8_decode(*p, (size_t)(end - *p), &used);

	*p += used;
	return c;
}

/* A # by itself: "Order #". */
static bool number_sign(const char *name, const char *p)
{
	return *p == '#' && p > name && p[-1] == ' ' &&
	       (p[1] == '\0' || p[1] == ' ');
}

/* Blanks for all that is no letter and no digit, and where a capital begins a
 * word: customerID, IDNumber. */
static void set_apart(const char *name, struct cs_buf *out)
{
	const char *p = name, *end = name + strlen(name);
	enum kind last = OTHER;

	while (p < end) {
		const char *begin = p, *behind;
		enum kind now = kind_of(decode(&p, end)), next;

		behind = p;
		next = p < end ? kind_of(decode(&behind, end)) : OTHER;
		if (now == UPPER && (last == LOWER || last == DIGIT ||
				     (last == UPPER && next == LOWER)))
			cs_buf_addc(out, ' ');
		if (now == OTHER && !number_sign(name, begin))
			cs_buf_addc(out, ' ');
		else
			cs_buf_add(out, begin, (size_t)(p - begin));
		last = now;
	}
}

bool cs_name_is_plain(const char *name, size_t length)
{
	char last = ' ';

	for (size_t i = 0; i < length; last = name[i++])
		if (!(name[i] >= 'a' && name[i] <= 'z') &&
		    !(name[i] >= '0' && name[i] <= '9') &&
		    (name[i] != ' ' || last == ' '))
			return false;
	return last != ' ';
}

/* Small letters without accents of what is set apart; NULL: it is not UTF-8. */
static char *fold(const struct cs_buf *apart)
{
	utf8proc_uint8_t *folded = NULL;
	utf8proc_ssize_t length =
	    utf8proc_map((const utf8proc_uint8_t *)apart->data,
			 (utf8proc_ssize_t)apart->length, &folded,
			 UTF8PROC_COMPOSE | UTF8PROC_COMPAT |
			     UTF8PROC_STRIPMARK | UTF8PROC_CASEFOLD);

	cs_mem_errno(length == UTF8PROC_ERROR_NOMEM ? ENOMEM : 0);
	return (char *)folded;
}

/* Likewise, in place, if it is ASCII; false: there is more. */
static bool fold_ascii(struct cs_buf *apart)
{
	for (size_t i = 0; i < apart->length; i++)
		if (apart->data[i] >= 'A' && apart->data[i] <= 'Z')
			apart->data[i] |= 0x20;
		else if (apart->data[i] < 0)
			return false;
	return true;
}

void cs_name_plain(const char *name, struct cs_buf *out)
{
	struct cs_buf apart = CS_BUF_INIT;
	char *folded = NULL;

	cs_buf_clear(out);
	if (cs_name_is_plain(name, strlen(name))) {
		cs_buf_adds(out, name);
		return;
	}
	set_apart(name, &apart);
	if (!fold_ascii(&apart))
		folded = fold(&apart);
	for (const char *p = folded != NULL ? folded : apart.data; *p != '\0';
	     p++)
		if (*p != ' ' ||
		    (out->length > 0 && out->data[out->length - 1] != ' '))
			cs_buf_addc(out, *p);
	if (out->length > 0 && out->data[out->length - 1] == ' ')
		out->data[--out->length] = '\0';
	free(folded);
	cs_buf_release(&apart);
}
