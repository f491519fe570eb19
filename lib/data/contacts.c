/* contacts.c - see contacts.h. */
#include "data/contacts.h"

#include <stdlib.h>
#include <string.h>

#include "base/sort.h"
#include "data/row_groups.h"
#include "data/store.h"
#include "data/touch_read.h"

struct contacting {
	const struct cs_load_options *options;
	struct cs_store *store;
	struct cs_shuffle *shuffle;
	uint64_t twice[CS_PARTITIONS]; /* rows that repeat another */
	/* of touches: */
	struct cs_grouping *channels, *groups; /* NULL: not grouped */
	const uint32_t *ranks, *group_ranks;
	struct cs_touch_units *units; /* per file */
	size_t nopened;
	struct cs_span_faults *spans; /* per worker */
};

/* --- reading ----------------------------------------------------------- */

static bool take_contact(void *context, unsigned worker, uint32_t file,
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

/* The cells to keep of a row that is to be kept; to be released. */
static struct cs_buf kept_of(const struct cs_load_options *options,
			     const struct cs_row *row)
{
	struct cs_buf kept = CS_BUF_INIT;

	if ((row->flags & options->contact_keep_of) == 0)
		return kept;
	for (size_t i = 0; i < options->contact_keep; i++) {
		struct cs_text text = row->values[CS_NCONTACT_FIELDS + i].text;

		if (i > 0)
			cs_buf_adds(&kept, CS_BETWEEN_KEPT);
		for (size_t k = 0; k < text.length; k++)
			cs_buf_addc(&kept, text.bytes[k] == *CS_BETWEEN_KEPT
					       ? ' '
					       : text.bytes[k]);
	}
	return kept;
}

static bool take_touch(void *context, unsigned worker, uint32_t file,
		       const struct cs_row *row)
{
	struct contacting *contacting = context;
	struct cs_text none = { "", 0 }, ticket, order;
	struct cs_buf kept = CS_BUF_INIT;
	struct cs_touch touch = cs_touch_read(row, contacting->units[file],
					      &contacting->spans[worker]);

	ticket = row->values[CS_CONTACT_TICKET].text;
	order = row->values[CS_CONTACT_ORDER].text;
	touch.file = file < UINT16_MAX ? (uint16_t)file : UINT16_MAX;
	touch.channel = cs_grouping_number(
	    contacting->channels, row->values[CS_CONTACT_CHANNEL].empty
				      ? none
				      : row->values[CS_CONTACT_CHANNEL].text);
	if (contacting->groups != NULL)
		touch.group =
		    cs_grouping_number(contacting->groups, row->group);
	if (contacting->options->contact_keep > 0)
		kept = kept_of(contacting->options, row);
	cs_shuffle_touch(contacting->shuffle, worker, &row->customer, &touch,
			 row->values[CS_CONTACT_TICKET].empty ? none : ticket,
			 row->values[CS_CONTACT_ORDER].empty ? none : order,
			 kept.length > 0
			     ? (struct cs_text){ kept.data, kept.length }
			     : none);
	cs_buf_release(&kept);
	return !cs_grouping_full(contacting->channels) &&
	       (contacting->groups == NULL ||
		!cs_grouping_full(contacting->groups));
}

/* Of each file, in which unit its spans are. */
static void open_file(void *context, struct cs_schema *schema)
{
	struct contacting *contacting = context;
	struct cs_touch_units *units =
	    &contacting->units[contacting->nopened++];

	units->response =
	    cs_span_unit_of(schema, CS_NROLES + CS_CONTACT_RESPONSE_TIME,
			    contacting->options->span_unit);
	units->resolution =
	    cs_span_unit_of(schema, CS_NROLES + CS_CONTACT_RESOLUTION_TIME,
			    contacting->options->span_unit);
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
	bool moments = contacting->options->moments;
	enum cs_read status;

	if (data->input.nschemas > 0) {
		input.known = is_known;
		input.known_context = contacting;
	}
	if (moments) {
		input.opened = open_file;
		input.opened_context = contacting;
	} else if (data->as_of != CS_NO_DAY && data->as_of < input.last_day) {
		input.last_day = data->as_of;
	}
	contacting->shuffle = cs_shuffle_new(
	    data->store,
	    moments ? sizeof(struct cs_touch) : sizeof(struct cs_contact),
	    moments ? cs_store_touches : cs_store_contacts, input.threads);
	status = cs_input_read(&input, moments ? take_touch : take_contact,
			       contacting, &data->contacts.input, err);
	cs_shuffle_finish(contacting->shuffle);
	if (status == CS_READ_ALL && moments)
		status = cs_grouping_check(contacting->channels, &input, err);
	if (status == CS_READ_ALL && contacting->groups != NULL)
		status = cs_grouping_check(contacting->groups, &input, err);
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

/* Which of equal rows stays does not hang on how they came. */
static int by_group_too(const void *a, const void *b)
{
	const struct cs_touch *x = a, *y = b;
	int order = cs_touch_order(a, b);

	if (order == 0)
		order = cs_orderid_compare(x->kept, y->kept);
	return order != 0 ? order
			  : (x->group > y->group) - (x->group < y->group);
}

/* The same of touches, of which cs_touches_form() looks again. */
static size_t settle_touches(struct cs_touch *touches, size_t n)
{
	size_t kept = 0;

	cs_sort(touches, n, sizeof *touches, by_group_too);
	for (size_t i = 0; i < n; i++)
		if (kept == 0 ||
		    cs_touch_order(&touches[kept - 1], &touches[i]) != 0)
			touches[kept++] = touches[i];
	return kept;
}

/* Where items lie in lines, which begin with the number of the customer. */
struct line_shape {
	size_t line, item, at; /* bytes of both, and before the item */
};

static inline uint32_t customer_at(const struct cs_line_page *page, size_t i,
				   struct line_shape shape)
{
	const uint32_t *line = (const void *)(page->bytes + i * shape.line);

	return *line;
}

/* Counts the lines into place; first[c] is then where customer c ends. */
static inline __attribute__((always_inline)) void *sort_by_customer(
    struct cs_partition *partition, struct cs_pages *pages,
    struct line_shape shape, size_t *first)
{
	struct cs_line_list *lines = &partition->contact_lines;
	char *all = cs_spill_alloc(&pages->spill, lines->count + 1, shape.item);
	size_t at = 0;

	for (const struct cs_line_page *page = lines->first; page != NULL;
	     page = page->next)
		for (size_t i = 0; i < page->count; i++)
			first[customer_at(page, i, shape)]++;
	for (size_t c = 0; c < partition->nentries; c++) {
		size_t n = first[c];

		first[c] = at;
		at += n;
	}
	while (lines->first != NULL) {
		const struct cs_line_page *page = lines->first;

		for (size_t i = 0; i < page->count; i++) {
			size_t to = first[customer_at(page, i, shape)]++;

			memcpy(all + to * shape.item,
			       page->bytes + i * shape.line + shape.at,
			       shape.item);
		}
		cs_lines_drop(lines);
	}
	return all;
}

static void form_partition(void *context, unsigned worker, size_t job)
{
	struct contacting *contacting = context;
	struct cs_partition *partition = &contacting->store->partitions[job];
	static const struct line_shape shape = {
		sizeof(struct cs_contact_line), sizeof(struct cs_contact),
		offsetof(struct cs_contact_line, contact)
	};
	struct cs_store *store = contacting->store;
	size_t *end = cs_spill_alloc(cs_spill_of(store),
				     partition->nentries + 1, sizeof *end);
	size_t begin = 0, kept = 0;

	(void)worker;
	partition->contacts =
	    sort_by_customer(partition, &store->pages, shape, end);
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

/* Channels by the rank of their names, so that touches can be compared. */
static void form_touches(void *context, unsigned worker, size_t job)
{
	static const struct line_shape shape = {
		sizeof(struct cs_touch_line), sizeof(struct cs_touch),
		offsetof(struct cs_touch_line, touch)
	};
	struct contacting *contacting = context;
	struct cs_partition *partition = &contacting->store->partitions[job];
	struct cs_store *store = contacting->store;
	size_t *end = cs_spill_alloc(cs_spill_of(store),
				     partition->nentries + 1, sizeof *end);
	size_t begin = 0, kept = 0, n = partition->contact_lines.count;
	struct cs_touch *touches =
	    sort_by_customer(partition, &store->pages, shape, end);

	(void)worker;
	partition->touches = touches;
	for (size_t i = 0; i < n; i++)
		touches[i].channel = contacting->ranks[touches[i].channel];
	for (size_t i = 0; contacting->groups != NULL && i < n; i++)
		touches[i].group = contacting->group_ranks[touches[i].group];
	for (size_t c = 0; c < partition->nentries; c++) {
		n = settle_touches(touches + begin, end[c] - begin);
		memmove(touches + kept, touches + begin, n * sizeof *touches);
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
			contacts->customers_unmatched++;
			if (contacting->options->moments)
				continue;
			cs_account_move(account, CS_FATE_USED,
					CS_FATE_UNMATCHED, n, 0);
			contacts->customers_left_out +=
			    cs_entry_rows(partition, entry) > 0;
		}
		cs_store_relieve(data->store);
	}
}

/* Of the touches, what concerns all of them. */
static void keep_channels(struct contacting *contacting, struct cs_data *data)
{
	struct cs_contact_account *contacts = &data->contacts;
	const char *const *texts;

	contacts->nchannels =
	    cs_grouping_rank(contacting->channels, &contacting->ranks, &texts);
	contacts->channels =
	    cs_calloc(contacts->nchannels, sizeof *contacts->channels);
	for (size_t i = 0; i < contacts->nchannels; i++)
		contacts->channels[i] = cs_strdup(texts[i]);
	for (unsigned w = 0; w < contacting->options->input.threads; w++) {
		contacts->spans_bad += contacting->spans[w].bad;
		contacts->spans_bare += contacting->spans[w].bare;
		contacts->moments_early += contacting->spans[w].early;
	}
}

/* Those of the orders and of the touches. */
static void keep_groups(struct contacting *contacting,
			struct cs_grouping *of_orders, struct cs_data *data)
{
	const uint32_t *unused;
	struct cs_row_groups orders, touches;

	orders.count = cs_grouping_rank(of_orders, &unused, &orders.texts);
	touches.count =
	    cs_grouping_rank(contacting->groups, &unused, &touches.texts);
	cs_row_groups_join(data, &orders, &touches);
}

static enum cs_read load(struct contacting *contacting,
			 struct cs_grouping *of_orders, struct cs_data *data,
			 struct cs_err *err)
{
	const char *const *unused;
	const struct cs_load_options *options = contacting->options;
	enum cs_read status = read_rows(contacting, data, err);

	if (status != CS_READ_ALL)
		return status;
	if (options->moments)
		keep_channels(contacting, data);
	if (contacting->groups != NULL)
		cs_grouping_rank(contacting->groups, &contacting->group_ranks,
				 &unused);
	cs_store_each(data->store, options->input.threads,
		      options->moments ? form_touches : form_partition,
		      contacting);
	if (contacting->groups != NULL)
		keep_groups(contacting, of_orders, data);
	count_matches(contacting, data);
	return CS_READ_ALL;
}

enum cs_read cs_contacts_load(const struct cs_load_options *options,
			      struct cs_grouping *groups, struct cs_data *data,
			      struct cs_err *err)
{
	struct contacting contacting = { .options = options,
					 .store = data->store };
	enum cs_read status;

	if (options->moments) {
		contacting.channels = cs_grouping_new(NULL);
		contacting.groups = data->by_row ? cs_grouping_new(NULL) : NULL;
		contacting.units = cs_calloc(options->contacts->nfiles,
					     sizeof *contacting.units);
		contacting.spans =
		    cs_calloc(options->input.threads, sizeof *contacting.spans);
	}
	status = load(&contacting, groups, data, err);
	cs_grouping_free(contacting.channels);
	cs_grouping_free(contacting.groups);
	free(contacting.units);
	free(contacting.spans);
	return status;
}
