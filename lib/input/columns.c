/* columns.c - see columns.h. */
#include "input/columns.h"

#include <string.h>

/* --- orders ------------------------------------------------------------ */

static const struct cs_column_rule orders[CS_NROLES] = {
	[CS_ROLE_CUSTOMER] = { "customer",
			       "--customer",
			       { "customerid customerno customernumber "
				 "customerkey customercode custid custno",
				 "customer cust", "clientid client",
				 "buyeruserid buyerid", "userid user",
				 "accountid accountno accountnumber memberid",
				 "policyid policyno policynumber policy "
				 "contractid contractno contractnumber "
				 "contract",
				 "customeremail buyeremail email emailaddress "
				 "emailbilling fromemailaddress" } },
	[CS_ROLE_DATE] = { "date",
			   "--date",
			   { "orderdate invoicedate purchasedate saledate "
			     "transactiondate",
			     "date orderdatetime datetime day",
			     "createdat created createdutc createddate "
			     "orderedat",
			     "paymentdate paidat paiddate", "timestamp" },
			   .type = CS_FIELD_DATE },
	[CS_ROLE_ORDER] = { "order",
			    "--order",
			    { "orderid orderno ordernumber amazonorderid",
			      "invoiceno invoiceid invoicenumber",
			      "order invoice",
			      "transactionid paymentid receiptid receiptno" } },
	[CS_ROLE_AMOUNT] = { "amount",
			     "--amount",
			     { "amount",
			       "ordertotal grandtotal grandtotalbase total "
			       "totalamount ordervalue amountpaid",
			       "revenue netsales nrevenue",
			       "gross grosssales net sales",
			       "linetotal orderlinetotal lineamount", "value" },
			     .type = CS_FIELD_NUMBER },
	[CS_ROLE_QUANTITY] = { "quantity",
			       "--quantity",
			       { "quantity qty", "units itemssold" },
			       .wanted = CS_OPTIONAL,
			       .type = CS_FIELD_NUMBER },
	[CS_ROLE_PRICE] = { "price",
			    "--price",
			    { "unitprice itemprice", "price" },
			    .wanted = CS_OPTIONAL,
			    .type = CS_FIELD_NUMBER },
	[CS_ROLE_CURRENCY] = { "currency",
			       "--currency",
			       { "currency currencycode ordercurrency" },
			       .wanted = CS_OPTIONAL },
	[CS_ROLE_STATUS] = { "status", "--status" },
	[CS_ROLE_REFUND] = { "refund",
			     "--refund",
			     { "refundedamount amountrefunded totalrefunded "
			       "refundamount" },
			     .wanted = CS_OPTIONAL,
			     .type = CS_FIELD_NUMBER },
	[CS_ROLE_CANCELLED] = { "cancelled",
				"--cancelled",
				{ "cancelledat canceledat cancelleddate "
				  "canceleddate" },
				.wanted = CS_OPTIONAL,
				.type = CS_FIELD_DATE },
	[CS_ROLE_GROUP] = { "group", "--group" },
};

size_t cs_order_columns(struct cs_column_rule *columns)
{
	memcpy(columns, orders, sizeof orders);
	return CS_NROLES;
}

/* --- contacts ---------------------------------------------------------- */

static const struct cs_column_rule contact_fields[CS_NCONTACT_FIELDS] = {
	[CS_CONTACT_KIND] = { "kind",
			      "--contact-kind",
			      { "kind contactkind contacttype tickettype "
				"casetype interactiontype",
				"type reason category" } },
	[CS_CONTACT_DIRECTION] = { "direction",
				   "--contact-direction",
				   { "direction" } },
	[CS_CONTACT_SCORE] = { "score",
			       "--contact-score",
			       { "score rating satisfaction satisfactionscore "
				 "csat npsscore nps" },
			       .type = CS_FIELD_NUMBER,
			       .high = 10 * CS_MICROS },
	[CS_CONTACT_RESPONDED] = { "responded",
				   "--contact-responded",
				   { "responded respondedat firstresponseat "
				     "firstrespondedat answeredat" },
				   .type = CS_FIELD_DATE },
	[CS_CONTACT_RESOLVED] = { "resolved",
				  "--contact-resolved",
				  { "resolved resolvedat solvedat closedat" },
				  .type = CS_FIELD_DATE },
	[CS_CONTACT_CHANNEL] = { "channel",
				 "--contact-channel",
				 { "channel via source" } },
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
	for (size_t i = 0; i < CS_NCONTACT_FIELDS; i++) {
		columns[CS_NROLES + i] = contact_fields[i];
		columns[CS_NROLES + i].wanted = CS_OPTIONAL;
	}
	return CS_NROLES + CS_NCONTACT_FIELDS;
}
