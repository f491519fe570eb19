/* tree.c - see tree.h. */
#include "faults/tree.h"

#include <dirent.h>
#include <err.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"

static char *join(const char *folder, const char *name)
{
	struct cs_buf path = CS_BUF_INIT;

	cs_buf_addf(&path, "%s%s%s", folder, *folder != '\0' ? "/" : "", name);
	return path.data;
}

void file_read(const char *path, struct cs_buf *bytes)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	ssize_t n;

	if (fd < 0)
		return;
	while ((n = read(fd, cs_buf_room(bytes, 65536), 65536)) > 0)
		bytes->length += (size_t)n;
	if (n < 0)
		err(1, "%s", path);
	bytes->data[bytes->length] = '\0';
	close(fd);
}

static void file_write(const char *path, const struct entry *entry)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);

	if (fd < 0 ||
	    write(fd, entry->bytes.data, entry->bytes.length) !=
		(ssize_t)entry->bytes.length ||
	    fchmod(fd, entry->mode & 0777) != 0 || close(fd) != 0)
		err(1, "%s", path);
}

static int by_name(const void *a, const void *b)
{
	return strcmp(((const struct entry *)a)->name,
		      ((const struct entry *)b)->name);
}

static struct entry *grow(struct tree *tree)
{
	CS_GROW(tree->list, tree->count, tree->capacity);
	return &tree->list[tree->count++];
}

static void collect(struct tree *tree, const char *folder, const char *below)
{
	char *path = join(folder, below);
	DIR *dir = opendir(path);
	struct dirent *found;

	if (dir == NULL)
		err(1, "%s", path);
	while ((found = readdir(dir)) != NULL) {
		struct entry entry = { .bytes = CS_BUF_INIT };
		struct stat st;
		char *full;

		if (strcmp(found->d_name, ".") == 0 ||
		    strcmp(found->d_name, "..") == 0)
			continue;
		entry.name = join(below, found->d_name);
		full = join(folder, entry.name);
		if (lstat(full, &st) != 0)
			err(1, "%s", full);
		entry.mode = st.st_mode;
		if (S_ISREG(st.st_mode))
			file_read(full, &entry.bytes);
		*grow(tree) = entry;
		if (S_ISDIR(st.st_mode))
			collect(tree, folder, entry.name);
		free(full);
	}
	closedir(dir);
	free(path);
}

void tree_read(struct tree *tree, const char *folder)
{
	*tree = (struct tree){ 0 };
	collect(tree, folder, "");
	if (tree->count > 0)
		qsort(tree->list, tree->count, sizeof *tree->list, by_name);
}

void tree_write(const struct tree *tree, const char *folder)
{
	struct tree now;

	tree_read(&now, folder);
	/* what is in a folder is behind it */
	for (size_t i = now.count; i-- > 0;) {
		char *path = join(folder, now.list[i].name);

		if (remove(path) != 0)
			err(1, "%s", path);
		free(path);
	}
	tree_release(&now);
	for (size_t i = 0; i < tree->count; i++) {
		const struct entry *entry = &tree->list[i];
		char *path = join(folder, entry->name);

		if (!S_ISDIR(entry->mode))
			file_write(path, entry);
		else if (mkdir(path, entry->mode & 0777) != 0)
			err(1, "%s", path);
		free(path);
	}
}

const struct entry *tree_find(const struct tree *tree, const char *name)
{
	struct entry key = { .name = (char *)name };

	return tree->count == 0 ? NULL
				: bsearch(&key, tree->list, tree->count,
					  sizeof key, by_name);
}

bool entry_same(const struct entry *a, const struct entry *b)
{
	return strcmp(a->name, b->name) == 0 && a->mode == b->mode &&
	       a->bytes.length == b->bytes.length &&
	       memcmp(a->bytes.data, b->bytes.data, a->bytes.length) == 0;
}

bool tree_same(const struct tree *a, const struct tree *b)
{
	if (a->count != b->count)
		return false;
	for (size_t i = 0; i < a->count; i++)
		if (!entry_same(&a->list[i], &b->list[i]))
			return false;
	return true;
}

void tree_add(struct tree *tree, const struct entry *entry)
{
	struct entry *copy = grow(tree);

	*copy = (struct entry){ .name = cs_strdup(entry->name),
				.mode = entry->mode,
				.bytes = CS_BUF_INIT };
	cs_buf_add(&copy->bytes, entry->bytes.data, entry->bytes.length);
	qsort(tree->list, tree->count, sizeof *tree->list, by_name);
}

void tree_release(struct tree *tree)
{
	for (size_t i = 0; i < tree->count; i++) {
		free(tree->list[i].name);
		cs_buf_release(&tree->list[i].bytes);
	}
	free(tree->list);
	*tree = (struct tree){ 0 };
}
