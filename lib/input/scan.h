/*
 * scan.h - finding delimiters, line ends and quotes in a block, 64 bytes at a
 * time.
 *
 * Each function exists for vectors of 64 bytes (AVX-512 with VBMI2), of 32
 * (AVX2) and in portable C; all give the same result.
 */
#ifndef CS_INPUT_SCAN_H
#define CS_INPUT_SCAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum cs_vectors { CS_NO_VECTORS, CS_AVX2, CS_AVX512 };

struct cs_scan {
	size_t separators;	 /* delimiters and line feeds outside quotes */
	size_t lines;		 /* line feeds outside quotes */
	size_t returns;		 /* carriage returns outside quotes */
	size_t feeds, carriages; /* the same anywhere */
	size_t pairs; /* of quotes that stand for one within a quoted cell */
	/* Quotes stand around whole cells or in pairs within, and the block
	 * ends outside them. Where carriage returns stand is not looked at. */
	bool strict;
};

/*
 * Writes the offsets of all delimiters and line feeds that lie outside quotes
 * to `position`, ascending, and those of the second quotes of pairs to `pair`;
 * there must be room for length + 64 of either. The block begins where a record
 * does. Without quotes in the block pass quote = '\0', which is faster.
 */
struct cs_scan cs_scan_separators(const char *block, size_t length,
				  char delimiter, char quote,
				  uint32_t *position, uint32_t *pair,
				  enum cs_vectors vectors);

/* How often `byte` stands there. */
size_t cs_scan_count(const char *bytes, size_t length, char byte,
		     enum cs_vectors vectors);

/* The best that this processor has. */
enum cs_vectors cs_scan_vectors(void);

#endif
