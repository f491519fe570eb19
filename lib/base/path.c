/* path.c - see path.h. */
#include "base/path.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/utf8.h"

enum { LINKS_FOLLOWED = 40 }; /* as the kernel does */

/* Bytes of a path up to its last slash. */
static size_t folder_length(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash != NULL ? (size_t)(slash - path) + 1 : 0;
}

/* What a symbolic link holds, seen from where the link is; NULL: it is none. */
static char *follow(const char *link)
{
	struct cs_buf path = CS_BUF_INIT;
	char to[PATH_MAX];
	ssize_t n = readlink(link, to, sizeof to);

	if (n < 0)
		return NULL;
	if (to[0] != '/')
		cs_buf_add(&path, link, folder_length(link));
	cs_buf_add(&path, to, (size_t)n);
	return path.data;
}

char *cs_path_target(const char *path)
{
	char *target = realpath(path, NULL), *next;

	if (target != NULL)
		return target;
	target = cs_strdup(path);
	for (int i = 0; i < LINKS_FOLLOWED; i++) {
		if ((next = follow(target)) == NULL)
			break;
		free(target);
		target = next;
	}
	return target;
}

/* --- is it one file? ---------------------------------------------------- */

static bool is_standard(const struct cs_path *path)
{
	return strcmp(path->path, "-") == 0;
}

static bool find(const struct cs_path *path, struct stat *st)
{
	if (is_standard(path))
		return fstat(path->written ? STDOUT_FILENO : STDIN_FILENO,
			     st) == 0;
	return stat(path->path, st) == 0;
}

/* The folder of a path, which is cut off behind it. */
static bool find_folder(char *path, struct stat *st)
{
	size_t n = folder_length(path);

	path[n] = '\0';
	return stat(n > 0 ? path : ".", st) == 0;
}

/* Two that are not there: have they one folder and one name? */
static bool same_target(const char *a, const char *b)
{
	char *x = cs_path_target(a), *y = cs_path_target(b);
	struct stat st, other;
	bool same = strcmp(x + folder_length(x), y + folder_length(y)) == 0 &&
		    find_folder(x, &st) && find_folder(y, &other) &&
		    st.st_dev == other.st_dev && st.st_ino == other.st_ino;

	free(x);
	free(y);
	return same;
}

static bool clash(const struct cs_path *a, const struct cs_path *b)
{
	struct stat st, other;
	bool here, there;

	if (!a->written && !b->written)
		return false;
	if (a->written && b->written && is_standard(a) && is_standard(b))
		return true;
	here = find(a, &st);
	there = find(b, &other);
	if (here && there)
		return st.st_dev == other.st_dev && st.st_ino == other.st_ino &&
		       (S_ISREG(st.st_mode) ||
			(a->written && b->written && S_ISFIFO(st.st_mode)));
	return !here && !there && !is_standard(a) && !is_standard(b) &&
	       same_target(a->path, b->path);
}

int cs_paths_distinct(const struct cs_path *paths, size_t count,
		      struct cs_err *err)
{
	for (size_t i = 0; i < count; i++)
		for (size_t j = 0; paths[i].written && j < count; j++) {
			struct cs_buf name = CS_BUF_INIT;

			if (i == j || !clash(&paths[i], &paths[j]))
				continue;
			if (is_standard(&paths[i]))
				cs_buf_adds(&name, "standard output");
			else
				cs_printable(&name, paths[i].path,
					     strlen(paths[i].path), 0);
			cs_fail(err, NULL,
				paths[j].written
				    ? "%s and %s would both be written into "
				      "one file, %s"
				    : "%s would write over %s: %s",
				paths[i].what, paths[j].what, name.data);
			cs_buf_release(&name);
			return -1;
		}
	return 0;
}
