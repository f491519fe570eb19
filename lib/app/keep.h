/*
 * keep.h - lists of customers with columns of their orders beside them, and of
 * contacts with their own: --keep.
 */
#ifndef CS_APP_KEEP_H
#define CS_APP_KEEP_H

#include "app/job.h"

/* To be said in prepare(), before any other field: each customer keeps its last
 * value of these columns, up to 16. -1: wrong usage. */
int cs_keep_plan(struct cs_job *job, const struct cs_list *keep,
		 struct cs_err *err);

/*
 * The same where contacts come first, after cs_contacts_prepare(): contacts
 * with one of these flags keep the columns (cs_touch.kept), and customers the
 * last of their orders; files may lack them. After the load cs_keep_missing()
 * fails if neither has one.
 */
int cs_keep_plan_contacts(struct cs_job *job, const struct cs_list *keep,
			  uint32_t flags, struct cs_err *err);
int cs_keep_missing(const struct cs_job *job, const struct cs_list *keep,
		    struct cs_err *err);

/* Before the rows: the columns, at the end. */
void cs_keep_columns(struct cs_table *table, const struct cs_list *keep);

/* The row's cells of them, of struct cs_customer.kept. */
void cs_keep_put(struct cs_table *table, const struct cs_list *keep,
		 const struct cs_kept *kept);

/* The row's cells of a contact: what it keeps, and of columns that contacts do
 * not have its customer's (NULL: no orders). */
void cs_keep_put_contact(const struct cs_job *job, struct cs_table *table,
			 const struct cs_list *keep, cs_orderid contact,
			 const struct cs_kept *kept);

/* A cell of bytes that no NUL ends; without any it is null. */
void cs_put_bytes(struct cs_table *table, const char *column,
		  struct cs_text text);

#endif
