/* json.h - a text of JSON (RFC 8259) as a tree. */
#ifndef REPORTS_JSON_H
#define REPORTS_JSON_H

#include <stddef.h>

#include "base/mem.h"

enum json_kind {
	JSON_NULL,
	JSON_TRUE,
	JSON_FALSE,
	JSON_NUMBER,
	JSON_STRING,
	JSON_LIST,
	JSON_OBJECT
};

struct json {
	enum json_kind kind;
	const char *name;   /* of a member of an object; else NULL */
	const char *text;   /* of a string, decoded; else NULL */
	double number;	    /* of a number; else NaN */
	struct json *first; /* of a list or an object */
	struct json *next;
};

/*
 * The value that a text holds, in `arena`; NULL if it is none: not JSON, lists
 * within lists too deep (more than 64), or a NUL in a string.
 */
struct json *json_parse(const char *text, struct cs_arena *arena);

/* The member of that name; NULL: there is none, or `object` is no object. */
const struct json *json_member(const struct json *object, const char *name);
/* Its string, "" where it is none. */
const char *json_text(const struct json *object, const char *name);
/* Its number, NaN where it is none. */
double json_number(const struct json *object, const char *name);

#endif
