/* contacts.c - see contacts.h. */
#include "data/contacts.h"

#include <stdlib.h>
#include <string.h>

#include "base/parallel.h"
#include "data/store.h"

struct contacting {
	const struct cs_load_options *options;
	struct cs_store *store;
	struct cs_shuffle *shuffle;
	uint64_t twice[CS_PARTITIONS]; /* rows that repeat another */
};

/* --- reading ----------------------------------------------------------- */

static bool take_row(void *context, unsigned worker, uint32_t file,
		     const struct cs_row *row)
{
	struct contacting *contacting = context;
	struct cs_contact contact = { .day = row->day, .flags = row->flags };

	(void)file;
	contacting->options->contact(row, &contact);
	cs_shuffle_contact(contacting->shuffle, worker, &row->customer,
			   &contact);
	return true;
}

/* As the orders have them: addresses in small letters. */
static bool is_known(const void *context, struct cs_text text)
{
	const struct contacting *contacting = context;
	struct cs_buf small = CS_BUF_INIT;
	struct cs_key key;
	bool known;

	cs_key_set(&key, text.bytes, text.length);
	if ((cs_key_features(&key) & CS_KEY_AT_SIGN) != 0 &&
	    !contacting->options->contacts->exact_keys)
		cs_key_lower(&key, &small);
	known = cs_store_knows(contacting->store, &key);
	cs_buf_release(&small);
	return known;
}

static enum cs_read read_rows(struct contacting *contacting,
			      struct cs_data *data, struct cs_err *err)
{
	struct cs_input input = *contacting->options->contacts;
	enum cs_read status;

	input.known = is_known;
	input.known_context = contacting;
	if (data->as_of != CS_NO_DAY && data->as_of < input.last_day)
		input.last_day = data->as_of;
	contacting->shuffle =
	    cs_shuffle_new(data->store, sizeof(struct cs_contact),
			   cs_store_contacts, input.threads);
	status = cs_input_read(&input, take_row, contacting,
			       &data->contacts.input, err);
	cs_shuffle_finish(contacting->shuffle);
	return status;
}

/* --- customer by customer ---------------------------------------------- */

static int by_day(const void *a, const void *b)
{
	const struct cs_contact *x = a, *y = b;

	if (x->day != y->day)
		return x->day < y->day ? -1 : 1;
	if (x->flags != y->flags)
		return x->flags < y->flags ? -1 : 1;
	if (x->responded != y->responded)
		return x->responded < y->responded ? -1 : 1;
	return (x->resolved > y->resolved) - (x->resolved < y->resolved);
}

/* Sorts, and keeps one of equal contacts; returns how many are left. */
static size_t settle(struct cs_contact *contacts, size_t n)
{
	size_t kept = 0;

	if (n > 1)
		qsort(contacts, n, sizeof *contacts, by_day);
	for (size_t i = 0; i < n; i++)
		if (kept == 0 || by_day(&contacts[kept - 1], &contacts[i]) != 0)
			contacts[kept++] = contacts[i];
	return kept;
}

/* Counts the lines into place; first[c] is then where customer c ends. */
static struct cs_contact *sort_by_customer(struct cs_partition *partition,
					   struct cs_pages *pages,
					   size_t *first)
{
	struct cs_line_list *contacts = &partition->contact_lines;
	struct cs_contact *all = cs_calloc(contacts->count, sizeof *all);
	size_t at = 0;

	for (const struct cs_line_page *page = contacts->first; page != NULL;
	     page = page->next) {
		const struct cs_contact_line *lines = (const void *)page->bytes;

		for (size_t i = 0; i < page->count; i++)
			first[lines[i].customer]++;
	}
	for (size_t c = 0; c < partition->nentries; c++) {
		size_t n = first[c];

		first[c] = at;
		at += n;
	}
	while (contacts->first != NULL) {
		const struct cs_line_page *page = contacts->first;
		const struct cs_contact_line *lines = (const void *)page->bytes;

		for (size_t i = 0; i < page->count; i++)
			all[first[lines[i].customer]++] = lines[i].contact;
		cs_lines_shift(contacts, pages);
	}
	return all;
}

static void form_partition(void *context, unsigned worker, size_t job)
{
	struct contacting *contacting = context;
	struct cs_partition *partition = &contacting->store->partitions[job];
	size_t *end = cs_calloc(partition->nentries + 1, sizeof *end);
	size_t begin = 0, kept = 0;

	(void)worker;
	partition->contacts =
	    sort_by_customer(partition, &contacting->store->pages, end);
	for (size_t c = 0; c < partition->nentries; c++) {
		size_t n = settle(partition->contacts + begin, end[c] - begin);

		memmove(partition->contacts + kept, partition->contacts + begin,
			n * sizeof *partition->contacts);
		contacting->twice[job] += end[c] - begin - n;
		begin = end[c];
		end[c] = kept;
		kept += n;
	}
	end[partition->nentries] = kept;
	partition->first_contact = end;
}

/* Whose contacts are they? */
static void count_matches(const struct contacting *contacting,
			  struct cs_data *data)
{
	struct cs_contact_account *contacts = &data->contacts;
	struct cs_account *account = &contacts->input.account;

	for (size_t p = 0; p < CS_PARTITIONS; p++) {
		const struct cs_partition *partition =
		    &data->store->partitions[p];

		cs_account_move(account, CS_FATE_USED, CS_FATE_REPEATED,
				contacting->twice[p], 0);
		for (size_t c = 0; c < partition->nentries; c++) {
			uint64_t n = partition->first_contact[c + 1] -
				     partition->first_contact[c];

			const struct cs_store_entry *entry =
			    cs_entry(partition, c);

			if (n == 0)
				continue;
			if (entry->buys) {
				contacts->customers_matched++;
				continue;
			}
			cs_account_move(account, CS_FATE_USED,
					CS_FATE_UNMATCHED, n, 0);
			contacts->customers_unmatched++;
			contacts->customers_left_out +=
			    cs_entry_rows(partition, entry) > 0;
		}
	}
}

enum cs_read cs_contacts_load(const struct cs_load_options *options,
			      struct cs_data *data, struct cs_err *err)
{
	struct contacting contacting = { .options = options,
					 .store = data->store };

	enum cs_read status = read_rows(&contacting, data, err);

	if (status != CS_READ_ALL)
		return status;
	cs_parallel(options->input.threads, CS_PARTITIONS, form_partition,
		    &contacting);
	count_matches(&contacting, data);
	return CS_READ_ALL;
}
