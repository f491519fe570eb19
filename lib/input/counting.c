/* counting.c - see counting.h. */
#include "input/counting.h"

#include <stdlib.h>

#include "base/mem.h"
#include "base/ranks.h"

static size_t nwords(const struct cs_counting *counts)
{
	return counts->input->nobody != NULL ? counts->input->nobody->count : 0;
}

static size_t nsized(const struct cs_counting *counts)
{
	size_t n = counts->input->nfiles;

	return counts->result->sizes == NULL ? 0
	       : n < CS_SIZED_FILES	     ? n
					     : CS_SIZED_FILES;
}

/* Where these files are a part of all, one file is some. */
struct cs_sizes *cs_counting_sizes(const struct cs_input *input)
{
	return cs_sizes_new(input->nfiles + cs_ranks_parts(input->ranks));
}

void cs_counting_begin(struct cs_counting *counts, const struct cs_input *input,
		       struct cs_input_result *result)
{
	*counts = (struct cs_counting){ input, result, CS_DAYS_INIT };
	result->account = (struct cs_account)CS_ACCOUNT_INIT;
	result->currencies = (struct cs_words)CS_WORDS_INIT;
	result->matches =
	    cs_calloc(input->nexpressions, sizeof *result->matches);
	result->met = cs_calloc(input->nslots, sizeof *result->met);
	if (nwords(counts) > 0)
		result->nobody =
		    cs_calloc(nwords(counts), sizeof *result->nobody);
	result->sizes = cs_counting_sizes(input);
}

static void add_numbers(uint64_t *sum, const uint64_t *part, size_t n)
{
	for (size_t i = 0; i < n; i++)
		sum[i] += part[i];
}

void cs_counting_add(struct cs_counting *counts, const struct cs_worker *worker)
{
	const struct cs_input *input = counts->input;
	struct cs_input_result *result = counts->result;

	cs_account_add(&result->account, &worker->account);
	cs_days_merge(&counts->days, &worker->days);
	cs_words_merge(&result->currencies, &worker->currencies);
	if (result->sizes != NULL)
		cs_sizes_merge(result->sizes, worker->sizes, input->nfiles);
	cs_statuses_merge(&result->statuses, &worker->rows.statuses);
	add_numbers(result->matches, worker->rows.matches, input->nexpressions);
	add_numbers(result->met, worker->rows.met, input->nslots);
	add_numbers(result->nobody, worker->rows.nobody, nwords(counts));
}

/* --- as bytes ------------------------------------------------------------ */

static void pack_days(const struct cs_days *days, struct cs_buf *out)
{
	struct cs_day_rows *list;
	size_t n = cs_days_list(days, &list);

	cs_bytes_put_text(out, (const char *)list, n * sizeof *list);
	free(list);
}

static void unpack_days(struct cs_days *days, struct cs_bytes *bytes)
{
	struct cs_text list = cs_bytes_take_text(bytes);
	struct cs_bytes rest = { list.bytes, list.bytes + list.length };

	while (rest.at < rest.end) {
		struct cs_day_rows day;

		cs_bytes_take(&rest, &day, sizeof day);
		cs_days_add(days, day.day, day.rows);
	}
}

static void pack_currencies(const struct cs_words *words, struct cs_buf *out)
{
	cs_buf_add(out, &words->count, sizeof words->count);
	for (size_t i = 0; i < words->count; i++)
		cs_bytes_put_text(out, words->list[i], strlen(words->list[i]));
}

static void unpack_currencies(struct cs_words *words, struct cs_bytes *bytes)
{
	size_t n;

	cs_bytes_take(bytes, &n, sizeof n);
	for (; n > 0; n--) {
		struct cs_text word = cs_bytes_take_text(bytes);

		cs_words_add_new(words, &word);
	}
}

static void pack_statuses(const struct cs_statuses *statuses,
			  struct cs_buf *out)
{
	cs_buf_add(out, &statuses->count, sizeof statuses->count);
	for (size_t i = 0; i < statuses->count; i++) {
		const struct cs_status *status = &statuses->list[i];

		cs_buf_add(out, status, sizeof *status);
		cs_bytes_put_text(out, status->spelling, status->length);
	}
}

static void unpack_statuses(struct cs_statuses *sum, struct cs_bytes *bytes)
{
	struct cs_statuses part = { 0 };
	size_t n;

	cs_bytes_take(bytes, &n, sizeof n);
	part.list = cs_calloc(n, sizeof *part.list);
	for (; part.count < n; part.count++) {
		struct cs_status *status = &part.list[part.count];
		struct cs_text spelling;

		cs_bytes_take(bytes, status, sizeof *status);
		spelling = cs_bytes_take_text(bytes);
		status->words = NULL;
		status->spelling =
		    part.count == 0
			? NULL
			: cs_strndup(spelling.bytes, spelling.length);
	}
	cs_statuses_merge(sum, &part);
	cs_statuses_release(&part);
}

void cs_counting_pack(const struct cs_counting *counts, struct cs_buf *out)
{
	const struct cs_input *input = counts->input;
	const struct cs_input_result *result = counts->result;

	cs_buf_add(out, &result->account, sizeof result->account);
	pack_days(&counts->days, out);
	pack_currencies(&result->currencies, out);
	cs_bytes_put_text(out, (const char *)result->sizes,
			  nsized(counts) * sizeof *result->sizes);
	pack_statuses(&result->statuses, out);
	cs_buf_add(out, result->matches,
		   input->nexpressions * sizeof *result->matches);
	cs_buf_add(out, result->met, input->nslots * sizeof *result->met);
	cs_buf_add(out, result->nobody,
		   nwords(counts) * sizeof *result->nobody);
}

static void take_numbers(struct cs_bytes *bytes, uint64_t *sum, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		uint64_t part;

		cs_bytes_take(bytes, &part, sizeof part);
		sum[i] += part;
	}
}

static void unpack_sizes(struct cs_counting *counts, struct cs_text part,
			 size_t first)
{
	struct cs_bytes rest = { part.bytes, part.bytes + part.length };

	for (size_t i = first; rest.at < rest.end; i++) {
		struct cs_sizes sizes;

		cs_bytes_take(&rest, &sizes, sizeof sizes);
		if (i < nsized(counts))
			cs_sizes_merge(&counts->result->sizes[i], &sizes, 1);
	}
}

void cs_counting_unpack(struct cs_counting *counts, struct cs_bytes *bytes,
			size_t first)
{
	const struct cs_input *input = counts->input;
	struct cs_input_result *result = counts->result;
	struct cs_account account;

	cs_bytes_take(bytes, &account, sizeof account);
	cs_account_add(&result->account, &account);
	unpack_days(&counts->days, bytes);
	unpack_currencies(&result->currencies, bytes);
	unpack_sizes(counts, cs_bytes_take_text(bytes), first);
	unpack_statuses(&result->statuses, bytes);
	take_numbers(bytes, result->matches, input->nexpressions);
	take_numbers(bytes, result->met, input->nslots);
	take_numbers(bytes, result->nobody, nwords(counts));
}

void cs_counting_end(struct cs_counting *counts)
{
	struct cs_input_result *result = counts->result;

	result->ndays = cs_days_list(&counts->days, &result->days);
	cs_days_release(&counts->days);
	cs_statuses_settle(&result->statuses);
	if (result->ndays == 0)
		return;
	result->account.first_date = result->days[0].day;
	result->account.last_date = result->days[result->ndays - 1].day;
}
