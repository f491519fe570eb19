/*
 * tree.h - what lies in a folder and its folders, bytes and permissions, to be
 * compared and put back. What cannot be read or written ends the program.
 */
#ifndef TREE_H
#define TREE_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "base/buf.h"

struct entry {
	char *name; /* within the folder: "a.csv", "d", "d/b.csv" */
	mode_t mode;
	struct cs_buf bytes; /* of a regular file */
};

struct tree {
	struct entry *list; /* by name */
	size_t count, capacity;
};

/* All of a file; of one that is not there, nothing. */
void file_read(const char *path, struct cs_buf *bytes);

void tree_read(struct tree *tree, const char *folder);
/* The folder holds this, and nothing else. */
void tree_write(const struct tree *tree, const char *folder);
/* NULL: there is none of that name. */
const struct entry *tree_find(const struct tree *tree, const char *name);
bool entry_same(const struct entry *a, const struct entry *b);
bool tree_same(const struct tree *a, const struct tree *b);
/* A copy of an entry of another tree. */
void tree_add(struct tree *tree, const struct entry *entry);
void tree_release(struct tree *tree);

#endif
