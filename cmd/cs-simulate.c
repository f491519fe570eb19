/* cs-simulate.c - exports of customers whose truth is known. */
#include "app/run.h"
#include "simulate/settings.h"
#include "simulate/simulate.h"

/* --- options ----------------------------------------------------------- */

#define DEFAULT(member, name, value, ...) .member = value,

static const struct settings defaults = {
	.customers = 1000,
	.start = 19723, /* 2024-01-01 */
	.end = CS_NO_DAY,
	.regularity = 1,
	.group_column = "segment",
	.seed = 1,
	.every = { .span = { .months = 1 } },
	.hazards = { false, 6, { .05, .35, .10, .05, .03, .01 } },
	.book_start = CS_NO_DAY,
	.line_items = 1,
	.with_names = CS_LIST_INIT,
	.decimal = '.',
	.experience = { .failure_rate = -1,
			EXPERIENCE(DEFAULT, DEFAULT, DEFAULT) },
	.service = { SERVICE(DEFAULT, DEFAULT, DEFAULT) },
};

#define OWN(member) CS_OWN(struct settings, member)
#define PROBABILITY .low = 0, .high = 1

static const struct cs_option customer_options[] = {
	{ 0, "customers", CS_OPT_COUNT, OWN(customers), "N",
	  "how many; default 1000", .low = 1, .high = 1e8, .basic = true },
	{ 0, "start", CS_OPT_PARSED, OWN(start), "DATE",
	  "first day; default 2024-01-01", .parse = cs_parse_day,
	  .basic = true },
	{ 0, "days", CS_OPT_COUNT, OWN(days), "N",
	  "days in all; default 731, two years", .low = 1, .high = 36525,
	  .basic = true },
	{ 0, "end", CS_OPT_PARSED, OWN(end), "DATE",
	  "last day, in place of --days", .parse = cs_parse_day },
	{ 0, "entry", CS_OPT_PARSED, OWN(entry), "DURATION",
	  "first orders fall within this (90d, 3m, 1y); default all",
	  .parse = parse_span, .basic = true },
	{ 0, "group", CS_OPT_PARSED, OWN(groups), "GROUP",
	  "NAME=SHARE[:KEY=VALUE,...], with parameters of its own",
	  .parse = parse_group, .basic = true },
	{ 0, "group-column", CS_OPT_PARSED, OWN(group_column), "NAME",
	  "what its column is called; default segment", .parse = parse_column },
	{ 0, "seed", CS_OPT_COUNT, OWN(seed), "N",
	  "another seed, other customers; default 1", .low = 0,
	  .high = 4294967295.0, .basic = true },
	{ 0 }
};

static const struct cs_option model_options[] = {
	{ 0, "model", CS_OPT_CHOICE, OWN(model), "MODEL",
	  "how they buy and leave, by default the first", model_names,
	  .basic = true },
	{ 0, "parameters", CS_OPT_PARSED, OWN(given), "NAME=VALUE,...",
	  "of the model, in weeks; defaults are fits to real data",
	  .parse = parse_parameters, .basic = true },
	{ 0, "regularity", CS_OPT_COUNT, OWN(regularity), "K",
	  "bg-nbd, mbg-nbd: gaps are of K ticks of the rate; default 1: random",
	  .low = 1, .high = 12 },
	{ 0, "values", CS_OPT_PARSED, OWN(given), "NAME=VALUE,...",
	  "p, q, gamma of amounts (gamma-gamma); default 6.25, 3.744, 15.44",
	  .parse = parse_values },
	{ 0, "every", CS_OPT_PARSED, OWN(every), "DURATION",
	  "contract, sbg: payments are due so often; default 1m",
	  .parse = parse_span, .basic = true },
	{ 0, "hazards", CS_OPT_PARSED, OWN(hazards), "P,...",
	  "contract: chance to lapse after payment 1, 2, ...",
	  .parse = parse_hazards, .basic = true },
	{ 0, "late-days", CS_OPT_COUNT, OWN(late_days), "N",
	  "contract, sbg: payments come up to N days late; default 0", .low = 0,
	  .high = 3650 },
	{ 0, "book-start", CS_OPT_PARSED, OWN(book_start), "DATE",
	  "leave out rows before it: a book that begins in the middle",
	  .parse = cs_parse_day },
	{ 0 }
};

static const struct cs_option row_options[] = {
	{ 0, "refund-rate", CS_OPT_NUMBER, OWN(refund_rate), "P",
	  "chance that an order is refunded, by a row of its own; default 0",
	  PROBABILITY },
	{ 0, "line-items", CS_OPT_NUMBER, OWN(line_items), "N",
	  "rows of an order, on average; default 1", .low = 1, .high = 50 },
	{ 0, "anonymous", CS_OPT_NUMBER, OWN(anonymous), "P",
	  "chance that an order is followed by a row without a customer; "
	  "default 0",
	  PROBABILITY },
	{ 0, "dirty", CS_OPT_NUMBER, OWN(dirty), "P",
	  "chance that an order is followed by a row that is to be set aside; "
	  "default 0",
	  PROBABILITY },
	{ 0, "with", CS_OPT_WORDS, OWN(with_names), "COLUMN,...",
	  "more columns; quantity stands with price in place of amount",
	  extra_names },
	{ 0, "delimiter", CS_OPT_PARSED, OWN(delimiter), "C|tab",
	  "between fields; default , or, with --decimal , ;",
	  .parse = parse_separator },
	{ 0, "decimal", CS_OPT_PARSED, OWN(decimal), ".|,",
	  "decimal mark; default .", .parse = parse_mark },
	{ 0, "date-format", CS_OPT_CHOICE, OWN(date_form), NULL,
	  "2025-03-07, 07/03/2025, 03/07/2025 or 20250307; default iso",
	  &date_forms->name, .stride = sizeof *date_forms },
	{ 0 }
};

#define ROW(name, type, member, ...) \
	{ 0, name, type, OWN(experience.member), __VA_ARGS__ },
#define CHANCE(member, name, value, text, ...) \
	ROW(name, CS_OPT_NUMBER, member, "P",  \
	    text "; default " #value __VA_ARGS__, PROBABILITY)
#define DAYS(member, name, value, text)                                \
	ROW(name, CS_OPT_COUNT, member, "N", text "; default " #value, \
	    .low = 1, .high = 365)

static const struct cs_option contact_options[] = {
	{ 0, "contacts", CS_OPT_TEXT, OWN(contacts), "FILE",
	  "also write contacts: complaints, inquiries, survey calls",
	  .basic = true, .file = true },
	{ 0, "failure-rate", CS_OPT_NUMBER, OWN(experience.failure_rate), "P",
	  "chance that an order comes late; default .08", PROBABILITY },
	EXPERIENCE(CHANCE, CHANCE, DAYS)
	/* no more */
	{ 0 }
};

#undef ROW
#undef CHANCE
#undef DAYS
#define ROW(name, type, member, ...) \
	{ 0, name, type, OWN(service.member), __VA_ARGS__ },
#define CHANCE(member, name, value, text)                               \
	ROW(name, CS_OPT_NUMBER, member, "P", text "; default " #value, \
	    PROBABILITY)
#define DAYS(member, name, value, text, least)                         \
	ROW(name, CS_OPT_COUNT, member, "N", text "; default " #value, \
	    .low = least, .high = 365)
#define NUMBER(member, name, value, what, text, least, most)             \
	ROW(name, CS_OPT_NUMBER, member, what, text "; default " #value, \
	    .low = least, .high = most)

static const struct cs_option service_options[] = {
	{ 0, "service", CS_OPT_FLAG, OWN(service.on), NULL,
	  "also how customers are looked after, with times", .basic = true },
	{ 0, "rows", CS_OPT_CHOICE, OWN(service.rows), NULL,
	  "a row of contacts is a ticket, or a message; default tickets",
	  row_names },
	{ 0, "scale", CS_OPT_CHOICE, OWN(service.scale), NULL,
	  "of scores; default 1-5", scale_names },
	SERVICE(CHANCE, DAYS, NUMBER)
	/* no more */
	{ 0 }
};

static const struct cs_option output_options[] = {
	{ 'o', "output", CS_OPT_TEXT, OWN(output), "FILE", "write orders there",
	  .basic = true, .file = true },
	{ 0, "truth", CS_OPT_TEXT, OWN(truth), "FILE",
	  "also write what each customer is", .basic = true, .file = true },
	{ 0, "truth-parameters", CS_OPT_TEXT, OWN(truth_parameters), "FILE",
	  "also write all parameters, and what follows from them",
	  .file = true },
	{ 0 }
};

static const struct cs_option_group groups[] = {
	{ "Customers", customer_options },
	{ "Model", model_options },
	{ "Output", output_options },
	{ "Rows", row_options },
	{ "Contacts", contact_options },
	{ "Service", service_options },
	{ NULL, NULL }
};

#define WORD(member, name, ...) name " "

/* What customers have. */
enum mode { ORDERS_ALONE, EXPERIENCES, SERVED };

static const struct cs_refusal refusals[] = {
	{ 1u << ORDERS_ALONE, EXPERIENCE(WORD, WORD, WORD),
	  "goes with --contacts or --failure-rate" },
	{ 1u << ORDERS_ALONE | 1u << EXPERIENCES,
	  SERVICE(WORD, WORD, WORD) "rows scale", "goes with --service" },
	{ 1u << SERVED, "inquiries",
	  "does not go with --service: say --questions" },
	{ 1u << SERVED, "proactive",
	  "does not go with --service: say --asked-after" },
	{ 0 }
};

static const struct cs_command command = {
	.name = "cs-simulate",
	.question = "exports with known truth",
	.about =
	    "Writes orders of customers who buy and leave as a model says, "
	    "and, if asked for,\nthe contacts they had and what is true of "
	    "each: to try a method on data where\nthe right answer is known. "
	    "The same options make the same bytes.",
	.example =
	    "cs-simulate --customers 5000 --truth truth.csv -o orders.csv",
	.groups = groups,
	.refusals = refusals,
};

/* --- the run ----------------------------------------------------------- */

static int act(const struct cs_values *values, const struct cs_list *operands,
	       struct cs_err *err)
{
	struct settings *s = values->home[CS_HOME_OWN];

	enum mode mode;

	(void)operands; /* it takes none */
	s->experience.on = s->service.on || s->contacts != NULL ||
			   s->experience.failure_rate >= 0;
	mode = s->service.on	  ? SERVED
	       : s->experience.on ? EXPERIENCES
				  : ORDERS_ALONE;
	if (cs_options_refused(&command, values, mode, err) != 0 ||
	    settings_resolve(s, &values->files, err) != 0)
		return CS_WRONG_USAGE;
	return simulate(s, err);
}

int main(int argc, char **argv)
{
	struct settings settings = defaults;

	return cs_run_plain(&command, &settings, act, argc, argv);
}
