/*
 * cell.h - what the parsers of single cells have in common.
 *
 * A cell is `length` bytes of UTF-8 without its CSV quotes, not ended by a NUL. The
 * parsers neither allocate nor keep state, and may be called from any thread.
 * They are called for every row: what nearly every cell looks like is read by inline
 * code, eight bytes at a time; anything else goes to a function in the .c file.
 */
#ifndef CS_INPUT_CELL_H
#define CS_INPUT_CELL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

enum cs_cell_status {
	CS_CELL_OK,
	CS_CELL_EMPTY,		/* nothing but blanks, or NA or NULL in any case */
	CS_CELL_BAD,		/* not what the column holds */
	CS_CELL_AMBIGUOUS,	/* two readings, and nothing has settled which */
	CS_CELL_MARK,		/* reads, but not with the settled decimal mark
				 * or order of day and month */
	CS_CELL_RANGE,		/* reads, but is too large */
	CS_CELL_PRECISION	/* reads, but has more than six decimals */
};

/*
 * Moves *text and *length past blanks (white space and no-break spaces) at both
 * ends.
 */
void cs_cell_trim(const char **text, size_t *length);

/* True if a parser would answer CS_CELL_EMPTY. */
bool cs_cell_empty(const char *text, size_t length);

/*
 * Eight bytes as one number: the first in the lowest byte whatever the machine's
 * order. `text` must hold them.
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

/*
 * As cs_cell_load8() for 1 to 8 bytes: the last in the highest byte, zeros below
 * the first.
 */
static inline uint64_t cs_cell_load(const char *text, size_t length)
{
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
	uint32_t first, last;

	if (length >= 4) { /* two words that may overlap, where they agree */
		memcpy(&first, text, 4);
		memcpy(&last, text + length - 4, 4);
		return (uint64_t)last << 32 |
		       (uint64_t)first << 8 * (8 - length);
	}
#endif
	uint64_t word = 0;

	for (size_t i = 0; i < length; i++)
		word = word >> 8 | (uint64_t)(unsigned char)text[i] << 56;
	return word;
}

/*
 * True if no byte of `word` is over its limit: bytes of `slack` are 0x7F less the
 * limit, of at most 0x7F (0x76 for a digit, 0x7F for a zero).
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
