/* Files that are given twice: by another name, or as a copy. */
#include "input/same.h"

#include "base/buf.h"
#include "input_temp.h"
#include "tap.h"

enum { LARGE = 200000 };

/* "code: file: message" with names without their folder; "" if all may be read.
 */
static void is_told(const char *const *files, size_t n, const char *otherwise,
		    const char *want, const char *name)
{
	struct cs_err err = CS_ERR_INIT;
	struct cs_buf got = CS_BUF_INIT;
	char *folder;

	if (cs_refuse_same(files, n, otherwise, &err) != 0)
		cs_buf_addf(&got, "%s: %s", strrchr(err.file, '/') + 1,
			    err.message);
	while ((folder = strstr(got.data, temp_folder)) != NULL)
		memmove(folder, folder + strlen(temp_folder) + 1,
			strlen(folder + strlen(temp_folder)));
	is_str(got.data, want, name);
	cs_buf_release(&got);
}

static void test_names(void)
{
	const char *a = temp_text("a", "x,y\n1,2\n");
	const char *b = temp_text("b", "x,y\n3,4\n");
	const char *hard = temp_path("hard"), *soft = temp_path("soft");

	if (link(a, hard) != 0 || symlink(a, soft) != 0)
		abort();
	is_told((const char *[]){ a, b }, 2, "", "", "two files");
	is_told((const char *[]){ a }, 1, "", "", "one");
	is_told((const char *[]){ a, b, a }, 3, "",
		"a: the file is given twice: leave one out", "one twice");
	is_told((const char *[]){ hard, b, a }, 3, "",
		"a: it is the same file as hard: leave one out",
		"by another name, and the second is told");
	is_told((const char *[]){ a, soft }, 2, NULL,
		"soft: it is the same file as a: leave one out",
		"by a link, also where copies are meant");
	is_told((const char *[]){ "-", "-" }, 2, "", "",
		"standard input is not looked at");
	is_told((const char *[]){ temp_path("none"), temp_path("none") }, 2, "",
		"", "nor is what is not there");
	unlink(hard);
	unlink(soft);
}

static void test_copies(void)
{
	const char *a = temp_text("a", "x,y\n1,2\n");
	const char *b = temp_text("b", "x,y\n1,3\n");
	const char *c = temp_text("c", "x,y\n1,2\n");
	unsigned char packed[200];
	size_t n = temp_gzip("x,y\n1,2\n", 8, packed, sizeof packed);
	const char *z = temp_file("z", packed, n);

	is_told((const char *[]){ a, b, c }, 3, ", or say so",
		"c: it holds the same as a: leave one of them out, or say so",
		"a copy");
	is_told((const char *[]){ z, b, a }, 3, "",
		"a: it holds the same as z: leave one of them out",
		"one that is compressed");
	is_told((const char *[]){ a, c }, 2, NULL, "", "one that is meant");
	is_told((const char *[]){ temp_text("h", "x,y\n"),
				  temp_text("i", "x,y\n") },
		2, "", "", "headers alone are no copies");
	is_told((const char *[]){ temp_text("h", ""), temp_text("i", "") }, 2,
		"", "", "nor are empty files");
	is_told((const char *[]){ temp_text("h", "x\r1\r"),
				  temp_text("i", "x\r1\r") },
		2, "", "i: it holds the same as h: leave one of them out",
		"lines that end in CR");
}

/* The first block is alike, and so is the length. */
static void test_large(void)
{
	static char text[LARGE];
	const char *a, *b, *c;

	memset(text, 'x', LARGE);
	text[10] = '\n';
	a = temp_file("a", text, LARGE);
	b = temp_file("b", text, LARGE);
	text[LARGE - 1] = 'y';
	c = temp_file("c", text, LARGE);
	is_told((const char *[]){ a, c }, 2, "", "",
		"they differ in the last byte");
	is_told((const char *[]){ c, a, b }, 3, "",
		"b: it holds the same as a: leave one of them out",
		"two of three");
	is_told((const char *[]){ a, temp_file("d", text, LARGE - 1) }, 2, "",
		"", "one is the beginning of the other");
}

int main(void)
{
	test_names();
	test_copies();
	test_large();
	return done_testing();
}
