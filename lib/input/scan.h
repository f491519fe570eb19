/*
 * scan.h - finding delimiters, line ends and quotes in a block, 64 bytes at a
 * time.
 *
 * Each function exists for AVX2 and in portable C; both give the same result.
 */
#ifndef CS_INPUT_SCAN_H
#define CS_INPUT_SCAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct cs_scan {
	size_t separators; /* delimiters and line feeds outside quotes */
	size_t lines;	   /* line feeds outside quotes */
	size_t returns;	   /* carriage returns outside quotes */
	size_t quotes;
	bool open; /* the block ends inside a quoted field */
};

/*
 * Writes the offsets of all delimiters and line feeds that lie outside quotes
 * to `position`, ascending; there must be room for length + 64 of them. Without
 * quotes in the block pass quote = '\0', which is faster.
 */
struct cs_scan cs_scan_separators(const char *block, size_t length,
				  char delimiter, char quote,
				  uint32_t *position, bool vectors);

/* True if this processor has what the vector versions need. */
bool cs_scan_vectors(void);

#endif
