/* plan.c - from the shared options to what is read: see internal.h. */
#include <time.h>

#include "app/internal.h"
#include "base/builtin.h"
#include "base/mem.h"
#include "base/parallel.h"

int cs_express(struct cs_input *input, const struct cs_expression *rule,
	       const struct cs_list *texts, struct cs_err *err)
{
	for (size_t i = 0; i < texts->count; i++)
		if (cs_input_express(input, rule, texts->items[i], err) != 0)
			return -1;
	return 0;
}

static int plan_filters(const struct cs_shared *shared, struct cs_input *input,
			struct cs_err *err)
{
	const struct cs_expression where = { .option = "--where" };
	const struct cs_expression exclude = { .option = "--exclude",
					       .exclude = true };

	return cs_express(input, &where, &shared->where, err) == 0
		   ? cs_express(input, &exclude, &shared->exclude, err)
		   : -1;
}

static void plan_window(struct cs_job *job, enum cs_window_of window)
{
	const struct cs_shared *shared = &job->shared;
	struct cs_load_options *load = &job->load;

	job->by_purchases =
	    window == CS_WINDOW_PURCHASES || load->items == CS_ITEMS_ONCE ||
	    (shared->window.from > CS_DAY_MIN && cs_firsts_matter(job));
	if (window == CS_WINDOW_PURCHASES)
		return;
	if (!job->by_purchases)
		load->input.first_day = shared->window.from;
	if (shared->window.to < load->input.last_day)
		load->input.last_day = shared->window.to;
}

bool cs_firsts_matter(const struct cs_job *job)
{
	const struct cs_shared *shared = &job->shared;

	return shared->first_from > CS_DAY_MIN ||
	       shared->first_to < CS_DAY_MAX ||
	       shared->column[CS_ROLE_GROUP] != NULL;
}

/* The first row beyond --max-bad N; 0: there is no such limit. */
static uint64_t too_many_bad(const struct cs_max_bad *limit)
{
	return limit->given && !limit->percent && limit->rows < 1e18
		   ? (uint64_t)limit->rows + 1
		   : 0;
}

static int open_zone(const char *option, const char *name,
		     struct cs_zone **zone, struct cs_err *err)
{
	if (name == NULL)
		return 0;
	*zone = cs_zone_open(name, err);
	return *zone != NULL ? 0 : cs_fail_prefix(err, option);
}

int cs_plan_zones(const struct cs_job *job, struct cs_input *input,
		  const char *option, const char *name, struct cs_err *err)
{
	const struct cs_shared *shared = &job->shared;

	if (name == NULL) {
		option = "--input-tz";
		name = shared->times_zone;
	}
	if (name != NULL && shared->zone == NULL)
		return cs_fail(err, NULL,
			       "%s goes with --tz ZONE: without it a day is "
			       "as it is written",
			       option);
	input->zone_name = shared->zone;
	input->times_zone_name = name;
	return open_zone("--tz", shared->zone, &input->zone, err) == 0
		   ? open_zone(option, name, &input->times_zone, err)
		   : -1;
}

int cs_today(const struct cs_job *job, cs_day *day, struct cs_err *err)
{
	time_t now = time(NULL);
	struct tm local;

	if (localtime_r(&now, &local) == NULL)
		return cs_fail(err, NULL,
			       "the clock cannot tell which day today is");
	*day = job->load.input.zone != NULL
		   ? cs_zone_day(job->load.input.zone, now)
		   : cs_day_from_ymd(local.tm_year + 1900, local.tm_mon + 1,
				     local.tm_mday);
	return 0;
}

/* --as-of today or yesterday. */
static int plan_today(struct cs_job *job, struct cs_err *err)
{
	cs_day *day = &job->shared.as_of;
	bool yesterday = *day == CS_YESTERDAY;

	if (*day != CS_TODAY && !yesterday)
		return 0;
	if (cs_today(job, day, err) != 0)
		return -1;
	*day -= yesterday;
	job->load.as_of = job->load.input.last_day = *day;
	return 0;
}

static enum cs_escape escape_of(int choice)
{
	return choice < 0    ? CS_ESCAPE_FOUND
	       : choice == 0 ? CS_ESCAPE_DOUBLED
			     : CS_ESCAPE_BACKSLASH;
}

static enum cs_line_items items_of(int choice)
{
	static const enum cs_line_items items[] = { CS_ITEMS_SUM, CS_ITEMS_ONCE,
						    CS_ITEMS_SAME };

	return choice < 0 ? CS_ITEMS_FOUND : items[choice];
}

static unsigned plan_threads(const struct cs_job *job)
{
	if (job->shared.threads > 0)
		return (unsigned)job->shared.threads;
	return cs_files_small(&job->files) &&
		       cs_files_small(&job->shared.contact.files)
		   ? 1
		   : cs_cores();
}

/* Contacts come first: orders are read with their times. */
static void plan_moments(struct cs_job *job)
{
	struct cs_load_options *load = &job->load;
	struct cs_input *input = &load->input;
	size_t first = input->ncolumns;

	load->moments = input->moments = true;
	load->span_unit = job->shared.contact.span_unit;
	cs_order_date_columns(input->columns, &input->ncolumns);
	for (size_t i = 0; i < CS_NORDER_FIELDS; i++)
		input->columns[first + i].named =
		    job->shared.contact.order_dates[i];
}

int cs_plan_load(struct cs_job *job, struct cs_err *err)
{
	const struct cs_shared *shared = &job->shared;
	const struct cs_list *files = &job->files;
	struct cs_load_options *load = &job->load;
	struct cs_input *input = &load->input;

	*load = (struct cs_load_options){
		.need = CS_PURCHASES,
		.items = items_of(shared->line_items),
		.overlap = (enum cs_overlaps)shared->overlap,
		.duplicates = shared->duplicates < 0	? CS_DUPLICATES_DOUBTED
			      : shared->duplicates == 0 ? CS_DUPLICATES_KEEP
							: CS_DUPLICATES_DROP,
		.by_day = shared->occasion == 1,
		.memory = shared->memory,
		.as_of = shared->as_of,
		.age_limited = shared->max_age.given,
		.first_from = shared->first_from,
		.first_to = shared->first_to,
	};
	*input = (struct cs_input){
		.files = files->items,
		.nfiles = files->count,
		.dialect = { .delimiter = shared->delimiter,
			     .quote = shared->quote,
			     .no_header = shared->no_header,
			     .skip_lines = shared->skip_lines,
			     .find =
				 !cs_list_has(&job->values.given, "skip-lines"),
			     .escape = escape_of(shared->escape),
			     .stop_at_blank = shared->stop_at_blank,
			     .fill = shared->fill,
			     .encoding = shared->encoding },
		.decimal = shared->decimal,
		.date_format = shared->date_format,
		.exact_keys = shared->exact_keys,
		.fold_keys = shared->fold_keys,
		.round = shared->round,
		.count_given = shared->count.count > 0,
		.first_day = CS_DAY_MIN,
		.last_day =
		    shared->as_of != CS_NO_DAY ? shared->as_of : CS_DAY_MAX,
		.skip_bad = shared->skip_bad.given || shared->max_bad.given,
		.too_many_bad = too_many_bad(&shared->max_bad),
		.reject =
		    shared->skip_bad.text != NULL ? cs_rejects_take : NULL,
		.reject_context = &job->rejects,
		.threads = plan_threads(job),
		.block_size = (size_t)shared->block_size,
	};
	if (cs_plan_zones(job, input, NULL, NULL, err) != 0 ||
	    plan_today(job, err) != 0)
		return -1;
	input->ncolumns = cs_order_columns(input->columns);
	for (int role = 0; role < CS_NROLES; role++)
		input->columns[role].named = shared->column[role];
	input->columns[CS_ROLE_CUSTOMER].wanted = CS_REQUIRED;
	input->columns[CS_ROLE_DATE].wanted = CS_REQUIRED;
	input->columns[CS_ROLE_AMOUNT].wanted = CS_WELCOME;
	input->columns[CS_ROLE_ORDER].wanted = CS_OPTIONAL;
	input->columns[CS_ROLE_STATUS].wanted = CS_OPTIONAL;
	if (job->program->contacts_first)
		plan_moments(job);
	input->statuses =
	    input->count_given
		? cs_status_words_of(shared->count.items, shared->count.count)
		: cs_status_words_new(cs_builtin_text("words", "statuses"));
	input->kinds = cs_status_words_new(cs_builtin_text("words", "kinds"));
	input->flags = cs_status_words_new(cs_builtin_text("words", "flags"));
	plan_window(job, job->program->window);
	if (cs_plan_groups(job, err) != 0)
		return -1;
	return cs_layouts_load(&input->layouts, shared->layout, false, err) == 0
		   ? plan_filters(shared, input, err)
		   : -1;
}

int cs_plan_clusters(struct cs_job *job, struct cs_err *err)
{
	struct cs_load_options *load = &job->load;
	struct cs_input *input = &load->input;

	if (job->shared.cluster == NULL)
		return 0;
	if (input->ncolumns == CS_MAX_COLUMNS)
		return cs_fail(err, NULL, "--cluster: too many columns");
	input->columns[input->ncolumns++] = (struct cs_column_rule){
		.name = "cluster",
		.option = "--cluster",
		.named = job->shared.cluster,
		.type = CS_FIELD_TEXT,
		.wanted = CS_REQUIRED,
	};
	load->cluster = input->ncolumns - CS_NROLES;
	return 0;
}
