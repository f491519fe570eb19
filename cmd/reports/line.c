/* line.c - see line.h. */
#include "reports/line.h"

#include <dirent.h>
#include <string.h>
#include <unistd.h>

#include "reports/words.h"

bool line_asks_before(const char *name, size_t length, struct cs_text *other)
{
	if (length < 2 || memcmp(name, "-1", 2) != 0 ||
	    (length > 2 && name[2] != '|'))
		return false;
	*other = (struct cs_text){ NULL, 0 };
	if (length > 2)
		*other = (struct cs_text){ name + 3, length - 3 };
	return true;
}

static int add_value(struct cs_buf *out, const char *name, size_t length,
		     const struct run_settings *settings, struct cs_err *err)
{
	struct cs_text other;

	if (length == 5 && memcmp(name, "as_of", 5) == 0) {
		if (settings->as_of == NULL)
			return cs_fail(err, NULL,
				       "{{as_of}} in a command is what --as-of "
				       "says: say it, as in --as-of yesterday");
		cs_buf_adds(out, settings->as_of);
		return 0;
	}
	if (!line_asks_before(name, length, &other))
		return cs_fail(err, NULL,
			       "a command knows {{as_of}} and {{-1}} alone");
	if (settings->before != NULL)
		cs_buf_adds(out, settings->before);
	else if (other.bytes != NULL)
		cs_buf_add(out, other.bytes, other.length);
	else
		return cs_fail(err, NULL,
			       "{{-1}} in a command is the day of the run "
			       "before, and there is none: say what to take "
			       "then, as in {{-1|2026-01-01}}, or name its "
			       "figures with --against");
	return 0;
}

static int put_days(const char *text, const struct run_settings *settings,
		    struct cs_buf *out, struct cs_err *err)
{
	const char *open, *close;

	while ((open = strstr(text, "{{")) != NULL &&
	       (close = strstr(open, "}}")) != NULL) {
		cs_buf_add(out, text, (size_t)(open - text));
		if (add_value(out, open + 2, (size_t)(close - open) - 2,
			      settings, err) != 0)
			return -1;
		text = close + 2;
	}
	cs_buf_adds(out, text);
	return 0;
}

/* It is not there: which of those that are was meant? */
static int refuse_name(const char *name, const char *folder, struct cs_err *err)
{
	struct cs_list names = CS_LIST_INIT;
	DIR *there = opendir(*folder != '\0' ? folder : ".");
	const char *near;

	for (struct dirent *file; there && (file = readdir(there)) != NULL;)
		if (strncmp(file->d_name, "cs-", 3) == 0)
			cs_list_add_copy(&names, file->d_name,
					 strlen(file->d_name));
	near = cs_nearest(name, (const char *const *)names.items);
	cs_fail(err, NULL, "there is no %s where cs-report is%s%s%s", name,
		near ? ": did you mean " : "", near ? near : "",
		near ? "?" : "");
	if (there != NULL)
		closedir(there);
	cs_list_release(&names);
	return -1;
}

/* cs-retention: it lies there, and answers. */
static int check_name(const char *name, const char *folder, struct cs_err *err)
{
	struct cs_buf path = CS_BUF_INIT;
	bool found;

	if (strncmp(name, "cs-", 3) != 0 ||
	    name[3 + strspn(name + 3, "abcdefghijklmnopqrstuvwxyz")] != '\0')
		return cs_fail(err, NULL,
			       "\"%s\" is none of the commands that a report "
			       "runs: their names begin with cs-; a line that "
			       "begins with $ and is none begins with \\$",
			       name);
	if (strcmp(name, "cs-report") == 0 || strcmp(name, "cs-simulate") == 0)
		return cs_fail(err, NULL, "%s gives no answer for a page",
			       name);
	cs_buf_addf(&path, "%s%s", folder, name);
	found = access(path.data, X_OK) == 0;
	cs_buf_release(&path);
	return found ? 0 : refuse_name(name, folder, err);
}

/* -t NAME, -tNAME, --table NAME, --table=NAME: the value, which may be the next
 * word; NULL: another word. `words`: how many it takes. */
static const char *table_option(const struct cs_list *line, size_t i,
				size_t *words)
{
	const char *word = line->items[i];
	bool next = i + 1 < line->count;

	*words = 1;
	if (strncmp(word, "--table=", 8) == 0)
		return word + 8;
	if (strncmp(word, "-t", 2) == 0 && word[2] != '\0')
		return word + 2;
	if (!next || (strcmp(word, "-t") != 0 && strcmp(word, "--table") != 0))
		return NULL;
	*words = 2;
	return line->items[i + 1];
}

static void add_tables(struct cs_list *tables, const char *names)
{
	while (*names != '\0') {
		size_t length = strcspn(names, ",");

		if (length > 0)
			cs_list_add_copy(tables, names, length);
		names += length + (names[length] == ',');
	}
}

static void part(const struct cs_list *line, struct block *block)
{
	bool options = true;

	for (size_t i = 0; i < line->count;) {
		size_t words = 1;
		const char *names =
		    options && i > 0 ? table_option(line, i, &words) : NULL;

		if (names != NULL)
			add_tables(&block->tables, names);
		else
			cs_list_add_copy(&block->words, line->items[i],
					 strlen(line->items[i]));
		options = options && strcmp(line->items[i], "--") != 0;
		i += words;
	}
}

/* {{}} for all that stands in them. */
static void empty_days(const char *text, struct cs_buf *out)
{
	const char *open, *close;

	while ((open = strstr(text, "{{")) != NULL &&
	       (close = strstr(open, "}}")) != NULL) {
		cs_buf_add(out, text, (size_t)(open + 2 - text));
		cs_buf_adds(out, "}}");
		text = close + 2;
	}
	cs_buf_adds(out, text);
}

/* A file, or --contacts=FILE: what stands before it. */
static size_t before_file(const char *word, const struct cs_list *files)
{
	const char *value = word[0] == '-' ? strchr(word, '=') : NULL;

	if (cs_list_has(files, word))
		return 0;
	if (value != NULL && cs_list_has(files, value + 1))
		return (size_t)(value - word);
	return strlen(word);
}

void line_asked(const char *command, const struct cs_list *files,
		struct cs_buf *out)
{
	struct block block = { 0 };
	struct cs_list line = CS_LIST_INIT;
	struct cs_buf text = CS_BUF_INIT;
	struct cs_err err = CS_ERR_INIT;

	empty_days(command, &text);
	if (words_split(text.data, &line, &err) == 0)
		part(&line, &block);
	for (size_t i = 0; i < block.words.count; i++) {
		const char *word = block.words.items[i];
		size_t length = before_file(word, files);

		if (length > 0) {
			cs_buf_adds(out, out->length > 0 ? " " : "");
			cs_buf_add(out, word, length);
		}
	}
	for (size_t i = 0; i < block.tables.count; i++)
		cs_buf_addf(out, "%s%s", i > 0 ? "," : " -t ",
			    block.tables.items[i]);
	cs_list_release(&block.words);
	cs_list_release(&block.tables);
	cs_list_release(&line);
	cs_buf_release(&text);
}

int line_read(struct block *block, const struct run_settings *settings,
	      const char *folder, struct cs_err *err)
{
	struct cs_list line = CS_LIST_INIT;
	struct cs_buf text = CS_BUF_INIT;
	int result = put_days(block->command->text, settings, &text, err);

	if (result == 0)
		result = words_split(text.data, &line, err);
	if (result == 0)
		result = check_name(line.count > 0 ? line.items[0] : "", folder,
				    err);
	if (result == 0)
		part(&line, block);
	cs_list_release(&line);
	cs_buf_release(&text);
	return result;
}
