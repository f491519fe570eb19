/* overwrite.c - what a run writes against what it reads: see internal.h. */
#include <stdlib.h>

#include "app/internal.h"
#include "app/output.h"
#include "app/tables.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/path.h"

struct paths {
	struct cs_path *list;
	size_t count, capacity;
	struct cs_arena names;
};

static void add(struct paths *paths, const char *path, const char *what,
		bool written)
{
	CS_GROW(paths->list, paths->count, paths->capacity);
	paths->list[paths->count++] = (struct cs_path){
		.path = path != NULL ? path : "-",
		.what = path != NULL ? what : "the report",
		.written = written,
	};
}

static void add_list(struct paths *paths, const struct cs_list *list,
		     const char *what)
{
	for (size_t i = 0; i < list->count; i++)
		add(paths, list->items[i], what, false);
}

static void add_in(struct paths *paths, const char *folder, const char *name,
		   const char *suffix, const char *what)
{
	struct cs_buf path = CS_BUF_INIT;

	cs_buf_addf(&path, "%s/%s.%s", folder, name, suffix);
	add(paths, cs_arena_copy(&paths->names, path.data, path.length), what,
	    true);
	cs_buf_release(&path);
}

/* A file, or a file for each table in a directory. */
static void add_output(struct paths *paths, const struct cs_job *job,
		       const char *path, const char *suffix, const char *what)
{
	const struct cs_table_spec *tables = job->command->tables;

	if (path == NULL || !cs_is_directory(path)) {
		add(paths, path, what, true);
		return;
	}
	for (size_t i = 0; tables[i].name != NULL; i++)
		if (cs_table_needed(job, i))
			add_in(paths, path, tables[i].name, suffix, what);
}

int cs_refuse_overwriting(const struct cs_job *job, struct cs_err *err)
{
	const struct cs_shared *shared = &job->shared;
	bool first = job->program->contacts_first;
	bool drawn = shared->plot.given && shared->plot.text == NULL;
	struct paths paths = { NULL };
	int status;

	add_list(&paths, &job->files, first ? "--orders" : "the input");
	add_list(&paths, &shared->contact.files,
		 first ? "the input" : "--contacts");
	if (shared->files_from != NULL)
		add(&paths, shared->files_from, "--files-from", false);
	add_list(&paths, &job->values.files, "--options");
	if (drawn && shared->output != NULL && cs_is_directory(shared->output))
		add_in(&paths, shared->output, "charts", "txt", "-o");
	else
		add_output(&paths, job, shared->output,
			   cs_renderers[shared->format].suffix, "-o");
	if (shared->plot.text != NULL)
		add_output(&paths, job, shared->plot.text, "png", "--plot");
	if (shared->skip_bad.text != NULL)
		add(&paths, shared->skip_bad.text, "--skip-bad", true);
	status = cs_paths_distinct(paths.list, paths.count, err);
	cs_arena_release(&paths.names);
	free(paths.list);
	return status;
}
