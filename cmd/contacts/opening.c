/* opening.c - the hours of --open, and the days on which it is closed: see
 * rules.h. */
#include <stdlib.h>

#include "base/lines.h"
#include "base/mem.h"
#include "cell/date.h"
#include "contacts/rules.h"

struct days {
	cs_day *list;
	size_t count, capacity;
};

static int add_holiday(void *of, struct cs_text line, struct cs_err *err)
{
	struct days *days = of;

	CS_GROW(days->list, days->count, days->capacity);
	return cs_parse_day(line.bytes, &days->list[days->count++], err);
}

/* A date a line. */
static int read_holidays(struct contacts_options *own, struct cs_err *err)
{
	struct days days = { NULL, 0, 0 };
	int status = cs_read_lines(own->holidays, "list of dates", add_holiday,
				   &days, err);

	if (status == 0)
		cs_hours_holidays(own->hours, days.list, days.count);
	free(days.list);
	return status;
}

int plan_hours(struct contacts_options *own, struct cs_err *err)
{
	if (own->holidays != NULL && own->open == NULL)
		return cs_fail(err, NULL, "--holidays goes with --open HOURS");
	if (own->open == NULL)
		return 0;
	own->hours = cs_hours_parse(own->open, err);
	if (own->hours == NULL)
		return cs_fail_prefix(err, "--open");
	return own->holidays == NULL ? 0 : read_holidays(own, err);
}
