/*
 * fuzz_command.h - fuzzes the command line of one command: the input is a list
 * of words, a line each.
 *
 *	int command_main(int argc, char **argv);
 *	#define main command_main
 *	#include "cs-NAME.c"
 *	#undef main
 *	#include "../fuzz_command.h"
 *
 * A word is the name of one of the files below, or an option of the command
 * with one of the values below; any other is passed over. The command ends with
 * status 0, 1 or 2, where it fails it says so and prints nothing, no control
 * character is said, and a second run, with threads and small blocks, says and
 * prints the same.
 */
#ifndef FUZZ_COMMAND_H
#define FUZZ_COMMAND_H

#include <fcntl.h>
#include <stdint.h>
#include <string.h>

#include "base/buf.h"
#include "fuzz_file.h"
#include "option/internal.h"

enum { MOST_WORDS = 24, WORD_SIZE = 80 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t most,
			       unsigned seed);

/* --- the files ---------------------------------------------------------- */

#define HEADER "customer,date,amount,order,shop,n,status,late,kept\n"

/* A year of one customer's orders, so that there are gaps enough. */
#define YEAR(customer, day)                                                   \
	customer ",2024-01-" day ",5," customer "\n" customer ",2024-02-" day \
		 ",7," customer "\n" customer ",2024-03-" day ",1," customer  \
		 "\n" customer ",2024-05-" day ",5," customer "\n" customer   \
		 ",2024-06-" day ",9," customer "\n" customer ",2024-08-" day \
		 ",5," customer "\n"

static const struct {
	const char *name, *text;
} files[] = {
	{ "orders.csv", HEADER "ada@x.org,2025-01-01,10,1,n,1,paid,no,x\n"
			       "bob,2025-01-02,5.5,2,s,1,paid,yes,y\n"
			       "Ada@x.org,2025-01-11,20,3,n,2,open,no,\n"
			       "cid,2025-02-01,8,4,,3,paid,no,z\n"
			       "cid,2025-02-21,-2,5,s,4,paid,yes,x\n"
			       ",2025-02-22,3,6,n,1,paid,no,x\n"
			       "ada@x.org,2025-03-01,30,7,n,3,paid,no,x\n"
			       "ada@x.org,2025-03-01,2,7,n,3,paid,no,x\n"
			       "dot,2025-03-02,0,8,s,1,paid,no,x\n"
			       "bob,2025-04-02,9,9,s,2,paid,no,y\n"
			       "NULL,2025-04-03,1,10,s,1,paid,no,y\n" },
	{ "later.csv", "shop;order;customer;date;amount;n;late\r\n"
		       "s;20;bob;2026-05-01;1.234,5;3;\r\n"
		       "\"w\nw\";21;eve;2026-05-02;7;1;yes\r\n" },
	{ "year.csv",
	  "customer,date,amount,shop\n" YEAR("a", "02") YEAR("b", "03")
	      YEAR("c", "05") YEAR("d", "14") YEAR("e", "28") },
	{ "header.csv", HEADER },
	{ "one.csv", HEADER "ada@x.org,2025-01-01,10,1,n,1,paid,no,x\n" },
	{ "refund.csv", HEADER "ada@x.org,2025-01-01,-1,1,n,1,paid,no,x\n" },
	{ "bad.csv", HEADER "ada,2025-13-01,10,1,n,1,paid,no,x\n"
			    "bob,2025-01-01,1x,1,n,1,paid,no,x\n"
			    "bob,2025-01-01,1,2,n,1,paid,no,x\n\n\"c\n\",2\n" },
	{ "quote.csv", HEADER "ada,2025-01-01,10,1,n,1,paid,no,x\n"
			      "b\"b,2025-01-01,1,2,n,1,paid,no,x\n" },
	{ "escape.csv", "customer,date,amount,sh\033[31mop,shop\n"
			"a\033c,2025-01-01,10,x,\033]0;n\007\n"
			"b\x7f,2025-01-02,1x\r,x,n\n" },
	{ "contracts.csv", "customer,plan,start,end\n"
			   "a,n,2023-01-09,2023-03-31\nb,n,2023-01-16,\n"
			   "c,s,2023-02-01,2023-02-01\n"
			   "d,,2023-02-10,9999-12-31\n" },
	{ "durations.csv", "time,event,shop,entry\n"
			   "3,1,n,0\n5,0,n,2\n5,1,s,0\n0,1,,0\n9.5,yes,s,1\n" },
	{ "survivors.csv", "period,left,other\n"
			   "0,1000,800\n1,700,790\n2,600,0\n3,550,0\n" },
	{ "contacts.csv",
	  "customer,date,kind,score,responded,resolved,late\n"
	  "bob,2025-01-03,complaint,,2025-01-04,2025-01-09,no\n"
	  "bob,2025-01-03,complaint,,2025-01-04,2025-01-09,no\n"
	  "cid,2025-02-22,survey,2,,,yes\nada@x.org,2025-01-12,survey,9,,,\n"
	  "zoe,2025-01-01,complaint,,,,\n" },
	{ "no-contacts.csv", "customer,date,kind,score\n" },
	{ "tickets.csv",
	  "ticket,customer,order_id,date,direction,kind,channel,responded,"
	  "resolved,replies,due,score\n"
	  "1,bob,7,2025-01-03 10:00,in,complaint,mail,2025-01-03 10:30,"
	  "2025-01-09 09:00,2,2025-01-08,\n"
	  "1,bob,7,2025-01-03 10:30,out,,mail,,,,,\n"
	  "2,cid,#8,2025-02-22 23:59,out,survey,phone,,,,,2\n"
	  ",zoe,,2025-01-01,in,auto,,2024-12-01,x,no,,\n" },
	{ "nothing", "" },
};

enum { NFILES = sizeof files / sizeof *files, LIST = NFILES, OUT };

static const char *path_of(const char *name)
{
	static char list[64];

	for (size_t i = 0; i < NFILES; i++)
		if (strcmp(files[i].name, name) == 0)
			return fuzz_file(i, files[i].text,
					 strlen(files[i].text));
	if (strcmp(name, "list") != 0)
		return NULL;
	snprintf(list, sizeof list, "%s\n%s\n", path_of("orders.csv"),
		 path_of("later.csv"));
	return fuzz_file(LIST, list, strlen(list));
}

/* --- the values --------------------------------------------------------- */

/* Of an option, by what help calls its value. */
static const char *const values[][2] = {
	{ "INPUT",
	  "contacts.csv no-contacts.csv tickets.csv orders.csv list nothing "
	  "none" },
	{ "FILE", "- /dev/stdout /dev/null" },
	{ "FILE|DIR/", "x.txt" },
	{ "COL", "customer date amount order shop n status late kept plan "
		 "start end time event entry left other kind score responded "
		 "resolved @file 1 5 99 none customer,shop" },
	{ "COL,...", "left left,other shop,kept kept @file none 2" },
	{ "COL[=VALUE]", "event event=1 shop=n none=1" },
	{ "EXPR", "shop=n shop!=n amount>5 amount<=0 date=2025-01 date=1999 "
		  "customer~^a kind=complaint kind=survey score<=2 late=yes "
		  "n=1,2 @file=x none=1 = shop~(" },
	{ "DATE", "2025-01-10 2025-03-01 2025-02 2024 0001-01-01 9999-12-31 "
		  "2025-13-01" },
	{ "DATE[ HH:MM]|today|yesterday",
	  "2025-01-09 2025-01-03T10:15 2025-02-23 0001-01-01 today x" },
	{ "DATE|today|yesterday", "2025-01-01 2025-03-01 2030 0001-01-01 x" },
	{ "DURATION", "0d 1d 9d 20d 40d 1m 1y6m 9999y x" },
	{ "DURATION|inf", "1d 90d 1y 30y 31y 0d inf x" },
	{ "DATE|DURATION|P%|auto|none",
	  "2024-05-01 2025-01-10 30d 1y 20% 100% auto none x" },
	{ "R%", "0 10% 1000 1001 x" },
	{ "M", ".3 1 0 x" },
	{ "K|auto", "1 2 12 13 auto" },
	{ "N", "0 1 2 3 7 40 300 -1 x" },
	{ "N,...", "1 30 10,20,90 0 400 30,10 x" },
	{ "N|P%", "0 1 3 50% 0.1% 100% 101% x" },
	{ "BYTES", "1 2 64 4096 0" },
	{ "P", "0 .02 .5 1 20 50 100 101 x" },
	{ "P,...", "50 80,95 10,20,100 .5,.2 0 x" },
	{ "SHARE", "0 .05 .5 1 2 x" },
	{ "RATE", "0 .02 .5 1 2 x" },
	{ "A[,LOW,HIGH]|misquoted-96", ".05 .1,.05,.5 misquoted-96 0 1 2" },
	{ "TIME", "0 1 5 9.5 1000 1h 30min x" },
	{ "FORMAT", "dmy mdy ymd epoch epoch_ms %d.%m.%Y %Y-%m-%d %" },
	{ "STATUS,...", "paid paid,open none" },
	{ "GROUP", "n s w none a=.5 b=.5:r=3 c=.2:alpha=2,s=.5" },
	{ "NAME", "shop customer" },
	{ "NAME=VALUE,...", "r=3 alpha=7,s=.5 p=2,q=4 a=.6,b=1 gamma=9 x=1" },
	{ "amount|orders|quantity|COL", "amount orders quantity n order none" },
	{ "C|tab", ", ; tab | \" xx" },
	{ "C|none", "' none , xx" },
	{ ".|,", ". , x" },
	{ "SHELL", "bash zsh fish mdoc mdoc-tables x" },
	{ "TABLE", "summary none" },
	{ "COLUMN,...", "country channel quantity,price x" },
};

/* Does it name files that are read? cs-simulate writes contacts. */
static bool names_input(const struct cs_option *option)
{
	return command.operands != NULL &&
	       (strcmp(option->name, "contacts") == 0 ||
		strcmp(option->name, "orders") == 0 ||
		strcmp(option->name, "files-from") == 0);
}

static const char *values_of(const struct cs_option *option)
{
	const char *kind = names_input(option) ? "INPUT" : option->argument;

	for (size_t i = 0; kind != NULL && i < sizeof values / sizeof *values;
	     i++)
		if (strcmp(values[i][0], kind) == 0)
			return values[i][1];
	return "none";
}

/*
 * Word number i for an option: "--name" or "--name=", then "--name=VALUE" with
 * what it is limited to, then with those above. False behind the last.
 */
static bool word_at(const struct cs_option *option, size_t i,
		    struct cs_buf *word)
{
	bool bare = option->type == CS_OPT_FLAG ||
		    /* which would start gnuplot */
		    (option->type == CS_OPT_OPTIONAL &&
		     strcmp(option->name, "plot") != 0);
	const char *value = values_of(option), *choice;
	size_t length = 0;

	cs_buf_clear(word);
	cs_buf_addf(word, "--%s%s", option->name, bare && i == 0 ? "" : "=");
	for (size_t c = 0; i > 0; c++, i--) {
		choice = cs_option_choice(&command, option, c);
		if (choice == NULL)
			break;
		if (i == 1) {
			cs_buf_adds(word, choice);
			return true;
		}
	}
	if (i > 0 && option->type == CS_OPT_FLAG)
		return false;
	for (; i > 0; i--, value += length) {
		value += strspn(value, " ");
		length = strcspn(value, " ");
		if (length == 0)
			return false;
		if (i == 1)
			cs_buf_add(word, value, length);
	}
	return true;
}

/* The option of a word, or NULL. */
static const struct cs_option *option_of(const char *word)
{
	size_t length = strcspn(word, "=");

	if (strncmp(word, "--", 2) != 0)
		return NULL;
	for (struct cs_option_walk at = { &command }; cs_option_next(&at);)
		if (strlen(at.option->name) == length - 2 &&
		    memcmp(at.option->name, word + 2, length - 2) == 0)
			return at.option;
	return NULL;
}

/* Is it one of ours? The name of a file is replaced by its path. */
static bool check_word(char *word)
{
	const struct cs_option *option = option_of(word);
	struct cs_buf text = CS_BUF_INIT;
	const char *path = path_of(word);
	bool same = false;

	if (option != NULL && names_input(option))
		path = path_of(word + strcspn(word, "=") + 1);
	for (size_t i = 0; option != NULL && !same && word_at(option, i, &text);
	     i++)
		same = strcmp(text.data, word) == 0;
	cs_buf_release(&text);
	if (path != NULL && option != NULL)
		snprintf(word, WORD_SIZE, "--%s=%s", option->name, path);
	else if (path != NULL)
		snprintf(word, WORD_SIZE, "%s", path);
	return same || path != NULL;
}

/* --- a line each -------------------------------------------------------- */

struct words {
	char text[MOST_WORDS][WORD_SIZE];
	size_t count;
};

static void cut_words(const uint8_t *data, size_t size, struct words *words)
{
	const char *p = (const char *)data, *end = p + size, *stop;

	for (words->count = 0; p < end && words->count < MOST_WORDS;
	     p = stop + 1) {
		stop = memchr(p, '\n', (size_t)(end - p));
		if (stop == NULL)
			stop = end;
		if (stop - p < WORD_SIZE)
			snprintf(words->text[words->count++], WORD_SIZE, "%.*s",
				 (int)(stop - p), p);
	}
}

/* --- running ------------------------------------------------------------ */

struct outcome {
	int status;
	struct cs_buf printed;
	char *said;
	size_t length; /* of said */
};

/* Standard input is year.csv; the other standard streams are memory. */
static void run(int argc, char **argv, struct outcome *outcome)
{
	int in = open(path_of("year.csv"), O_RDONLY),
	    out = open(fuzz_file(OUT, "", 0), O_RDWR), stdout_fd;
	FILE *stderr_stream = stderr;
	off_t length;

	fflush(stdout);
	stdout_fd = dup(STDOUT_FILENO);
	HOLDS(dup2(in, STDIN_FILENO) >= 0 && dup2(out, STDOUT_FILENO) >= 0);
	/* not the descriptor, where a sanitizer reports */
	stderr = open_memstream(&outcome->said, &outcome->length);
	outcome->status = command_main(argc, argv);
	fclose(stderr);
	stderr = stderr_stream;
	HOLDS(fflush(stdout) == 0 && dup2(stdout_fd, STDOUT_FILENO) >= 0);
	length = lseek(out, 0, SEEK_END);
	outcome->printed = (struct cs_buf)CS_BUF_INIT;
	HOLDS(pread(out, cs_buf_room(&outcome->printed, (size_t)length),
		    (size_t)length, 0) == length);
	outcome->printed.length = (size_t)length;
	close(stdout_fd);
	close(in);
	close(out);
}

static void check_outcome(const struct outcome *outcome)
{
	HOLDS(outcome->status >= 0 && outcome->status <= 2);
	if (outcome->status == 0)
		HOLDS(strstr(outcome->said, ": error: ") == NULL);
	else /* --explain shows what it found all the same */
		HOLDS(strstr(outcome->said, ": error: ") != NULL &&
		      (outcome->printed.length == 0 ||
		       strstr(outcome->printed.data, "separated by") != NULL));
	for (const char *p = outcome->said; *p != '\0'; p++)
		HOLDS(*p == '\n' || (*p & 0xe0) != 0);
}

static void release_outcome(struct outcome *outcome)
{
	cs_buf_release(&outcome->printed);
	free(outcome->said);
}

static bool same_print(const struct outcome *first,
		       const struct outcome *second)
{
	return first->printed.length == second->printed.length &&
	       memcmp(first->printed.data, second->printed.data,
		      first->printed.length) == 0;
}

/* A page and a workbook show the command line, in which the two runs differ. */
static bool shows_line(const char *word)
{
	return strcmp(word, "--format=html") == 0 ||
	       strcmp(word, "--format=xlsx") == 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static char name[] = "command", threads[] = "--threads=2",
		    blocks[] = "--block-size=9";
	char *argv[MOST_WORDS + 4] = { name, threads, blocks };
	struct outcome first, second;
	struct words words;
	int argc = 3, skip = cs_option_known(&command, "threads") ? 0 : 2;
	bool line = false;

	cut_words(data, size, &words);
	for (size_t i = 0; i < words.count; i++)
		if (check_word(words.text[i])) {
			line |= shows_line(words.text[i]);
			argv[argc++] = words.text[i];
		}
	run(argc - skip, argv + skip, &second);
	argv[2] = name;
	run(argc - 2, argv + 2, &first);
	check_outcome(&first);
	if (first.status != second.status ||
	    strcmp(first.said, second.said) != 0 ||
	    (!line && !same_print(&first, &second))) {
		fprintf(stderr, "%d\n%s%s\nor\n%d\n%s%s\n", first.status,
			first.said, first.printed.data, second.status,
			second.said, second.printed.data);
		abort();
	}
	release_outcome(&first);
	release_outcome(&second);
	return 0;
}

/* --- mutating ----------------------------------------------------------- */

static void draw_word(const struct cs_option *option, unsigned *seed,
		      struct cs_buf *word)
{
	size_t count = 0;

	if (option == NULL) {
		cs_buf_clear(word);
		cs_buf_adds(word, files[(size_t)rand_r(seed) % NFILES].name);
		return;
	}
	while (word_at(option, count, word))
		count++;
	word_at(option, (size_t)rand_r(seed) % count, word);
}

static const struct cs_option *draw_option(unsigned *seed)
{
	struct cs_option_walk at = { &command };
	size_t count = 0;

	if (rand_r(seed) % 6 == 0)
		return NULL;
	while (cs_option_next(&at))
		count++;
	count = (size_t)rand_r(seed) % count;
	at = (struct cs_option_walk){ &command };
	do
		cs_option_next(&at);
	while (count-- > 0);
	return at.option;
}

/* A word goes, comes, or has another value. */
size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t most,
			       unsigned seed)
{
	enum { GOES, CHANGES, COMES };
	int what = rand_r(&seed) % 4;
	struct cs_buf out = CS_BUF_INIT, word = CS_BUF_INIT;
	struct words words;
	size_t at;

	cut_words(data, size, &words);
	at = (size_t)rand_r(&seed) % (words.count + 1);
	for (size_t i = 0; i <= words.count; i++) {
		if (i == at && what != GOES) {
			draw_word(what == CHANGES && i < words.count
				      ? option_of(words.text[i])
				      : draw_option(&seed),
				  &seed, &word);
			cs_buf_addf(&out, "%s\n", word.data);
		}
		if (i < words.count && (i != at || what >= COMES))
			cs_buf_addf(&out, "%s\n", words.text[i]);
	}
	if (out.length <= most) {
		memcpy(data, out.data, out.length);
		size = out.length;
	}
	cs_buf_release(&out);
	cs_buf_release(&word);
	return size;
}

#endif
