/* nobody.c - rows whose customer is a word for none: see internal.h. */
#include <stdlib.h>

#include "app/internal.h"
#include "app/notice.h"
#include "base/builtin.h"
#include "base/mem.h"
#include "base/utf8.h"

void cs_plan_words(struct cs_job *job)
{
	struct cs_input *orders = &job->load.input,
			*contacts = &job->contacts.input;

	if (orders->nfiles + contacts->nfiles == 0)
		return;
	job->words = cs_vocabulary_new(cs_builtin_text("words", "columns"));
	orders->words = contacts->words = job->words;
	if (orders->exact_keys)
		return;
	job->nobody = cs_nobody_new(cs_builtin_text("words", "nobody"),
				    job->load.keys_of_many ? CS_NOBODY_EMPTY
							   : CS_NOBODY_WORD);
	orders->nobody = contacts->nobody = job->nobody;
}

struct nobody_rows {
	const char *word;
	uint64_t rows;
};

static int by_rows(const void *a, const void *b)
{
	const struct nobody_rows *x = a, *y = b;

	if (x->rows != y->rows)
		return x->rows > y->rows ? -1 : 1;
	return strcmp(x->word, y->word);
}

/* The words that were met, the commonest first; returns all rows. */
static uint64_t count_words(const struct cs_nobody *nobody,
			    const uint64_t *rows, struct nobody_rows *out,
			    size_t *count)
{
	uint64_t all = 0;

	*count = 0;
	for (size_t i = 0; i < nobody->count; i++) {
		if (rows[i] == 0)
			continue;
		all += rows[i];
		out[(*count)++] =
		    (struct nobody_rows){ nobody->words[i].shown, rows[i] };
	}
	if (*count > 0)
		qsort(out, *count, sizeof *out, by_rows);
	return all;
}

void cs_note_nobody(const struct cs_job *job, const struct cs_input *input,
		    const struct cs_input_result *result)
{
	enum { SHOWN = 5 };
	struct cs_buf words = CS_BUF_INIT;
	struct nobody_rows *counted;
	size_t count;
	uint64_t all;

	if (result->nobody == NULL)
		return;
	counted = cs_calloc(input->nobody->count, sizeof *counted);
	all = count_words(input->nobody, result->nobody, counted, &count);
	for (size_t i = 0; i < count && i < SHOWN; i++)
		cs_buf_addf(&words, "%s%s (%llu)", i > 0 ? ", " : "",
			    counted[i].word,
			    (unsigned long long)counted[i].rows);
	if (count > SHOWN)
		cs_buf_adds(&words, ", ...");
	if (all > 0)
		cs_note(job,
			"%llu row%s that there is no %s: %s; --exact-keys "
			"takes such words for keys",
			(unsigned long long)all, all == 1 ? " says" : "s say",
			input->columns[CS_ROLE_CUSTOMER].name, words.data);
	cs_buf_release(&words);
	free(counted);
}
