/* Orders of one customer with so many rows that they take their place. */
#include "data/data.h"
#include "base/buf.h"
#include "tap.h"
#include "data_load.h"

/* What one customer has. */
struct sorted {
	size_t purchases, refunds;
	cs_sum bought, refunded;
	bool rising; /* by day, then by amount */
};

static void look(void *context, unsigned worker,
		 const struct cs_customer *customer)
{
	struct sorted *sorted = context;
	const struct cs_order *order = customer->purchases;

	(void)worker;
	if (customer->npurchases < 10)
		return;
	*sorted = (struct sorted){ customer->npurchases, customer->nrefunds, 0,
				   0, true };
	for (size_t i = 0; i < customer->npurchases; i++) {
		sorted->bought += order[i].total;
		sorted->rising &= i == 0 || order[i - 1].day < order[i].day ||
				  (order[i - 1].day == order[i].day &&
				   order[i - 1].total <= order[i].total);
	}
	for (size_t i = 0; i < customer->nrefunds; i++)
		sorted->refunded += customer->refunds[i].total;
}

int main(void)
{
	enum { ROWS = 900000, OTHERS = 1000 };
	struct cs_buf text = CS_BUF_INIT;
	struct cs_load_options options;
	struct cs_data data;
	struct cs_err err = CS_ERR_INIT;
	struct sorted sorted = { 0 };
	const char *file;

	cs_buf_adds(&text, "customer,date,order,amount\n");
	for (int i = 0; i < ROWS; i++)
		cs_buf_addf(&text, "one,2025-01-%02d,%d,%d\n", 28 - i % 28,
			    i % 2 == 0 ? i : ROWS - i, i % 10 == 0 ? -1 : i);
	for (int i = 0; i < OTHERS; i++)
		cs_buf_addf(&text, "%d,2025-01-01,,1\n", i);
	file = temp_text("a.csv", text.data);
	options = load_options(&file, 1);
	options.input.block_size = 1 << 16;
	if (!ok(cs_load(&options, &data, &err) == 0, "many of one"))
		printf("# %s\n", err.message);
	cs_data_each(&data, look, &sorted);
	is_int((long long)data.customers, OTHERS + 1, "and others");
	is_int((long long)sorted.purchases, ROWS - ROWS / 10, "purchases");
	is_int((long long)sorted.refunds, ROWS / 10, "refunds");
	/* the sum of all i, without each tenth, which adds up to ten times
	   that of i to ROWS / 10 */
	is_int((long long)(sorted.bought / CS_MICROS),
	       (long long)ROWS * (ROWS - 1) / 2 -
		   10LL * (ROWS / 10) * (ROWS / 10 - 1) / 2,
	       "what they bought");
	is_int((long long)(sorted.refunded / CS_MICROS), -ROWS / 10,
	       "what was paid back");
	ok(sorted.rising, "by day and amount");
	cs_data_release(&data);
	cs_buf_release(&text);
	return done_testing();
}
