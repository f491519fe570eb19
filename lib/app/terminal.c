/* terminal.c - see terminal.h. */
#include "app/terminal.h"

#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/file.h"

enum { COLUMNS = 80, NARROWEST = 40, WIDEST = 1000 };
enum { AUTO, ALWAYS };

static size_t between(size_t low, size_t value, size_t high)
{
	return value < low ? low : value > high ? high : value;
}

/* A name of the environment that is there and not empty. */
static const char *setting(const char *name)
{
	const char *value = getenv(name);

	return value != NULL && *value != '\0' ? value : NULL;
}

/* Does the terminal do more than print? */
static bool is_clever(void)
{
	const char *term = setting("TERM");

	return term != NULL && strcmp(term, "dumb") != 0;
}

/* The first of these that is set says how characters are written. */
static bool understands_utf8(void)
{
	const char *locale = setting("LC_ALL");

	locale = locale != NULL ? locale : setting("LC_CTYPE");
	locale = locale != NULL ? locale : setting("LANG");
	return locale != NULL && (strcasestr(locale, "utf-8") != NULL ||
				  strcasestr(locale, "utf8") != NULL);
}

static bool understands_bold(void)
{
	return setting("NO_COLOR") == NULL && is_clever();
}

size_t cs_redrawn_columns(int fd)
{
	struct winsize size;

	if (!isatty(fd) || !is_clever())
		return 0;
	return ioctl(fd, TIOCGWINSZ, &size) == 0 && size.ws_col > 0
		   ? size.ws_col
		   : COLUMNS;
}

struct cs_terminal cs_terminal_of(const struct cs_shared *shared)
{
	/* mpirun makes one for what it hands on, wherever that goes */
	bool there = !shared->mpi && cs_is_stdout(shared->output) &&
		     isatty(STDOUT_FILENO);
	const char *columns = setting("COLUMNS");
	struct cs_terminal terminal = { .columns = COLUMNS };
	struct winsize size;

	if (there && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0) {
		terminal.lines = size.ws_row;
		if (size.ws_col > 0)
			terminal.columns =
			    between(NARROWEST, size.ws_col, WIDEST);
	}
	if (there && columns != NULL && strtoul(columns, NULL, 10) > 0)
		terminal.columns =
		    between(NARROWEST, strtoul(columns, NULL, 10), WIDEST);
	if (shared->width > 0)
		terminal.columns = (size_t)shared->width;
	terminal.blocks = there && is_clever() && understands_utf8();
	terminal.bold = shared->color == ALWAYS ||
			(shared->color == AUTO && there && understands_bold());
	return terminal;
}
