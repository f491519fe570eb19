/*
 * xlsx_book.c - a workbook is made, read back, and handed on.
 *
 * It is made in a process of its own, which may fall: where memory is short the
 * library takes what it did not get for what it asked for.
 */
#include "report/render.h"

#ifdef CS_XLSX

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/mem.h"
#include "report/internal.h"
#include "report/number.h"
#include "report/xlsx.h"

enum { MOST_ROWS = LXW_ROW_MAX - 1 }; /* below the heading */

/* What the other process says of its work. */
struct done {
	bool ended; /* otherwise it fell, or complained */
	lxw_error error;
	size_t cells;
};

/* -1: a table has more rows than a sheet. */
static int check_rows(const struct cs_table **tables, size_t count,
		      struct cs_err *err)
{
	for (size_t i = 0; i < count; i++)
		if (cs_table_rows(tables[i]) > MOST_ROWS)
			return cs_fail(
			    err, "too-long",
			    "%s has %s rows, and a sheet takes %s below its "
			    "heading: say --limit N, or -f csv",
			    tables[i]->name,
			    cs_figure((double)cs_table_rows(tables[i]), 0).text,
			    cs_figure(MOST_ROWS, 0).text);
	return 0;
}

int cs_xlsx_check(struct cs_err *err)
{
	struct cs_xlsx library;
	const char *wrong = cs_xlsx_open(&library);

	/* what else there may be is no matter of the command line */
	if (wrong == NULL || (strstr(wrong, "No such file") == NULL &&
			      strstr(wrong, "undefined symbol") == NULL))
		return 0;
	return cs_fail(err, NULL,
		       "-f xlsx wants libxlsxwriter, and " CS_XLSX
		       " is not on this machine; -f csv is for spreadsheets "
		       "too");
}

static int read_back(int fd, struct cs_buf *out, struct cs_err *err)
{
	size_t before = out->length;
	ssize_t n;

	do {
		n = pread(fd, cs_buf_room(out, 1 << 16), 1 << 16,
			  (off_t)(out->length - before));
		out->length += n > 0 ? (size_t)n : 0;
	} while (n > 0 || (n < 0 && errno == EINTR));
	return n == 0 ? 0
		      : cs_fail(err, NULL, "cannot read the workbook back: %s",
				strerror(errno));
}

static void write_and_end(const struct cs_xlsx *lib, const char *path,
			  const struct cs_report *report,
			  const struct cs_table **tables, size_t count,
			  struct done *done)
{
	int said = memfd_create("said", MFD_CLOEXEC);

	/* where memory is short it only says so on standard error */
	if (said < 0 || dup2(said, STDERR_FILENO) < 0)
		_exit(1);
	done->error =
	    cs_xlsx_write(lib, path, report, tables, count, &done->cells);
	done->ended = lseek(said, 0, SEEK_END) == 0;
	_exit(0);
}

/* What the other process left in `done`; -1: it cannot be begun. */
static int write_apart(const struct cs_xlsx *lib, const char *path,
		       const struct cs_report *report,
		       const struct cs_table **tables, size_t count,
		       struct done *done)
{
	struct done *shared = mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE,
				   MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	pid_t pid = -1;
	int status;

	if (shared == MAP_FAILED)
		return -1;
	*shared = (struct done){ .ended = false };
	pid = fork();
	if (pid == 0)
		write_and_end(lib, path, report, tables, count, shared);
	while (pid > 0 && waitpid(pid, &status, 0) < 0 && errno == EINTR)
		;
	*done = *shared;
	munmap(shared, sizeof *shared);
	return pid > 0 ? 0 : -1;
}

static int write_book(int fd, const struct cs_report *report,
		      const struct cs_table **tables, size_t count,
		      size_t *cells, struct cs_err *err)
{
	struct cs_xlsx lib;
	struct done done;
	const char *wrong = cs_xlsx_open(&lib);
	char path[40];

	if (wrong != NULL)
		return cs_fail(err, NULL, "cannot make a workbook: %s", wrong);
	/* the library wants the name of a file, which would stay if the run
	 * ended here: it is given one that is in memory */
	snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
	if (write_apart(&lib, path, report, tables, count, &done) != 0)
		return cs_fail(err, NULL, "cannot make a workbook: %s",
			       strerror(cs_mem_errno(errno)));
	*cells = done.cells;
	if (!done.ended || done.error == LXW_ERROR_MEMORY_MALLOC_FAILED)
		return cs_fail(err, "out-of-memory",
			       "cannot make a workbook: libxlsxwriter gave up, "
			       "as it does where there is too little memory");
	if (done.error != LXW_NO_ERROR)
		return cs_fail(err, NULL, "cannot make a workbook: %s",
			       lib.lxw_strerror(done.error));
	return 0;
}

static int make_book(const struct cs_report *report,
		     const struct cs_table **tables, size_t count,
		     struct cs_buf *out, struct cs_err *err)
{
	int fd = memfd_create("xlsx", MFD_CLOEXEC), result;
	size_t before = out->length, cells = 0;

	if (fd < 0)
		return cs_fail(err, NULL, "cannot make a workbook: %s",
			       strerror(cs_mem_errno(errno)));
	result = write_book(fd, report, tables, count, &cells, err);
	if (result == 0)
		result = read_back(fd, out, err);
	close(fd);
	/* it is not told whether temporary files took all of it */
	if (result == 0 &&
	    !cs_xlsx_whole(out->data + before, out->length - before, cells))
		result = cs_fail(err, NULL,
				 "cannot make a workbook: not all of it went "
				 "into temporary files; is /tmp full?");
	return result;
}

int cs_render_xlsx(const struct cs_report *report, const char *const *names,
		   size_t nnames, struct cs_buf *out, struct cs_err *err)
{
	size_t count;
	const struct cs_table **tables =
	    cs_report_select(report, names, nnames, CS_FILES, &count);
	int result = cs_xlsx_check(err);

	if (result == 0)
		result = check_rows(tables, count, err);
	if (result == 0)
		result = make_book(report, tables, count, out, err);
	free(tables);
	return result;
}

#else

int cs_xlsx_check(struct cs_err *err)
{
	return cs_fail(err, NULL,
		       "-f xlsx is not in this build, which was made without "
		       "libxlsxwriter: install it (libxlsxwriter-dev), then "
		       "./configure && make; -f csv is for spreadsheets too");
}

int cs_render_xlsx(const struct cs_report *report, const char *const *names,
		   size_t nnames, struct cs_buf *out, struct cs_err *err)
{
	(void)report;
	(void)names;
	(void)nnames;
	(void)out;
	return cs_xlsx_check(err);
}

#endif
