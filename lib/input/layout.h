/*
 * layout.h - exports that are known: what their columns are and what no
 * mechanism can find out.
 *
 * A layout is a text of lines `KEY: VALUE`; one that begins with `#` is a
 * remark, one that begins with a blank goes on with the one before it.
 *
 *	title: Shopify, orders
 *	of: orders			or contacts
 *	needs: Name, Paid at, Tax *	headers that must be there; * ends a
 *					beginning
 *	without: Customer ID		headers that may not
 *	customer: Email, Phone		a role or field, as its option takes it;
 *					left alone where no such column is
 *	quote: none  decimal: ,  date-format: dmy
 *	where: IsDeleted=0		filters; any number of these lines
 *	exclude: Type~Withdrawal
 *	replace Score: Good=5, Offered=	cells of a column read as others
 *	count: paid, shipped		statuses that count
 *	note: ...			a sentence that people should know
 *	refuse: ...			why the export cannot be used, and which
 *					can; unless an option names one of
 *	unless: customer		these roles or fields
 *
 * Layouts settle what no option says. Names of headers are compared as by
 * cs_name_plain().
 */
#ifndef CS_INPUT_LAYOUT_H
#define CS_INPUT_LAYOUT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/text.h"
#include "cell/filter.h"
#include "input/dialect.h"

struct cs_layout_line {
	char *key, *value;
	char *column;		  /* of replace; NULL */
	struct cs_filter *filter; /* of where and exclude; NULL */
};

struct cs_layout {
	char *name; /* "shopify", or the file it was read from */
	bool contacts;
	struct cs_layout_line *lines;
	size_t nlines, capacity;
};

/* Those that may be met. They are texts until a header is known to be one's. */
struct cs_layouts {
	const char *name, *text; /* the only one; NULL: all that are built in */
	char *read;		 /* its text, if it was read from a file */
	bool none;
};

/*
 * All that are built in (choice NULL), the one of that name, the one that is
 * read from the file of that name, or none ("none"). A choice of orders leaves
 * contacts as they are, with all, and one of contacts the orders. `choice` must
 * outlive them. -1 with err filled. Release in any case.
 */
int cs_layouts_load(struct cs_layouts *layouts, const char *choice,
		    bool contacts, struct cs_err *err);
void cs_layouts_release(struct cs_layouts *layouts);

/* Appends "shopify  Shopify, orders", a line for each that is built in. */
int cs_layouts_list(struct cs_buf *out, struct cs_err *err);

/* The first of orders, or contacts, that knows the header, to be freed; or
 * NULL. */
struct cs_layout *cs_layouts_find(const struct cs_layouts *layouts,
				  bool contacts,
				  const struct cs_header *header);
void cs_layout_free(struct cs_layout *layout); /* takes NULL */

/* The value of a key; NULL: the layout does not say, or is NULL. */
const char *cs_layout_says(const struct cs_layout *layout, const char *key);

/*
 * What `cell` of a column with this header is read as: itself, unless the
 * layout replaces it.
 */
struct cs_text cs_layout_replace(const struct cs_layout_line *line,
				 struct cs_text cell);

#endif
