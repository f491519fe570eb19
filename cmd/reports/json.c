/* json.c - see json.h. */
#include "reports/json.h"

#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"

enum { DEEPEST = 64 };

struct parser {
	const char *p;
	struct cs_arena *arena;
	int depth;
};

static struct json *parse_value(struct parser *parser);

static char peek(struct parser *parser)
{
	parser->p += strspn(parser->p, " \t\r\n");
	return *parser->p;
}

static bool take(struct parser *parser, char c)
{
	if (peek(parser) != c)
		return false;
	parser->p++;
	return true;
}

static void add_utf8(struct cs_buf *out, uint32_t c)
{
	if (c < 0x80) {
		cs_buf_addc(out, (char)c);
		return;
	}
	if (c < 0x800) {
		cs_buf_addc(out, (char)(0xC0 | c >> 6));
	} else {
		if (c < 0x10000) {
			cs_buf_addc(out, (char)(0xE0 | c >> 12));
		} else {
			cs_buf_addc(out, (char)(0xF0 | c >> 18));
			cs_buf_addc(out, (char)(0x80 | (c >> 12 & 0x3F)));
		}
		cs_buf_addc(out, (char)(0x80 | (c >> 6 & 0x3F)));
	}
	cs_buf_addc(out, (char)(0x80 | (c & 0x3F)));
}

/* Four digits of a \u at p. */
static bool read_unit(const char *p, uint32_t *unit)
{
	*unit = 0;
	for (int i = 0; i < 4; i++) {
		static const char digits[] = "0123456789abcdefABCDEF";
		const char *at = p[i] != '\0' ? strchr(digits, p[i]) : NULL;

		if (at == NULL)
			return false;
		*unit = *unit << 4 |
			(uint32_t)(at - digits - (at - digits > 15 ? 6 : 0));
	}
	return true;
}

/* Behind the backslash; returns what follows, or NULL. */
static const char *add_escape(struct cs_buf *out, const char *p)
{
	static const char letters[] = "\"\\/bfnrt";
	static const char bytes[] = "\"\\/\b\f\n\r\t";
	const char *at = *p != '\0' ? strchr(letters, *p) : NULL;
	uint32_t unit, low;

	if (at != NULL) {
		cs_buf_addc(out, bytes[at - letters]);
		return p + 1;
	}
	if (*p != 'u' || !read_unit(p + 1, &unit) || unit == 0)
		return NULL;
	p += 5;
	if (unit >= 0xD800 && unit < 0xDC00 && p[0] == '\\' && p[1] == 'u' &&
	    read_unit(p + 2, &low) && low >= 0xDC00 && low < 0xE000) {
		unit = 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00);
		p += 6;
	}
	add_utf8(out, unit >= 0xD800 && unit < 0xE000 ? 0xFFFD : unit);
	return p;
}

/* Behind the first quote; NULL: it is no string. */
static const char *parse_string(struct parser *parser)
{
	struct cs_buf text = CS_BUF_INIT;
	const char *p = parser->p, *kept = NULL;

	while (p != NULL && *p != '"' && (unsigned char)*p >= 0x20) {
		if (*p == '\\')
			p = add_escape(&text, p + 1);
		else
			cs_buf_addc(&text, *p++);
	}
	if (p != NULL && *p == '"') {
		parser->p = p + 1;
		kept = cs_arena_copy(parser->arena, text.data, text.length);
	}
	cs_buf_release(&text);
	return kept;
}

/* Behind the bracket. */
static bool parse_members(struct parser *parser, struct json *of)
{
	bool object = of->kind == JSON_OBJECT;
	struct json **end = &of->first;

	if (take(parser, object ? '}' : ']'))
		return true;
	do {
		const char *name = NULL;

		if (object && (!take(parser, '"') ||
			       (name = parse_string(parser)) == NULL ||
			       !take(parser, ':')))
			return false;
		*end = parse_value(parser);
		if (*end == NULL)
			return false;
		(*end)->name = name;
		end = &(*end)->next;
	} while (take(parser, ','));
	return take(parser, object ? '}' : ']');
}

static bool parse_number(struct parser *parser, struct json *value)
{
	/* strtod() also takes what JSON does not: 0x1, inf, nan */
	size_t length = strspn(parser->p, "+-.0123456789eE");
	char *end;

	value->number = strtod(parser->p, &end);
	if (length == 0 || end != parser->p + length || *parser->p == '+')
		return false;
	parser->p = end;
	return true;
}

static bool parse_word(struct parser *parser, struct json *value)
{
	static const char *const words[] = { "null", "true", "false" };

	for (size_t i = 0; i < 3; i++) {
		size_t length = strlen(words[i]);

		if (strncmp(parser->p, words[i], length) == 0) {
			parser->p += length;
			value->kind = (enum json_kind)i;
			return true;
		}
	}
	return false;
}

static struct json *parse_value(struct parser *parser)
{
	struct json *value = cs_arena_alloc(parser->arena, sizeof *value);
	bool good;

	*value = (struct json){ .number = NAN };
	switch (peek(parser)) {
	case '{':
	case '[':
		value->kind = *parser->p++ == '{' ? JSON_OBJECT : JSON_LIST;
		good =
		    ++parser->depth <= DEEPEST && parse_members(parser, value);
		parser->depth--;
		break;
	case '"':
		parser->p++;
		value->kind = JSON_STRING;
		value->text = parse_string(parser);
		good = value->text != NULL;
		break;
	case 'n':
	case 't':
	case 'f': good = parse_word(parser, value); break;
	default: value->kind = JSON_NUMBER; good = parse_number(parser, value);
	}
	return good ? value : NULL;
}

struct json *json_parse(const char *text, struct cs_arena *arena)
{
	struct parser parser = { .p = text, .arena = arena };
	struct json *value = parse_value(&parser);

	return value != NULL && peek(&parser) == '\0' ? value : NULL;
}

const struct json *json_member(const struct json *object, const char *name)
{
	const struct json *member =
	    object->kind == JSON_OBJECT ? object->first : NULL;

	while (member != NULL && strcmp(member->name, name) != 0)
		member = member->next;
	return member;
}

const char *json_text(const struct json *object, const char *name)
{
	const struct json *member = json_member(object, name);

	return member != NULL && member->text != NULL ? member->text : "";
}

double json_number(const struct json *object, const char *name)
{
	const struct json *member = json_member(object, name);

	return member != NULL ? member->number : NAN;
}
