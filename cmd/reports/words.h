/*
 * words.h - a command line as words, without a shell: blanks part them; within
 * '' all is as it is; within "" a backslash goes before " and \; elsewhere it
 * goes before any byte. What a shell would act on (| & ; < > ` $ * ? and ~ at
 * the beginning) has no meaning here and is refused outside quotes, lest
 * somebody believes that it had.
 */
#ifndef REPORTS_WORDS_H
#define REPORTS_WORDS_H

#include "base/err.h"
#include "option/option.h"

/* Appends copies of the words. -1 with err->message filled. */
int words_split(const char *line, struct cs_list *words, struct cs_err *err);

#endif
