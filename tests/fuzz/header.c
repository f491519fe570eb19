/*
 * header.c - fuzzes the reading of what stands before the first row: any bytes
 * are the beginning of a file, the first byte chooses among options.
 *
 * A header that is read lies within the bytes, has columns and a delimiter that
 * is one; read again it is the same.
 */
#include "input/dialect.h"

#include <stdlib.h>
#include <string.h>

#define HOLDS(condition)          \
	do {                      \
		if (!(condition)) \
			abort();  \
	} while (0)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct cs_dialect dialect_of(uint8_t choice)
{
	static const char delimiters[] = { 0, 0, ';', '\t' };
	struct cs_dialect dialect = CS_DIALECT_INIT;

	dialect.delimiter = delimiters[choice & 3];
	if (choice & 4)
		dialect.quote = '\0';
	dialect.no_header = (choice & 8) != 0;
	dialect.skip_lines = choice >> 4 & 3;
	return dialect;
}

static void check_same(const char *bytes, size_t length,
		       struct cs_dialect dialect, const struct cs_header *want)
{
	struct cs_err err = CS_ERR_INIT;
	struct cs_header header;

	HOLDS(cs_header_read(bytes, length, true, &dialect, &header, &err) ==
	      0);
	HOLDS(header.ncolumns == want->ncolumns);
	HOLDS(header.length == want->length && header.lines == want->lines);
	for (size_t i = 0; i < header.ncolumns; i++)
		HOLDS(strcmp(header.names[i], want->names[i]) == 0);
	cs_header_release(&header);
}

static void check(const char *bytes, size_t length, struct cs_dialect told)
{
	struct cs_dialect dialect = told;
	struct cs_err err = CS_ERR_INIT;
	struct cs_header header;
	size_t lines = 0;

	if (cs_header_read(bytes, length, true, &dialect, &header, &err) != 0) {
		HOLDS(err.message[0] != '\0' && err.line > 0);
		HOLDS(header.ncolumns == 0 && header.names == NULL);
		return;
	}
	HOLDS(header.ncolumns > 0 && header.length <= length);
	HOLDS(dialect.delimiter != '\0' &&
	      strchr("\r\n\" ", dialect.delimiter) == NULL);
	HOLDS(dialect.quote == told.quote);
	for (size_t i = 0; i < header.length; i++)
		lines += bytes[i] == '\n';
	HOLDS(header.lines >= lines);
	check_same(bytes, length, told, &header);
	cs_header_release(&header);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (size > 0)
		check((const char *)data + 1, size - 1, dialect_of(*data));
	return 0;
}
