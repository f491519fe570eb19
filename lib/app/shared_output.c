/* shared_output.c - options of how to print: see shared.h. */
#include <stdlib.h>
#include <string.h>

#include "app/output.h"
#include "app/shared.h"

/* Of all warnings, for --trust: tests/lint.t holds that none is missing. */
/* clang-format off */
static const char *const codes[] = {
	"bad-rows",
	"bad-span",
	"brief",
	"changed",
	"cluster-varies",
	"contact-keys",
	"credits",
	"cut-off",
	"daily",
	"damaged-key",
	"drift",
	"early-answer",
	"early-date",
	"early-delivery",
	"end-before-start",
	"entry-after-end",
	"equal-rows",
	"event-values",
	"few-clusters",
	"few-customers",
	"few-gaps",
	"few-repeats",
	"first-differs",
	"group-first-day",
	"group-varies",
	"gzip-garbage",
	"header-encoding",
	"holdout-error",
	"impossible-history",
	"key-spelling",
	"large-cluster",
	"late-date",
	"left-truncated",
	"low-response",
	"mixed-dates",
	"mixed-decimal",
	"negative-values",
	"net-of-fees",
	"no-clock",
	"no-contacts",
	"no-dropout",
	"no-font",
	"no-fit",
	"no-match",
	"no-order",
	"not-compared",
	"order-customers",
	"order-days",
	"other-amount",
	"other-status",
	"other-unit",
	"placeholder",
	"refunds-twice",
	"repeated-amounts",
	"repeated-orders",
	"repeated-rows",
	"rounded",
	"row-counts",
	"score-scale",
	"season",
	"short-lapse",
	"stale",
	"status-empty",
	"sum-rows",
	"unique-key",
	NULL,
};
/* clang-format on */

static const char *const color_choices[] = { "auto", "always", "never", NULL };

/* Between fields that we write: no blanks, of which a run is one. */
static int parse_out_delimiter(const char *text, void *value,
			       struct cs_err *err)
{
	if (strcmp(text, "blanks") == 0 ||
	    cs_parse_delimiter(text, value, err) != 0)
		return cs_refuse(err, "wants one character or tab, not ", text,
				 "");
	return 0;
}

/* "1200x700" */
static int parse_size(const char *text, void *value, struct cs_err *err)
{
	enum { DIGITS = 5 };
	struct cs_canvas *canvas = value;
	size_t width = strspn(text, "0123456789"), height;

	height =
	    text[width] == 'x' ? strspn(text + width + 1, "0123456789") : 0;
	if (width == 0 || width > DIGITS || height == 0 || height > DIGITS ||
	    text[width + 1 + height] != '\0')
		return cs_refuse(
		    err, "wants width x height as in 1200x700, not ", text, "");
	canvas->width = strtol(text, NULL, 10);
	canvas->height = strtol(text + width + 1, NULL, 10);
	return 0;
}

const struct cs_option cs_output_options[] = {
	{ 'f', "format", CS_OPT_CHOICE, CS_SHARED(format), "FORMAT",
	  "how to print", &cs_renderers[0].name, .stride = sizeof *cs_renderers,
	  .basic = true, .aside = true },
	{ 't', "table", CS_OPT_WORDS, CS_SHARED(tables), "NAME,...",
	  "print these tables", .basic = true, .aside = true },
	{ 'o', "output", CS_OPT_TEXT, CS_SHARED(output), "FILE",
	  "write there; DIR/: a file per table", .basic = true, .file = true,
	  .aside = true },
	{ 'p', "plot", CS_OPT_OPTIONAL, CS_SHARED(plot), "FILE|DIR/",
	  "draw: .png, .svg, .pdf; else in the terminal", .basic = true,
	  .file = true, .aside = true },
	{ 0, "title", CS_OPT_TEXT, CS_SHARED(canvas.title), "TEXT",
	  "above a chart, in place of its question", .aside = true },
	{ 0, "size", CS_OPT_PARSED, CS_SHARED(canvas), "WxH",
	  "of a chart: points, default 1200x700; in a terminal columns and "
	  "lines, default 79x24",
	  .parse = parse_size, .aside = true },
	{ 0, "limit", CS_OPT_COUNT, CS_SHARED(limit), "N",
	  "print N rows of a long table", .low = 1, .high = 1e15 },
	{ 0, "out-delimiter", CS_OPT_PARSED, CS_SHARED(out_delimiter), "C|tab",
	  "between fields of csv; default , or, with a decimal comma, ;",
	  .parse = parse_out_delimiter, .aside = true },
	{ 0, "out-decimal", CS_OPT_PARSED, CS_SHARED(out_decimal), ".|,",
	  "of numbers in csv and tsv; default .", .parse = cs_parse_decimal,
	  .aside = true },
	{ 0, "bom", CS_OPT_FLAG, CS_SHARED(bom), NULL,
	  "csv and tsv begin with a byte-order mark, as some spreadsheets ask",
	  .aside = true },
	{ 0, "width", CS_OPT_COUNT, CS_SHARED(width), "N",
	  "columns of text; default those of the terminal, 80 elsewhere",
	  .low = 40, .high = 1000, .aside = true },
	{ 0, "color", CS_OPT_CHOICE, CS_SHARED(color), NULL,
	  "headings of text stand out; auto: in a terminal, without NO_COLOR",
	  color_choices, .aside = true },
	{ 0, "strict", CS_OPT_FLAG, CS_SHARED(strict), NULL,
	  "a warning is an error: nothing is written", .aside = true },
	{ 0, "trust", CS_OPT_WORDS, CS_SHARED(trust), "CODE,...",
	  "do not give these warnings: what they doubt is known to be right",
	  codes },
	{ 'q', "quiet", CS_OPT_FLAG, CS_SHARED(quiet), NULL,
	  "no notes on standard error; warnings stay", .aside = true },
	{ 'v', "verbose", CS_OPT_FLAG, CS_SHARED(verbose), NULL,
	  "say what was read and how on standard error", .aside = true },
	{ 0 }
};
