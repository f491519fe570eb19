/* judge.c - see judge.h. */
#include "faults/judge.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>

void run_release(struct run *run)
{
	cs_buf_release(&run->out);
	cs_buf_release(&run->err);
	tree_release(&run->tree);
}

/* --- what lies there ------------------------------------------------------ */

static bool is_temporary(const char *name)
{
	const char *slash = strrchr(name, '/');
	size_t length = strlen(name);

	name = slash != NULL ? slash + 1 : name;
	return strncmp(name, ".cs-", 4) == 0 && length > 4 &&
	       strcmp(name + strlen(name) - 4, ".tmp") == 0;
}

static bool has(const struct tree *tree, const struct entry *entry)
{
	const struct entry *own = tree_find(tree, entry->name);

	return own != NULL && entry_same(own, entry);
}

/*
 * Each file of `now` is as in `one` or as in `other`, or a temporary one if
 * those may stay; none of `one` is gone.
 */
static bool consists(const struct tree *now, const struct tree *one,
		     const struct tree *other, bool temporary)
{
	for (size_t i = 0; i < now->count; i++)
		if (!has(one, &now->list[i]) && !has(other, &now->list[i]) &&
		    !(temporary && is_temporary(now->list[i].name)))
			return false;
	for (size_t i = 0; i < one->count; i++)
		if (tree_find(now, one->list[i].name) == NULL)
			return false;
	return true;
}

static bool begins(const struct cs_buf *all, const struct cs_buf *part)
{
	return part->length <= all->length &&
	       memcmp(part->data, all->data, part->length) == 0;
}

static bool same(const struct cs_buf *a, const struct cs_buf *b)
{
	return a->length == b->length && begins(a, b);
}

/* --- how it ended --------------------------------------------------------- */

/* The program could not clean up. */
static bool prevents_cleaning(const struct fault *fault)
{
	return fault->kind == FAULT_unlink || fault->kind == FAULT_rmdir;
}

static const char *judge_killed(const struct expected *expected,
				const struct run *run, int number)
{
	const struct tree *old = &expected->before;
	const struct tree *new = &expected->clean.tree;

	if (!begins(&expected->clean.out, &run->out))
		return "killed: what it printed is no part of what it prints";
	if (number == SIGKILL)
		return consists(&run->tree, old, new, true)
			   ? NULL
			   : "killed: a file is neither the old nor the new";
	if (!tree_same(&run->tree, old) && !tree_same(&run->tree, new))
		return "ended by a signal: files are neither the old nor the "
		       "new";
	return NULL;
}

static const char *judge_done(const struct expected *expected,
			      const struct run *run, const struct fault *fault)
{
	const struct run *clean = &expected->clean;
	bool left = fault->how == FAULT_ERROR && fault->number == EPIPE;

	if (!consists(&run->tree, &clean->tree, &clean->tree,
		      prevents_cleaning(fault)))
		return "status 0, and other files than without the fault";
	if (left ? !begins(&clean->out, &run->out)
		 : !same(&clean->out, &run->out))
		return "status 0, and other output than without the fault";
	if (!same(&clean->err, &run->err))
		return "status 0, and other messages than without the fault";
	return NULL;
}

/* What no program may fail of. */
static bool is_harmless(const struct fault *fault)
{
	if (fault->how == FAULT_SHORT)
		return true;
	if (fault->number == EINTR)
		return fault->kind == FAULT_read ||
		       fault->kind == FAULT_write ||
		       fault->kind == FAULT_fsync || fault->kind == FAULT_wait;
	return fault->kind == FAULT_link || fault->kind == FAULT_thread ||
	       fault->kind == FAULT_affinity || fault->kind == FAULT_advice ||
	       fault->kind == FAULT_random || prevents_cleaning(fault);
}

static const char *judge_failed(const struct expected *expected,
				const struct run *run,
				const struct fault *fault)
{
	const char *message = run->err.data;
	/* what was put in place could not be taken back */
	bool stuck = fault->kind == FAULT_rename && fault->on && fault->at > 1;

	if (is_harmless(fault))
		return "fails of what it could do without";
	if (strstr(message, "error: ") == NULL)
		return "fails without a message";
	if (fault->kind == FAULT_memory &&
	    strstr(message, "[out-of-memory]") == NULL)
		return "fails, and does not say that memory is out";
	if (!expected->streams && run->out.length > 0)
		return "fails, and has printed";
	if (!begins(&expected->clean.out, &run->out))
		return "fails, and has printed what it prints never";
	if (!consists(&run->tree, &expected->before,
		      stuck ? &expected->clean.tree : &expected->before, stuck))
		return "fails, and not all files are as they were";
	return NULL;
}

const char *judge(const struct expected *expected, const struct run *run,
		  const struct fault *fault, bool struck)
{
	int status = run->status;

	if (WIFSIGNALED(status))
		return struck && fault->how == FAULT_SIGNAL &&
			       WTERMSIG(status) == fault->number
			   ? judge_killed(expected, run, fault->number)
			   : "falls";
	if (status == expected->clean.status)
		return judge_done(expected, run, fault);
	if (!struck)
		return "fails without a fault";
	if (WEXITSTATUS(status) == 1)
		return judge_failed(expected, run, fault);
	return WEXITSTATUS(status) == 2 ? "takes it for wrong usage"
					: "ends with another status";
}
