/* Memory that may lie in a file. */
#include "base/spill.h"

#include <dirent.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/mem.h"
#include "tap.h"

enum { MB = 1 << 20 };

static size_t resident(void)
{
	char text[64] = "", *at = text;
	FILE *file = fopen("/proc/self/statm", "r");

	if (file != NULL && fgets(text, sizeof text, file) != NULL)
		at += strcspn(text, " ");
	if (file != NULL)
		fclose(file);
	return strtoull(at, NULL, 10) * (size_t)sysconf(_SC_PAGESIZE);
}

static int files_in(const char *path)
{
	DIR *folder = opendir(path);
	int n = 0;

	for (const struct dirent *one; (one = readdir(folder)) != NULL;)
		n += strncmp(one->d_name, "cs-", 3) == 0;
	closedir(folder);
	return n;
}

/* 40 pieces of 8 MB where 64 MB is all that there is. */
static void test_map(const char *folder)
{
	struct cs_spill spill;
	unsigned char *piece[40];
	size_t mapped = 0, wrong = 0, zero = 0;

	cs_spill_init(&spill, CS_SPILL_LEAST);
	for (int i = 0; i < 40; i++) {
		piece[i] = cs_spill_map(&spill, 8 * MB, 21);
		mapped += piece[i] != NULL;
		if (piece[i] == NULL)
			piece[i] = cs_malloc(8 * MB);
		else
			zero += piece[i][MB] != 0 ||
				(uintptr_t)piece[i] % (2 * MB) != 0;
		for (size_t at = 0; at < 8 * MB; at += 4096)
			piece[i][at] = (unsigned char)(i + at / 4096);
	}
	ok(mapped > 30, "%zu of 40 lie in the file", mapped);
	is_int((long long)zero, 0, "clear, and aligned");
	is_int((long long)spill.size, (long long)mapped * 8 * MB,
	       "its size is that of what lies there");
	is_int(files_in(folder), 0, "it has no name");
	cs_spill_relieve(&spill);
	ok(resident() < CS_SPILL_LEAST + 16 * MB, "%zu MB are resident",
	   resident() / MB);
	for (int i = 0; i < 40; i++)
		for (size_t at = 0; at < 8 * MB; at += 4096)
			wrong += piece[i][at] != (unsigned char)(i + at / 4096);
	is_int((long long)wrong, 0, "all is as it was written");
	for (int i = 0; i < 40; i++)
		cs_spill_free(&spill, piece[i]);
	is_int((long long)spill.nregions, 0, "freed, of both kinds");
	cs_spill_release(&spill);
}

/* Arrays that grow from memory into the file, and shrink. */
static void test_arrays(void)
{
	struct cs_spill spill;
	uint32_t *array = NULL;
	size_t n = 0, wrong = 0;

	cs_spill_init(&spill, CS_SPILL_LEAST);
	for (size_t more = 1000; more <= 64000000; more *= 4) {
		array = cs_spill_resize(&spill, array, n * sizeof *array, more,
					sizeof *array);
		for (; n < more; n++)
			array[n] = (uint32_t)n;
	}
	for (size_t i = 0; i < n; i++)
		wrong += array[i] != i;
	is_int((long long)wrong, 0, "an array keeps what it had as it grows");
	is_int((long long)spill.nregions, 1, "it lies in the file at last");
	array = cs_spill_resize(&spill, array, n * sizeof *array, 10,
				sizeof *array);
	ok(array[9] == 9 && spill.nregions == 0, "and in memory again");
	cs_spill_free(&spill, array);
	array = cs_spill_alloc(NULL, 10, sizeof *array);
	ok(array[9] == 0, "without one it is memory");
	cs_spill_free(NULL, array);
	cs_spill_release(&spill);
}

static void test_arena(void)
{
	struct cs_spill spill;
	struct cs_arena arena = { .spill = &spill };
	const char *first, *text = "";

	cs_spill_init(&spill, CS_SPILL_LEAST);
	first = cs_arena_copy(&arena, "first", 5);
	for (int i = 0; i < 3000000; i++)
		text = cs_arena_copy(
		    &arena, "a key of some forty characters or a bit more", 44);
	is_str(first, "first", "the first text of an arena");
	is_int((long long)strlen(text), 44, "and the last");
	ok(spill.size > 0, "of which some lie in the file");
	cs_arena_release(&arena);
	is_int((long long)spill.nregions, 0, "and are given back");
	cs_spill_release(&spill);
}

/* What a child says that cannot have the file as large as it wants it. */
static void test_full(const char *name, const char *folder, const char *want,
		      rlim_t most)
{
	static void *held[64]; /* so that none is lost */
	char text[1024] = "";
	int ends[2], status = 0;
	FILE *err;
	pid_t child;

	fflush(stdout);
	if (pipe(ends) != 0 || (child = fork()) < 0)
		return;
	if (child == 0) {
		struct rlimit limit = { most, most };
		struct cs_spill spill;

		dup2(ends[1], STDERR_FILENO);
		signal(SIGXFSZ, SIG_IGN);
		setrlimit(RLIMIT_FSIZE, &limit);
		setenv("TMPDIR", folder, 1);
		cs_spill_init(&spill, CS_SPILL_LEAST);
		for (size_t i = 0;; i = (i + 1) % 64)
			if (cs_spill_map(&spill, 8 * MB, 21) == NULL)
				memset(held[i] = cs_malloc(8 * MB), 1, 8 * MB);
	}
	close(ends[1]);
	err = fdopen(ends[0], "r");
	if (fgets(text, sizeof text, err) == NULL)
		*text = '\0';
	fclose(err);
	waitpid(child, &status, 0);
	ok(WIFEXITED(status) && WEXITSTATUS(status) == 1, "%s: ends with 1",
	   name);
	if (!ok(strstr(text, want) != NULL, "%s: says so", name))
		printf("# %s", text);
}

int main(void)
{
	char folder[] = "/tmp/base_spill-XXXXXX";

	if (mkdtemp(folder) == NULL)
		return 1;
	setenv("TMPDIR", folder, 1);
	test_full("a file that may not grow", folder,
		  "File too large: 25.2 MB of what does not fit into memory "
		  "lie there, and 8.4 MB more were wanted",
		  25 * MB);
	test_full("no folder", "/nowhere", "/nowhere: No such file",
		  RLIM_INFINITY);
	test_map(folder);
	test_arrays();
	test_arena();
	rmdir(folder);
	return done_testing();
}
