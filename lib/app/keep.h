/*
 * keep.h - lists of customers with columns of their orders beside them: --keep.
 */
#ifndef CS_APP_KEEP_H
#define CS_APP_KEEP_H

#include "app/job.h"

/* To be said in prepare(), before any other field: each customer keeps its last
 * value of these columns, up to 16. -1: wrong usage. */
int cs_keep_plan(struct cs_job *job, const struct cs_list *keep,
		 struct cs_err *err);

/* Before the rows: the columns, at the end. */
void cs_keep_columns(struct cs_table *table, const struct cs_list *keep);

/* The row's cells of them, of struct cs_customer.kept. */
void cs_keep_put(struct cs_table *table, const struct cs_list *keep,
		 const struct cs_kept *kept);

/* A cell of bytes that no NUL ends; without any it is null. */
void cs_put_bytes(struct cs_table *table, const char *column,
		  struct cs_text text);

#endif
