/* heads.c - see heads.h. */
#include "input/heads.h"

#include <stdlib.h>
#include <string.h>

#include "base/bytes.h"
#include "base/mem.h"

void cs_part_files_put(struct cs_ranks *ranks, const struct cs_part_file *file)
{
	struct cs_buf out = CS_BUF_INIT;

	cs_bytes_put_text(&out, file->name, strlen(file->name) + 1);
	cs_buf_addc(&out, file->whole);
	cs_bytes_put_text(&out, file->bytes.bytes, file->bytes.length);
	cs_ranks_send(ranks, CS_RANKS_HEADS, out.data, out.length);
	cs_buf_release(&out);
}

struct cs_part_files cs_part_files_of(const struct cs_ranks *ranks)
{
	struct cs_part_files files = { NULL, 0 };
	size_t capacity = 0;

	for (unsigned r = 1; r < cs_ranks_count(ranks); r++) {
		const struct cs_buf *part =
		    cs_ranks_part(ranks, r, CS_RANKS_HEADS);
		struct cs_bytes bytes = { part->data,
					  part->data + part->length };

		while (bytes.at < bytes.end) {
			struct cs_part_file file = { .rank = r };
			char whole;

			file.name = cs_bytes_take_text(&bytes).bytes;
			cs_bytes_take(&bytes, &whole, 1);
			file.whole = whole != 0;
			file.bytes = cs_bytes_take_text(&bytes);
			CS_GROW(files.list, files.count, capacity);
			files.list[files.count++] = file;
		}
	}
	return files;
}

void cs_part_files_release(struct cs_part_files *files)
{
	free(files->list);
	*files = (struct cs_part_files){ NULL, 0 };
}

size_t cs_part_files_before(const struct cs_part_files *files, unsigned rank)
{
	size_t before = 0;

	while (files != NULL && before < files->count &&
	       files->list[before].rank < rank)
		before++;
	return before;
}
