/* date_names.c - the words of dates: see date_parts.h. */
#include <string.h>

#include "cell/date_parts.h"

enum { LONGEST = 15 };

struct month {
	const char *name;
	unsigned number;
};

/* English, German, French, Spanish, Portuguese, Italian, Dutch, Indonesian. */
static const struct month months[] = {
	{ "january", 1 },   { "januar", 1 },	 { "janner", 1 },
	{ "janvier", 1 },   { "enero", 1 },	 { "janeiro", 1 },
	{ "gennaio", 1 },   { "januari", 1 },	 { "february", 2 },
	{ "februar", 2 },   { "feber", 2 },	 { "fevrier", 2 },
	{ "febrero", 2 },   { "fevereiro", 2 },	 { "febbraio", 2 },
	{ "februari", 2 },  { "pebruari", 2 },	 { "march", 3 },
	{ "marz", 3 },	    { "maerz", 3 },	 { "mrz", 3 },
	{ "mars", 3 },	    { "marzo", 3 },	 { "marco", 3 },
	{ "maart", 3 },	    { "mrt", 3 },	 { "maret", 3 },
	{ "april", 4 },	    { "avril", 4 },	 { "abril", 4 },
	{ "aprile", 4 },    { "may", 5 },	 { "mai", 5 },
	{ "mayo", 5 },	    { "maio", 5 },	 { "maggio", 5 },
	{ "mei", 5 },	    { "june", 6 },	 { "juni", 6 },
	{ "juin", 6 },	    { "junio", 6 },	 { "junho", 6 },
	{ "giugno", 6 },    { "july", 7 },	 { "juli", 7 },
	{ "juillet", 7 },   { "julio", 7 },	 { "julho", 7 },
	{ "luglio", 7 },    { "august", 8 },	 { "aout", 8 },
	{ "agosto", 8 },    { "augustus", 8 },	 { "agustus", 8 },
	{ "agt", 8 },	    { "ags", 8 },	 { "september", 9 },
	{ "septembre", 9 }, { "septiembre", 9 }, { "setiembre", 9 },
	{ "setembro", 9 },  { "settembre", 9 },	 { "october", 10 },
	{ "oktober", 10 },  { "octobre", 10 },	 { "octubre", 10 },
	{ "outubro", 10 },  { "ottobre", 10 },	 { "november", 11 },
	{ "novembre", 11 }, { "noviembre", 11 }, { "novembro", 11 },
	{ "nopember", 11 }, { "december", 12 },	 { "dezember", 12 },
	{ "decembre", 12 }, { "diciembre", 12 }, { "dezembro", 12 },
	{ "dicembre", 12 }, { "desember", 12 }
};

static const char *const weekdays[] = {
	"monday",     "tuesday",   "wednesday", "thursday",  "friday",
	"saturday",   "sunday",	   "montag",	"dienstag",  "mittwoch",
	"donnerstag", "freitag",   "samstag",	"sonnabend", "sonntag",
	"lundi",      "mardi",	   "mercredi",	"jeudi",     "vendredi",
	"samedi",     "dimanche",  "lunes",	"martes",    "miercoles",
	"jueves",     "viernes",   "sabado",	"domingo",   "segunda",
	"terca",      "quarta",	   "quinta",	"sexta",     "lunedi",
	"martedi",    "mercoledi", "giovedi",	"venerdi",   "sabato",
	"domenica",   "maandag",   "dinsdag",	"woensdag",  "donderdag",
	"vrijdag",    "zaterdag",  "zondag",	"senin",     "selasa",
	"rabu",	      "kamis",	   "jumat",	"sabtu",     "minggu"
};

/* --- words ------------------------------------------------------------- */

/* The letter that U+00C0 to U+00FF are without their accent; 0: none. */
static char plain_letter(unsigned char second)
{
	static const char letters[] =
	    "aaaaaa\0ceeeeiiii\0nooooo\0ouuuuy\0\0aaaaaa\0ceeeeiiii\0nooooo\0o"
	    "uuuuy\0y";

	return second >= 0x80 && second < 0xC0 ? letters[second - 0x80] : '\0';
}

/* Small letters without accents, at most LONGEST; returns how many. */
static size_t take_word(struct cs_cursor *t, char word[LONGEST + 1])
{
	size_t n = 0;

	while (t->at < t->end && n < LONGEST) {
		unsigned char c = (unsigned char)*t->at;
		bool two = cs_cursor_left(t) > 1;
		unsigned char second = two ? (unsigned char)t->at[1] : 0;

		if (cs_is_letter((char)c)) {
			word[n++] = (char)(c | 32);
			t->at++;
		} else if (c == 0xC3 && plain_letter(second) != '\0') {
			word[n++] = plain_letter(second);
			t->at += 2;
		} else if (n > 0 && c == 0xCC && second >= 0x80) {
			t->at += 2; /* an accent that follows its letter */
		} else {
			break;
		}
	}
	word[n] = '\0';
	return n;
}

static bool is_one_of(const char *word, const char *const *list, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(word, list[i]) == 0)
			return true;
	return false;
}

static bool skip_one_of(struct cs_cursor *t, const char *const *list,
			size_t count)
{
	struct cs_cursor after = *t;
	char word[LONGEST + 1];

	if (take_word(&after, word) == 0 || !is_one_of(word, list, count))
		return false;
	*t = after;
	return true;
}

/* --- what they are ----------------------------------------------------- */

unsigned cs_date_take_month(struct cs_cursor *t)
{
	struct cs_cursor after = *t;
	char word[LONGEST + 1];
	size_t n = take_word(&after, word);
	unsigned found = 0;

	for (size_t i = 0; n >= 3 && i < sizeof months / sizeof *months; i++) {
		const char *name = months[i].name;

		if (*name != *word || strncmp(name, word, n) != 0)
			continue;
		if (found != 0 && found != months[i].number)
			return 0;
		found = months[i].number;
	}
	if (found != 0)
		*t = after;
	return found;
}

unsigned cs_date_month(const char *text, size_t length)
{
	struct cs_cursor t = { text, text + length };
	unsigned month = cs_date_take_month(&t);

	return t.at == t.end ? month : 0;
}

bool cs_date_skip_weekday(struct cs_cursor *t)
{
	static const char *const of_two[] = { "mo", "di", "mi", "do", "fr",
					      "sa", "so", "ma", "wo", "vr",
					      "za", "zo", "tu", "we", "th",
					      "su", "lu", "me", "je", "ve" };
	struct cs_cursor after = *t;
	char word[LONGEST + 1];
	size_t n = take_word(&after, word);
	bool found =
	    n == 2 && is_one_of(word, of_two, sizeof of_two / sizeof *of_two);

	for (size_t i = 0; n >= 3 && i < sizeof weekdays / sizeof *weekdays;
	     i++)
		found = found || strncmp(weekdays[i], word, n) == 0;
	if (!found)
		return false;
	*t = after;
	cs_cursor_skip(t, "-feira"); /* segunda-feira */
	cs_cursor_skip(t, ".");
	cs_cursor_skip(t, ",");
	cs_cursor_skip_blanks(t);
	return true;
}

bool cs_date_skip_of(struct cs_cursor *t)
{
	static const char *const words[] = { "of", "de", "del" };

	return skip_one_of(t, words, sizeof words / sizeof *words);
}

bool cs_date_skip_at(struct cs_cursor *t)
{
	static const char *const words[] = { "at",    "um",   "a",   "as",
					     "las",   "alle", "ore", "om",
					     "pukul", "jam" };

	return skip_one_of(t, words, sizeof words / sizeof *words);
}

bool cs_date_skip_clock_word(struct cs_cursor *t)
{
	static const char *const words[] = { "uhr",   "h",   "hs",
					     "hrs",   "uur", "hora",
					     "horas", "min", "u" };
	bool found = skip_one_of(t, words, sizeof words / sizeof *words);

	if (found)
		cs_cursor_skip(t, ".");
	return found;
}
