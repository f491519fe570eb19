/* json.c - the whole report as one JSON object (RFC 8259). */
#include <stdlib.h>

#include "base/version.h"
#include "report/internal.h"
#include "report/number.h"
#include "report/render.h"

static void add_string(struct cs_buf *out, const char *text)
{
	static const char named[] = "\bb\tt\nn\ff\rr\"\"\\\\";

	cs_buf_addc(out, '"');
	for (; *text; text++) {
		unsigned char c = (unsigned char)*text;
		const char *at = NULL;

		for (const char *p = named; *p && !at; p += 2)
			if (*p == *text)
				at = p;
		if (at)
			cs_buf_addf(out, "\\%c", at[1]);
		else if (c < 0x20 || c == 0x7F)
			cs_buf_addf(out, "\\u%04x", c);
		else
			cs_buf_addc(out, *text);
	}
	cs_buf_addc(out, '"');
}

static void add_cell(struct cs_buf *out, enum cs_type type,
		     const struct cs_cell *cell)
{
	if (cell->null) {
		cs_buf_adds(out, "null");
	} else if (type == CS_TEXT) {
		add_string(out, cell->as.text);
	} else if (type == CS_DATE) {
		cs_buf_addc(out, '"');
		cs_add_plain(out, type, cell);
		cs_buf_addc(out, '"');
	} else {
		cs_add_plain(out, type, cell);
	}
}

static void new_line(struct cs_buf *out, int indent)
{
	cs_buf_addf(out, "\n%*s", 2 * indent, "");
}

static void add_strings(struct cs_buf *out, const struct cs_entry *entry)
{
	cs_buf_addc(out, '[');
	for (size_t i = 0; i < entry->length; i++) {
		cs_buf_adds(out, i > 0 ? ", " : "");
		add_string(out, entry->as.strings[i]);
	}
	cs_buf_addc(out, ']');
}

static void add_object(struct cs_buf *out, const struct cs_object *object,
		       int indent);

static void add_objects(struct cs_buf *out, const struct cs_entry *entry,
			int indent)
{
	cs_buf_addc(out, '[');
	for (size_t i = 0; i < entry->length; i++) {
		if (indent >= 0) {
			cs_buf_adds(out, i > 0 ? "," : "");
			new_line(out, indent + 1);
		} else {
			cs_buf_adds(out, i > 0 ? ", " : "");
		}
		add_object(out, entry->as.objects[i], -1);
	}
	if (entry->length > 0 && indent >= 0)
		new_line(out, indent);
	cs_buf_addc(out, ']');
}

static void add_entry(struct cs_buf *out, const struct cs_entry *entry,
		      int indent)
{
	char text[CS_MONEY_SIZE];

	switch (entry->kind) {
	case CS_KIND_NULL: cs_buf_adds(out, "null"); break;
	case CS_KIND_TEXT: add_string(out, entry->as.text); break;
	case CS_KIND_COUNT:
		cs_buf_addf(out, "%lld", (long long)entry->as.count);
		break;
	case CS_KIND_MONEY:
		cs_buf_adds(out, cs_money_format(entry->as.money, text));
		break;
	case CS_KIND_REAL: cs_add_double(out, entry->as.real); break;
	case CS_KIND_DAY:
		add_string(out, cs_day_format(entry->as.day, text));
		break;
	case CS_KIND_BOOL:
		cs_buf_adds(out, entry->as.flag ? "true" : "false");
		break;
	case CS_KIND_LIST: add_strings(out, entry); break;
	case CS_KIND_OBJECT:
		add_object(out, entry->as.objects[0], indent);
		break;
	case CS_KIND_OBJECTS: add_objects(out, entry, indent); break;
	}
}

/*
 * `indent` is that of the line the object begins on; -1: all on one line. NULL
 * is the empty object.
 */
static void add_object(struct cs_buf *out, const struct cs_object *object,
		       int indent)
{
	int inner = indent < 0 ? -1 : indent + 1;
	size_t count = object ? object->count : 0;

	cs_buf_addc(out, '{');
	for (size_t i = 0; i < count; i++) {
		cs_buf_adds(out, i > 0 ? "," : "");
		if (inner >= 0)
			new_line(out, inner);
		else
			cs_buf_adds(out, i > 0 ? " " : "");
		add_string(out, object->entries[i].name);
		cs_buf_adds(out, ": ");
		add_entry(out, &object->entries[i], inner);
	}
	if (indent >= 0 && count > 0)
		new_line(out, indent);
	cs_buf_addc(out, '}');
}

static void add_table(struct cs_buf *out, const struct cs_table *table)
{
	size_t rows = cs_table_rows(table);

	add_string(out, table->name);
	cs_buf_adds(out, ": [");
	for (size_t r = 0; r < rows; r++) {
		cs_buf_adds(out, r > 0 ? ",\n      {" : "\n      {");
		for (size_t c = 0; c < table->ncolumns; c++) {
			cs_buf_adds(out, c > 0 ? ", " : "");
			add_string(out, table->columns[c].name);
			cs_buf_adds(out, ": ");
			add_cell(out, table->columns[c].type,
				 cs_table_cell(table, r, c));
		}
		cs_buf_addc(out, '}');
	}
	cs_buf_adds(out, rows > 0 ? "\n    ]" : "]");
}

void cs_render_json(const struct cs_report *report, const char *const *names,
		    size_t nnames, struct cs_buf *out)
{
	size_t count;
	const struct cs_table **tables =
	    cs_report_select(report, names, nnames, CS_FILES, &count);

	cs_buf_adds(out, "{\n  \"command\": ");
	add_string(out, report->command);
	cs_buf_adds(out, ",\n  \"version\": ");
	add_string(out, CS_VERSION);
	cs_buf_adds(out, ",\n  \"input\": ");
	add_object(out, report->input, 1);
	cs_buf_adds(out, ",\n  \"parameters\": ");
	add_object(out, report->parameters, 1);
	cs_buf_adds(out, ",\n  \"tables\": {");
	for (size_t i = 0; i < count; i++) {
		cs_buf_adds(out, i > 0 ? ",\n    " : "\n    ");
		add_table(out, tables[i]);
	}
	cs_buf_adds(out, count > 0 ? "\n  }\n}\n" : "}\n}\n");
	free(tables);
}
