/* file.c - words of a file of options: see cs_option_words() of internal.h. */
#include <string.h>

#include "option/internal.h"

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

/*
 * Takes what stands in quotes, `at` behind the first of them. Returns the place
 * behind the last; `end`: it is missing.
 */
static const char *take_quoted(const char *at, const char *end, char quote,
			       struct cs_buf *word)
{
	for (; at < end && *at != quote; at++) {
		/* as in sh a backslash keeps these from being special */
		if (quote == '"' && *at == '\\' && at + 1 < end &&
		    strchr("\"\\$`", at[1]) != NULL)
			at++;
		cs_buf_addc(word, *at);
	}
	return at;
}

/* Takes the word that begins `at`; NULL: a quote is not closed. */
static const char *take_word(const char *at, const char *end,
			     struct cs_buf *word)
{
	for (; at < end && !is_blank(*at); at++)
		if (*at == '\'' || *at == '"') {
			at = take_quoted(at + 1, end, *at, word);
			if (at == end)
				return NULL;
		} else {
			at += *at == '\\' && at + 1 < end;
			cs_buf_addc(word, *at);
		}
	return at;
}

int cs_option_words(struct cs_text line, struct cs_list *words,
		    struct cs_arena *arena, struct cs_err *err)
{
	const char *at = line.bytes, *end = line.bytes + line.length;
	struct cs_buf word = CS_BUF_INIT;
	int status = 0;

	for (;;) {
		while (at < end && is_blank(*at))
			at++;
		if (at == end || *at == '#')
			break;
		cs_buf_clear(&word);
		at = take_word(at, end, &word);
		if (at == NULL) {
			status = cs_fail(err, NULL,
					 "a quote is not closed on this line");
			break;
		}
		cs_list_add(words,
			    cs_arena_copy(arena, word.data, word.length));
	}
	cs_buf_release(&word);
	return status;
}
