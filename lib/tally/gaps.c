/* gaps.c - see gaps.h. */
#include "tally/gaps.h"

#include <stdlib.h>

#include "base/mem.h"

struct gathering {
	int64_t **counts; /* per worker */
};

static void gather(void *context, unsigned worker,
		   const struct cs_customer *customer)
{
	int64_t *counts = ((struct gathering *)context)->counts[worker];

	for (size_t i = 1; i < customer->npurchases; i++)
		counts[customer->purchases[i].day -
		       customer->purchases[i - 1].day]++;
}

int64_t *cs_gaps(const struct cs_data *data, size_t *length)
{
	const struct cs_account *account = &data->input.account;
	struct gathering all;
	int64_t *sum;

	*length = account->last_date == CS_NO_DAY
		      ? 1
		      : (size_t)(account->last_date - account->first_date) + 1;
	all.counts = cs_calloc(data->threads, sizeof *all.counts);
	for (unsigned w = 0; w < data->threads; w++)
		all.counts[w] = cs_calloc(*length, sizeof **all.counts);
	cs_data_each(data, gather, &all);
	sum = all.counts[0];
	for (unsigned w = 1; w < data->threads; w++) {
		for (size_t i = 0; i < *length; i++)
			sum[i] += all.counts[w][i];
		free(all.counts[w]);
	}
	sum[0] = 0; /* purchases of one day are no gap */
	free(all.counts);
	return sum;
}
