/* columns.c - see columns.h. */
#include "input/columns.h"

#include <string.h>

/* --- orders ------------------------------------------------------------- */

static const struct cs_column_rule orders[CS_NROLES] = {
	[CS_ROLE_CUSTOMER] = { "customer", "--customer", "customer" },
	[CS_ROLE_DATE] = { "date", "--date", "date", .type = CS_FIELD_DATE },
	[CS_ROLE_ORDER] = { "order", "--order", "order" },
	[CS_ROLE_AMOUNT] = { "amount", "--amount", "amount",
			     .type = CS_FIELD_NUMBER },
	[CS_ROLE_QUANTITY] = { "quantity", "--quantity", "quantity",
			       .wanted = CS_OPTIONAL, .type = CS_FIELD_NUMBER },
	[CS_ROLE_PRICE] = { "price", "--price", "price", .wanted = CS_OPTIONAL,
			    .type = CS_FIELD_NUMBER },
	[CS_ROLE_CURRENCY] = { "currency", "--currency", "currency",
			       .wanted = CS_OPTIONAL },
	[CS_ROLE_STATUS] = { "status", "--status" },
	[CS_ROLE_REFUND] = { "refund", "--refund", "refund",
			     .wanted = CS_OPTIONAL, .type = CS_FIELD_NUMBER },
	[CS_ROLE_CANCELLED] = { "cancelled", "--cancelled", "cancelled",
				.wanted = CS_OPTIONAL, .type = CS_FIELD_DATE },
	[CS_ROLE_GROUP] = { "group", "--group" },
};

size_t cs_order_columns(struct cs_column_rule *columns)
{
	memcpy(columns, orders, sizeof orders);
	return CS_NROLES;
}

/* --- contacts ----------------------------------------------------------- */

static const struct cs_column_rule contact_fields[CS_NCONTACT_FIELDS] = {
	[CS_CONTACT_KIND] = { "kind", "--contact-kind", "kind" },
	[CS_CONTACT_DIRECTION] = { "direction", "--contact-direction",
				   "direction" },
	[CS_CONTACT_SCORE] = { "score", "--contact-score", "score",
			       .type = CS_FIELD_NUMBER, .high = 10 * CS_MICROS,
			       .worded = true },
	[CS_CONTACT_RESPONDED] = { "responded", "--contact-responded",
				   "responded", .type = CS_FIELD_DATE },
	[CS_CONTACT_RESOLVED] = { "resolved", "--contact-resolved", "resolved",
				  .type = CS_FIELD_DATE },
	[CS_CONTACT_CHANNEL] = { "channel", "--contact-channel", "channel" },
	[CS_CONTACT_TICKET] = { "ticket", "--contact-ticket", "ticket" },
	[CS_CONTACT_ORDER] = { "order", "--contact-order", "contactorder" },
	[CS_CONTACT_RESPONSE_TIME] = { "response_time",
				       "--contact-response-time",
				       "responsetime", .type = CS_FIELD_SPAN },
	[CS_CONTACT_RESOLUTION_TIME] = { "resolution_time",
					 "--contact-resolution-time",
					 "resolutiontime",
					 .type = CS_FIELD_SPAN },
	[CS_CONTACT_REPLIES] = { "replies", "--contact-replies", "replies" },
	[CS_CONTACT_REOPENS] = { "reopens", "--contact-reopens", "reopens" },
	[CS_CONTACT_DUE] = { "due", "--contact-due", "due",
			     .type = CS_FIELD_DATE },
	[CS_CONTACT_TRACKING] = { "tracking", "--contact-tracking",
				  "tracking" },
	[CS_CONTACT_AGENT] = { "agent", "--group", "agent" },
	[CS_CONTACT_PRIORITY] = { "priority", "--group", "priority" },
};

size_t cs_contact_columns(struct cs_column_rule *columns)
{
	memset(columns, 0, CS_NROLES * sizeof *columns);
	columns[CS_ROLE_CUSTOMER] = orders[CS_ROLE_CUSTOMER];
	columns[CS_ROLE_CUSTOMER].option = "--contact-customer";
	columns[CS_ROLE_DATE] = orders[CS_ROLE_DATE];
	columns[CS_ROLE_DATE].option = "--contact-date";
	columns[CS_ROLE_CUSTOMER].wanted = columns[CS_ROLE_DATE].wanted =
	    CS_REQUIRED;
	columns[CS_ROLE_GROUP].option = orders[CS_ROLE_GROUP].option;
	for (size_t i = 0; i < CS_NCONTACT_FIELDS; i++) {
		columns[CS_NROLES + i] = contact_fields[i];
		columns[CS_NROLES + i].wanted = CS_OPTIONAL;
	}
	return CS_NROLES + CS_NCONTACT_FIELDS;
}

/* --- dates of orders ---------------------------------------------------- */

void cs_order_date_columns(struct cs_column_rule *columns, size_t *ncolumns)
{
	static const struct cs_column_rule dates[CS_NORDER_FIELDS] = {
		[CS_ORDER_PROMISED] = { "promised", "--promised", "promised" },
		[CS_ORDER_READY] = { "ready", "--ready", "ready" },
		[CS_ORDER_SHIPPED] = { "shipped", "--shipped", "shipped" },
		[CS_ORDER_DELIVERED] = { "delivered", "--delivered",
					 "delivered" },
	};

	for (size_t i = 0; i < CS_NORDER_FIELDS; i++) {
		struct cs_column_rule *rule = &columns[(*ncolumns)++];

		*rule = dates[i];
		rule->type = CS_FIELD_DATE;
		rule->wanted = CS_OPTIONAL;
	}
}
