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

char *cs_path_of_program(void)
{
	char path[PATH_MAX];
	ssize_t length = readlink("/proc/self/exe", path, sizeof path);

	while (length > 0 && path[length - 1] != '/')
		length--;
	return length > 0 ? cs_strndup(path, (size_t)length) : NULL;
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

/* A path, and what is there. */
struct place {
	const struct cs_path *path;
	bool standard, there;
	struct stat st;
};

static void look(const struct cs_path *path, struct place *place)
{
	*place = (struct place){
		.path = path,
		.standard =
		    strcmp(path->path, "-") == 0 ||
		    (path->written && strcmp(path->path, "/dev/stdout") == 0),
	};
	if (place->standard)
		place->there =
		    fstat(path->written ? STDOUT_FILENO : STDIN_FILENO,
			  &place->st) == 0;
	else
		place->there = stat(path->path, &place->st) == 0;
}

static bool same_inode(const struct stat *a, const struct stat *b)
{
	return a->st_dev == b->st_dev && a->st_ino == b->st_ino;
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
		    same_inode(&st, &other);

	free(x);
	free(y);
	return same;
}

/* `a` is written. */
static bool clash(const struct place *a, const struct place *b)
{
	bool both = b->path->written;

	if (a->standard && b->standard && both)
		return true;
	if (a->there && b->there)
		return same_inode(&a->st, &b->st) &&
		       (both ? !S_ISCHR(a->st.st_mode)
			     : S_ISREG(a->st.st_mode));
	return !a->there && !b->there && both &&
	       same_target(a->path->path, b->path->path);
}

static int refuse(const struct place *a, const struct place *b,
		  struct cs_err *err)
{
	struct cs_buf name = CS_BUF_INIT;

	if (a->standard)
		cs_buf_adds(&name, "standard output");
	else
		cs_printable(&name, a->path->path, strlen(a->path->path), 0);
	cs_fail(err, NULL,
		b->path->written
		    ? "%s and %s would both go to %s: give them two names"
		    : "%s would write over %s, %s: give it another name",
		a->path->what, b->path->what, name.data);
	cs_buf_release(&name);
	return -1;
}

int cs_paths_distinct(const struct cs_path *paths, size_t count,
		      struct cs_err *err)
{
	struct place *places = cs_calloc(count, sizeof *places);
	int status = 0;

	for (size_t i = 0; i < count; i++)
		look(&paths[i], &places[i]);
	for (size_t i = 0; i < count; i++)
		for (size_t j = 0; j < count && status == 0; j++)
			if (i != j && paths[i].written &&
			    clash(&places[i], &places[j]))
				status = refuse(&places[i], &places[j], err);
	free(places);
	return status;
}
