/*
 * inflate.c - the time that zlib alone takes: inflates a file and forgets it.
 *
 *	inflate FILE.gz
 */
#include <stdio.h>
#include <zlib.h>

int main(int argc, char **argv)
{
	static char block[1 << 18];
	gzFile file;
	int got;

	if (argc != 2) {
		fputs("usage: inflate FILE.gz\n", stderr);
		return 2;
	}
	file = gzopen(argv[1], "rb");
	if (file == NULL) {
		perror(argv[1]);
		return 1;
	}
	gzbuffer(file, sizeof block);
	while ((got = gzread(file, block, sizeof block)) > 0)
		;
	if (gzclose(file) != Z_OK || got < 0) {
		fprintf(stderr, "inflate: %s: cannot be read to its end\n",
			argv[1]);
		return 1;
	}
	return 0;
}
