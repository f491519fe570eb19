/* process.c - see process.h. */
#include "reports/process.h"

#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/fd.h"
#include "base/mem.h"
#include "base/path.h"
#include "reports/source.h"

/* Descriptors of the child. */
enum { READS, ANSWERS, SAYS };

extern char **environ;

char *process_folder(struct cs_err *err)
{
	char *folder = cs_path_of_program();

	if (folder == NULL)
		cs_fail(err, NULL, "cannot tell where cs-report lies: %s",
			strerror(errno));
	return folder;
}

/* Returns 0 or an error number. */
static int spawn(const char *path, const struct cs_list *words, int answers,
		 int says, pid_t *pid)
{
	posix_spawn_file_actions_t actions;
	int error = posix_spawn_file_actions_init(&actions);

	if (error != 0)
		return error;
	error = posix_spawn_file_actions_addopen(&actions, READS, "/dev/null",
						 O_RDONLY, 0);
	if (error == 0)
		error = posix_spawn_file_actions_adddup2(&actions, answers,
							 ANSWERS);
	if (error == 0)
		error = posix_spawn_file_actions_adddup2(&actions, says, SAYS);
	if (error == 0)
		error = posix_spawn(pid, path, &actions, NULL,
				    (char *const *)words->items, environ);
	posix_spawn_file_actions_destroy(&actions);
	return error;
}

/* Returns 0 or an error number. */
static int run(const char *path, const struct cs_list *words, int answers,
	       int says, int *status)
{
	pid_t pid;
	int error = spawn(path, words, answers, says, &pid);

	while (error == 0 && waitpid(pid, status, 0) < 0)
		error = errno == EINTR ? 0 : errno;
	return error;
}

static int read_back(int fd, struct cs_buf *out)
{
	return lseek(fd, 0, SEEK_SET) < 0 ? errno : source_slurp(fd, out);
}

enum process process_run(const char *folder, const struct cs_list *words,
			 struct cs_buf *answered, struct cs_buf *said)
{
	struct cs_buf path = CS_BUF_INIT;
	int answers = cs_fd_unnamed(), says = cs_fd_unnamed();
	int error = answers < 0 || says < 0 ? errno : 0, status = 0;

	cs_buf_addf(&path, "%s%s", folder, words->items[0]);
	if (error == 0)
		error = run(path.data, words, answers, says, &status);
	if (error == 0)
		error = read_back(answers, answered);
	if (error == 0)
		error = read_back(says, said);
	if (answers >= 0)
		close(answers);
	if (says >= 0)
		close(says);
	cs_buf_release(&path);
	if (error != 0) {
		cs_buf_clear(said);
		cs_buf_addf(said, "cannot run %s: %s", words->items[0],
			    strerror(cs_mem_errno(error)));
		return PROCESS_LOST;
	}
	if (WIFSIGNALED(status)) {
		cs_buf_clear(said);
		cs_buf_addf(said, "%s was ended by signal %d", words->items[0],
			    WTERMSIG(status));
		return PROCESS_LOST;
	}
	return WEXITSTATUS(status) == 0 ? PROCESS_DONE : PROCESS_FAILED;
}

/* The line at p without what it is, ": error" or ": warning", which `mark`
 * says; its end. */
static const char *add_message(struct cs_buf *out, const char *p,
			       const char *mark)
{
	size_t length = strcspn(p, "\n");
	const char *at = memmem(p, length, mark, strlen(mark));

	if (at != NULL) {
		cs_buf_add(out, p, (size_t)(at - p));
		cs_buf_adds(out, ": ");
		at += strlen(mark);
		cs_buf_add(out, at, (size_t)(p + length - at));
	}
	return p + length + (p[length] == '\n');
}

char *process_reason(const struct cs_buf *said)
{
	struct cs_buf reason = CS_BUF_INIT, error = CS_BUF_INIT;
	struct cs_buf first = CS_BUF_INIT;
	size_t errors = 0;

	for (const char *p = said->data; *p != '\0';) {
		cs_buf_clear(&error);
		p = add_message(&error, p, ": error: ");
		if (error.length > 0) {
			if (errors++ == 0)
				cs_buf_add(&first, error.data, error.length);
			cs_buf_clear(&reason);
			cs_buf_add(&reason, error.data, error.length);
		}
	}
	if (errors > 1) /* of several rows the last counts them */
		cs_buf_addf(&reason, "; the first: %s", first.data);
	/* which warnings they were that --strict did not let pass */
	if (memmem(reason.data, reason.length, "[strict]", 8) != NULL)
		for (const char *p = said->data; *p != '\0';) {
			cs_buf_clear(&error);
			p = add_message(&error, p, ": warning: ");
			if (error.length > 0)
				cs_buf_addf(&reason, "; %s", error.data);
		}
	if (reason.length == 0)
		cs_buf_add(&reason, said->data, strcspn(said->data, "\n"));
	cs_buf_release(&error);
	cs_buf_release(&first);
	if (reason.length == 0)
		cs_buf_adds(&reason, "it failed and did not say why");
	return reason.data;
}
