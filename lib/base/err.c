/* err.c - see err.h. */
#include "base/err.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

int cs_fail(struct cs_err *err, const char *code, const char *format, ...)
{
	va_list args;

	err->code = code;
	va_start(args, format);
	vsnprintf(err->message, sizeof err->message, format, args);
	va_end(args);
	return -1;
}

int cs_fail_prefix(struct cs_err *err, const char *prefix)
{
	char message[sizeof err->message];

	memcpy(message, err->message, sizeof message);
	return cs_fail(err, err->code, "%s: %.*s", prefix, (int)sizeof message,
		       message);
}

int cs_fail_at(struct cs_err *err, const char *file, uint64_t line,
	       uint32_t column)
{
	err->file = file;
	err->line = line;
	err->column = column;
	return -1;
}
