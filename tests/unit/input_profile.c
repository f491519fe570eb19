/* What the cells of a column are. */
#include "input/profile.h"

#include "base/builtin.h"
#include "tap.h"

/* "TYPE FILLED/ROWS DIFFERENT" of a column `c` of these lines, used as. */
static void is_profile(const char *rows, enum cs_field_type type,
		       const char *format, const char *want, const char *name)
{
	struct cs_vocabulary *words =
	    cs_vocabulary_new(cs_builtin_text("words", "columns"));
	struct cs_input input = { .dialect = CS_DIALECT_INIT,
				  .date_format = format };
	struct cs_dialect dialect = CS_DIALECT_INIT;
	struct cs_err err = CS_ERR_INIT;
	struct cs_buf got = CS_BUF_INIT;
	struct cs_profile cells;
	struct cs_header header;
	struct cs_schema schema;
	struct cs_sample sample;

	cs_header_read("c;d\n", 4, true, &dialect, &header, &err);
	ok(cs_schema_init(&schema, "f.csv", &dialect, &header, rows,
			  strlen(rows), &input, words, &err) == 0,
	   "%s: %s", name, err.message);
	cs_sample_init(&sample, &schema);
	cells = cs_profile_column(&schema, &sample, 0, type);
	cs_buf_addf(&got, "%s %zu/%zu %zu", cs_profile_type(&cells),
		    cells.filled, cells.rows, cells.different);
	is_str(got.data, want, name);
	cs_buf_release(&got);
	cs_sample_release(&sample);
	cs_schema_release(&schema);
	cs_vocabulary_free(words);
}

int main(void)
{
	static const struct {
		const char *rows, *want, *name;
	} texts[] = {
		{ "", "empty 0/0 0", "no rows" },
		{ ";\nNULL;\n;\n", "empty 0/3 0", "no cell" },
		{ "5.00;\n$7;\n1.250,5;\n;\n", "number 3/4 3", "numbers" },
		{ "R1;\nR2;\nFM3;\n", "text 3/3 3", "ids" },
		{ "12.50 EUR;\nR1.50;\n", "number 2/2 2", "currencies" },
		{ "2025-01-02;\n03/04/2025;\n7 Oct 2025;\n", "date 3/3 3",
		  "dates, also of two readings" },
		{ "20250102;\n20250103;\n", "date 2/2 2", "digits of dates" },
		{ "20250102;\n20259999;\n", "number 2/2 2", "digits of none" },
		{ "yes;\nNo;\nyes;\n", "yes/no 3/3 2", "answers" },
		{ "true;\ntrue;\n", "yes/no 2/2 1", "one answer" },
		{ "1;\n0;\n1;\n", "yes/no 3/3 2", "flags" },
		{ "1;\n1;\n1;\n", "number 3/3 1", "nothing but 1" },
		{ "a;\n5;\n6;\n", "mixed 3/3 3", "numbers and words" },
		{ "a;\nb;\nc;\nd;\ne;\nf;\ng;\nh;\ni;\nj;\n5;\n",
		  "text 11/11 11", "a number among words" },
	};

	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		is_profile(texts[i].rows, CS_FIELD_TEXT, NULL, texts[i].want,
			   texts[i].name);
	is_profile("1700000000;\n1700086400;\n", CS_FIELD_DATE, "epoch",
		   "date 2/2 2", "seconds, used as dates");
	is_profile("1700000000;\n1700086400;\n", CS_FIELD_TEXT, "epoch",
		   "number 2/2 2", "... and not used so");
	is_profile("R1;\nR2;\n", CS_FIELD_NUMBER, NULL, "number 2/2 2",
		   "rands");
	return done_testing();
}
