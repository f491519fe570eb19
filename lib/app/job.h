/*
 * job.h - one run of a command: all that it knows and makes.
 *
 * There is no state beside it, so that a process can run several.
 */
#ifndef CS_APP_JOB_H
#define CS_APP_JOB_H

#include "app/contacts.h"
#include "app/shared.h"
#include "base/err.h"
#include "base/file.h"
#include "data/data.h"
#include "input/heads.h"
#include "option/option.h"
#include "report/table.h"
#include "tally/fold.h"

struct cs_program;

/* Rows that are set aside, on their way to --skip-bad=FILE. */
struct cs_rejects {
	struct cs_file *file; /* NULL: not opened */
	uint64_t count;
};

/* Filled from top to bottom. */
struct cs_job {
	const struct cs_program *program;
	const struct cs_command *command;
	struct cs_list files; /* operands, and the names of --files-from */
	struct cs_shared shared;
	void *own; /* the command's struct, program->own_size bytes */
	struct cs_values values; /* which options were used */
	unsigned mode;		 /* of the command; 0 where it has but one */
	/* What would make groups, "--group COL"; NULL: there are some. */
	const char *ungrouped;
	/*
	 * --from chooses among a customer's purchases, not among the rows that
	 * are read: the study has to look at shared.window.from.
	 */
	bool by_purchases;
	struct cs_vocabulary *words; /* what columns are called, and */
	struct cs_nobody *nobody;    /* ... customers that are none, or NULL */
	bool group_first, group_pooled; /* first:COL; ... and nothing says how
					   many groups */
	char *group_columns; /* those of --group beside first:UNIT; or NULL */
	struct cs_load_options load; /* how the input is read */
	struct cs_contacts contacts; /* the second input, if there is one */
	struct cs_rejects rejects;   /* of both */
	struct cs_buf about; /* with --partial: what its file says of the run */
	struct cs_list parts;	    /* with --partials the operands, whose */
	struct cs_part_files heads; /* ... files these are; */
	struct cs_ranks *adds;	    /* ... and who reads them; or NULL */
	struct cs_data data;	    /* what the input holds */
	void *study;		    /* what is found; NULL before */
	struct cs_report report;    /* what is said of it: borrows the study */
};

/* What --from and --to choose. */
enum cs_window_of {
	/* purchases; first purchases and numbers come from all the input */
	CS_WINDOW_PURCHASES,
	/* rows; where first purchases matter, or orders count, purchases */
	CS_WINDOW_ROWS
};

struct cs_program {
	const struct cs_command *command;
	/*
	 * The command's own struct, at its defaults: its options, and what it
	 * keeps between the steps below. Copied for each run. NULL: none.
	 */
	const void *own;
	size_t own_size;
	enum cs_window_of window;
	/* Operands are contacts, whose orders are the second input, if there
	 * are any; both are read with their times. Else it is the other way
	 * round. */
	bool contacts_first;
	/*
	 * Which mode the options ask for, into job->mode. The options that it
	 * refuses are refused then. -1: wrong usage. NULL: there is but one.
	 */
	int (*mode)(struct cs_job *job, struct cs_err *err);
	/*
	 * Says what the command needs, if that is not purchases with their
	 * amounts: job->load.need, job->load.input.columns[] (by the roles of
	 * input/columns.h) and columns of its own. All else in job->load comes
	 * from the shared options. -1: wrong usage. NULL: nothing to say.
	 */
	int (*prepare)(struct cs_job *job, struct cs_err *err);
	/* Fills job->data as cs_load() does, which NULL stands for. */
	enum cs_read (*load)(struct cs_job *job, struct cs_err *err);
	/*
	 * May customers be spread over several ranks? They may where all that
	 * is asked for comes from folds of tallies that are packed; once
	 * prepared. NULL: never.
	 */
	bool (*spreads)(const struct cs_job *job);
	/*
	 * The study, what the command finds in job->data: `study_size` bytes,
	 * all zeros, that begin with the parts that tables are put from (a
	 * struct cs_parts). In this order: study() fills it; -1: failed.
	 * settled() puts what became of options into json's parameters; NULL:
	 * nothing. answer() gives the sentences that text begins with to the
	 * report, and appends the first of them without its full stop to
	 * `first`, which stays empty if there is nobody. release_study() frees
	 * what is neither parts nor their tallies, also of one that failed;
	 * NULL: nothing.
	 */
	size_t study_size;
	int (*study)(void *study, struct cs_job *job, struct cs_err *err);
	void (*settled)(const void *study, struct cs_object *parameters);
	void (*answer)(const void *study, struct cs_report *report,
		       struct cs_buf *first);
	void (*release_study)(void *study);
	/* The table of the command's that lists customers, and that --sort puts
	 * in order, also without groups. NULL: there is none. */
	const struct cs_table_spec *list;
	/* Frees what `own` holds beside lists of options. NULL: nothing. */
	void (*release)(void *own);
};

/* For cs_program.spreads: always. */
bool cs_job_spreads(const struct cs_job *job);

/* --- the steps of cs_run(), one after another --------------------------- */

enum cs_planned {
	CS_PLANNED_RUN,	   /* go on with cs_job_read() */
	CS_PLANNED_DONE,   /* print `text` (help or the like): done */
	CS_PLANNED_FAILED, /* err filled */
	CS_PLANNED_USAGE   /* err filled: wrong usage */
};

/* From the command line to a job that is ready to read. Release it always. */
enum cs_planned cs_job_plan(struct cs_job *job,
			    const struct cs_program *program, int argc,
			    char **argv, struct cs_buf *text,
			    struct cs_err *err);

/* One of several processes, which are in job->load.input.ranks, and not the
 * leader: reads its share of the input for that or, where customers are spread,
 * does all that the leader does, but says nothing. */
int cs_job_follow(struct cs_job *job, struct cs_err *err);

/* Reads the input into the file of --partial, which is one of `files`. */
int cs_job_part(struct cs_job *job, struct cs_files *files, struct cs_err *err);

/* Reads the input into job->data and accounts for it. */
int cs_job_read(struct cs_job *job, struct cs_err *err);

/* Fills job->report: answer, tables and charts. */
int cs_job_compute(struct cs_job *job, struct cs_err *err);

void cs_job_release(struct cs_job *job);

/* The first instant that is not observed any more: behind the end. */
int64_t cs_job_end(const struct cs_job *job);

/* Does it matter when customers bought first? */
bool cs_firsts_matter(const struct cs_job *job);

#endif
