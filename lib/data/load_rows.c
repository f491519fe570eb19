/* load_rows.c - see loading.h: how rows are taken into the store. */
#include "data/loading.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "data/checks.h"
#include "input/sheaf.h"

static bool take_row(void *context, unsigned worker, uint32_t file,
		     const struct cs_row *row)
{
	struct cs_loading *loading = context;
	const struct cs_load_options *options = &loading->options;
	uint32_t group = 0, tag = 0;

	if (loading->groups != NULL)
		group = cs_grouping_number(loading->groups, row->group);
	if (options->tag != NULL)
		tag = options->tag(options->tag_context, row);
	cs_shuffle_row(loading->shuffle, worker, row, file, group, tag);
	return loading->groups == NULL || !cs_grouping_full(loading->groups);
}

/* The same without groups and tags, which most runs do not have. */
static bool take_plain_row(void *context, unsigned worker, uint32_t file,
			   const struct cs_row *row)
{
	const struct cs_loading *loading = context;

	cs_shuffle_row(loading->shuffle, worker, row, file, 0, 0);
	return true;
}

/* The sample sees whether it stands in its file twice. */
static __attribute__((noinline)) void sample_row(struct cs_loading *loading,
						 unsigned worker, uint32_t file,
						 const struct cs_row *row)
{
	if (loading->options.need == CS_TOTALS)
		cs_row_samples_keep(loading->samples, worker, file, row,
				    loading->orders[file]);
}

/* ... where orders are not formed. */
static bool take_total(void *context, unsigned worker, uint32_t file,
		       const struct cs_row *row)
{
	struct cs_loading *loading = context;

	if (cs_row_drawn(loading->samples, &row->customer))
		sample_row(loading, worker, file, row);
	return take_plain_row(loading, worker, file, row);
}

/* --- many rows at once, of which each is taken as by those above --- */

static bool take_plain_rows(void *context, unsigned worker, uint32_t file,
			    const struct cs_sheaf *sheaf)
{
	const struct cs_loading *loading = context;

	cs_shuffle_sheaf(loading->shuffle, worker, sheaf, file, NULL, NULL);
	return true;
}

static uint32_t tag_of(const struct cs_load_options *options,
		       const struct cs_sheaf *sheaf, size_t i)
{
	struct cs_cells cells;
	struct cs_row row;

	cs_sheaf_row(sheaf, i, &row, &cells);
	return options->tag(options->tag_context, &row);
}

static bool take_rows(void *context, unsigned worker, uint32_t file,
		      const struct cs_sheaf *sheaf)
{
	static const struct cs_text none = { "", 0 };
	const struct cs_loading *loading = context;
	const struct cs_load_options *options = &loading->options;
	uint32_t groups[CS_SHEAF_ROWS], tags[CS_SHEAF_ROWS];

	for (size_t i = 0; loading->groups != NULL && i < sheaf->count; i++)
		groups[i] = cs_grouping_number(
		    loading->groups,
		    sheaf->group != NULL ? sheaf->group[i] : none);
	for (size_t i = 0; options->tag != NULL && i < sheaf->count; i++)
		tags[i] = tag_of(options, sheaf, i);
	cs_shuffle_sheaf(loading->shuffle, worker, sheaf, file,
			 loading->groups != NULL ? groups : NULL,
			 options->tag != NULL ? tags : NULL);
	return loading->groups == NULL || !cs_grouping_full(loading->groups);
}

static bool take_totals(void *context, unsigned worker, uint32_t file,
			const struct cs_sheaf *sheaf)
{
	struct cs_loading *loading = context;

	for (size_t i = 0; i < sheaf->count; i++) {
		struct cs_cells cells;
		struct cs_row row;

		if (!cs_row_drawn(loading->samples, &sheaf->customer[i]))
			continue;
		cs_sheaf_row(sheaf, i, &row, &cells);
		sample_row(loading, worker, file, &row);
	}
	return take_plain_rows(loading, worker, file, sheaf);
}

/* What its rows are is settled by the first file; totals that repeat make
 * orders matter. */
static void settle_items(struct cs_loading *loading,
			 const struct cs_schema *schema)
{
	struct cs_load_options *options = &loading->options;

	if (options->items == CS_ITEMS_FOUND)
		options->items =
		    schema->items.repeat ? CS_ITEMS_SAME : CS_ITEMS_SUM;
	if (options->items == CS_ITEMS_SAME && options->need == CS_TOTALS)
		options->need = CS_TOTALS_AND_PURCHASES;
	loading->data->items = options->items;
	loading->data->valued = cs_has_amounts(schema);
}

static void begin_shuffle(struct cs_loading *loading)
{
	struct cs_data *data = loading->data;
	struct cs_store *store = data->store;
	bool away = cs_ranks_sends(store->ranks);
	cs_deliver *deliver = cs_ranks_spread(store->ranks) ? cs_store_spread
			      : away			    ? cs_store_send
							    : cs_store_rows;

	loading->shuffle =
	    cs_shuffle_new(store, store->line_part, deliver, data->threads);
	if (store->parts != NULL)
		cs_ranks_listen(store->ranks, cs_shuffle_receive,
				loading->shuffle);
	else if (store->ranks != NULL && !away)
		cs_ranks_listen(store->ranks, cs_store_receive, store);
}

static void open_file(void *context, struct cs_schema *schema)
{
	struct cs_loading *loading = context;
	struct cs_data *data = loading->data;

	if (data->store == NULL) {
		settle_items(loading, schema);
		data->store = cs_store_new(&loading->options);
		begin_shuffle(loading);
	}
	if (data->items == CS_ITEMS_SAME)
		schema->column[CS_ROLE_ORDER] = schema->order;
	if (loading->samples != NULL)
		loading->orders[loading->nopened++] = schema->order;
}

/* Where no orders are formed, do rows stand twice in a file? */
static void begin_sample(struct cs_loading *loading)
{
	const struct cs_load_options *options = &loading->options;

	if (options->need != CS_TOTALS || options->keys_of_many ||
	    options->duplicates != CS_DUPLICATES_DOUBTED)
		return;
	loading->samples = cs_row_samples_new(options->input.threads);
	loading->orders =
	    cs_calloc(options->input.nfiles, sizeof *loading->orders);
}

void cs_loading_end(struct cs_loading *loading, enum cs_read status)
{
	struct cs_data *data = loading->data;

	if (loading->samples == NULL)
		return;
	if (status == CS_READ_ALL && loading->options.need == CS_TOTALS)
		cs_row_samples_judge(loading->samples, &data->signs,
				     &data->store->partitions[0].keys);
	cs_row_samples_free(loading->samples);
	free(loading->orders);
}

static cs_row_sink *sink_of(const struct cs_loading *loading)
{
	if (loading->groups != NULL || loading->options.tag != NULL)
		return take_row;
	return loading->samples != NULL ? take_total : take_plain_row;
}

/* NULL: each row is wanted by itself, with its fields. */
static cs_sheaf_sink *sheaf_sink_of(const struct cs_loading *loading)
{
	const struct cs_load_options *options = &loading->options;

	if (options->moments || options->keep > 0 || options->cluster > 0)
		return NULL;
	if (loading->groups != NULL || loading->options.tag != NULL)
		return take_rows;
	return loading->samples != NULL ? take_totals : take_plain_rows;
}

/* How rows were read: as files, options and the first file had it. */
struct rows_read {
	uint32_t need, items, part, group, sample;
};

static struct rows_read reading_of(const struct cs_loading *loading)
{
	return (struct rows_read){
		(uint32_t)loading->options.need,
		(uint32_t)loading->data->items,
		(uint32_t)loading->data->store->line_part,
		loading->groups != NULL,
		loading->samples != NULL,
	};
}

/* What other ranks need not send with each row. */
static void send_rest(const struct cs_loading *loading, struct cs_ranks *ranks)
{
	struct cs_buf out = CS_BUF_INIT;

	if (loading->data->store != NULL) {
		struct rows_read reading = reading_of(loading);

		cs_buf_add(&out, &reading, sizeof reading);
		if (loading->groups != NULL)
			cs_grouping_pack(loading->groups, &out);
		if (loading->samples != NULL)
			cs_row_samples_pack(loading->samples, &out);
	}
	cs_ranks_send(ranks, CS_RANKS_DATA, out.data, out.length);
	cs_ranks_sent(ranks);
	cs_buf_release(&out);
}

static int refuse_part(unsigned rank, bool wants_more, struct cs_err *err)
{
	cs_fail_at(err, NULL, 0, 0);
	if (wants_more)
		return cs_fail(err, "other-partial",
			       "partial result %u does not hold what this "
			       "report needs: give its tables (-t) and options "
			       "where the parts are made, too",
			       rank);
	return cs_fail(err, "other-partial",
		       "rows of partial result %u were read in another way "
		       "than the files of the first one ask for, as of orders "
		       "of one row and of several: say --line-items where each "
		       "is made",
		       rank);
}

/* Of parts, -1 with err filled: one was read in another way than the first
 * one. */
static int take_rest(struct cs_loading *loading, const struct cs_ranks *ranks,
		     struct cs_err *err)
{
	struct rows_read mine = reading_of(loading), theirs;

	for (unsigned r = 0; r < cs_ranks_count(ranks); r++) {
		const struct cs_buf *part;
		struct cs_bytes bytes;

		if (r == cs_ranks_mine(ranks))
			continue;
		part = cs_ranks_part(ranks, r, CS_RANKS_DATA);
		bytes =
		    (struct cs_bytes){ part->data, part->data + part->length };
		cs_bytes_take(&bytes, &theirs, sizeof theirs);
		if (memcmp(&mine, &theirs, sizeof mine) != 0 ||
		    loading->data->store->unlike)
			return refuse_part(r, mine.need != theirs.need, err);
		if (loading->groups != NULL)
			cs_grouping_unpack(loading->groups, r, &bytes);
		if (loading->samples != NULL)
			cs_row_samples_unpack(
			    loading->samples, &bytes,
			    cs_part_files_before(loading->options.input.parts,
						 r));
	}
	return 0;
}

/* All that this process reads goes where it belongs. */
static void end_rows(void *context)
{
	struct cs_loading *loading = context;
	struct cs_ranks *ranks = loading->options.input.ranks;

	/* parts are still to come through it */
	if (loading->options.input.parts != NULL)
		return;
	if (loading->shuffle != NULL)
		cs_shuffle_finish(loading->shuffle);
	loading->shuffle = NULL;
	if (cs_ranks_sends(ranks) || cs_ranks_spread(ranks))
		send_rest(loading, ranks);
}

enum cs_read cs_loading_read(struct cs_loading *loading, struct cs_err *err)
{
	struct cs_input *input = &loading->options.input;
	struct cs_data *data = loading->data;
	enum cs_read status;

	if (input->nfiles == 0) { /* contacts alone */
		data->store = cs_store_new(&loading->options);
		return CS_READ_ALL;
	}
	if (cs_ranks_follows(input->ranks) && !cs_ranks_await(input->ranks))
		return CS_READ_FAILED;
	if (!cs_ranks_follows(input->ranks))
		cs_ranks_go(input->ranks, loading->options.spread);
	if (cs_ranks_spread(input->ranks))
		data->ranks = input->ranks;
	begin_sample(loading);
	input->sheaf = sheaf_sink_of(loading);
	input->opened = open_file;
	input->opened_context = loading;
	input->given = end_rows;
	status =
	    cs_input_read(input, sink_of(loading), loading, &data->input, err);
	if (loading->shuffle != NULL)
		cs_shuffle_finish(loading->shuffle);
	if (!cs_ranks_sends(input->ranks) && status == CS_READ_ALL &&
	    data->store != NULL && take_rest(loading, input->ranks, err) != 0)
		status = CS_READ_FAILED;
	return status == CS_READ_ALL && loading->groups != NULL
		   ? cs_grouping_check(loading->groups, input, err)
		   : status;
}
