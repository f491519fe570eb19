/*
 * builtin.h - the text files of the source, lib/ROOM/NAME.txt, which are
 * compiled in (builtin.awk writes the table), and in the room "help" what
 * man/help.awk makes of the manual: "codes", and the examples of each command.
 */
#ifndef CS_BASE_BUILTIN_H
#define CS_BASE_BUILTIN_H

struct cs_builtin {
	const char *room, *name; /* "words", "columns" */
	const char *text;
};

/* Sorted by room and name; the last has no room. */
extern const struct cs_builtin cs_builtins[];

/* NULL: there is none. */
const char *cs_builtin_text(const char *room, const char *name);

#endif
