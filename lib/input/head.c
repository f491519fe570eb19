/* head.c - see head.h. */
#include "input/head.h"

#include <string.h>

#include "input/dialect.h"
#include "input/foreign.h"
#include "input/peek.h"

ssize_t cs_source_append(struct cs_source *source, struct cs_buf *buf,
			 size_t size, struct cs_err *err)
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

int cs_head_fill(struct cs_head *head, struct cs_source *source,
		 struct cs_err *err)
{
	struct cs_buf *bytes = &head->bytes;
	ssize_t n = 1;

	cs_buf_clear(bytes);
	while (n > 0 && bytes->length < CS_HEAD_SIZE) {
		n = cs_source_append(source, bytes,
				     CS_HEAD_SIZE - bytes->length, err);
		if (n < 0)
			return -1;
	}
	head->whole = bytes->length < CS_HEAD_SIZE;
	return 0;
}

void cs_head_copy(struct cs_head *head, const struct cs_part_file *file)
{
	cs_buf_clear(&head->bytes);
	cs_buf_add(&head->bytes, file->bytes.bytes, file->bytes.length);
	head->whole = file->whole;
}

/* Puts the head, and all that follows, into the usual form. */
static void rewrite(struct cs_head *head, struct cs_dialect *dialect)
{
	struct cs_buf *bytes = &head->bytes, raw = CS_BUF_INIT;

	dialect->rewriting =
	    cs_rewrite_needed(bytes->data, bytes->length, dialect);
	cs_rewriter_free(head->rewriter);
	head->rewriter = NULL;
	if (dialect->rewriting == 0)
		return;
	head->rewriter = cs_rewriter_new(dialect->rewriting, dialect);
	cs_rewrite(head->rewriter, bytes->data, bytes->length, head->whole,
		   &raw);
	cs_buf_release(bytes);
	*bytes = raw;
}

/* Bytes of whole records behind the header. */
static size_t sample_length(const struct cs_head *head, char quote)
{
	const char *p = head->bytes.data + head->at;
	size_t length = head->bytes.length - head->at, sample;
	bool inside = false;

	if (head->whole)
		return length;
	sample = cs_last_record_end(p, length, quote, false, &inside);
	if (sample > 0)
		return sample;
	inside = false;
	return cs_last_record_end(p, length, quote, true, &inside);
}

int cs_head_read(struct cs_head *head, const char *name,
		 const struct cs_input *input,
		 const struct cs_vocabulary *words, struct cs_schema *schema,
		 struct cs_err *err)
{
	struct cs_dialect dialect = input->dialect;
	struct cs_buf *bytes = &head->bytes;
	struct cs_header header;
	int status;

	cs_fail_at(err, name, 1, 0);
	if (cs_refuse_foreign(bytes->data, bytes->length,
			      cs_input_prefix(input), err) != 0)
		return -1;
	rewrite(head, &dialect);
	if (cs_header_read(bytes->data, bytes->length, head->whole, &dialect,
			   &header, err) != 0)
		return -1;
	head->at = header.length;
	head->lines = header.lines;
	if (refuse_rejects(&header, err) != 0) {
		cs_header_release(&header);
		return -1;
	}
	status = cs_schema_init(
	    schema, name, &dialect, &header, bytes->data + header.length,
	    sample_length(head, dialect.quote), input, words, err);
	schema->whole = head->whole;
	return status;
}

void cs_head_release(struct cs_head *head)
{
	cs_rewriter_free(head->rewriter);
	cs_buf_release(&head->bytes);
}
