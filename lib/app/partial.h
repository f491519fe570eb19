/*
 * partial.h - --partial, a run that another adds up, and --partials, the other
 * (lib/app only).
 */
#ifndef CS_APP_PARTIAL_H
#define CS_APP_PARTIAL_H

#include "app/job.h"

/* The command, and the options that say how rows are read, each word with a NUL
 * behind it. Where --partial is given; once the line is parsed. */
void cs_part_keep_line(struct cs_job *job);

/* With --partials: operands become the files that they were made of. -1: one of
 * them is none. */
int cs_parts_plan(struct cs_job *job, struct cs_err *err);
void cs_parts_end(struct cs_job *job);

#endif
