/*
 * cell.h - what the parsers of single cells have in common.
 *
 * A cell is `length` bytes of UTF-8 without its CSV quotes, not ended by a
 * NUL. The parsers neither allocate nor keep state, and may be called from any
 * thread. They are called for every row: what nearly every cell looks like is
 * read by inline code, eight bytes at a time; anything else goes to a function
 * in the .c file.
 */
#ifndef CS_CELL_CELL_H
#define CS_CELL_CELL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/text.h"

enum cs_cell_status {
	CS_CELL_OK,
	CS_CELL_EMPTY,	     /* nothing but blanks, or NA or NULL in any case */
	CS_CELL_BAD,	     /* not what the column holds */
	CS_CELL_AMBIGUOUS,   /* two readings, and nothing has settled which */
	CS_CELL_OTHER_HABIT, /* reads, but not with the settled decimal mark
			      * or order of day and month */
	CS_CELL_RANGE,	     /* reads, but is too large */
	CS_CELL_PRECISION    /* reads, but has more than six decimals */
};

/*
 * Moves *text and *length past blanks, and characters that nobody sees, at
 * both ends.
 */
void cs_cell_trim(const char **text, size_t *length);

/* The part of cs_cell_trimmed() that is not inline. */
struct cs_text cs_cell_trimmed_any(struct cs_text cell);

/* What is left of the cell without them. */
static inline struct cs_text cs_cell_trimmed(struct cs_text cell)
{
	/* plain characters at both ends: nothing to trim */
	return cell.length > 0 && (signed char)*cell.bytes > ' ' &&
		       (signed char)cell.bytes[cell.length - 1] > ' '
		   ? cell
		   : cs_cell_trimmed_any(cell);
}

/* The part of cs_cell_empty() that is not inline. */
bool cs_cell_empty_any(const char *text, size_t length);

/* True if a parser would answer CS_CELL_EMPTY. */
static inline bool cs_cell_empty(const char *text, size_t length)
{
	/* plain characters at both ends: no blanks, and too long for words */
	if (length > 4 && (signed char)*text > ' ' &&
	    (signed char)text[length - 1] > ' ')
		return false;
	return length == 0 || cs_cell_empty_any(text, length);
}

/*
 * Eight bytes as one number: the first in the lowest byte whatever the
 * machine's order. `text` must hold them.
 */
static inline uint64_t cs_cell_load8(const char *text)
{
	uint64_t word;

	memcpy(&word, text, 8);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
	word = __builtin_bswap64(word);
#endif
	return word;
}

static inline uint32_t cs_cell_load4(const char *text)
{
	uint32_t word;

	memcpy(&word, text, 4);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
	word = __builtin_bswap32(word);
#endif
	return word;
}

/*
 * As cs_cell_load8() for 1 to 8 bytes: the last in the highest byte, zeros
 * below the first.
 */
static inline uint64_t cs_cell_load(const char *text, size_t length)
{
	uint64_t first, last, word;

	if (length >= 4) { /* two halves that may overlap, where they agree */
		first = cs_cell_load4(text);
		last = cs_cell_load4(text + length - 4);
		return last << 32 | first << 8 * (8 - length);
	}
	/* likewise three bytes */
	word = (uint64_t)(unsigned char)text[0] << 8 * (8 - length);
	word |= (uint64_t)(unsigned char)text[length / 2]
		<< 8 * (8 - length + length / 2);
	return word | (uint64_t)(unsigned char)text[length - 1] << 56;
}

/*
 * True if no byte of `word` is over its limit: bytes of `slack` are 0x7F less
 * the limit, of at most 0x7F (0x76 for a digit, 0x7F for a zero).
 */
static inline bool cs_cell_within(uint64_t word, uint64_t slack)
{
	/* a byte that carries into the next has its own top bit set */
	return (((word + slack) | word) & 0x8080808080808080u) == 0;
}

/* Pairs of digits: byte i of the result is ten times byte i plus byte i + 1. */
static inline uint64_t cs_cell_pairs(uint64_t digits)
{
	return digits * 10 + (digits >> 8);
}

#endif
