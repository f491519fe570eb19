/* profile.c - see profile.h. */
#include "input/profile.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "cell/amount.h"
#include "cell/cell.h"

enum { LONGEST_TRUTH = 6, ALIKE = 10 /* a share of cells: one in so many */ };

static const char truths[] =
    "0 1 y n t f yes no true false on off ja nein wahr falsch oui non vrai "
    "faux si s\xc3\xad verdadero falso sim n\xc3\xa3o nao verdadeiro vero nee "
    "waar ya tidak";

static bool is_truth(struct cs_text cell)
{
	char small[LONGEST_TRUTH * 2];

	if (cell.length > sizeof small)
		return false;
	for (size_t i = 0; i < cell.length; i++)
		small[i] = cell.bytes[i] >= 'A' && cell.bytes[i] <= 'Z'
			       ? (char)(cell.bytes[i] + ('a' - 'A'))
			       : cell.bytes[i];
	return cs_word_among(small, cell.length, truths, ' ');
}

static bool is_date(struct cs_text cell, const struct cs_date_format *format)
{
	cs_day day;

	return cs_date_parse(cell.bytes, cell.length, format, &day) !=
	       CS_CELL_BAD;
}

static bool eight_digits(struct cs_text cell)
{
	for (size_t i = 0; i < cell.length; i++)
		if (cell.bytes[i] < '0' || cell.bytes[i] > '9')
			return false;
	return cell.length == 8;
}

/* R1 is an id rather than a rand: letters need a decimal mark beside them. */
static bool is_id(struct cs_text cell)
{
	bool letters = false;

	for (size_t i = 0; i < cell.length; i++) {
		if (cell.bytes[i] == '.' || cell.bytes[i] == ',')
			return false;
		letters |= (cell.bytes[i] | 0x20) >= 'a' &&
			   (cell.bytes[i] | 0x20) <= 'z';
	}
	return letters;
}

static void count_cell(struct cs_profile *profile,
		       const struct cs_schema *schema, enum cs_field_type type,
		       struct cs_text cell)
{
	const struct cs_date_format usual = CS_DATE_FORMAT_INIT;
	cs_micros number;
	bool numeric;

	profile->rows++;
	if (cs_cell_empty(cell.bytes, cell.length))
		return;
	profile->filled++;
	numeric = cs_amount_parse(cell.bytes, cell.length, CS_MARK_UNKNOWN,
				  true, &number, NULL) != CS_CELL_BAD &&
		  (type == CS_FIELD_NUMBER || !is_id(cell));
	profile->numbers += numeric;
	profile->truths += is_truth(cell);
	if (type == CS_FIELD_DATE)
		profile->dates += is_date(cell, &schema->date);
	else
		profile->dates +=
		    (!numeric || eight_digits(cell)) && is_date(cell, &usual);
}

static int by_bytes(const void *a, const void *b)
{
	return cs_text_compare(*(const struct cs_text *)a,
			       *(const struct cs_text *)b);
}

size_t cs_profile_different(struct cs_sample *sample, int column)
{
	struct cs_text *cells = NULL, cell;
	size_t count = 0, capacity = 0, different = 0;

	cs_sample_column(sample, column);
	while (cs_sample_next(sample, &cell)) {
		if (cs_cell_empty(cell.bytes, cell.length))
			continue;
		CS_GROW(cells, count, capacity);
		cells[count++] = cell;
	}
	if (count > 0)
		qsort(cells, count, sizeof *cells, by_bytes);
	for (size_t i = 0; i < count; i++)
		different += i == 0 || by_bytes(&cells[i - 1], &cells[i]) != 0;
	free(cells);
	return different;
}

struct cs_profile cs_profile_column(const struct cs_schema *schema,
				    struct cs_sample *sample, int column,
				    enum cs_field_type type)
{
	struct cs_profile profile = { 0 };
	struct cs_text cell;

	cs_sample_column(sample, column);
	while (cs_sample_next(sample, &cell))
		count_cell(&profile, schema, type, cell);
	profile.different = cs_profile_different(sample, column);
	return profile;
}

bool cs_profile_money(struct cs_sample *sample, int column)
{
	size_t money = 0, filled = 0;
	struct cs_text cell;

	cs_sample_column(sample, column);
	while (money == filled && cs_sample_next(sample, &cell)) {
		cs_cell_trim(&cell.bytes, &cell.length);
		if (cs_cell_empty(cell.bytes, cell.length))
			continue;
		filled++;
		money += cs_amount_currency(cell.bytes, cell.length).length > 0;
	}
	return filled > 0 && money == filled;
}

const char *cs_profile_type(const struct cs_profile *profile)
{
	size_t filled = profile->filled;

	if (filled == 0)
		return "empty";
	/* a column of nothing but 1 is a number */
	if (profile->truths == filled &&
	    (profile->different == 2 ||
	     (profile->different == 1 && profile->numbers == 0)))
		return "yes/no";
	if (profile->dates == filled)
		return "date";
	if (profile->numbers == filled)
		return "number";
	return profile->numbers * ALIKE >= filled ||
		       profile->dates * ALIKE >= filled
		   ? "mixed"
		   : "text";
}
