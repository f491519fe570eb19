/* shared.c - see shared.h. */
#include "app/shared.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/spill.h"
#include "cell/spelling.h"
#include "data/data.h"
#include "input/csv.h"
#include "input/encoding.h"
#include "report/table.h"

/* One ASCII character that is none of `forbidden`. */
static bool read_character(const char *text, const char *forbidden,
			   char *character)
{
	if (strlen(text) != 1 || strchr(forbidden, *text) != NULL ||
	    (unsigned char)*text >= 0x80)
		return false;
	*character = *text;
	return true;
}

int cs_parse_delimiter(const char *text, void *value, struct cs_err *err)
{
	char *delimiter = value;

	if (strcmp(text, "tab") == 0 || strcmp(text, "\\t") == 0)
		*delimiter = '\t';
	else if (strcmp(text, "blanks") == 0)
		*delimiter = CS_BLANKS;
	else if (!read_character(text, "\"\r\n ", delimiter))
		return cs_refuse(
		    err, "wants one character, tab or blanks, not ", text, "");
	return 0;
}

int cs_parse_encoding(const char *text, void *value, struct cs_err *err)
{
	if (!cs_encoding_known(text))
		return cs_refuse(err, "wants a name that iconv -l lists, not ",
				 text, "");
	*(const char **)value = text;
	return 0;
}

static int parse_quote(const char *text, void *value, struct cs_err *err)
{
	char *quote = value;

	if (strcmp(text, "none") == 0)
		*quote = CS_NO_QUOTE;
	else if (!read_character(text, "\r\n\t ", quote))
		return cs_refuse(err, "wants one character or none, not ", text,
				 "");
	return 0;
}

int cs_parse_decimal(const char *text, void *value, struct cs_err *err)
{
	enum cs_mark *mark = value;

	if (strcmp(text, ".") != 0 && strcmp(text, ",") != 0)
		return cs_refuse(err, "wants . or , not ", text, "");
	*mark = *text == '.' ? CS_MARK_DOT : CS_MARK_COMMA;
	return 0;
}

int cs_parse_date_format(const char *text, void *value, struct cs_err *err)
{
	struct cs_date_format format = CS_DATE_FORMAT_INIT;

	if (cs_date_format_parse(text, &format, err) != 0)
		return -1;
	*(const char **)value = text;
	return 0;
}

/* The change that a word of that length names; 0: none. */
static unsigned change_called(const char *word, size_t length)
{
	if (length == 3 && memcmp(word, "all", 3) == 0)
		return CS_KEY_ALL;
	for (int i = 0; i < CS_NKEY_CHANGES; i++)
		if (strlen(cs_key_change_names[i]) == length &&
		    memcmp(cs_key_change_names[i], word, length) == 0)
			return 1U << i;
	return 0;
}

static int parse_fold(const char *text, void *value, struct cs_err *err)
{
	unsigned *changes = value;

	*changes = 0;
	for (const char *p = text;; p++) {
		size_t length = strcspn(p, ",");
		unsigned one = change_called(p, length);

		if (one == 0)
			return cs_refuse(err,
					 "wants case, blanks, zeros, "
					 "point-zero, apostrophes, signs or "
					 "all, not ",
					 text, "");
		*changes |= one;
		p += length;
		if (*p == '\0')
			return 0;
	}
}

static void show_fold(const void *value, const char *name,
		      struct cs_object *parameters)
{
	const unsigned *changes = value;

	cs_set_list(parameters, name);
	for (int i = 0; i < CS_NKEY_CHANGES; i++)
		if ((*changes >> i & 1) != 0)
			cs_object_append(parameters, name,
					 cs_key_change_names[i]);
}

static int parse_max_bad(const char *text, void *value, struct cs_err *err)
{
	struct cs_max_bad *limit = value;
	size_t length = strlen(text);
	char digits[32] = "";
	bool percent = length > 0 && text[length - 1] == '%';

	length -= percent;
	if (length < sizeof digits)
		memcpy(digits, text, length);
	if (!cs_read_real(digits, &limit->rows) || limit->rows < 0 ||
	    (percent && limit->rows > 100))
		return cs_refuse(err,
				 "wants a number of rows or a percentage "
				 "such as 0.1%, not ",
				 text, "");
	limit->percent = percent;
	limit->given = true;
	return 0;
}

/* A number of bytes, of K, M, G or T: 1G, 512M, 1.5GB. */
static int parse_memory(const char *text, void *value, struct cs_err *err)
{
	static const char units[] = "kmgt";
	char digits[32] = "";
	size_t length = strspn(text, "0123456789."), unit = 0;
	const char *rest = text + length, *at;
	double size;

	if (length < sizeof digits)
		memcpy(digits, text, length);
	if (*rest != '\0' && (at = strchr(units, *rest | 32)) != NULL) {
		unit = (size_t)(at - units) + 1;
		rest++;
	}
	if (!cs_read_real(digits, &size) ||
	    (*rest != '\0' && strcasecmp(rest, "b") != 0 &&
	     strcasecmp(rest, "ib") != 0))
		return cs_refuse(err,
				 "wants a size such as 512M, 4G or 1.5G, not ",
				 text, "");
	size = ldexp(size, (int)unit * 10);
	if (size < (double)CS_SPILL_LEAST || size > ldexp(1, 60))
		return cs_refuse(err, "wants 64M or more, not ", text, "");
	*(uint64_t *)value = (uint64_t)size;
	return 0;
}

/* As a number of rows or per cent of them. */
static void show_max_bad(const void *value, const char *name,
			 struct cs_object *parameters)
{
	const struct cs_max_bad *limit = value;

	if (!limit->given)
		cs_set_null(parameters, name);
	else
		cs_set_real(parameters,
			    limit->percent ? "max_bad_percent" : name,
			    limit->rows);
}

static int parse_as_of(const char *text, void *value, struct cs_err *err)
{
	cs_day *day = value;

	if (strcmp(text, "today") == 0)
		*day = CS_TODAY;
	else if (strcmp(text, "yesterday") == 0)
		*day = CS_YESTERDAY;
	else
		return cs_parse_day_range_end(text, value, err);
	return 0;
}

/* DATE HH:MM, too. The second stands behind the day; 24:00 is its end. */
static int parse_as_of_moment(const char *text, void *value, struct cs_err *err)
{
	const struct cs_date_format usual = CS_DATE_FORMAT_INIT;
	struct cs_shared *shared =
	    (void *)((char *)value - offsetof(struct cs_shared, as_of));
	size_t length = strlen(text);

	shared->as_of_second = cs_date_second(text, length);
	if (shared->as_of_second < 0 && strchr(text, ':') == NULL)
		return parse_as_of(text, value, err);
	if (shared->as_of_second >= 0 &&
	    cs_date_parse(text, length, &usual, value) == CS_CELL_OK) {
		if (shared->as_of_second == 0 && strstr(text, "24:00") != NULL)
			shared->as_of--, shared->as_of_second = -1;
		return 0;
	}
	return cs_refuse(err,
			 "wants a date, or a date and a time of day as "
			 "2025-03-31 18:00, not ",
			 text, "");
}

/* 4, April, apr. */
static const char *const line_items[] = { "sum", "once", "same", NULL };
static const char *const duplicates[] = { "keep", "drop", NULL };
static const char *const overlaps[] = { "error", "add", "last", "once", NULL };
static const char *const escapes[] = { "double", "backslash", NULL };
static const char *const occasions[] = { "order", "day", NULL };

#define ROLE(role) CS_OPT_TEXT, CS_SHARED(column[role]), "COL"

const struct cs_option cs_column_options[] = {
	{ 0, "customer", ROLE(CS_ROLE_CUSTOMER),
	  "column of the customer; A,B: the first not empty", .basic = true,
	  .aside = true },
	{ 0, "date", ROLE(CS_ROLE_DATE),
	  "column of the date; A+B: with its time of day", .basic = true,
	  .aside = true },
	{ 0, "order", ROLE(CS_ROLE_ORDER),
	  "column of the order's id: rows that share one are one order",
	  .aside = true },
	{ 0, "amount", ROLE(CS_ROLE_AMOUNT), "column of the amount",
	  .basic = true, .aside = true },
	{ 0, "quantity", ROLE(CS_ROLE_QUANTITY),
	  "column of the quantity; without an amount, quantity x price "
	  "counts",
	  .aside = true },
	{ 0, "price", ROLE(CS_ROLE_PRICE), "column of the price of one",
	  .aside = true },
	{ 0, "currency", ROLE(CS_ROLE_CURRENCY),
	  "column of the currency, of which there must be one", .aside = true },
	{ 0, "status", ROLE(CS_ROLE_STATUS), "column of the order's status",
	  .aside = true },
	{ 0, "count", CS_OPT_WORDS, CS_SHARED(count), "STATUS,...",
	  "count rows of these statuses only" },
	{ 0, "refund", ROLE(CS_ROLE_REFUND),
	  "column of what was paid back, taken off the amount; none: nothing "
	  "is",
	  .aside = true },
	{ 0, "cancelled", ROLE(CS_ROLE_CANCELLED),
	  "column that is filled where an order was cancelled; none: all "
	  "count",
	  .aside = true },
	{ 0, "explain", CS_OPT_FLAG, CS_SHARED(explain), NULL,
	  "print what is taken for what, and stop", .basic = true,
	  .aside = true },
	{ 0 }
};

const struct cs_option cs_input_options[] = {
	{ 0, "where", CS_OPT_LIST, CS_SHARED(where), "EXPR",
	  "only rows that satisfy it: 'Country=France,Spain'", .basic = true },
	{ 0, "exclude", CS_OPT_LIST, CS_SHARED(exclude), "EXPR",
	  "leave out rows that satisfy any" },
	{ 0, "files-from", CS_OPT_TEXT, CS_SHARED(files_from), "FILE",
	  "read the names of input files, a line each; - is standard input",
	  .file = true, .aside = true },
	{ 0, "delimiter", CS_OPT_PARSED, CS_SHARED(delimiter), "C|tab|blanks",
	  "between fields; default: the one of , ; tab | that splits the "
	  "header into most fields",
	  .parse = cs_parse_delimiter },
	{ 0, "quote", CS_OPT_PARSED, CS_SHARED(quote), "C|none",
	  "around fields; default \"", .parse = parse_quote },
	{ 0, "escape", CS_OPT_CHOICE, CS_SHARED(escape), NULL,
	  "a quote within quotes is doubled, or stands behind a backslash; "
	  "default: found",
	  escapes },
	{ 0, "encoding", CS_OPT_PARSED, CS_SHARED(encoding), "NAME",
	  "of the files, as iconv(1) calls it; default UTF-8",
	  .parse = cs_parse_encoding },
	{ 0, "no-header", CS_OPT_FLAG, CS_SHARED(no_header), NULL,
	  "the first line is data: columns are named by position" },
	{ 0, "layout", CS_OPT_TEXT, CS_SHARED(layout), "NAME|FILE|none",
	  "the kind of export, cs-input(5); default: found by its header",
	  .aside = true },
	{ 0, "list-layouts", CS_OPT_FLAG, CS_SHARED(list_layouts), NULL,
	  "list the layouts that are built in and stop", .aside = true },
	{ 0, "skip-lines", CS_OPT_COUNT, CS_SHARED(skip_lines), "N",
	  "leave out N lines above the header", .low = 0, .high = 1000000 },
	{ 0, "stop-at-blank", CS_OPT_FLAG, CS_SHARED(stop_at_blank), NULL,
	  "the first line without content below the header ends the table" },
	{ 0, "fill", CS_OPT_FLAG, CS_SHARED(fill), NULL,
	  "fields that are missing at the end of a row are empty" },
	{ 0, "decimal", CS_OPT_PARSED, CS_SHARED(decimal), ".|,",
	  "decimal mark; default: as most values in the first mebibyte",
	  .parse = cs_parse_decimal },
	{ 0, "date-format", CS_OPT_PARSED, CS_SHARED(date_format), "FORMAT",
	  "dmy, mdy, ymd, epoch, epoch_ms, serial, days or a pattern of "
	  "strptime(3)",
	  .parse = cs_parse_date_format },
	{ 0, "tz", CS_OPT_TEXT, CS_SHARED(zone), "ZONE",
	  "count days in this zone, such as Asia/Jakarta; default: as they are "
	  "written" },
	{ 0, "input-tz", CS_OPT_TEXT, CS_SHARED(times_zone), "ZONE",
	  "with --tz: zone of times without an offset" },
	{ 0, "exact-keys", CS_OPT_FLAG, CS_SHARED(exact_keys), NULL,
	  "take keys as they are written: guards, capitals of addresses, words "
	  "such as guest" },
	{ 0, "fold-keys", CS_OPT_PARSED, CS_SHARED(fold_keys), "HOW,...",
	  "customers are one whose keys differ only in case, blanks, zeros, "
	  "point-zero, apostrophes, signs, or all of these",
	  .parse = parse_fold, .show = show_fold },
	{ 0, "round", CS_OPT_FLAG, CS_SHARED(round), NULL,
	  "round amounts of more than six decimals, half to even" },
	{ 0, "line-items", CS_OPT_CHOICE, CS_SHARED(line_items), NULL,
	  "an order's rows add up, its first one holds its total, or all that "
	  "are "
	  "the same do",
	  line_items },
	{ 0, "duplicates", CS_OPT_CHOICE, CS_SHARED(duplicates), NULL,
	  "equal rows of one file all count, or once; default keep, with a "
	  "warning where they are many",
	  duplicates },
	{ 0, "overlap", CS_OPT_CHOICE, CS_SHARED(overlap), NULL,
	  "what is in several files is an error, adds up, is the last file's, "
	  "or counts once; default error",
	  overlaps },
	{ 0, "skip-bad", CS_OPT_OPTIONAL, CS_SHARED(skip_bad), "FILE",
	  "set rows that cannot be read aside, in FILE if given",
	  .file = true },
	{ 0, "max-bad", CS_OPT_PARSED, CS_SHARED(max_bad), "N|P%",
	  "set bad rows aside, but fail if there are more than that",
	  .parse = parse_max_bad, .show = show_max_bad },
	{ 0, "allow-empty", CS_OPT_FLAG, CS_SHARED(allow_empty), NULL,
	  "no customer left is an answer, not an error" },
	{ 'j', "threads", CS_OPT_COUNT, CS_SHARED(threads), "N",
	  "use N threads; default: all cores", .low = 1, .high = 256,
	  .aside = true },
	{ 0, "mpi", CS_OPT_FLAG, CS_SHARED(mpi), NULL,
	  "be one of the processes of mpirun -n N, which read FILES together",
	  .aside = true },
	{ 0, "partial", CS_OPT_TEXT, CS_SHARED(partial), "FILE",
	  "put what is read into FILE, for cs-merge, and report nothing",
	  .aside = true },
	{ 0, "partials", CS_OPT_FLAG, CS_SHARED(partials), NULL,
	  "the operands are such files, as cs-merge says it", .aside = true },
	{ 0, "memory", CS_OPT_PARSED, CS_SHARED(memory), "SIZE",
	  "hold that much, and the rest in a temporary file; default: three "
	  "quarters of what is free",
	  .parse = parse_memory, .aside = true },
	{ 0, "block-size", CS_OPT_COUNT, CS_SHARED(block_size), "BYTES",
	  "read that much at a time; default 131072", .low = 1, .high = 1 << 28,
	  .aside = true },
	{ 0 }
};

const struct cs_option cs_occasion_options[] = {
	{ 0, "occasion", CS_OPT_CHOICE, CS_SHARED(occasion), NULL,
	  "one purchase is an order, or all orders of a day; default order",
	  occasions },
	{ 0 }
};

const struct cs_option cs_time_options[] = {
	{ 0, "as-of", CS_OPT_PARSED, CS_SHARED(as_of), "DATE|today|yesterday",
	  "end of observation; default: the last date read",
	  .parse = parse_as_of },
	{ 0, "max-age", CS_OPT_PARSED, CS_SHARED(max_age), "DURATION",
	  "fail where the last date is longer before --as-of, or before today",
	  .parse = cs_parse_span, .show = cs_show_span, .aside = true },
	{ 0, "from", CS_OPT_PARSED, CS_SHARED(window.from), "DATE",
	  "report from this day, month or year on",
	  .parse = cs_parse_day_range_start, .show = cs_show_day },
	{ 0, "to", CS_OPT_PARSED, CS_SHARED(window.to), "DATE",
	  "report up to and including this day, month or year",
	  .parse = cs_parse_day_range_end, .show = cs_show_day },
	{ 0, "first-from", CS_OPT_PARSED, CS_SHARED(first_from), "DATE",
	  "customers who first bought on or after it",
	  .parse = cs_parse_day_range_start, .show = cs_show_day },
	{ 0, "first-to", CS_OPT_PARSED, CS_SHARED(first_to), "DATE",
	  "customers who first bought on or before it",
	  .parse = cs_parse_day_range_end, .show = cs_show_day },
	{ 0 }
};

const struct cs_option cs_moment_options[] = {
	{ 0, "as-of", CS_OPT_PARSED, CS_SHARED(as_of),
	  "DATE[ HH:MM]|today|yesterday",
	  "end of observation; default: the end of the last date read",
	  .parse = parse_as_of_moment },
	{ 0, "max-age", CS_OPT_PARSED, CS_SHARED(max_age), "DURATION",
	  "fail where the last date is longer before --as-of, or before today",
	  .parse = cs_parse_span, .show = cs_show_span, .aside = true },
	{ 0 }
};

const struct cs_option cs_lapse_options[] = {
	{ 0, "lapse-after", CS_OPT_PARSED, CS_SHARED(lapse_after), "DURATION",
	  "silence longer than this (90d, 12w, 3m, 1y) is a lapse; default: "
	  "the 95th percentile of the gaps between purchases",
	  .parse = cs_parse_span, .show = cs_show_span },
	{ 0, "every", CS_OPT_PARSED, CS_SHARED(every), "DURATION",
	  "purchases are due at this interval: a lapse is silence longer than "
	  "it and --grace",
	  .parse = cs_parse_span, .show = cs_show_span },
	{ 0, "grace", CS_OPT_PARSED, CS_SHARED(grace), "DURATION",
	  "with --every: how late is not yet lapsed; default 0",
	  .parse = cs_parse_span, .show = cs_show_span },
	{ 0 }
};

const struct cs_option cs_risk_options[] = {
	{ 0, "at-risk-after", CS_OPT_PARSED, CS_SHARED(at_risk_after),
	  "DURATION",
	  "silence longer than this is a risk; default: the 80th percentile "
	  "of the gaps between purchases",
	  .parse = cs_parse_span, .show = cs_show_span },
	{ 0, "rhythm", CS_OPT_FLAG, CS_SHARED(rhythm), NULL,
	  "judge each customer in proportion to its own usual gap" },
	{ 0 }
};
