/* words.c - see words.h. */
#include "reports/words.h"

#include <string.h>

/* Up to the quote that ends what began before p; NULL: there is none. */
static const char *add_quoted(struct cs_buf *word, const char *p, char quote)
{
	for (; *p != quote; p++) {
		if (quote == '"' && *p == '\\' && (p[1] == '"' || p[1] == '\\'))
			p++;
		if (*p == '\0')
			return NULL;
		cs_buf_addc(word, *p);
	}
	return p + 1;
}

static int refuse(char c, struct cs_err *err)
{
	return cs_fail(err, "no-shell",
		       "there is no shell, to which %c would mean something: "
		       "put it in quotes if it is part of a word",
		       c);
}

/* One word; returns what follows it, NULL with err filled. */
static const char *add_word(struct cs_buf *word, const char *p,
			    struct cs_err *err)
{
	if (*p == '~') {
		refuse(*p, err);
		return NULL;
	}
	while (*p != '\0' && strchr(" \t", *p) == NULL) {
		if (*p == '\'' || *p == '"') {
			char quote = *p;

			p = add_quoted(word, p + 1, quote);
			if (p == NULL) {
				cs_fail(err, "open-quote",
					"a quote, %c, is not closed", quote);
				return NULL;
			}
			continue;
		}
		if (strchr("|&;<>`$*?", *p) != NULL) {
			refuse(*p, err);
			return NULL;
		}
		if (*p == '\\' && p[1] != '\0')
			p++;
		cs_buf_addc(word, *p++);
	}
	return p;
}

int words_split(const char *line, struct cs_list *words, struct cs_err *err)
{
	struct cs_buf word = CS_BUF_INIT;
	const char *p = line + strspn(line, " \t");

	while (p != NULL && *p != '\0') {
		cs_buf_clear(&word);
		p = add_word(&word, p, err);
		if (p == NULL)
			break;
		cs_list_add_copy(words, word.data, word.length);
		p += strspn(p, " \t");
	}
	cs_buf_release(&word);
	return p == NULL ? -1 : 0;
}
