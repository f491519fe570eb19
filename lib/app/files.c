/* files.c - which files are read: see internal.h. */
#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

#include "app/internal.h"
#include "base/lines.h"
#include "base/mem.h"
#include "base/word.h"
#include "input/same.h"

/* --- a list of names --------------------------------------------------- */

static int add_name(void *job, struct cs_text name, struct cs_err *err)
{
	(void)err;
	cs_list_add_copy(&((struct cs_job *)job)->files, name.bytes,
			 name.length);
	return 0;
}

int cs_read_file_list(struct cs_job *job, struct cs_err *err)
{
	const char *name = job->shared.files_from;

	if (cs_read_lines(name, "list of files", add_name, job, err) != 0)
		return -1;
	if (job->files.count == 0) {
		cs_fail_at(err, cs_lines_name(name), 0, 0);
		return cs_fail(err, "empty-list", "no file is named there");
	}
	return cs_refuse_pictures(&job->files, err);
}

/* --- addresses --------------------------------------------------------- */

static bool is_address(const char *name)
{
	static const char *const schemes[] = { "http://", "https://",
					       "ftp://" };

	for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++)
		if (strncasecmp(name, schemes[i], strlen(schemes[i])) == 0)
			return access(name, F_OK) != 0;
	return false;
}

/* `how` is what the command is given to read standard input instead. */
static int refuse_address(const struct cs_job *job, const char *name,
			  const char *how, struct cs_err *err)
{
	struct cs_buf word = CS_BUF_INIT;
	int status;

	if (!cs_add_word(&word, name))
		cs_buf_adds(&word, "ADDRESS");
	status = cs_fail(err, NULL,
			 "files are read, and this is an address; fetch it: "
			 "curl -fsSL %s | %s %s",
			 word.data, job->command->name, how);
	cs_buf_release(&word);
	return status;
}

int cs_refuse_addresses(const struct cs_job *job, struct cs_err *err)
{
	const struct cs_list *contacts = &job->shared.contact.files;
	bool first = job->program->contacts_first;

	for (size_t i = 0; i < job->files.count; i++)
		if (is_address(job->files.items[i]))
			return refuse_address(job, job->files.items[i],
					      first ? "--orders - FILE" : "-",
					      err);
	for (size_t i = 0; i < contacts->count; i++)
		if (is_address(contacts->items[i]))
			return refuse_address(job, contacts->items[i],
					      first ? "-" : "--contacts - FILE",
					      err);
	return 0;
}

/* --- folders ----------------------------------------------------------- */

static bool ends_in(const char *name, const char *end)
{
	size_t n = strlen(name), m = strlen(end);

	return n > m && strcasecmp(name + n - m, end) == 0;
}

/* Hidden files are what other programs leave there. */
static int is_export(const struct dirent *entry)
{
	const char *name = entry->d_name;

	return *name != '.' &&
	       (ends_in(name, ".csv") || ends_in(name, ".csv.gz"));
}

static int by_bytes(const struct dirent **a, const struct dirent **b)
{
	return strcmp((*a)->d_name, (*b)->d_name);
}

static bool is_folder(const char *name)
{
	struct stat st;

	return strcmp(name, "-") != 0 && stat(name, &st) == 0 &&
	       S_ISDIR(st.st_mode);
}

bool cs_files_small(const struct cs_list *files)
{
	enum { SMALL = 1 << 18 };
	off_t sum = 0;
	struct stat st;

	for (size_t i = 0; i < files->count; i++) {
		if (strcmp(files->items[i], "-") == 0 ||
		    stat(files->items[i], &st) != 0 || !S_ISREG(st.st_mode))
			return false;
		sum += st.st_size;
		if (sum > SMALL)
			return false;
	}
	return true;
}

/* Appends the exports in a folder. */
static int add_folder(struct cs_list *files, const char *folder,
		      struct cs_err *err)
{
	size_t before = files->count, length = strlen(folder);
	struct cs_buf path = CS_BUF_INIT;
	struct dirent **names;
	int n = scandir(folder, &names, is_export, by_bytes);

	cs_fail_at(err, folder, 0, 0);
	if (n < 0)
		return cs_fail(err, "cannot-read", "cannot read: %s",
			       strerror(errno));
	for (int i = 0; i < n; i++) {
		cs_buf_clear(&path);
		cs_buf_addf(&path, "%s%s%s", folder,
			    folder[length - 1] == '/' ? "" : "/",
			    names[i]->d_name);
		if (!is_folder(path.data))
			cs_list_add_copy(files, path.data, path.length);
		free(names[i]);
	}
	free(names);
	cs_buf_release(&path);
	if (files->count == before)
		return cs_fail(err, "empty-folder",
			       "no .csv and no .csv.gz is in this folder; "
			       "folders in it are not looked into");
	cs_fail_at(err, NULL, 0, 0);
	return 0;
}

/* Puts what folders hold in their place. */
static int open_folders(struct cs_list *files, struct cs_err *err)
{
	struct cs_list all = CS_LIST_INIT;
	int status = 0;

	for (size_t i = 0; i < files->count && status == 0; i++)
		if (is_folder(files->items[i]))
			status = add_folder(&all, files->items[i], err);
		else
			cs_list_add_copy(&all, files->items[i],
					 strlen(files->items[i]));
	cs_list_release(files);
	*files = all;
	return status;
}

int cs_settle_files(struct cs_job *job, struct cs_err *err)
{
	struct cs_list *contacts = &job->shared.contact.files;
	const char *otherwise = ", or say --overlap add if all rows count";

	if ((!job->shared.partials && open_folders(&job->files, err) != 0) ||
	    open_folders(contacts, err) != 0)
		return -1;
	if (job->shared.overlap != CS_OVERLAP_ERROR)
		otherwise = NULL;
	if (!job->shared.partials && /* machines name their files alike */
	    cs_refuse_same(job->files.items, job->files.count, otherwise,
			   err) != 0)
		return -1;
	return cs_refuse_same(contacts->items, contacts->count, "", err);
}

/* Every rank opens the files, so they have to be files. */
int cs_refuse_streams(const struct cs_job *job, struct cs_err *err)
{
	struct stat at;

	if (!job->shared.mpi)
		return 0;
	for (size_t i = 0; i < job->files.count; i++)
		if (strcmp(job->files.items[i], "-") == 0 ||
		    (stat(job->files.items[i], &at) == 0 &&
		     !S_ISREG(at.st_mode) && !S_ISDIR(at.st_mode)))
			return cs_fail(err, NULL,
				       "--mpi reads files that every process "
				       "can open, not %s",
				       strcmp(job->files.items[i], "-") == 0
					   ? "standard input"
					   : job->files.items[i]);
	return 0;
}
