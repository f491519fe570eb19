/*
 * inflate.c - the time that inflating alone takes: inflates a file and forgets
 * it.
 *
 *	inflate zlib|isal FILE.gz
 *
 * Status 3: it was built without ISA-L.
 */
#include <stdio.h>
#include <string.h>
#include <zlib.h>
#ifdef CS_ISAL
#include <isa-l/igzip_lib.h>
#endif

static unsigned char block[1 << 18];

static int by_zlib(const char *name)
{
	gzFile file = gzopen(name, "rb");
	int got;

	if (file == NULL)
		return -1;
	gzbuffer(file, sizeof block);
	while ((got = gzread(file, block, sizeof block)) > 0)
		;
	return gzclose(file) != Z_OK || got < 0 ? -1 : 0;
}

#ifdef CS_ISAL
/* Of one member. */
static int by_isal(const char *name)
{
	static unsigned char packed[1 << 18];
	static struct inflate_state state;
	FILE *file = fopen(name, "rb");
	int status = 0;

	if (file == NULL)
		return -1;
	isal_inflate_init(&state);
	state.crc_flag = ISAL_GZIP;
	while (status == 0 && state.block_state != ISAL_BLOCK_FINISH) {
		if (state.avail_in == 0) {
			state.next_in = packed;
			state.avail_in =
			    (uint32_t)fread(packed, 1, sizeof packed, file);
			if (state.avail_in == 0)
				break;
		}
		state.next_out = block;
		state.avail_out = sizeof block;
		status = isal_inflate(&state);
	}
	fclose(file);
	return state.block_state == ISAL_BLOCK_FINISH ? status : -1;
}
#endif

int main(int argc, char **argv)
{
	int status;

	if (argc != 3) {
		fputs("usage: inflate zlib|isal FILE.gz\n", stderr);
		return 2;
	}
	if (strcmp(argv[1], "zlib") == 0)
		status = by_zlib(argv[2]);
	else
#ifdef CS_ISAL
		status = by_isal(argv[2]);
#else
		return 3;
#endif
	if (status != 0)
		fprintf(stderr, "inflate: %s: cannot be read to its end\n",
			argv[2]);
	return status != 0;
}
