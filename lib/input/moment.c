/* moment.c - see moment.h. */
#include "input/moment.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/word.h"
#include "input/names.h"
#include "input/sample.h"

/* --- as the user says ---------------------------------------------------- */

bool cs_moment_is_named(const struct cs_schema *schema, const char *names)
{
	struct cs_err absent = CS_ERR_INIT;

	return strchr(names, '+') != NULL &&
	       cs_find_named(schema, "", names, &absent) < 0;
}

int cs_moment_named(struct cs_schema *schema, const char *option,
		    const char *names, struct cs_err *err)
{
	int columns[1 + CS_MOST_JOINED];
	size_t count = 0;

	for (const char *p = names; *p != '\0';) {
		size_t n = strcspn(p, "+");
		char *name = cs_strndup(p, n);

		if (count > CS_MOST_JOINED) {
			free(name);
			return cs_fail(err, "too-many-columns",
				       "%s joins up to %d columns: date, time "
				       "and zone",
				       option, 1 + CS_MOST_JOINED);
		}
		columns[count] = cs_find_named(schema, option, name, err);
		free(name);
		if (columns[count++] < 0)
			return -1;
		p += n + (p[n] == '+');
	}
	schema->joined.count = count - 1;
	memcpy(schema->joined.column, columns + 1,
	       (count - 1) * sizeof *columns);
	return columns[0];
}

/* --- by names and cells -------------------------------------------------- */

static bool is_clock(const struct cs_schema *schema, struct cs_text cell)
{
	struct cs_buf text = CS_BUF_INIT;
	bool valid;

	(void)schema;
	cs_cell_trim(&cell.bytes, &cell.length);
	cs_buf_addc(&text, ' ');
	cs_buf_add(&text, cell.bytes, cell.length);
	valid = cell.length > 0 && cs_date_time_valid(text.data, text.length);
	cs_buf_release(&text);
	return valid;
}

/* Does a zone's name behind a time of day make sense? */
static bool reads_behind(const struct cs_schema *schema, struct cs_text zone)
{
	struct cs_buf text = CS_BUF_INIT;
	struct cs_date_format format = { .zone = schema->date.zone };
	cs_day day;
	bool reads;

	cs_buf_adds(&text, "2000-01-01 00:00 ");
	cs_buf_add(&text, zone.bytes, zone.length);
	reads =
	    cs_date_parse(text.data, text.length, &format, &day) == CS_CELL_OK;
	cs_buf_release(&text);
	return reads;
}

/* A zone of the system, also as shops call those of North America. */
static struct cs_zone *zone_called(struct cs_text name)
{
	static const char *const others[][2] = {
		{ "Eastern Time (US & Canada)", "America/New_York" },
		{ "Central Time (US & Canada)", "America/Chicago" },
		{ "Mountain Time (US & Canada)", "America/Denver" },
		{ "Pacific Time (US & Canada)", "America/Los_Angeles" },
		{ "Atlantic Time (Canada)", "America/Halifax" },
		{ "Arizona", "America/Phoenix" },
		{ "Alaska", "America/Anchorage" },
		{ "Hawaii", "Pacific/Honolulu" },
	};
	struct cs_err none = CS_ERR_INIT;
	char *text = cs_strndup(name.bytes, name.length);
	const char *called = text;
	struct cs_zone *zone;

	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		if (strcmp(text, others[i][0]) == 0)
			called = others[i][1];
	zone = cs_zone_open(called, &none);
	free(text);
	return zone;
}

static bool is_zone(const struct cs_schema *schema, struct cs_text cell)
{
	struct cs_zone *zone = NULL;
	bool known;

	cs_cell_trim(&cell.bytes, &cell.length);
	known = cell.length > 0 && (reads_behind(schema, cell) ||
				    (zone = zone_called(cell)) != NULL);
	cs_zone_free(zone);
	return known;
}

/* Are nine of ten cells of a column that hold something, and there are some,
 * so? Of those that repeat the one above them only the first is looked at. */
static bool most_are(const struct cs_schema *schema, int column,
		     bool (*test)(const struct cs_schema *, struct cs_text))
{
	struct cs_sample sample;
	struct cs_text cell, last = { "", 0 };
	size_t looked = 0, found = 0;

	cs_sample_init(&sample, schema);
	cs_sample_column(&sample, column);
	while (cs_sample_next(&sample, &cell)) {
		if (cs_cell_empty(cell.bytes, cell.length) ||
		    (looked > 0 && cs_text_compare(cell, last) == 0))
			continue;
		looked++;
		found += test(schema, cell);
		last = cell;
	}
	cs_sample_release(&sample);
	return looked > 0 && found * 10 >= looked * 9;
}

static bool has_no_time(const struct cs_schema *schema, struct cs_text cell)
{
	(void)schema;

	return cs_date_second(cell.bytes, cell.length) < 0;
}

/* Does it say where it is that time? */
static bool has_offset(const struct cs_schema *schema, struct cs_text cell)
{
	struct cs_buf text = CS_BUF_INIT;
	bool without;

	(void)schema;
	cs_buf_adds(&text, "2000-01-01 ");
	cs_buf_add(&text, cell.bytes, cell.length);
	without = cs_date_without_offset(text.data, text.length);
	cs_buf_release(&text);
	return !without;
}

/* The column that fits a section best, and of those as good the nearest to the
 * date's; -1. */
static int find_beside(const struct cs_schema *schema, const char *section,
		       bool (*test)(const struct cs_schema *, struct cs_text))
{
	int date = schema->column[CS_ROLE_DATE], found = -1;
	struct cs_fit best = { 0 }, fit;

	for (int i = 0; i < (int)schema->header.ncolumns; i++) {
		if (i == date ||
		    !cs_name_fits(schema->words, section, &schema->names[i],
				  &fit) ||
		    (found >= 0 && (fit.line > best.line ||
				    (fit.line == best.line &&
				     abs(i - date) >= abs(found - date)))) ||
		    !most_are(schema, i, test))
			continue;
		found = i;
		best = fit;
	}
	return found;
}

void cs_moment_settle(struct cs_schema *schema, const struct cs_input *input)
{
	int date = schema->column[CS_ROLE_DATE], clock, zone;

	if ((input->zone == NULL && !input->moments) || date < 0 ||
	    schema->joined.count > 0 ||
	    schema->reason[CS_ROLE_DATE] == CS_BY_OPTION ||
	    schema->date.kind != CS_DATE_AUTO ||
	    !most_are(schema, date, has_no_time))
		return;
	clock = find_beside(schema, "clock", is_clock);
	if (clock < 0)
		return;
	schema->joined.column[schema->joined.count++] = clock;
	zone = find_beside(schema, "zone", is_zone);
	if (zone >= 0)
		schema->joined.column[schema->joined.count++] = zone;
	schema->joined.found = true;
	schema->no_offsets = schema->date.from == NULL && zone < 0 &&
			     !most_are(schema, clock, has_offset);
}

/* --- what is said of it -------------------------------------------------- */

void cs_moment_add_names(const struct cs_schema *schema, struct cs_buf *out)
{
	cs_buf_adds(out, schema->header.names[schema->column[CS_ROLE_DATE]]);
	for (size_t i = 0; i < schema->joined.count; i++)
		cs_buf_addf(out, "+%s",
			    schema->header.names[schema->joined.column[i]]);
}

/* Does --date mean by this text what is joined, and nothing else? */
static bool means_joined(const struct cs_schema *schema, const char *text)
{
	struct cs_schema probe = *schema;
	struct cs_err absent = CS_ERR_INIT;

	probe.joined.count = 0;
	return cs_moment_is_named(schema, text) &&
	       cs_moment_named(&probe, "", text, &absent) ==
		   schema->column[CS_ROLE_DATE] &&
	       probe.joined.count == schema->joined.count &&
	       memcmp(probe.joined.column, schema->joined.column,
		      schema->joined.count * sizeof(int)) == 0;
}

bool cs_moment_offer(const struct cs_schema *schema, const char *option,
		     struct cs_buf *out)
{
	struct cs_buf text = CS_BUF_INIT;
	bool offered;

	cs_moment_add_names(schema, &text);
	/* "--name" could be taken for the next option */
	offered = *text.data != '-' && means_joined(schema, text.data) &&
		  cs_add_offer(out, option, text.data);
	if (!offered) {
		cs_buf_clear(&text);
		cs_buf_addf(&text, "%d", schema->column[CS_ROLE_DATE] + 1);
		for (size_t i = 0; i < schema->joined.count; i++)
			cs_buf_addf(&text, "+%d", schema->joined.column[i] + 1);
		offered = means_joined(schema, text.data) &&
			  cs_add_offer(out, option, text.data);
	}
	cs_buf_release(&text);
	return offered;
}

/* --- a row --------------------------------------------------------------- */

void cs_moments_release(struct cs_moments *moments)
{
	for (size_t i = 0; i < CS_KNOWN_ZONES; i++) {
		free(moments->zones[i].name);
		cs_zone_free(moments->zones[i].zone);
	}
	cs_buf_release(&moments->text);
}

/* The system's zone of that name; NULL: it is one of the words of a time, or
 * none at all. */
static const struct cs_zone *zone_of(struct cs_moments *moments,
				     const struct cs_schema *schema,
				     struct cs_text name)
{
	size_t slot = moments->nzones % CS_KNOWN_ZONES;

	for (size_t i = 0; i < CS_KNOWN_ZONES; i++) {
		const char *known = moments->zones[i].name;

		if (known != NULL && strlen(known) == name.length &&
		    memcmp(known, name.bytes, name.length) == 0)
			return moments->zones[i].zone;
	}
	free(moments->zones[slot].name);
	cs_zone_free(moments->zones[slot].zone);
	moments->zones[slot].name = cs_strndup(name.bytes, name.length);
	moments->zones[slot].zone =
	    reads_behind(schema, name) ? NULL : zone_called(name);
	moments->nzones++;
	return moments->zones[slot].zone;
}

static struct cs_text joined_at(const struct cs_schema *schema,
				const struct cs_cells *cells, size_t i)
{
	struct cs_text cell =
	    cs_cells_at(cells, (size_t)schema->joined.column[i]);

	cs_cell_trim(&cell.bytes, &cell.length);
	if (cs_cell_empty(cell.bytes, cell.length))
		cell.length = 0;
	return cell;
}

enum cs_cell_status cs_moment_read(struct cs_moments *moments,
				   const struct cs_schema *schema,
				   const struct cs_cells *cells, cs_day *day,
				   struct cs_moment *moment, int *column)
{
	struct cs_date_format format = schema->date;
	struct cs_buf *text = &moments->text;
	struct cs_text cell;
	enum cs_cell_status status;

	*column = schema->column[CS_ROLE_DATE];
	cell = cs_cells_at(cells, (size_t)*column);
	cs_cell_trim(&cell.bytes, &cell.length);
	status = cs_date_moment(cell.bytes, cell.length, &format, day, moment);
	if (schema->joined.count == 0)
		return status;
	cs_buf_clear(text);
	cs_buf_add(text, cell.bytes, cell.length);
	for (size_t i = 0; i < schema->joined.count && status == CS_CELL_OK;
	     i++) {
		const struct cs_zone *zone = NULL;

		cell = joined_at(schema, cells, i);
		if (cell.length == 0)
			break;
		*column = schema->joined.column[i];
		if (i > 0)
			zone = zone_of(moments, schema, cell);
		if (zone != NULL) {
			format.from = zone;
		} else {
			cs_buf_addc(text, ' ');
			cs_buf_add(text, cell.bytes, cell.length);
		}
		status = cs_date_moment(text->data, text->length, &format, day,
					moment);
	}
	return status;
}
