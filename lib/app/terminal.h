/*
 * terminal.h - what standard output is for people: how wide, and how much of
 * its own it understands.
 */
#ifndef CS_APP_TERMINAL_H
#define CS_APP_TERMINAL_H

#include "app/shared.h"

struct cs_terminal {
	size_t columns; /* of --width, COLUMNS or the terminal; else 80 */
	size_t lines;	/* of the terminal; 0: there is none */
	bool blocks;	/* it is one, and shows Unicode */
	bool bold; /* --color, or where it is a terminal without NO_COLOR */
};

/* Of a report that goes where the options say. */
struct cs_terminal cs_terminal_of(const struct cs_shared *shared);

/* Of a terminal on which a line can be drawn again; 0: it is none. */
size_t cs_redrawn_columns(int fd);

#endif
