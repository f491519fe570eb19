/* cutter.c - see cutter.h. */
#include "input/cutter.h"

#include <stdlib.h>
#include <string.h>

#include "base/builtin.h"
#include "base/mem.h"
#include "input/dialect.h"
#include "input/source.h"

struct file {
	struct cs_schema schema;
	size_t first_block;
	uint64_t header_lines;
};

struct cs_cutter {
	const struct cs_input *input;
	size_t opened;		  /* files */
	struct file **files;	  /* pointers, since workers hold schemas */
	struct cs_source *source; /* of the newest file, NULL between files */
	struct cs_buf head;	  /* first bytes of that file */
	size_t head_at;		  /* what of them has been handed out */
	struct cs_buf carry; /* beginning of a record that a block cut off */
	bool inside;	     /* the carry ends inside a quoted field */
	size_t blocks;
	struct cs_vocabulary *words; /* what columns are called */
};

struct cs_cutter *cs_cutter_new(const struct cs_input *input)
{
	struct cs_cutter *cutter = cs_calloc(1, sizeof *cutter);

	cutter->input = input;
	cutter->files = cs_calloc(input->nfiles, sizeof *cutter->files);
	cutter->words = cs_vocabulary_new(cs_builtin_text("words", "columns"));
	cutter->head = cutter->carry = (struct cs_buf)CS_BUF_INIT;
	return cutter;
}

void cs_cutter_free(struct cs_cutter *cutter)
{
	if (cutter == NULL)
		return;
	cs_source_close(cutter->source);
	for (size_t i = 0; i < cutter->opened; i++) {
		cs_schema_release(&cutter->files[i]->schema);
		free(cutter->files[i]);
	}
	free(cutter->files);
	cs_buf_release(&cutter->head);
	cs_buf_release(&cutter->carry);
	cs_vocabulary_free(cutter->words);
	free(cutter);
}

/* Reads `size` bytes to the end of `buf`; how many came, or -1. */
static ssize_t append(struct cs_source *source, struct cs_buf *buf, size_t size,
		      struct cs_err *err)
{
	ssize_t n = cs_source_read(source, cs_buf_room(buf, size), size, err);

	if (n > 0)
		buf->length += (size_t)n;
	return n;
}

static int refuse_rejects(const struct cs_header *header, struct cs_err *err)
{
	if (strcmp(header->names[0], "cs_reject") != 0)
		return 0;
	return cs_fail(err, "reject-file",
		       "this is a file of rejected rows, as --skip-bad writes "
		       "it: correct what its last column holds and give those "
		       "records with their own header");
}

/* Schema from the head of the newest file. */
static int read_head(struct cs_cutter *cutter, struct file *file,
		     struct cs_err *err)
{
	const struct cs_input *input = cutter->input;
	struct cs_dialect dialect = input->dialect;
	struct cs_buf *head = &cutter->head;
	struct cs_header header;
	size_t sample;
	bool inside = false;
	ssize_t n = 1;

	while (n > 0 && head->length < CS_HEAD_SIZE) {
		n = append(cutter->source, head, CS_HEAD_SIZE - head->length,
			   err);
		if (n < 0)
			return -1;
	}
	cs_fail_at(err, cs_source_name(cutter->source), 0, 0);
	if (cs_header_read(head->data, head->length, &dialect, &header, err) !=
	    0)
		return -1;
	sample = head->length - header.length;
	if (head->length == CS_HEAD_SIZE)
		sample = cs_last_record_end(head->data + header.length, sample,
					    dialect.quote, false, &inside);
	if (sample == 0 && head->length == CS_HEAD_SIZE) {
		inside = false;
		sample = cs_last_record_end(head->data + header.length,
					    head->length - header.length,
					    dialect.quote, true, &inside);
	}
	cutter->head_at = header.length;
	file->header_lines = header.lines;
	if (refuse_rejects(&header, err) != 0 ||
	    cs_schema_init(&file->schema, cs_source_name(cutter->source),
			   &dialect, &header, head->data + header.length,
			   sample, input, cutter->words, err) != 0) {
		cs_header_release(&header);
		return -1;
	}
	if (cutter->opened > 0)
		cs_buf_release(&file->schema.sample);
	return 0;
}

int cs_cutter_open(struct cs_cutter *cutter, struct cs_err *err)
{
	struct file *file;

	if (cutter->opened == cutter->input->nfiles)
		return 0;
	cutter->source =
	    cs_source_open(cutter->input->files[cutter->opened], err);
	if (cutter->source == NULL)
		return -1;
	cs_buf_clear(&cutter->head);
	cs_buf_clear(&cutter->carry);
	cutter->inside = false;
	file = cs_calloc(1, sizeof *file);
	file->first_block = cutter->blocks;
	if (read_head(cutter, file, err) != 0) {
		free(file);
		return -1;
	}
	cutter->files[cutter->opened++] = file;
	if (cutter->input->opened != NULL)
		cutter->input->opened(cutter->input->opened_context,
				      &file->schema);
	return 1;
}

/* Up to `size` bytes of the newest file behind what is in `buf`. */
static ssize_t fetch(struct cs_cutter *cutter, struct cs_buf *buf, size_t size,
		     struct cs_err *err)
{
	size_t kept = cutter->head.length - cutter->head_at;

	if (kept > 0) {
		kept = kept < size ? kept : size;
		cs_buf_add(buf, cutter->head.data + cutter->head_at, kept);
		cutter->head_at += kept;
		return (ssize_t)kept;
	}
	return append(cutter->source, buf, size, err);
}

/* Does something stand behind the last line end? */
static bool has_open_end(const struct cs_buf *bytes)
{
	const char *p = bytes->data + bytes->length;

	while (p > bytes->data && (p[-1] == ' ' || p[-1] == '\t'))
		p--;
	return p > bytes->data && p[-1] != '\n' && p[-1] != '\r';
}

/*
 * Fills `bytes` with whole records of the newest file. 1: done; 0: the file is
 * at its end; -1: err is filled.
 */
static int cut(struct cs_cutter *cutter, struct cs_block *block,
	       struct cs_err *err)
{
	struct cs_buf *bytes = &block->bytes;
	char quote = cutter->files[cutter->opened - 1]->schema.dialect.quote;
	size_t step = cutter->input->block_size, seen = cutter->carry.length,
	       end = 0;

	cs_buf_clear(bytes);
	cs_buf_add(bytes, cutter->carry.data, cutter->carry.length);
	cs_buf_clear(&cutter->carry);
	while (end == 0) {
		ssize_t n = fetch(cutter, bytes, step, err);

		if (n < 0)
			return -1;
		if (n == 0)
			break;
		end =
		    cs_last_record_end(bytes->data + seen, bytes->length - seen,
				       quote, false, &cutter->inside);
		end += end > 0 ? seen : 0;
		seen = bytes->length;
		if (end == 0 && seen >= CS_HEAD_SIZE) {
			/* no line feed in a mebibyte: old files end lines with
			 * a return */
			bool inside = false;

			end = cs_last_record_end(bytes->data, seen, quote, true,
						 &inside);
		}
		if (end == 0 && seen > CS_RECORD_LIMIT) {
			block->too_long = true;
			return 1;
		}
		step = step < CS_HEAD_SIZE ? step * 2 : step;
	}
	if (end > 0) {
		cs_buf_add(&cutter->carry, bytes->data + end,
			   bytes->length - end);
		bytes->length = end;
	} else if (bytes->length > 0) {
		block->open_end = has_open_end(bytes);
		cs_buf_addc(bytes, '\n');
	}
	return bytes->length > 0;
}

int cs_cutter_next(struct cs_cutter *cutter, struct cs_block *block,
		   struct cs_err *err)
{
	const struct file *file;

	block->open_end = block->too_long = false;
	for (;;) {
		struct cs_schema *schema;
		int status;

		if (cutter->source == NULL) {
			status = cs_cutter_open(cutter, err);
			if (status != 1)
				return status;
		}
		status = cut(cutter, block, err);
		if (status == 1)
			break;
		schema = &cutter->files[cutter->opened - 1]->schema;
		schema->garbage = cs_source_garbage(cutter->source);
		schema->changed = cs_source_changed(cutter->source);
		if (status < 0)
			return status;
		cs_source_close(cutter->source);
		cutter->source = NULL;
	}
	block->file = (uint32_t)(cutter->opened - 1);
	block->number = cutter->blocks++;
	file = cutter->files[block->file];
	block->first_line =
	    block->number == file->first_block ? file->header_lines + 1 : 0;
	return 1;
}

struct cs_schema *cs_cutter_schema(struct cs_cutter *cutter, uint32_t index)
{
	return &cutter->files[index]->schema;
}

size_t cs_cutter_files(const struct cs_cutter *cutter)
{
	return cutter->opened;
}
