/* draw.c - gnuplot as a child process: see chart.h. */
#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "chart/chart.h"
#include "chart/plot.h"

/* What some systems' posix_spawn leaves to the child. */
enum { NOT_FOUND = 127 };

extern char **environ;

/* A file without a name, or NULL. */
static FILE *open_file(void)
{
	FILE *file = tmpfile();

	if (file != NULL)
		fcntl(fileno(file), F_SETFD, FD_CLOEXEC);
	return file;
}

static void close_file(FILE *file)
{
	if (file != NULL)
		fclose(file);
}

static bool write_script(FILE *file, const struct cs_buf *script)
{
	return fwrite(script->data, 1, script->length, file) ==
		   script->length &&
	       fflush(file) == 0 && lseek(fileno(file), 0, SEEK_SET) == 0;
}

/* Reads what the child wrote; returns -1 if that fails. */
static int read_stream(FILE *file, struct cs_buf *out)
{
	size_t n;

	if (fseek(file, 0, SEEK_SET) != 0)
		return -1;
	do {
		n = fread(cs_buf_room(out, 65536), 1, 65536, file);
		out->length += n;
	} while (n > 0);
	out->data[out->length] = '\0';
	return ferror(file) ? -1 : 0;
}

/* Returns 0 or an error number of posix_spawn(). */
static int spawn(FILE *const files[3], char *const *argv, pid_t *pid)
{
	posix_spawn_file_actions_t actions;
	int error = posix_spawn_file_actions_init(&actions);

	if (error)
		return error;
	for (int i = 0; i < 3 && !error; i++)
		error = posix_spawn_file_actions_adddup2(&actions,
							 fileno(files[i]), i);
	if (!error)
		error =
		    posix_spawnp(pid, argv[0], &actions, NULL, argv, environ);
	posix_spawn_file_actions_destroy(&actions);
	return error;
}

static int missing(struct cs_err *err)
{
	return cs_fail(err, "no-gnuplot",
		       "drawing needs gnuplot, which is not installed: install "
		       "the package gnuplot-nox (or gnuplot), or take the "
		       "script with -f gnuplot");
}

/* gnuplot's last line says what is wrong; those before repeat the script. */
static int failed(FILE *file, struct cs_err *err)
{
	struct cs_buf text = CS_BUF_INIT, shown = CS_BUF_INIT;
	const char *line;

	read_stream(file, &text);
	while (text.length > 0 && strchr("\n ", text.data[text.length - 1]))
		text.data[--text.length] = '\0';
	line = strrchr(text.data, '\n');
	line = line ? line + 1 : text.data;
	cs_printable(&shown, line, strlen(line), 300);
	cs_fail(err, "gnuplot", "gnuplot could not draw the charts%s%s",
		shown.length > 0 ? ": " : "", shown.data);
	cs_buf_release(&shown);
	cs_buf_release(&text);
	return -1;
}

/* One that cannot load its libraries ends the same, and says so. */
static bool is_missing(int status, FILE *said)
{
	return WIFEXITED(status) && WEXITSTATUS(status) == NOT_FOUND &&
	       fseek(said, 0, SEEK_END) == 0 && ftell(said) == 0;
}

static int run(FILE *const files[3], struct cs_buf *drawing, struct cs_err *err)
{
	/* a script named as an operand stops at its first error */
	static char *const argv[] = { (char *)"gnuplot", (char *)"-d",
				      (char *)"/dev/stdin", NULL };
	size_t before = drawing->length;
	int status, error;
	pid_t pid;

	error = spawn(files, argv, &pid);
	while (error == 0 && waitpid(pid, &status, 0) < 0)
		error = errno == EINTR ? 0 : errno;
	if (error == ENOENT || (error == 0 && is_missing(status, files[2])))
		return missing(err);
	if (error != 0)
		return cs_fail(err, "gnuplot", "cannot run gnuplot: %s",
			       strerror(cs_mem_errno(error)));
	if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
		return failed(files[2], err);
	if (read_stream(files[1], drawing) != 0)
		return cs_fail(err, "gnuplot",
			       "cannot read gnuplot's drawing: %s",
			       strerror(cs_mem_errno(errno)));
	if (drawing->length == before)
		return failed(files[2], err);
	return 0;
}

int cs_gnuplot_run(const struct cs_buf *script, struct cs_buf *drawing,
		   struct cs_err *err)
{
	/* standard input, output and error of the child */
	FILE *files[3] = { open_file(), open_file(), open_file() };
	int result;

	if (files[0] == NULL || files[1] == NULL || files[2] == NULL ||
	    !write_script(files[0], script))
		result = cs_fail(err, "gnuplot",
				 "cannot make a temporary file for gnuplot: %s",
				 strerror(cs_mem_errno(errno)));
	else
		result = run(files, drawing, err);
	close_file(files[0]);
	close_file(files[1]);
	close_file(files[2]);
	return result;
}

int cs_fonts_list(struct cs_buf *out)
{
	static char *const argv[] = { (char *)"fc-list",
				      (char *)"--format=%{charset}\n", NULL };
	FILE *files[3] = { open_file(), open_file(), open_file() };
	int result = -1, status = -1;
	pid_t pid;

	if (files[0] != NULL && files[1] != NULL && files[2] != NULL &&
	    spawn(files, argv, &pid) == 0) {
		while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
			continue;
		if (WIFEXITED(status) && WEXITSTATUS(status) == 0)
			result = read_stream(files[1], out);
	}
	close_file(files[0]);
	close_file(files[1]);
	close_file(files[2]);
	return result;
}
