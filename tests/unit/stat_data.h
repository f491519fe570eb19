/*
 * stat_data.h - columns of the real data sets, for tests that have them.
 *
 * REALDATA in the environment names their folder; the files are plain CSV with
 * a header and without quotes.
 */
#ifndef STAT_DATA_H
#define STAT_DATA_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The file, behind its header; NULL where REALDATA is empty or lacks it. */
static inline FILE *stat_data_open(const char *name)
{
	const char *folder = getenv("REALDATA");
	char line[4096];
	FILE *file = NULL;

	if (folder != NULL && folder[0] != '\0' &&
	    (size_t)snprintf(line, sizeof line, "%s/%s", folder, name) <
		sizeof line)
		file = fopen(line, "r");
	if (file != NULL && fgets(line, sizeof line, file) == NULL) {
		fclose(file);
		file = NULL;
	}
	return file;
}

/* Field `column` (0-based) of a line; NULL where there are fewer. */
static inline const char *stat_data_field(const char *line, int column)
{
	while (line != NULL && column-- > 0) {
		line = strchr(line, ',');
		if (line != NULL)
			line++;
	}
	return line;
}

/* The same as a whole number, -1 where there is none. */
static inline long stat_data_long(const char *line, int column)
{
	const char *field = stat_data_field(line, column);

	return field != NULL ? strtol(field, NULL, 10) : -1;
}

#endif
