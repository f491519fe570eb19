/* word.h - words of a command line that people are offered to paste. */
#ifndef CS_BASE_WORD_H
#define CS_BASE_WORD_H

#include <stdbool.h>

#include "base/buf.h"

/*
 * Appends `word`, in single quotes unless it is plain, so that sh, bash, zsh
 * and fish read it back as it is. False, and nothing is added, if it cannot be
 * offered: it is longer than 100 bytes, holds what is not shown as it is
 * (cs_printable()), or a quote or backslash, which fish reads in its own way.
 */
bool cs_add_word(struct cs_buf *out, const char *word);

/* Likewise "OPTION WORD". */
bool cs_add_offer(struct cs_buf *out, const char *option, const char *word);

/* Any word, as sh reads it back. */
void cs_add_sh_word(struct cs_buf *out, const char *word);

/* What the user gave, to be recognized: of a word that cannot be offered it is
 * "OPTION: "...", cut at 100 columns. */
void cs_add_given(struct cs_buf *out, const char *option, const char *word);

#endif
