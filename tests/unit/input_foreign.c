/* What is no CSV is named by its first bytes; what only looks like it is let
 * through. */
#include "input/foreign.h"

#include "base/buf.h"
#include "tap.h"

/* The code and the beginning of the message; "" if it may be CSV. */
static void is_told(const char *bytes, size_t length, const char *want,
		    const char *name)
{
	struct cs_err err = CS_ERR_INIT;
	struct cs_buf got = CS_BUF_INIT;

	if (cs_refuse_foreign(bytes, length, "contact-", &err) != 0)
		cs_buf_addf(&got, "%s: %s", err.code, err.message);
	if (strlen(want) < got.length && *want != '\0')
		got.data[strlen(want)] = '\0';
	is_str(got.data, want, name);
	cs_buf_release(&got);
}

#define TOLD(bytes, want, name) is_told(bytes, sizeof(bytes) - 1, want, name)
#define NO_CSV(what) "not-csv: this is no CSV but " what

static void test_signatures(void)
{
	TOLD("PK\3\4......[Content_Types].xml",
	     NO_CSV("an Excel workbook (.xlsx)"), "xlsx");
	TOLD("PK\3\4....xl/workbook.xml", NO_CSV("an Excel workbook (.xlsx)"),
	     "xlsx, another order");
	TOLD("PK\3\4..mimetypeapplication/vnd.oasis.opendocument.spreadsheet",
	     NO_CSV("an OpenDocument"), "ods");
	TOLD("PK\3\4......orders.csv", NO_CSV("a zip archive: unpack"), "zip");
	TOLD("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1...", NO_CSV("an old Excel"),
	     "xls");
	TOLD("\x28\xB5\x2F\xFD....", NO_CSV("compressed with zstd"), "zstd");
	TOLD("\xFD"
	     "7zXZ\0...",
	     NO_CSV("compressed with xz"), "xz");
	TOLD("BZh91AY&SY....", NO_CSV("compressed with bzip2"), "bzip2");
	TOLD("7z\xBC\xAF\x27\x1C..", NO_CSV("a 7z archive"), "7z");
	TOLD("Rar!\x1A\x07..", NO_CSV("a rar archive"), "rar");
	TOLD("\x1F\x8B\x08....", NO_CSV("gzip within gzip"), "gzip twice");
	TOLD("%PDF-1.7 ", NO_CSV("a PDF"), "PDF");
	TOLD("PAR1\x15..", NO_CSV("a Parquet file"), "Parquet");
	TOLD("SQLite format 3\0..", NO_CSV("an SQLite database"), "SQLite");
	TOLD("{\\rtf1 ...", NO_CSV("a text document (.rtf)"), "rtf");
	TOLD("PK", "", "what is too short for one");
	TOLD("BZhang,date\n1,2\n", "", "a name that begins like bzip2");
	TOLD("%PDF,x\n", "", "or like a PDF");
}

static void test_markup(void)
{
	TOLD("<html><table><tr><td>1", NO_CSV("an HTML table"), "a table");
	TOLD(" \r\n<!DOCTYPE html><body>Log in", NO_CSV("an HTML page"),
	     "a page, for which somebody was not logged in");
	TOLD("\xEF\xBB\xBF<?xml version=\"1.0\"?><a/>", NO_CSV("XML"),
	     "XML behind a byte-order mark");
	TOLD("<5,date\n", "", "a name that begins with <");
	TOLD("<", "", "nothing but that");
}

static void test_json(void)
{
	TOLD("[{\"id\": 1}]", NO_CSV("JSON: make it CSV"), "an array");
	TOLD("{\"id\": 1}\n{\"id\": 2}\n",
	     NO_CSV("JSON, an object in each line"), "a line each");
	TOLD("{ \"orders\": [\n{\"id\": 1}]}", NO_CSV("JSON: make it CSV"),
	     "an object on several lines");
	TOLD("[]", NO_CSV("JSON"), "an empty array");
	TOLD("[customer],date\n", "", "a name in brackets");
	TOLD("{customer},date\n", "", "a name in braces");
	TOLD("[", "", "nothing but that");
}

static void test_wide(void)
{
	TOLD("\xFF\xFE"
	     "a\0,\0",
	     "utf-16: this is UTF-16: say --contact-encoding UTF-16",
	     "a byte-order mark");
	TOLD("\xFE\xFF\0a\0,", "utf-16: this is UTF-16: say", "the other one");
	TOLD("\xFF\xFE\0\0a\0\0\0",
	     "utf-16: this is UTF-32: say --contact-encoding "
	     "UTF-32",
	     "of four bytes");
	TOLD("\0\0\xFE\xFF\0\0\0a", "utf-16: this is UTF-32: say",
	     "the other one");
	TOLD("a\0,\0b\0\n\0",
	     "utf-16: this is UTF-16: say --contact-encoding UTF-16LE",
	     "no mark, low byte first");
	TOLD("\0a\0,\0b\0\n",
	     "utf-16: this is UTF-16: say --contact-encoding UTF-16BE",
	     "high byte first");
	TOLD("a,b\n\0\0\0\0", "", "zeros at an end are something else");
}

static void test_csv(void)
{
	TOLD("customer,date\nann,2024-01-01\n", "", "CSV");
	TOLD("\xEF\xBB\xBF"
	     "customer,date\n",
	     "", "behind a byte-order mark");
	TOLD("", "", "nothing");
	TOLD(" \n\t", "", "blanks");
}

int main(void)
{
	test_signatures();
	test_markup();
	test_json();
	test_wide();
	test_csv();
	return done_testing();
}
