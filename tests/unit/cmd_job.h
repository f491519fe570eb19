/*
 * cmd_job.h - a job of a command on a few typed lines, for the tests of its
 * study: what a command computes, without the binary.
 *
 *	#include "cs-retention.c" with its main() renamed, see cmd_retention.c
 *	struct cs_job job;
 *	if (job_read(&job, &program, "customer,date,amount\n...", "-q", NULL)) {
 *		cs_job_compute(&job, &err);
 *		is_int(job_count(&job, "summary", 0, "customers"), 3, "...");
 *	}
 *	cs_job_release(&job);
 */
#ifndef CMD_JOB_H
#define CMD_JOB_H

#include "app/job.h"
#include "report/internal.h"
#include "input_temp.h"
#include "report/internal.h"

enum { JOB_WORDS = 32 };

/*
 * Plans and reads a job: `csv` is the input, then words of a command line up to
 * NULL, which may name files of temp_text(). False, with a failed check, if it
 * cannot.
 */
__attribute__((sentinel)) static bool job_read(struct cs_job *job,
					       const struct cs_program *program,
					       const char *csv, ...)
{
	const char *words[JOB_WORDS] = { program->command->name };
	struct cs_buf text = CS_BUF_INIT;
	struct cs_err err = CS_ERR_INIT;
	bool good;
	int count = 1;
	va_list args;

	words[count++] = temp_text("job.csv", csv);
	va_start(args, csv);
	while (count < JOB_WORDS - 1 &&
	       (words[count] = va_arg(args, const char *)) != NULL)
		count++;
	va_end(args);
	good = cs_job_plan(job, program, count, (char **)words, &text, &err) ==
		   CS_PLANNED_RUN &&
	       cs_job_read(job, &err) == 0;
	cs_buf_release(&text);
	if (!good)
		ok(false, "the job is read: %s", err.message);
	return good;
}

/* --- what was put into its report -------------------------------------- */

static inline const struct cs_cell *job_cell(const struct cs_job *job,
					     const char *name, size_t row,
					     const char *column)
{
	for (size_t i = 0; i < job->report.ntables; i++) {
		const struct cs_table *table = job->report.tables[i];

		if (strcmp(table->name, name) == 0)
			return cs_table_cell(
			    table, row, (size_t)cs_table_find(table, column));
	}
	ok(false, "there is a table %s", name);
	exit(1);
}

static inline long long job_count(const struct cs_job *job, const char *table,
				  size_t row, const char *column)
{
	return job_cell(job, table, row, column)->as.count;
}

static inline double job_real(const struct cs_job *job, const char *table,
			      size_t row, const char *column)
{
	return job_cell(job, table, row, column)->as.real;
}

#endif
