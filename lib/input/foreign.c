/* foreign.c - see foreign.h. */
#include "input/foreign.h"

#include <stdbool.h>
#include <string.h>

/* --- by a signature ------------------------------------------------------ */

struct signature {
	const char *bytes;
	size_t length;
	const char *is, *advice;
};

#define SIGN(bytes, is, advice)                      \
	{                                            \
		bytes, sizeof(bytes) - 1, is, advice \
	}

static const char from_spreadsheet[] =
    "save it as CSV: in Excel by Save As, \"CSV UTF-8\", in Google Sheets by "
    "File, Download (both write amounts as cells show them: show all decimals "
    "first), or by soffice --headless --convert-to 'csv:Text - txt - csv "
    "(StarCalc):44,34,76,1,,0,false,false,false' FILE";

static const struct signature signatures[] = {
	SIGN("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "an old Excel workbook (.xls)",
	     from_spreadsheet),
	SIGN("\x28\xB5\x2F\xFD", "compressed with zstd",
	     "unpack it, as with zstd -dc FILE | cs-... -"),
	SIGN("\xFD"
	     "7zXZ",
	     "compressed with xz", "unpack it, as with xz -dc FILE | cs-... -"),
	SIGN("7z\xBC\xAF\x27\x1C", "a 7z archive",
	     "unpack it and name the CSV file in it"),
	SIGN("Rar!\x1A\x07", "a rar archive",
	     "unpack it and name the CSV file in it"),
	SIGN("\x1F\x8B", "gzip within gzip",
	     "unpack it once, as with gzip -dc FILE | cs-... -"),
	SIGN("%PDF-", "a PDF", "fetch the report again, as CSV"),
	SIGN("PAR1\x15", "a Parquet file", "write it as CSV with what made it"),
	SIGN("SQLite format 3", "an SQLite database",
	     "write a table as CSV, as with sqlite3 -csv -header FILE 'SELECT "
	     "* FROM TABLE'"),
	SIGN("{\\rtf", "a text document (.rtf)",
	     "fetch the report again, as CSV"),
};

static bool begins(const char *bytes, size_t length, const char *with,
		   size_t size)
{
	return length >= size && memcmp(bytes, with, size) == 0;
}

static int not_csv(struct cs_err *err, const char *is, const char *advice)
{
	return cs_fail(err, "not-csv", "this is no CSV but %s: %s", is, advice);
}

/* The name of a zip archive's first member tells what the archive is. */
static int refuse_zip(const char *bytes, size_t length, struct cs_err *err)
{
	size_t looked = length < 4096 ? length : 4096;

	if (!begins(bytes, length, "PK\x03\x04", 4))
		return 0;
	if (memmem(bytes, looked, "opendocument", 12) != NULL)
		return not_csv(err, "an OpenDocument file (.ods)",
			       from_spreadsheet);
	if (memmem(bytes, looked, "[Content_Types]", 15) != NULL ||
	    memmem(bytes, looked, "xl/", 3) != NULL ||
	    memmem(bytes, looked, "_rels/", 6) != NULL)
		return not_csv(err, "an Excel workbook (.xlsx)",
			       from_spreadsheet);
	return not_csv(err, "a zip archive",
		       "unpack it, as with unzip -p FILE | cs-... -");
}

/* --- by what it says ------------------------------------------------------ */

static const char *skip_blanks(const char *p, const char *stop)
{
	while (p < stop && memchr(" \t\r\n", *p, 4) != NULL)
		p++;
	return p;
}

static bool has_tag(const char *p, const char *stop, const char *tag)
{
	size_t n = strlen(tag);

	for (; p + n < stop; p++)
		if (*p == '<' && strncasecmp(p + 1, tag, n) == 0)
			return true;
	return false;
}

static int refuse_markup(const char *p, const char *stop, struct cs_err *err)
{
	const char *head = stop - p < 65536 ? stop : p + 65536;

	if (*p != '<' || stop - p < 2 ||
	    strchr("!?abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
		   p[1]) == NULL)
		return 0;
	if (has_tag(p, head, "html") || has_tag(p, head, "table") ||
	    has_tag(p, head, "!doctype html"))
		return not_csv(
		    err,
		    has_tag(p, head, "tr") || has_tag(p, head, "table")
			? "an HTML table, which spreadsheets open as a sheet"
			: "an HTML page: was the login over when it was "
			  "fetched",
		    has_tag(p, head, "tr") || has_tag(p, head, "table")
			? from_spreadsheet
			: "fetch the report again, as CSV");
	return not_csv(err, "XML",
		       "fetch the report again, as CSV, or open it "
		       "in a spreadsheet and save it as CSV");
}

static bool ends_in(const char *p, const char *stop, char c)
{
	while (stop > p && memchr(" \t\r", stop[-1], 3) != NULL)
		stop--;
	return stop > p && stop[-1] == c;
}

/* An object or array opens, and is no cell of a CSV. */
static int refuse_json(const char *p, const char *stop, struct cs_err *err)
{
	const char *q = skip_blanks(p + 1, stop);
	const char *line = memchr(p, '\n', (size_t)(stop - p));

	if ((*p != '{' && *p != '[') || q == stop)
		return 0;
	if (*p == '[' && strchr("{[\"]-0123456789", *q) == NULL)
		return 0;
	if (*p == '{' && *q != '"' && *q != '}')
		return 0;
	if (*p == '{' && line != NULL && ends_in(p, line, '}')) {
		line = skip_blanks(line, stop);
		if (line < stop && *line == '{')
			return not_csv(err, "JSON, an object in each line",
				       "make it CSV, as with jq -r '[.id, "
				       ".date, .total] | @csv' FILE");
	}
	return not_csv(err, "JSON",
		       "make it CSV, as with jq -r '.[] | [.id, .date, "
		       ".total] | @csv' FILE");
}

/* --- wide characters ------------------------------------------------------ */

/* Every other byte is a NUL, as far as most are letters of ASCII. */
static const char *wide_without_mark(const char *bytes, size_t length)
{
	size_t looked = length < 4096 ? length & ~(size_t)1 : 4096;
	size_t nuls[2] = { 0 };

	for (size_t i = 0; i < looked; i++)
		nuls[i % 2] += bytes[i] == '\0';
	if (looked < 4)
		return NULL;
	return nuls[1] * 10 > looked * 2 && nuls[0] * 20 < looked   ? "UTF-16LE"
	       : nuls[0] * 10 > looked * 2 && nuls[1] * 20 < looked ? "UTF-16BE"
								    : NULL;
}

static int refuse_wide(const char *bytes, size_t length, const char *prefix,
		       struct cs_err *err)
{
	const char *name = NULL;

	if (begins(bytes, length, "\xFF\xFE\0\0", 4) ||
	    begins(bytes, length, "\0\0\xFE\xFF", 4))
		name = "UTF-32";
	else if (begins(bytes, length, "\xFF\xFE", 2) ||
		 begins(bytes, length, "\xFE\xFF", 2))
		name = "UTF-16";
	else
		name = wide_without_mark(bytes, length);
	if (name == NULL)
		return 0;
	return cs_fail(err, "utf-16", "this is %.6s: say --%sencoding %s", name,
		       prefix, name);
}

int cs_refuse_foreign(const char *bytes, size_t length, const char *prefix,
		      struct cs_err *err)
{
	const char *p = bytes, *stop = bytes + length;

	for (size_t i = 0; i < sizeof signatures / sizeof *signatures; i++)
		if (begins(bytes, length, signatures[i].bytes,
			   signatures[i].length))
			return not_csv(err, signatures[i].is,
				       signatures[i].advice);
	if (begins(bytes, length, "BZh", 3) && length > 10 &&
	    memcmp(bytes + 4, "1AY&SY", 6) == 0)
		return not_csv(err, "compressed with bzip2",
			       "unpack it, as with bzip2 -dc FILE | cs-... -");
	if (refuse_zip(bytes, length, err) != 0 ||
	    refuse_wide(bytes, length, prefix, err) != 0)
		return -1;
	if (begins(bytes, length, "\xEF\xBB\xBF", 3))
		p += 3;
	p = skip_blanks(p, stop);
	if (p == stop)
		return 0;
	return refuse_markup(p, stop, err) != 0 ? -1
						: refuse_json(p, stop, err);
}
