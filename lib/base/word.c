/* word.c - see word.h. */
#include "base/word.h"

#include <string.h>

#include "base/utf8.h"

enum { LONGEST = 100 };

/* "%" is not among them: fish knows a "%self". */
static const char plain[] =
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-.,/:@+";

static bool is_shown_as_it_is(const char *word, size_t length)
{
	struct cs_buf shown = CS_BUF_INIT;
	bool same;

	cs_printable(&shown, word, length, 0);
	same = strcmp(shown.data, word) == 0;
	cs_buf_release(&shown);
	return same;
}

bool cs_add_word(struct cs_buf *out, const char *word)
{
	size_t length = strlen(word);

	if (length > LONGEST || word[strcspn(word, "'\\")] != '\0' ||
	    !is_shown_as_it_is(word, length))
		return false;
	if (length > 0 && word[strspn(word, plain)] == '\0')
		cs_buf_adds(out, word);
	else
		cs_buf_addf(out, "'%s'", word);
	return true;
}

bool cs_add_offer(struct cs_buf *out, const char *option, const char *word)
{
	struct cs_buf text = CS_BUF_INIT;
	bool offered = cs_add_word(&text, word);

	if (offered)
		cs_buf_addf(out, "%s %s", option, text.data);
	cs_buf_release(&text);
	return offered;
}

void cs_add_sh_word(struct cs_buf *out, const char *word)
{
	if (cs_add_word(out, word))
		return;
	cs_buf_addc(out, '\'');
	for (; *word != '\0'; word++)
		if (*word == '\'')
			cs_buf_adds(out, "'\\''");
		else
			cs_buf_addc(out, *word);
	cs_buf_addc(out, '\'');
}

void cs_add_given(struct cs_buf *out, const char *option, const char *word)
{
	if (cs_add_offer(out, option, word))
		return;
	cs_buf_addf(out, "%s: \"", option);
	cs_printable(out, word, strlen(word), LONGEST);
	cs_buf_addc(out, '"');
}
