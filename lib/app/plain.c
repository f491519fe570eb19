/* plain.c - main() of a command that reads nothing: cs_run_plain() of run.h. */
#include "app/message.h"
#include "app/run.h"

int cs_run_plain(const struct cs_command *command, void *own,
		 int (*act)(void *own, struct cs_err *err), int argc,
		 char **argv)
{
	struct cs_values values = { .home = { [CS_HOME_OWN] = own } };
	struct cs_list operands = CS_LIST_INIT;
	struct cs_buf text = CS_BUF_INIT;
	struct cs_err err = CS_ERR_INIT;
	int result = -1;

	cs_guard_streams();
	switch (cs_options_parse(command, &values, argc, argv, &operands, &text,
				 &err)) {
	case CS_PARSED_RUN: result = act(own, &err); break;
	case CS_PARSED_DONE: result = cs_print_text(&text, &err); break;
	case CS_PARSED_USAGE: result = CS_WRONG_USAGE; break;
	}
	cs_list_release(&values.given);
	cs_list_release(&operands);
	cs_buf_release(&text);
	if (result == 0)
		return 0;
	if (result == CS_WRONG_USAGE)
		return cs_print_usage(command, &err);
	cs_print_error(command, &err);
	return 1;
}
