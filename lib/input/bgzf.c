/* bgzf.c - see bgzf.h. */
#include "input/bgzf.h"

#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "input/inflate.h"

enum {
	HEADER = 18, /* bytes, with the field BC alone */
	TRAILER = 8, /* checksum and length of the text */
	LENGTH_AT = 16,
	MOST_TEXT = 1 << 16,	/* of a member */
	PACKED = 2 * MOST_TEXT, /* bytes that are read at once */
	PIECES = 8
};

/* Some members, on their way from the file to the reader. */
struct piece {
	bool inflated;
	bool stuck; /* at a member that does not inflate as it says */
	off_t end;  /* in the file: behind the last whole member */
	unsigned char packed[PACKED];
	size_t npacked; /* whole members */
	unsigned char *text;
	size_t ntext, room, used;
	struct cs_inflater *inflater;
};

struct cs_bgzf {
	int fd;
	pthread_mutex_t lock; /* over all that follows */
	pthread_cond_t inflated;
	off_t next; /* in the file, what no piece has */
	bool over;  /* nothing there can be used */
	struct piece *pieces[PIECES];
	size_t first, count; /* of those that are not read to the end */
};

/* --- members -------------------------------------------------------------- */

static size_t number(const unsigned char *bytes, size_t count)
{
	size_t value = 0;

	while (count-- > 0)
		value = value << 8 | bytes[count];
	return value;
}

/* Bytes of the whole member that is there; 0: there is none. */
static size_t member_at(const unsigned char *bytes, size_t n)
{
	static const unsigned char begin[] = { 0x1f, 0x8b, 8, 4 };
	static const unsigned char field[] = { 6, 0, 'B', 'C', 2, 0 };
	size_t length;

	if (n < HEADER || memcmp(bytes, begin, sizeof begin) != 0 ||
	    memcmp(bytes + LENGTH_AT - sizeof field, field, sizeof field) != 0)
		return 0;
	length = number(bytes + LENGTH_AT, 2) + 1;
	return length < HEADER + TRAILER || length > n ||
		       number(bytes + length - 4, 4) > MOST_TEXT
		   ? 0
		   : length;
}

/* Of the text of the member that ends there. */
static size_t text_before(const unsigned char *end)
{
	return number(end - 4, 4);
}

static bool inflate_member(struct piece *piece, const unsigned char *member,
			   size_t length)
{
	size_t ntext = text_before(member + length);
	struct cs_flow flow = { member, length, piece->text + piece->ntext,
				ntext + 1 };

	cs_inflater_next(piece->inflater);
	if (cs_inflate(piece->inflater, &flow) != CS_INFLATE_END ||
	    flow.nin != 0 || flow.nout != 1)
		return false;
	piece->ntext += ntext;
	return true;
}

static void inflate_piece(struct piece *piece)
{
	const unsigned char *at = piece->packed;
	const unsigned char *end = at + piece->npacked;
	size_t length;

	while (at < end && !piece->stuck) {
		length = member_at(at, (size_t)(end - at));
		if (inflate_member(piece, at, length))
			at += length;
		else
			piece->stuck = true;
	}
	piece->end -= end - at;
}

/* --- pieces --------------------------------------------------------------- */

/* Of what was read the whole members, and room for their text. */
static void measure(struct piece *piece, size_t n)
{
	size_t length, text = 0;

	piece->npacked = 0;
	while ((length = member_at(piece->packed + piece->npacked,
				   n - piece->npacked)) > 0) {
		piece->npacked += length;
		text += text_before(piece->packed + piece->npacked);
	}
	if (text >= piece->room) { /* one byte more: see inflate_member() */
		free(piece->text);
		piece->room = text + 1;
		piece->text = cs_malloc(piece->room);
	}
}

/* The next members, to be inflated by the caller; NULL: none, or no place. The
 * lock is held. */
static struct piece *claim(struct cs_bgzf *bgzf)
{
	size_t place = (bgzf->first + bgzf->count) % PIECES;
	struct piece *piece = bgzf->pieces[place];
	ssize_t n;

	if (bgzf->over || bgzf->count == PIECES)
		return NULL;
	if (piece == NULL) {
		piece = bgzf->pieces[place] = cs_calloc(1, sizeof *piece);
		piece->inflater = cs_inflater_new(true);
	}
	n = pread(bgzf->fd, piece->packed, PACKED, bgzf->next);
	measure(piece, n > 0 ? (size_t)n : 0);
	if (piece->npacked == 0 || piece->inflater == NULL) {
		bgzf->over = true;
		return NULL;
	}
	bgzf->next += (off_t)piece->npacked;
	piece->end = bgzf->next;
	piece->inflated = piece->stuck = false;
	piece->ntext = piece->used = 0;
	bgzf->count++;
	return piece;
}

/* The lock is held before and behind, not while. */
static void inflate_claimed(struct cs_bgzf *bgzf, struct piece *piece)
{
	pthread_mutex_unlock(&bgzf->lock);
	inflate_piece(piece);
	pthread_mutex_lock(&bgzf->lock);
	piece->inflated = true;
	pthread_cond_signal(&bgzf->inflated);
}

bool cs_bgzf_help(struct cs_bgzf *bgzf)
{
	struct piece *piece;

	pthread_mutex_lock(&bgzf->lock);
	piece = claim(bgzf);
	if (piece != NULL)
		inflate_claimed(bgzf, piece);
	pthread_mutex_unlock(&bgzf->lock);
	return piece != NULL;
}

/* --- reading -------------------------------------------------------------- */

/* The first piece, inflated; NULL: there is none any more. The lock is held. */
static struct piece *first_piece(struct cs_bgzf *bgzf)
{
	for (;;) {
		struct piece *piece = bgzf->pieces[bgzf->first], *own;

		if (bgzf->count > 0 && piece->inflated)
			return piece;
		own = claim(bgzf);
		if (own != NULL)
			inflate_claimed(bgzf, own);
		else if (bgzf->count == 0)
			return NULL;
		else
			pthread_cond_wait(&bgzf->inflated, &bgzf->lock);
	}
}

/* It was read to its end. Where it is stuck nothing behind it is of use. */
static void leave(struct cs_bgzf *bgzf, const struct piece *piece)
{
	if (!piece->stuck) {
		bgzf->first = (bgzf->first + 1) % PIECES;
		bgzf->count--;
		return;
	}
	bgzf->over = true;
	bgzf->next = piece->end;
	bgzf->count = 0;
}

size_t cs_bgzf_read(struct cs_bgzf *bgzf, unsigned char *bytes, size_t size)
{
	size_t got = 0;
	struct piece *piece;

	pthread_mutex_lock(&bgzf->lock);
	while (got < size && (piece = first_piece(bgzf)) != NULL) {
		size_t left = piece->ntext - piece->used;

		left = left < size - got ? left : size - got;
		pthread_mutex_unlock(&bgzf->lock); /* it is ours alone */
		memcpy(bytes + got, piece->text + piece->used, left);
		got += left;
		piece->used += left;
		pthread_mutex_lock(&bgzf->lock);
		if (piece->used == piece->ntext)
			leave(bgzf, piece);
	}
	pthread_mutex_unlock(&bgzf->lock);
	return got;
}

off_t cs_bgzf_end(struct cs_bgzf *bgzf)
{
	off_t next;

	pthread_mutex_lock(&bgzf->lock);
	next = bgzf->next;
	pthread_mutex_unlock(&bgzf->lock);
	return next;
}

struct cs_bgzf *cs_bgzf_new(int fd, off_t at)
{
	unsigned char head[MOST_TEXT];
	ssize_t n = pread(fd, head, sizeof head, at);
	struct cs_bgzf *bgzf;

	if (n <= 0 || member_at(head, (size_t)n) == 0)
		return NULL;
	bgzf = cs_calloc(1, sizeof *bgzf);
	bgzf->fd = fd;
	bgzf->next = at;
	pthread_mutex_init(&bgzf->lock, NULL);
	pthread_cond_init(&bgzf->inflated, NULL);
	return bgzf;
}

void cs_bgzf_free(struct cs_bgzf *bgzf)
{
	if (bgzf == NULL)
		return;
	for (size_t i = 0; i < PIECES && bgzf->pieces[i] != NULL; i++) {
		cs_inflater_free(bgzf->pieces[i]->inflater);
		free(bgzf->pieces[i]->text);
		free(bgzf->pieces[i]);
	}
	pthread_mutex_destroy(&bgzf->lock);
	pthread_cond_destroy(&bgzf->inflated);
	free(bgzf);
}
