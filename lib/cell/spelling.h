/*
 * spelling.h - one key, and the ways in which it is written.
 *
 * What is only there for a program's sake, or is not seen at all, is no part of
 * a key. What is seen may be: keys are folded only to find out which ones would
 * be one, or if the user says so.
 */
#ifndef CS_CELL_SPELLING_H
#define CS_CELL_SPELLING_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/text.h"

/*
 * Takes off what keeps a spreadsheet from changing a key, ="00417" or '00417
 * quotes around it, doubled or not, and blanks. An apostrophe goes before a
 * digit or a sign, or where another ends the key: 't Hooft is a name.
 */
struct cs_text cs_key_bare(struct cs_text key);

/*
 * True if `key`, which is valid UTF-8, is not in normal form C or has
 * characters that nobody sees; `out` is then the same without. Most keys are
 * told by a look at each character.
 */
bool cs_key_normal(struct cs_text key, struct cs_buf *out);

/*
 * True if there is nothing in the key but ASCII and letters beyond it that are
 * as they should be whatever stands beside them: then it is valid UTF-8, and no
 * letter is taken off or changed by the two above. A quick look, for most names
 * in most languages.
 */
bool cs_key_settled(struct cs_text key);

/* Does a mask hide a part of it: n***a? */
bool cs_key_masked(struct cs_text key);

/* What spreadsheets make of long numbers. */
enum cs_key_damage {
	CS_KEY_WHOLE,
	CS_KEY_EXPONENT, /* 6.28123E+11: several may have become one */
	CS_KEY_ROUNDED /* zeros from the sixteenth digit on: maybe by chance */
};

/* Digits that a spreadsheet keeps of a number. */
enum { CS_KEY_DIGITS = 15 };

enum cs_key_damage cs_key_damage(const char *key, size_t length);

/* Nothing but digits? */
bool cs_key_is_number(const char *key, size_t length);

enum cs_key_change {
	CS_KEY_CASE = 1,       /* capitals made small */
	CS_KEY_BLANKS = 2,     /* left out */
	CS_KEY_ZEROS = 4,      /* those that lead, left out */
	CS_KEY_POINT_ZERO = 8, /* .0 at the end left out */
	CS_KEY_APOSTROPHES = 16 /* left out */,
	/* . - / ( ) and + left out of long numbers, as of telephones; commas
	 * before each three digits */
	CS_KEY_SIGNS = 32,
	CS_KEY_ALL = 63
};

enum { CS_NKEY_CHANGES = 6 };

/* By number of the bit: "case", as --fold-keys calls them; ends in NULL. */
extern const char *const cs_key_change_names[CS_NKEY_CHANGES + 1];

/* Changes a key in place; returns its new length, which is not larger, and not
 * 0 unless it was. */
size_t cs_key_fold(char *key, size_t length, unsigned changes);

#endif
