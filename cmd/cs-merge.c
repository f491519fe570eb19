/* cs-merge.c - what do several machines say together? */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app/notice.h"
#include "app/run.h"
#include "base/bytes.h"
#include "base/partial.h"
#include "base/path.h"
#include "base/word.h"

/* --- options ----------------------------------------------------------- */

struct merging {
	bool list;
};

#define OWN(member) CS_OWN(struct merging, member)

static const struct cs_option options[] = {
	{ 0, "list", CS_OPT_FLAG, OWN(list), NULL,
	  "say of which command each is, and add up nothing", .basic = true },
	{ 0 }
};

static const struct cs_option_group groups[] = { { "Partial results", options },
						 { NULL, NULL } };

static const struct cs_command command = {
	.name = "cs-merge",
	.question = "what do several machines say together?",
	.operands = "PARTIAL ... [OPTION ...]",
	.about =
	    "Adds up what runs of a command have put aside as partial "
	    "results, on several\nmachines or one after another, and reports "
	    "as that command does of all the files\nat once. OPTIONs are those "
	    "of that command: -t, -f, -o and the like.",
	.example = "cs-merge north.part south.part -t cohorts -f csv",
	.groups = groups,
};

/* --- what the files say of themselves ------------------------------------ */

/* "cs-retention --group country", without what is the run's own. */
static void add_line(const struct cs_buf *about, struct cs_buf *out)
{
	const char *end = about->data + about->length;

	for (const char *word = about->data; word < end;
	     word += strlen(word) + 1) {
		if (word > about->data)
			cs_buf_addc(out, ' ');
		cs_add_sh_word(out, word);
	}
}

/* Its command is one of ours, or the file is not. */
static int check_about(const struct cs_buf *about, struct cs_err *err)
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyz-";

	return about->length > 0 && strncmp(about->data, "cs-", 3) == 0 &&
		       strspn(about->data, letters) == strlen(about->data) &&
		       about->data[about->length - 1] == '\0'
		   ? 0
		   : cs_fail(err, "bad-partial",
			     "this partial result names no command");
}

static int compare(const char *first, const struct cs_buf *of_first,
		   const struct cs_buf *about, struct cs_err *err)
{
	struct cs_buf one = CS_BUF_INIT, other = CS_BUF_INIT;

	if (of_first->length == about->length &&
	    memcmp(of_first->data, about->data, about->length) == 0)
		return 0;
	add_line(of_first, &one);
	add_line(about, &other);
	cs_fail(err, "other-partial",
		"was made by \"%s\", and %s by \"%s\": make them alike",
		other.data, first, one.data);
	cs_buf_release(&one);
	cs_buf_release(&other);
	return -1;
}

/* --- running ------------------------------------------------------------- */

/* The command, as it was asked and as it is asked now; returns if it fails. */
static int run(const struct cs_buf *about, int argc, char **argv,
	       struct cs_err *err)
{
	struct cs_list line = CS_LIST_INIT;
	char *folder = cs_path_of_program();
	struct cs_buf path = CS_BUF_INIT;

	for (const char *word = about->data; word < about->data + about->length;
	     word += strlen(word) + 1)
		cs_list_add(&line, word);
	cs_list_add(&line, "--partials");
	for (int i = 1; i < argc; i++)
		cs_list_add(&line, argv[i]);
	cs_list_add(&line, NULL);
	cs_buf_addf(&path, "%s%s", folder != NULL ? folder : "", about->data);
	execv(path.data, (char *const *)line.items);
	cs_fail_at(err, NULL, 0, 0);
	cs_fail(err, NULL, "cannot start %s: %s", path.data, strerror(errno));
	free(folder);
	cs_buf_release(&path);
	cs_list_release(&line);
	return -1;
}

/* Are the words files of --partial, apart from options and their values? Then
 * the command is run; 0: there is none. */
static int merge(int argc, char **argv, struct cs_err *err)
{
	struct cs_buf about = CS_BUF_INIT, first = CS_BUF_INIT;
	const char *name = NULL;
	int status = 0;

	for (int i = 1; i < argc && status == 0; i++) {
		cs_buf_clear(&about);
		if (*argv[i] == '-' ||
		    cs_partial_about(argv[i], &about, err) != 0)
			continue;
		status = check_about(&about, err);
		if (status == 0 && name != NULL)
			status = compare(name, &first, &about, err);
		if (status == 0 && name == NULL) {
			name = argv[i];
			cs_buf_add(&first, about.data, about.length);
		}
	}
	if (status == 0 && name != NULL)
		status = run(&first, argc, argv, err);
	else if (status == 0 && argc > 1 && *argv[1] != '-')
		status = cs_partial_about(argv[1], &about, err);
	cs_buf_release(&about);
	cs_buf_release(&first);
	return status;
}

static int list(const struct cs_list *operands, struct cs_err *err)
{
	struct cs_buf about = CS_BUF_INIT, out = CS_BUF_INIT;
	int status = 0;

	for (size_t i = 0; i < operands->count && status == 0; i++) {
		cs_buf_clear(&about);
		status = cs_partial_about(operands->items[i], &about, err);
		if (status == 0)
			status = check_about(&about, err);
		if (status != 0)
			break;
		cs_buf_addf(&out, "%s: ", operands->items[i]);
		add_line(&about, &out);
		cs_buf_addc(&out, '\n');
	}
	if (status == 0)
		status = cs_print_text(&out, err);
	cs_buf_release(&about);
	cs_buf_release(&out);
	return status;
}

/* Here come those who want help, the list, or name no partial result. */
static int act(const struct cs_values *values, const struct cs_list *operands,
	       struct cs_err *err)
{
	const struct merging *merging = values->home[CS_HOME_OWN];
	struct cs_buf about = CS_BUF_INIT;
	int status;

	if (operands->count == 0) {
		cs_fail(err, NULL,
			"no partial result: make some with --partial FILE");
		return CS_WRONG_USAGE;
	}
	if (merging->list)
		return list(operands, err);
	status = cs_partial_about(operands->items[0], &about, err);
	cs_buf_release(&about);
	return status;
}

static bool wants_list(int argc, char **argv)
{
	for (int i = 1; i < argc; i++)
		if (strcmp(argv[i], "--list") == 0)
			return true;
	return false;
}

int main(int argc, char **argv)
{
	struct merging merging = { false };
	struct cs_err err = CS_ERR_INIT;

	cs_guard_process();
	if (!wants_list(argc, argv) && merge(argc, argv, &err) != 0)
		return cs_print_result(&command, -1, &err);
	return cs_run_plain(&command, &merging, act, argc, argv);
}
