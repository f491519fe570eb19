/* alike.c - a column that may say how many customers a row stands for. */
#include <string.h>

#include "app/notice.h"
#include "base/text.h"
#include "base/word.h"
#include "input/sample.h"
#include "lifetime/study.h"
#include "words/words.h"

/* Plain words: what tables of counts call them. */
static const char names[] = "customers count counts n number frequency freq "
			    "weight weights kunden anzahl clients nombre "
			    "effectif clientes cantidad quantidade numero "
			    "clienti klanten aantal pelanggan jumlah";

static bool is_named_so(const char *header)
{
	struct cs_buf words = CS_BUF_INIT;
	bool is;

	cs_name_plain(header, &words);
	is = words.length > 0 &&
	     cs_word_among(words.data, words.length, names, ' ');
	cs_buf_release(&words);
	return is;
}

/* Whole numbers, not all of them 1. */
static bool holds_counts(const struct cs_schema *schema, int column)
{
	struct cs_sample sample;
	struct cs_text cell;
	bool counts = true, more = false;

	cs_sample_init(&sample, schema);
	cs_sample_column(&sample, column);
	while (counts && cs_sample_next(&sample, &cell)) {
		cs_cell_trim(&cell.bytes, &cell.length);
		counts = cell.length > 0 && cell.length < 10;
		for (size_t i = 0; i < cell.length && counts; i++)
			counts = cell.bytes[i] >= '0' && cell.bytes[i] <= '9';
		more |= cell.length > 1 || (counts && *cell.bytes != '1');
	}
	cs_sample_release(&sample);
	return counts && more;
}

void warn_alike(struct cs_job *job)
{
	const struct cs_input_result *input = &job->data.input;
	const struct cs_schema *schema = &input->schemas[0];

	for (int i = 0; i < (int)schema->header.ncolumns; i++) {
		const char *header = schema->header.names[i];
		struct cs_buf given = CS_BUF_INIT;

		if (!is_named_so(header) || !holds_counts(schema, i))
			continue;
		cs_add_given(&given, "--weight", header);
		cs_warn(job, "row-counts", input->account.rows_used,
			schema->file, 0,
			"no two rows have the same time and event: does each "
			"stand for many customers? %s takes that column for "
			"how many",
			given.data);
		cs_buf_release(&given);
		return;
	}
}
