/* late.c - orders that came later than promised, or never: see person.h. */
#include <stdlib.h>

#include "app/account.h"
#include "app/notice.h"
#include "base/mem.h"
#include "base/ranks.h"
#include "churn/person.h"

#define OWN(member) CS_OWN(struct churn_options, promises.member)

const struct cs_option late_options[] = {
	{ 0, "promised", CS_OPT_TEXT, OWN(promised), "COL",
	  "with --failure late: column of the day that was promised",
	  .aside = true },
	{ 0, "delivered", CS_OPT_TEXT, OWN(delivered), "COL",
	  "with --failure late: column of the day of delivery", .aside = true },
	{ 0, "promise-days", CS_OPT_COUNT, OWN(days), "N",
	  "with --failure late: orders without a promised day are promised N "
	  "days after they were placed, weekends included",
	  .low = 1, .high = 3650 },
	{ 0 }
};

/* --- tags --------------------------------------------------------------- */

static uint32_t tag_of_day(cs_day promised)
{
	return (uint32_t)(CS_DAY_MAX - promised) + 1;
}

static uint32_t tag_failure(const void *context, const struct cs_row *row)
{
	const struct promises *promises = context;
	const struct cs_value *dates;
	cs_day promised, delivered;

	if (row->flags != 0)
		return UINT32_MAX;
	/* what is paid back, or goes on from another row, is not delivered */
	if (promises == NULL || row->amount < 0 || row->further)
		return 0;
	dates = row->values + promises->field;
	promised = dates[CS_ORDER_PROMISED].day;
	delivered = dates[CS_ORDER_DELIVERED].day;
	if (promised == CS_NO_DAY && promises->days > 0)
		promised = row->day + (cs_day)promises->days;
	/* CS_NO_DAY is before all days */
	if (promised < row->day || promised > CS_DAY_MAX ||
	    dates[CS_ORDER_DELIVERED].absent ||
	    (delivered != CS_NO_DAY && delivered <= promised))
		return 0;
	return tag_of_day(promised);
}

bool order_failed(const struct cs_order *order, cs_day as_of)
{
	return order->tag > tag_of_day(as_of);
}

/* --- before and after the load ------------------------------------------ */

static int check_unused(const struct cs_job *job, struct cs_err *err)
{
	for (const struct cs_option *o = late_options; o->name != NULL; o++)
		if (cs_list_has(&job->values.given, o->name))
			return cs_fail(err, NULL,
				       "--%s goes with --failure "
				       "late",
				       o->name);
	return 0;
}

int late_prepare(struct cs_job *job, struct cs_err *err)
{
	struct churn_options *own = job->own;
	struct cs_input *input = &job->load.input;
	struct cs_column_rule *dates = &input->columns[input->ncolumns];

	job->load.tag = tag_failure;
	if (!own->definitions[FAILURE].worded)
		return check_unused(job, err);
	own->promises.field = input->ncolumns - CS_NROLES;
	cs_order_date_columns(input->columns, &input->ncolumns);
	dates[CS_ORDER_PROMISED].named = own->promises.promised;
	dates[CS_ORDER_DELIVERED].named = own->promises.delivered;
	dates[CS_ORDER_READY] = dates[CS_ORDER_SHIPPED] =
	    (struct cs_column_rule){ 0 };
	job->load.tag_context = &own->promises;
	return 0;
}

static int check_columns(const struct cs_job *job, struct cs_err *err)
{
	const struct churn_options *own = job->own;
	size_t first = CS_NROLES + own->promises.field;
	const struct cs_input_result *orders = &job->data.input;

	if (own->promises.days == 0 &&
	    cs_column_header(orders, first + CS_ORDER_PROMISED) == NULL)
		return cs_fail(
		    err, "unknown-column",
		    "--failure late: orders have no column of the "
		    "day that was promised; name it with --promised "
		    "COL, or say with --promise-days N how many days "
		    "after the order it is");
	if (cs_column_header(orders, first + CS_ORDER_DELIVERED) == NULL)
		return cs_fail(err, "unknown-column",
			       "--failure late: orders have no column of the "
			       "day of delivery; name it with --delivered COL");
	return 0;
}

struct counting {
	cs_day as_of;
	uint64_t *late; /* of each worker */
};

static void count_late(void *context, unsigned worker,
		       const struct cs_customer *customer)
{
	const struct counting *counting = context;

	for (size_t i = 0; i < customer->npurchases; i++)
		counting->late[worker] +=
		    customer->purchases[i].tag != UINT32_MAX &&
		    order_failed(&customer->purchases[i], counting->as_of);
}

int late_settle(struct cs_job *job, struct cs_err *err)
{
	struct churn_options *own = job->own;
	struct cs_definition *failure = &own->definitions[FAILURE];
	struct counting counting = { job->data.as_of, NULL };
	uint64_t late = 0;

	if (!failure->worded || job->data.input.nschemas == 0)
		return 0;
	if (check_columns(job, err) != 0)
		return -1;
	counting.late = cs_calloc(job->data.threads, sizeof *counting.late);
	if (job->data.customers > 0)
		cs_data_each(&job->data, count_late, &counting);
	for (unsigned i = 0; i < job->data.threads; i++)
		late += counting.late[i];
	free(counting.late);
	cs_ranks_add(job->data.ranks, &late, 1);
	if (late == 0)
		cs_warn(job, "no-match", 0, NULL, 0,
			"--failure late matches no order: none came after the "
			"day that was promised, or is past it");
	failure->order_matches += late;
	failure->known |= late > 0;
	return 0;
}
