/* cutter.c - see cutter.h. */
#include "input/cutter.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "base/builtin.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "input/dialect.h"
#include "input/encoding.h"
#include "input/foreign.h"
#include "input/peek.h"
#include "input/rewrite.h"
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
	uint64_t closed;	  /* bytes of the files before that */
	pthread_rwlock_t staying; /* read: it is not closed meanwhile */
	struct cs_buf head;	  /* first bytes of that file */
	size_t head_at;		  /* what of them has been handed out */
	struct cs_buf carry; /* beginning of a record that a block cut off */
	bool inside;	     /* the carry ends inside a quoted field */
	struct cs_rewriter *rewriter; /* of that file; NULL: none is needed */
	struct cs_buf raw;	      /* bytes on their way through it */
	bool begun;		      /* a record of that file was handed out */
	bool ended;		      /* its table ended before the file does */
	bool after_blank; /* what was handed out ends in a blank line */
	size_t blocks;
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
	cutter->head = cutter->carry = cutter->raw = (struct cs_buf)CS_BUF_INIT;
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
	cs_rewriter_free(cutter->rewriter);
	cs_buf_release(&cutter->raw);
	cs_buf_release(&cutter->head);
	cs_buf_release(&cutter->carry);
	cs_vocabulary_free(cutter->own);
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

/* Fills the head, `*whole` if it is the file; -1 if that is no CSV. */
static int fill_head(struct cs_cutter *cutter, bool *whole, struct cs_err *err)
{
	struct cs_buf *head = &cutter->head;
	ssize_t n = 1;

	while (n > 0 && head->length < CS_HEAD_SIZE) {
		n = append(cutter->source, head, CS_HEAD_SIZE - head->length,
			   err);
		if (n < 0)
			return -1;
	}
	*whole = head->length < CS_HEAD_SIZE;
	cs_fail_at(err, cs_source_name(cutter->source), 1, 0);
	return cs_refuse_foreign(head->data, head->length,
				 cs_input_prefix(cutter->input), err);
}

/* Puts the head, and all that follows, into the usual form. */
static void rewrite_head(struct cs_cutter *cutter, struct cs_dialect *dialect,
			 bool whole)
{
	struct cs_buf *head = &cutter->head;

	dialect->rewriting =
	    cs_rewrite_needed(head->data, head->length, dialect);
	cs_rewriter_free(cutter->rewriter);
	cutter->rewriter = NULL;
	if (dialect->rewriting == 0)
		return;
	cutter->rewriter = cs_rewriter_new(dialect->rewriting, dialect);
	cs_buf_clear(&cutter->raw);
	cs_rewrite(cutter->rewriter, head->data, head->length, whole,
		   &cutter->raw);
	cs_buf_clear(head);
	cs_buf_add(head, cutter->raw.data, cutter->raw.length);
}

/* Bytes of whole records in the head behind the header. */
static size_t sample_length(const struct cs_buf *head, size_t from, bool whole,
			    char quote)
{
	const char *p = head->data + from;
	size_t length = head->length - from, sample;
	bool inside = false;

	if (whole)
		return length;
	sample = cs_last_record_end(p, length, quote, false, &inside);
	if (sample > 0)
		return sample;
	inside = false;
	return cs_last_record_end(p, length, quote, true, &inside);
}

/* Schema from the head of the newest file. */
static int read_head(struct cs_cutter *cutter, struct file *file,
		     struct cs_err *err)
{
	const struct cs_input *input = cutter->input;
	struct cs_dialect dialect = input->dialect;
	struct cs_buf *head = &cutter->head;
	struct cs_header header;
	bool whole;
	int status;

	if (fill_head(cutter, &whole, err) != 0)
		return -1;
	rewrite_head(cutter, &dialect, whole);
	if (cs_header_read(head->data, head->length, whole, &dialect, &header,
			   err) != 0)
		return -1;
	cutter->head_at = header.length;
	file->header_lines = header.lines;
	if (refuse_rejects(&header, err) != 0) {
		cs_header_release(&header);
		return -1;
	}
	status = cs_schema_init(
	    &file->schema, cs_source_name(cutter->source), &dialect, &header,
	    head->data + header.length,
	    sample_length(head, header.length, whole, dialect.quote), input,
	    cutter->words, err);
	file->schema.whole = whole;
	if (!cs_utf8_valid(head->data, head->length))
		file->schema.likely_encoding =
		    cs_likely_encoding(head->data, head->length);
	if (cutter->opened > 0)
		cs_buf_release(&file->schema.sample);
	return status;
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

int cs_cutter_open(struct cs_cutter *cutter, struct cs_err *err)
{
	struct file *file;
	int status;

	if (cutter->opened == cutter->input->nfiles)
		return 0;
	set_source(cutter,
		   cs_source_open(cutter->input->files[cutter->opened],
				  cutter->input->dialect.encoding, err));
	if (cutter->source == NULL)
		return -1;
	cs_buf_clear(&cutter->head);
	cs_buf_clear(&cutter->carry);
	cutter->inside = cutter->begun = cutter->ended = cutter->after_blank =
	    false;
	file = cs_calloc(1, sizeof *file);
	file->first_block = cutter->blocks;
	status = read_head(cutter, file, err);
	if (file->schema.file == NULL) /* not even a header */
		free(file);
	else
		cutter->files[cutter->opened++] = file;
	if (status == 0 && cutter->input->opened != NULL)
		cutter->input->opened(cutter->input->opened_context,
				      &file->schema);
	return status == 0 ? 1 : -1;
}

/* As append(), but what came of about `size` bytes; 0 only at the end. */
static ssize_t append_rewritten(struct cs_cutter *cutter, struct cs_buf *buf,
				size_t size, struct cs_err *err)
{
	size_t before = buf->length;
	ssize_t n = 1;

	while (n > 0 && buf->length == before) {
		cs_buf_clear(&cutter->raw);
		n = append(cutter->source, &cutter->raw, size, err);
		if (n < 0)
			return -1;
		cs_rewrite(cutter->rewriter, cutter->raw.data,
			   cutter->raw.length, n == 0, buf);
	}
	return (ssize_t)(buf->length - before);
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
	return cutter->rewriter == NULL
		   ? append(cutter->source, buf, size, err)
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
		set_source(cutter, NULL);
	}
	block->file = (uint32_t)(cutter->opened - 1);
	block->number = cutter->blocks++;
	file = cutter->files[block->file];
	block->first_line =
	    block->number == file->first_block ? file->header_lines + 1 : 0;
	return 1;
}

bool cs_cutter_slow(const struct cs_cutter *cutter)
{
	return cutter->source != NULL &&
	       (cutter->rewriter != NULL || cs_source_slow(cutter->source));
}

struct cs_schema *cs_cutter_schema(struct cs_cutter *cutter, uint32_t index)
{
	return &cutter->files[index]->schema;
}

size_t cs_cutter_files(const struct cs_cutter *cutter)
{
	return cutter->opened;
}
