/* excluded.c - why rows were left out: see account.h. */
#include "app/account.h"

/* As json calls the reason, and as text does. */
static const struct {
	const char *name, *one, *many;
} reasons[CS_NFATES] = {
	[CS_FATE_FILTERED] = { "filter", "row filtered", "rows filtered" },
	[CS_FATE_LAYOUT] = { "layout", "row filtered by the layout",
			     "rows filtered by the layout" },
	[CS_FATE_STATUS] = { "status", "row by its order's status",
			     "rows by their order's status" },
	[CS_FATE_CANCELLED] = { "cancelled", "row that was cancelled",
				"rows that were cancelled" },
	[CS_FATE_PAID_BACK] = { "refund", "row paid back", "rows paid back" },
	[CS_FATE_BEFORE] = { "before", "row before the window",
			     "rows before the window" },
	[CS_FATE_AFTER] = { "after", "row after the end",
			    "rows after the end" },
	[CS_FATE_OVERLAP] = { "overlap", "row that another file has",
			      "rows that another file has" },
	[CS_FATE_DUPLICATE] = { "duplicate", "row equal to another",
				"rows equal to another" },
	[CS_FATE_FIRST] = { "first-purchase",
			    "row of customers who first bought at another time",
			    "rows of customers who first bought at another "
			    "time" },
	[CS_FATE_IMPOSSIBLE] = { "impossible", "row that cannot be",
				 "rows that cannot be" },
};

void cs_fill_excluded(const struct cs_account *account, bool valued,
		      struct cs_object *object)
{
	cs_set_list(object, "excluded");
	for (int fate = CS_FATE_FILTERED; fate < CS_NFATES; fate++) {
		struct cs_object *entry;

		if (account->rows[fate] == 0)
			continue;
		entry = cs_append_object(object, "excluded");
		cs_set_text(entry, "reason", reasons[fate].name);
		cs_set_count(entry, "rows", (int64_t)account->rows[fate]);
		if (valued)
			cs_set_money(entry, "amount", account->amounts[fate]);
		else
			cs_set_null(entry, "amount");
	}
}

void cs_add_excluded(struct cs_buf *line, const struct cs_account *account,
		     const struct cs_status *named, bool valued)
{
	for (int fate = CS_FATE_FILTERED; fate < CS_NFATES; fate++) {
		uint64_t rows = account->rows[fate];
		cs_sum amount = account->amounts[fate];

		/* rows that continue an order go by its first row */
		if (fate == CS_FATE_STATUS && named != NULL) {
			rows -= named->rows[CS_STATUS_OUT];
			amount -= named->amounts[CS_STATUS_OUT];
		}
		cs_add_part(line, rows, reasons[fate].one, reasons[fate].many,
			    valued ? &amount : NULL);
	}
}
