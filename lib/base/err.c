/* err.c - see err.h. */
#include "base/err.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* Cuts the message before its last three bytes, but within no character. */
static void end_in_dots(struct cs_err *err)
{
	size_t end = sizeof err->message - sizeof "...";

	while (end > 0 && (err->message[end] & 0xC0) == 0x80)
		end--;
	memcpy(err->message + end, "...", sizeof "...");
}

int cs_failv(struct cs_err *err, const char *code, const char *format,
	     va_list args)
{
	int length = vsnprintf(err->message, sizeof err->message, format, args);

	err->code = code;
	if (length >= (int)sizeof err->message)
		end_in_dots(err);
	return -1;
}

int cs_fail(struct cs_err *err, const char *code, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	cs_failv(err, code, format, args);
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
