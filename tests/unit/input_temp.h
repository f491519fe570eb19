/* input_temp.h - files for tests of reading, in a folder that goes at the end.
 */
#ifndef INPUT_TEMP_H
#define INPUT_TEMP_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>

enum { TEMP_MOST = 64 };

static char temp_folder[] = "/tmp/cs-test.XXXXXX";
static char temp_paths[TEMP_MOST][64];
static size_t temp_count;

static void temp_remove(void)
{
	while (temp_count > 0)
		unlink(temp_paths[--temp_count]);
	rmdir(temp_folder);
}

/* The path of a file called `name`, which is there until the process ends. */
static const char *temp_path(const char *name)
{
	char path[64];

	if (temp_count == 0) {
		if (mkdtemp(temp_folder) == NULL)
			abort();
		atexit(temp_remove);
	}
	snprintf(path, sizeof path, "%s/%.30s", temp_folder, name);
	for (size_t i = 0; i < temp_count; i++)
		if (strcmp(temp_paths[i], path) == 0)
			return temp_paths[i];
	if (temp_count == TEMP_MOST)
		abort();
	return memcpy(temp_paths[temp_count++], path, sizeof path);
}

/* Writes a file, or writes it anew; returns its path. */
static const char *temp_file(const char *name, const void *bytes, size_t length)
{
	const char *path = temp_path(name);
	FILE *stream = fopen(path, "wb");

	if (stream == NULL || fwrite(bytes, 1, length, stream) != length ||
	    fclose(stream) != 0)
		abort();
	return path;
}

__attribute__((unused)) static const char *temp_text(const char *name,
						     const char *text)
{
	return temp_file(name, text, strlen(text));
}

/* Writes one gzip member to `out`, which has room; returns its length. */
__attribute__((unused)) static size_t temp_gzip(const void *bytes,
						size_t length,
						unsigned char *out, size_t room)
{
	z_stream z = { .next_in = (unsigned char *)(uintptr_t)bytes,
		       .avail_in = (uInt)length,
		       .next_out = out,
		       .avail_out = (uInt)room };

	if (deflateInit2(&z, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) !=
		Z_OK ||
	    deflate(&z, Z_FINISH) != Z_STREAM_END)
		abort();
	deflateEnd(&z);
	return room - z.avail_out;
}

/* Which of the files is called so? One of them is. */
static inline size_t temp_index(const char *const *files, const char *name)
{
	size_t i = 0;

	while (strcmp(files[i], name) != 0)
		i++;
	return i;
}

#endif
