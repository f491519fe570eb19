/* watch.c - see watch.h. */
#include "app/watch.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

#include "app/notice.h"
#include "base/mem.h"
#include "input/progress.h"
#include "report/number.h"

enum { SILENT_MS = 1000, EVERY_MS = 250 };

struct cs_watch {
	struct cs_progress orders, contacts;
	const char *command;
	size_t files;
	uint64_t size; /* of all of them; 0: nobody knows */
	double began;
	pthread_t thread;
	pthread_mutex_t lock; /* over all that follows */
	pthread_cond_t woken;
	bool over;
};

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* --- the line ------------------------------------------------------------ */

static void add_size(struct cs_buf *line, double bytes)
{
	if (bytes < 999.5e6)
		cs_buf_addf(line, "%.0f MB", bytes / 1e6);
	else
		cs_buf_addf(line, "%.1f GB", bytes / 1e9);
}

/* What is left goes as what was read did. */
static void add_left(struct cs_buf *line, double share, double elapsed)
{
	double left = elapsed / share - elapsed;

	if (share < 0.01 || left < 0.5)
		return;
	if (left < 90)
		cs_buf_addf(line, ", %.0f s left", left);
	else
		cs_buf_addf(line, ", %.0f min left", left / 60);
}

/* "cs-pareto: file 2 of 3, 45 % of 1.2 GB, 12,345,678 rows, 8 s left" */
static void add_line(struct cs_watch *watch, struct cs_buf *line)
{
	struct cs_progress *orders = &watch->orders;
	struct cs_progress *contacts = &watch->contacts;
	uint64_t bytes =
	    atomic_load(&orders->bytes) + atomic_load(&contacts->bytes);
	uint64_t rows =
	    atomic_load(&orders->rows) + atomic_load(&contacts->rows);
	double share = (double)bytes / (double)watch->size;

	cs_buf_addf(line, "%s: ", watch->command);
	if (watch->files > 1)
		cs_buf_addf(line, "file %zu of %zu, ",
			    atomic_load(&orders->files) +
				atomic_load(&contacts->files),
			    watch->files);
	share = share < 1 ? share : 1;
	if (watch->size > 0) {
		cs_buf_addf(line, "%.0f %% of ", share * 100);
		add_size(line, (double)watch->size);
	} else {
		add_size(line, (double)bytes);
	}
	cs_buf_addf(line, ", %s", cs_counted((int64_t)rows, "row").text);
	if (watch->size > 0)
		add_left(line, share, now() - watch->began);
}

static void draw(struct cs_watch *watch, size_t columns)
{
	struct cs_buf line = CS_BUF_INIT;

	add_line(watch, &line);
	cs_notice_draw(line.data,
		       line.length < columns ? line.length : columns - 1);
	cs_buf_release(&line);
}

/* --- while it is read ---------------------------------------------------- */

/* False: it is over. The lock is held. */
static bool wait_for(struct cs_watch *watch, int ms)
{
	struct timespec until;

	clock_gettime(CLOCK_MONOTONIC, &until);
	until.tv_nsec += ms % 1000 * 1000000L;
	until.tv_sec += ms / 1000 + until.tv_nsec / 1000000000L;
	until.tv_nsec %= 1000000000L;
	while (!watch->over &&
	       pthread_cond_timedwait(&watch->woken, &watch->lock, &until) == 0)
		;
	return !watch->over;
}

static void *run(void *argument)
{
	struct cs_watch *watch = argument;
	size_t columns;
	bool drawn = false;

	pthread_mutex_lock(&watch->lock);
	for (int ms = SILENT_MS; wait_for(watch, ms); ms = EVERY_MS) {
		columns = cs_notice_columns();
		if (columns == 0) /* it is gone */
			continue;
		draw(watch, columns);
		drawn = true;
	}
	pthread_mutex_unlock(&watch->lock);
	if (drawn)
		cs_notice_draw("", 0);
	return NULL;
}

/* Adds what the files hold; false: that is not known of all of them. */
static bool add_sizes(const struct cs_input *input, uint64_t *size)
{
	struct stat st;

	for (size_t i = 0; i < input->nfiles; i++) {
		const char *name = input->files[i];

		if (strcmp(name, "-") == 0 || stat(name, &st) != 0 ||
		    !S_ISREG(st.st_mode))
			return false;
		*size += (uint64_t)st.st_size;
	}
	return true;
}

static void begin_lock(struct cs_watch *watch)
{
	pthread_condattr_t attributes;

	pthread_condattr_init(&attributes);
	pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
	pthread_cond_init(&watch->woken, &attributes);
	pthread_condattr_destroy(&attributes);
	pthread_mutex_init(&watch->lock, NULL);
}

static void end_watch(struct cs_watch *watch)
{
	pthread_cond_destroy(&watch->woken);
	pthread_mutex_destroy(&watch->lock);
	free(watch);
}

struct cs_watch *cs_watch_begin(struct cs_job *job)
{
	struct cs_input *orders = &job->load.input;
	struct cs_input *contacts = &job->contacts.input;
	struct cs_watch *watch;

	if (job->shared.quiet || cs_notice_columns() == 0)
		return NULL;
	watch = cs_calloc(1, sizeof *watch);
	watch->command = job->command->name;
	watch->files = orders->nfiles + contacts->nfiles;
	if (!add_sizes(orders, &watch->size) ||
	    !add_sizes(contacts, &watch->size))
		watch->size = 0;
	watch->began = now();
	begin_lock(watch);
	if (pthread_create(&watch->thread, NULL, run, watch) != 0) {
		end_watch(watch);
		return NULL;
	}
	orders->progress = &watch->orders;
	contacts->progress = &watch->contacts;
	return watch;
}

void cs_watch_end(struct cs_watch *watch, struct cs_job *job)
{
	if (watch == NULL)
		return;
	pthread_mutex_lock(&watch->lock);
	watch->over = true;
	pthread_cond_signal(&watch->woken);
	pthread_mutex_unlock(&watch->lock);
	pthread_join(watch->thread, NULL);
	job->load.input.progress = job->contacts.input.progress = NULL;
	end_watch(watch);
}
