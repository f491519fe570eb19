/* cutter.c - see cutter.h. */
#include "input/cutter.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "base/builtin.h"
#include "base/mem.h"
#include "base/ranks.h"
#include "input/deal.h"
#include "input/dialect.h"
#include "input/head.h"
#include "input/peek.h"

struct file {
	struct cs_schema schema;
	size_t first_block;
	uint64_t header_lines;
	bool whole; /* of one rank */
};

struct cs_cutter {
	const struct cs_input *input;
	size_t opened;		  /* files */
	struct file **files;	  /* pointers, since workers hold schemas */
	struct cs_source *source; /* of the newest file, NULL between files */
	uint64_t closed;	  /* bytes of the files before that */
	pthread_rwlock_t staying; /* read: it is not closed meanwhile */
	struct cs_head head;	  /* of that file */
	struct cs_buf carry; /* beginning of a record that a block cut off */
	bool inside;	     /* the carry ends inside a quoted field */
	struct cs_buf raw;   /* bytes on their way through its rewriter */
	bool begun;	     /* a record of that file was handed out */
	bool ended;	     /* its table ended before the file does */
	bool after_blank;    /* what was handed out ends in a blank line */
	size_t blocks;
	unsigned dealt;			   /* whole files */
	const struct cs_vocabulary *words; /* what columns are called */
	struct cs_vocabulary *own; /* ... where the input does not say it */
};

struct cs_cutter *cs_cutter_new(const struct cs_input *input)
{
	struct cs_cutter *cutter = cs_calloc(1, sizeof *cutter);

	pthread_rwlock_init(&cutter->staying, NULL);
	cutter->input = input;
	cutter->files = cs_calloc(input->nfiles, sizeof *cutter->files);
	if (input->words == NULL)
		cutter->own =
		    cs_vocabulary_new(cs_builtin_text("words", "columns"));
	cutter->words = input->words != NULL ? input->words : cutter->own;
	cutter->head.bytes = cutter->carry = cutter->raw =
	    (struct cs_buf)CS_BUF_INIT;
	return cutter;
}

void cs_cutter_free(struct cs_cutter *cutter)
{
	if (cutter == NULL)
		return;
	cs_source_close(cutter->source);
	pthread_rwlock_destroy(&cutter->staying);
	for (size_t i = 0; i < cutter->opened; i++) {
		cs_schema_release(&cutter->files[i]->schema);
		free(cutter->files[i]);
	}
	free(cutter->files);
	cs_head_release(&cutter->head);
	cs_buf_release(&cutter->raw);
	cs_buf_release(&cutter->carry);
	cs_vocabulary_free(cutter->own);
	free(cutter);
}

uint64_t cs_cutter_bytes(const struct cs_cutter *cutter)
{
	return cutter->closed + (cutter->source != NULL
				     ? (uint64_t)cs_source_at(cutter->source)
				     : 0);
}

/* Another one, or NULL, instead of the source, which is closed. */
static void set_source(struct cs_cutter *cutter, struct cs_source *source)
{
	cutter->closed = cs_cutter_bytes(cutter);
	pthread_rwlock_wrlock(&cutter->staying);
	cs_source_close(cutter->source);
	cutter->source = source;
	pthread_rwlock_unlock(&cutter->staying);
}

bool cs_cutter_help(struct cs_cutter *cutter)
{
	bool helped;

	pthread_rwlock_rdlock(&cutter->staying);
	helped = cutter->source != NULL && cs_source_help(cutter->source);
	pthread_rwlock_unlock(&cutter->staying);
	return helped;
}

/* Numbers of blocks that a file has where several processes count them. */
static size_t numbers_per_file(const struct cs_cutter *cutter)
{
	return (cs_ranks_parts(cutter->input->ranks) ? CS_PART_BLOCKS
						     : UINT32_MAX) /
	       cutter->input->nfiles;
}

/* Whose is the file? All ranks come to the same. What is not cut quickly is not
 * cut by all. */
static void deal(struct cs_cutter *cutter, struct file *file)
{
	const struct cs_ranks *ranks = cutter->input->ranks;

	file->whole = cs_cutter_slow(cutter) ||
		      cutter->input->nfiles >=
			  (size_t)CS_DEALT_FILES * cs_ranks_count(ranks);
	if (file->whole &&
	    cs_dealt_to(ranks, cutter->dealt++) != cs_ranks_mine(ranks))
		set_source(cutter, NULL);
}

/* Is block `n` of the file this process's? */
static bool is_mine(const struct cs_cutter *cutter, const struct file *file,
		    size_t n)
{
	const struct cs_ranks *ranks = cutter->input->ranks;

	return ranks == NULL || file->whole ||
	       cs_dealt_to(ranks, n / CS_DEALT_RUN) == cs_ranks_mine(ranks);
}

/* Its first bytes, of a source that stays open or of a part. */
static int open_next(struct cs_cutter *cutter, const char **name,
		     struct cs_err *err)
{
	const struct cs_input *input = cutter->input;
	struct cs_part_file file;

	if (input->parts != NULL) {
		cs_head_copy(&cutter->head,
			     &input->parts->list[cutter->opened]);
		*name = input->parts->list[cutter->opened].name;
		return 0;
	}
	set_source(cutter, cs_source_open(input->files[cutter->opened],
					  input->dialect.encoding, err));
	if (cutter->source == NULL ||
	    cs_head_fill(&cutter->head, cutter->source, err) != 0)
		return -1;
	*name = cs_source_name(cutter->source);
	if (!cs_ranks_parts(input->ranks))
		return 0;
	file = (struct cs_part_file){
		.name = *name,
		.bytes = { cutter->head.bytes.data, cutter->head.bytes.length },
		.whole = cutter->head.whole,
	};
	cs_part_files_put(input->ranks, &file);
	return 0;
}

int cs_cutter_open(struct cs_cutter *cutter, struct cs_err *err)
{
	const struct cs_input *input = cutter->input;
	struct file *file;
	const char *name;
	int status;

	if (cutter->opened == input->nfiles)
		return 0;
	if (input->ranks != NULL)
		cutter->blocks = cutter->opened * numbers_per_file(cutter);
	if (open_next(cutter, &name, err) != 0)
		return -1;
	cs_buf_clear(&cutter->carry);
	cutter->inside = cutter->begun = cutter->ended = cutter->after_blank =
	    false;
	file = cs_calloc(1, sizeof *file);
	file->first_block = cutter->blocks;
	status = cs_head_read(&cutter->head, name, input, cutter->words,
			      &file->schema, err);
	file->header_lines = cutter->head.lines;
	if (cutter->opened > 0)
		cs_buf_release(&file->schema.sample);
	if (file->schema.file == NULL) { /* not even a header */
		free(file);
		return -1;
	}
	cutter->files[cutter->opened++] = file;
	if (status != 0)
		return -1;
	if (input->opened != NULL)
		input->opened(input->opened_context, &file->schema);
	if (input->ranks != NULL && input->parts == NULL)
		deal(cutter, file);
	return 1;
}

/* As append(), but what came of about `size` bytes; 0 only at the end. */
static ssize_t append_rewritten(struct cs_cutter *cutter, struct cs_buf *buf,
				size_t size, struct cs_err *err)
{
	size_t before = buf->length;
	ssize_t n = 1;

	while (n > 0 && buf->length == before) {
		cs_buf_clear(&cutter->raw);
		n = cs_source_append(cutter->source, &cutter->raw, size, err);
		if (n < 0)
			return -1;
		cs_rewrite(cutter->head.rewriter, cutter->raw.data,
			   cutter->raw.length, n == 0, buf);
	}
	return (ssize_t)(buf->length - before);
}

/* Up to `size` bytes of the newest file behind what is in `buf`. */
static ssize_t fetch(struct cs_cutter *cutter, struct cs_buf *buf, size_t size,
		     struct cs_err *err)
{
	struct cs_head *head = &cutter->head;
	size_t kept = head->bytes.length - head->at;

	if (kept > 0) {
		kept = kept < size ? kept : size;
		cs_buf_add(buf, head->bytes.data + head->at, kept);
		head->at += kept;
		return (ssize_t)kept;
	}
	return head->rewriter == NULL
		   ? cs_source_append(cutter->source, buf, size, err)
		   : append_rewritten(cutter, buf, size, err);
}

/* Does something stand behind the last line end? */
static bool has_open_end(const struct cs_buf *bytes)
{
	const char *p = bytes->data + bytes->length;

	while (p > bytes->data && (p[-1] == ' ' || p[-1] == '\t'))
		p--;
	return p > bytes->data && p[-1] != '\n' && p[-1] != '\r';
}

/* --stop-at-blank: cuts the bytes off at the first line without content below a
 * record. */
static void stop_at_blank(struct cs_cutter *cutter, struct cs_buf *bytes,
			  const struct cs_dialect *dialect)
{
	size_t at = 0;
	bool inside;

	while (at < bytes->length) {
		const char *p = bytes->data + at;
		size_t n = cs_record_length(p, bytes->length - at,
					    dialect->quote, &inside);
		bool empty = cs_line_empty(p, n, dialect->delimiter);

		if (empty && cutter->begun) {
			cutter->ended = true;
			bytes->length = at;
			bytes->data[at] = '\0';
			return;
		}
		cutter->begun |= !empty;
		at += n;
	}
}

/* Is the line that ends with bytes[0..length) without content? */
static bool ends_in_blank(const char *bytes, size_t length, char delimiter)
{
	const char *e = bytes + length, *q;

	if (e > bytes && e[-1] == '\n')
		e--;
	if (e > bytes && e[-1] == '\r')
		e--;
	for (q = e; q > bytes && q[-1] != '\n' && q[-1] != '\r';)
		q--;
	return cs_line_empty(q, (size_t)(e - q), delimiter);
}

bool cs_block_after_blank(const struct cs_block *block, size_t offset,
			  char delimiter)
{
	return offset > 0 ? ends_in_blank(block->bytes.data, offset, delimiter)
			  : block->after_blank;
}

/*
 * Fills `bytes` with whole records of the newest file. 1: done; 0: the file is
 * at its end; -1: err is filled.
 */
static int cut(struct cs_cutter *cutter, struct cs_block *block,
	       struct cs_err *err)
{
	struct cs_buf *bytes = &block->bytes;
	const struct cs_dialect *dialect =
	    &cutter->files[cutter->opened - 1]->schema.dialect;
	char quote = dialect->quote;
	size_t step = cutter->input->block_size, seen = cutter->carry.length,
	       end = 0;

	cs_buf_clear(bytes);
	if (cutter->ended)
		return 0;
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
	if (dialect->stop_at_blank)
		stop_at_blank(cutter, bytes, dialect);
	block->after_blank = cutter->after_blank;
	cutter->after_blank =
	    ends_in_blank(bytes->data, bytes->length, dialect->delimiter);
	return bytes->length > 0;
}

/* The next block of any file, of which this process has it or not. As
 * cs_cutter_next(). */
static int cut_any(struct cs_cutter *cutter, struct cs_block *block,
		   struct cs_err *err)
{
	for (;;) {
		struct cs_schema *schema;
		int status;

		while (cutter->source == NULL) {
			status = cs_cutter_open(cutter, err);
			if (status != 1)
				return status;
		}
		block->open_end = block->too_long = false;
		status = cut(cutter, block, err);
		if (status == 1)
			return 1;
		schema = &cutter->files[cutter->opened - 1]->schema;
		schema->garbage = cs_source_garbage(cutter->source);
		schema->changed = cs_source_changed(cutter->source);
		if (status < 0)
			return status;
		set_source(cutter, NULL);
	}
}

/* With several processes: are there still numbers for blocks? */
static int check_numbers(const struct cs_cutter *cutter,
			 const struct file *file, struct cs_err *err)
{
	if (cutter->input->ranks == NULL ||
	    cutter->blocks - file->first_block < numbers_per_file(cutter))
		return 0;
	cs_fail_at(err, file->schema.file, 0, 0);
	return cs_fail(err, "file-size",
		       "is too large a file among so many for --mpi: give "
		       "fewer files at once, or split it");
}

int cs_cutter_next(struct cs_cutter *cutter, struct cs_block *block,
		   struct cs_err *err)
{
	const struct file *file;
	bool mine;

	do {
		int status = cut_any(cutter, block, err);
		size_t n;

		if (status != 1)
			return status;
		file = cutter->files[cutter->opened - 1];
		if (check_numbers(cutter, file, err) != 0)
			return -1;
		n = cutter->blocks - file->first_block;
		mine = is_mine(cutter, file, n);
		block->lead = !mine && file->schema.continues &&
			      is_mine(cutter, file, n + 1);
		block->number = cutter->blocks++;
		if (!mine && block->too_long)
			return 0;
	} while (!mine && !block->lead);
	block->file = (uint32_t)(cutter->opened - 1);
	block->first_line =
	    block->number == file->first_block ? file->header_lines + 1 : 0;
	return 1;
}

bool cs_cutter_slow(const struct cs_cutter *cutter)
{
	return cutter->source != NULL && (cutter->head.rewriter != NULL ||
					  cs_source_slow(cutter->source));
}

struct cs_schema *cs_cutter_schema(struct cs_cutter *cutter, uint32_t index)
{
	return &cutter->files[index]->schema;
}

size_t cs_cutter_at(const struct cs_cutter *cutter)
{
	return cutter->blocks;
}

size_t cs_cutter_files(const struct cs_cutter *cutter)
{
	return cutter->opened;
}
