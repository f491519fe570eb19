/*
 * watch.h - how far the reading has come, on standard error: a line that is
 * drawn again while it takes long, and is gone before anything else is said.
 */
#ifndef CS_APP_WATCH_H
#define CS_APP_WATCH_H

#include "app/job.h"

struct cs_watch;

/* Of both inputs, which are read from now on. NULL: standard error is no
 * terminal that can, --quiet, or nothing to read. */
struct cs_watch *cs_watch_begin(struct cs_job *job);

/* They were read: the line is gone. Takes NULL. */
void cs_watch_end(struct cs_watch *watch, struct cs_job *job);

#endif
