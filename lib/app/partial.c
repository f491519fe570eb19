/* partial.c - runs whose rows another run adds up: see partial.h of base. */
#include <stdlib.h>
#include <string.h>

#include "app/internal.h"
#include "app/notice.h"
#include "app/partial.h"
#include "base/mem.h"
#include "base/partial.h"

/* --- writing ------------------------------------------------------------- */

void cs_part_keep_line(struct cs_job *job)
{
	if (job->shared.partial == NULL)
		return;
	cs_buf_add(&job->about, job->command->name,
		   strlen(job->command->name) + 1);
	/* but for where what goes, and how fast */
	cs_options_words(job->command, &job->values,
			 "partial output threads memory quiet verbose",
			 &job->about);
}

int cs_job_part(struct cs_job *job, struct cs_files *files, struct cs_err *err)
{
	struct cs_file *file = cs_files_add(files, job->shared.partial);
	const struct cs_account *account = &job->data.input.account;
	struct cs_ranks *ranks;
	int status;

	if (file->stream)
		return cs_fail(err, NULL,
			       "--partial wants a file that is read more than "
			       "once, not %s",
			       job->shared.partial);
	if (cs_rejects_open(job, files, err) != 0 ||
	    cs_file_open(file, err) != 0)
		return -1;
	ranks = cs_partial_write(file, &job->about);
	job->load.input.ranks = ranks;
	status = cs_job_load(job, err);
	cs_ranks_end(ranks);
	job->load.input.ranks = NULL;
	if (status == 0 && job->data.input.nschemas == 0)
		status = cs_fail(err, "no-partial",
				 "only orders make a partial result, not rows "
				 "that stand for customers or sums");
	if (status != 0)
		return -1;
	cs_note(job, "%llu row%s went into %s; cs-merge adds it to others",
		(unsigned long long)account->rows_used,
		account->rows_used == 1 ? "" : "s", job->shared.partial);
	return cs_files_publish(files, err);
}

/* --- reading ------------------------------------------------------------- */

int cs_parts_plan(struct cs_job *job, struct cs_err *err)
{
	struct cs_list none = CS_LIST_INIT;

	if ((job->shared.partials || job->shared.partial != NULL) &&
	    job->program->contacts_first)
		return cs_fail(err, NULL,
			       "%s makes no partial results: its contacts are "
			       "read where it reports",
			       job->command->name);
	if ((job->shared.partial != NULL) + job->shared.partials +
		job->shared.mpi >
	    1)
		return cs_fail(err, NULL,
			       "--mpi, --partial and cs-merge do not go "
			       "together: one process makes a partial result, "
			       "and one adds them up");
	if (job->shared.partial != NULL && job->shared.output != NULL)
		return cs_fail(
		    err, NULL,
		    "-o goes with cs-merge, which reports: --partial "
		    "names the file");
	if (!job->shared.partials)
		return 0;
	if (job->files.count > CS_MOST_PARTS)
		return cs_fail(err, NULL, "cs-merge adds up to %d files",
			       CS_MOST_PARTS);
	job->parts = job->files;
	job->files = none;
	job->adds = cs_partial_read(job->parts.items, job->parts.count, err);
	if (job->adds == NULL)
		return -1;
	job->heads = cs_part_files_of(job->adds);
	for (size_t i = 0; i < job->heads.count; i++)
		cs_list_add(&job->files, job->heads.list[i].name);
	return 0;
}

void cs_parts_end(struct cs_job *job)
{
	cs_part_files_release(&job->heads);
	cs_ranks_end(job->adds);
	cs_list_release(&job->parts);
	cs_buf_release(&job->about);
}
