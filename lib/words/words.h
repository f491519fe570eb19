/*
 * words.h - what a column is called, read as words.
 *
 * A vocabulary is a text of lines. `#` begins a remark at the beginning of a
 * line; a line that begins with a blank goes on with the one before it.
 *
 *	[words]
 *	- = of the der des		says nothing
 *	customer = kunde kunden client	one word, and what else it is called
 *	[customer]			names of one kind of column, best first;
 *	customer id, customer number	those on one line are as good
 *	customer
 *	also: order			what may stand beside them
 *	not: shipping			what may not, nor in brackets,
 *					unless the name on the line has it
 *
 * A name is taken apart at blanks, punctuation and capitals, and without regard
 * to accents and capitals: "KundenNr.", "kunden_nr" and "Kunden-Nr (alt)" are
 * customer and number. What is not in the vocabulary and is made of words that
 * are is taken for these: "kundennummer", "orderid". Words in brackets at the
 * end stand aside: they are not needed to be known.
 */
#ifndef CS_WORDS_WORDS_H
#define CS_WORDS_WORDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"

struct cs_vocabulary;

/* Of `text`, whose words are plain (cs_name_plain()), and which must outlive
 * it. */
struct cs_vocabulary *cs_vocabulary_new(const char *text);
void cs_vocabulary_free(struct cs_vocabulary *vocabulary); /* takes NULL */

enum { CS_NAME_WORDS = 16 };

struct cs_name {
	uint16_t words[CS_NAME_WORDS]; /* known ones, those aside last */
	uint8_t count, aside;	       /* all; of them in brackets */
	bool strange; /* other words stand beside them, not in brackets */
};

/* The words of a name, which may be any bytes. */
void cs_name_read(const struct cs_vocabulary *vocabulary, const char *name,
		  struct cs_name *out);

/* How well a name fits a section; less is better, in this order. */
struct cs_fit {
	uint16_t line, place; /* of the phrase in the section, from 0 */
	uint16_t beside;      /* words that the phrase does not have */
};

/* True if a phrase of `section` and what may stand beside it make the name. */
bool cs_name_fits(const struct cs_vocabulary *vocabulary, const char *section,
		  const struct cs_name *name, struct cs_fit *fit);

/*
 * True if the name has a word of one of the section's phrases, whatever else
 * stands there.
 */
bool cs_name_hints(const struct cs_vocabulary *vocabulary, const char *section,
		   const struct cs_name *name);

/* Likewise of the phrases that are one word, and of what may not stand beside
 * them. */
bool cs_name_says(const struct cs_vocabulary *vocabulary, const char *section,
		  const struct cs_name *name);
bool cs_name_not(const struct cs_vocabulary *vocabulary, const char *section,
		 const struct cs_name *name);

/* `name` in small letters without accents, its words set apart by a blank. */
void cs_name_plain(const char *name, struct cs_buf *out);
/* True if it is so as it stands, in ASCII: nearly all words of our lists are.
 */
bool cs_name_is_plain(const char *name, size_t length);

#endif
