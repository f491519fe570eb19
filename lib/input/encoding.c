/* encoding.c - see encoding.h. */
#include "input/encoding.h"

#include <errno.h>
#include <iconv.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"

enum { STEP = 16 * 1024, CHARACTER = 16 };

struct cs_decoder {
	iconv_t cd;
	char kept[CHARACTER]; /* the beginning of a character */
	size_t nkept;
};

bool cs_encoding_known(const char *name)
{
	struct cs_decoder *decoder = cs_decoder_new(name);

	cs_decoder_free(decoder);
	return decoder != NULL;
}

struct cs_decoder *cs_decoder_new(const char *encoding)
{
	struct cs_decoder *decoder;
	iconv_t cd;

	if (*encoding == '\0' || strchr(encoding, '/') != NULL)
		return NULL;
	cd = iconv_open("UTF-8", encoding);
	if (cd == (iconv_t)-1)
		return NULL;
	decoder = cs_calloc(1, sizeof *decoder);
	decoder->cd = cd;
	return decoder;
}

void cs_decoder_free(struct cs_decoder *decoder)
{
	if (decoder == NULL)
		return;
	iconv_close(decoder->cd);
	free(decoder);
}

/* Until the bytes are used up, or what is left is not whole or not good. */
static int convert(iconv_t cd, const char **bytes, size_t *length,
		   struct cs_buf *out)
{
	char *in = (char *)*bytes;
	size_t status;

	do {
		size_t room = STEP;
		char *to = cs_buf_room(out, room), *end = to;

		status =
		    iconv(cd, in != NULL ? &in : NULL, length, &end, &room);
		out->length += (size_t)(end - to);
		*end = '\0';
	} while (status == (size_t)-1 && errno == E2BIG);
	*bytes = in;
	return status == (size_t)-1 && errno == EILSEQ ? -1 : 0;
}

static int show_bad(const char *p, size_t left, unsigned char bad[static 4],
		    size_t *nbad)
{
	*nbad = left < 4 ? left : 4;
	memcpy(bad, p, *nbad);
	return -1;
}

/* A character that was cut off, with the bytes that follow. */
static int finish_kept(struct cs_decoder *decoder, const char **bytes,
		       size_t *length, struct cs_buf *out)
{
	while (decoder->nkept > 0 && *length > 0) {
		const char *p = decoder->kept;
		size_t left;

		if (decoder->nkept == CHARACTER)
			return -1;
		decoder->kept[decoder->nkept++] = *(*bytes)++;
		--*length;
		left = decoder->nkept;
		if (convert(decoder->cd, &p, &left, out) != 0)
			return -1;
		memmove(decoder->kept, p, left);
		decoder->nkept = left;
	}
	return 0;
}

int cs_decode(struct cs_decoder *decoder, const char *bytes, size_t length,
	      bool last, struct cs_buf *out, unsigned char bad[static 4],
	      size_t *nbad)
{
	const char *none = NULL;
	size_t nothing = 0;

	if (finish_kept(decoder, &bytes, &length, out) != 0)
		return show_bad(decoder->kept, decoder->nkept, bad, nbad);
	if (length > 0 && (convert(decoder->cd, &bytes, &length, out) != 0 ||
			   length > CHARACTER))
		return show_bad(bytes, length, bad, nbad);
	if (length > 0) {
		memcpy(decoder->kept, bytes, length);
		decoder->nkept = length;
	}
	if (last && decoder->nkept > 0)
		return show_bad(decoder->kept, decoder->nkept, bad, nbad);
	if (last)
		(void)convert(decoder->cd, &none, &nothing, out);
	return 0;
}

bool cs_decode_text(const char *encoding, const char *bytes, size_t length,
		    struct cs_buf *out)
{
	struct cs_decoder *decoder = cs_decoder_new(encoding);
	unsigned char bad[4];
	size_t nbad;
	bool good;

	if (decoder == NULL)
		return false;
	good = cs_decode(decoder, bytes, length, true, out, bad, &nbad) == 0;
	cs_decoder_free(decoder);
	return good;
}

/* --- which it is ------------------------------ */

/* Japanese kana among the bytes in this encoding; -1: they are not in it. */
static long count_kana(const char *bytes, size_t length, const char *name)
{
	iconv_t cd = iconv_open("UTF-8", name);
	char out[4096], *in = (char *)bytes;
	long found = 0;
	size_t status = 0;

	if (cd == (iconv_t)-1)
		return -1;
	while (length > 0) {
		char *p = out, *end = out;
		size_t room = sizeof out, before = length, used;

		status = iconv(cd, &in, &length, &end, &room);
		for (; p < end; p += used) {
			uint32_t c =
			    cs_utf8_decode(p, (size_t)(end - p), &used);

			found += c >= 0x3040 && c <= 0x30FF;
		}
		if (status == (size_t)-1 && length == before)
			break;
	}
	iconv_close(cd);
	return length > 4 ? -1 : found; /* the last may be cut off */
}

/* Bytes beyond ASCII, as those that have one byte for a character have them:
 * letters from C0 on, signs below. */
struct beyond {
	size_t all, letters;
	size_t in_words; /* letters in runs of three or more */
	size_t at_signs; /* letters beside a sign that is no punctuation */
};

static bool is_letter(char c)
{
	return (unsigned char)c >= 0xC0;
}

static bool is_sign(char c)
{
	return (unsigned char)c > 0xA0 && !is_letter(c);
}

static struct beyond look_beyond(const char *bytes, size_t length)
{
	struct beyond found = { 0 };
	size_t run = 0;

	for (size_t i = 0; i < length; i++) {
		char before = i > 0 ? bytes[i - 1] : ' ', c = bytes[i];

		run = is_letter(c) ? run + 1 : 0;
		found.all += (c & 0x80) != 0;
		found.letters += run > 0;
		found.in_words += run == 3 ? 3 : run > 3;
		found.at_signs += (is_letter(c) && is_sign(before)) ||
				  (is_sign(c) && is_letter(before));
	}
	return found;
}

/* Characters of two bytes beyond ASCII, by where their first byte stands. */
struct two_bytes {
	size_t all, alone; /* a byte without a second one */
	size_t hangul;	   /* of the rows that EUC-KR has for syllables */
	size_t common;	   /* of those that GB2312 has for the usual signs */
	size_t usual;	   /* ... and Big5 */
	size_t low;	   /* whose second byte is ASCII, as half of Big5's */
	size_t spread;	   /* whose second byte is no letter of other tables */
};

static struct two_bytes look_at_pairs(const char *bytes, size_t length)
{
	struct two_bytes found = { 0 };

	for (size_t i = 0; i + 1 < length; i++) {
		unsigned char first = (unsigned char)bytes[i], second;

		if (first < 0x80)
			continue;
		second = (unsigned char)bytes[i + 1];
		if (first < 0xA1 || second < 0x40) {
			found.alone++;
			continue;
		}
		i++;
		found.all++;
		found.low += second < 0x80;
		found.spread += second >= 0xA1 && second < 0xC0;
		found.hangul += first >= 0xB0 && first <= 0xC8;
		found.common += first >= 0xB0 && first <= 0xD7;
		found.usual += first >= 0xA4 && first <= 0xC6;
	}
	return found;
}

/* Chinese and Korean. Letters of one byte, which go in runs or stand alone,
 * have no second bytes below C0. */
static const char *of_pairs(const char *bytes, size_t length)
{
	struct two_bytes pairs = look_at_pairs(bytes, length);

	if (pairs.all < 4 || pairs.alone * 20 > pairs.all)
		return NULL;
	if (pairs.low * 5 > pairs.all)
		return pairs.low * 5 < pairs.all * 4 &&
			       pairs.usual * 5 > pairs.all * 4
			   ? "BIG5"
			   : NULL;
	if (pairs.spread * 10 < pairs.all)
		return NULL;
	return pairs.hangul * 10 > pairs.all * 9  ? "CP949"
	       : pairs.common * 3 > pairs.all * 2 ? "GB18030"
						  : NULL;
}

/* Japanese of which little is kana: characters of two bytes that stand beside
 * one another, from the rows of kana and of the usual kanji. Their first bytes
 * are letters in no other table that is in use. */
static bool of_usual_kanji(const char *bytes, size_t length)
{
	size_t all = 0, usual = 0, beside = 0, last = 0;

	for (size_t i = 0; i + 1 < length; i++) {
		unsigned char first = (unsigned char)bytes[i];

		if (first < 0x80 || (first >= 0xA1 && first <= 0xDF))
			continue;
		all++;
		usual += (first >= 0x81 && first <= 0x83) ||
			 (first >= 0x88 && first <= 0x98);
		beside += all > 1 && last + 2 == i;
		last = i++;
	}
	return all >= 4 && usual * 5 >= all * 4 && beside * 2 >= all &&
	       count_kana(bytes, length, "CP932") >= 0;
}

const char *cs_likely_encoding(const char *bytes, size_t length)
{
	const char *chinese;
	static const char *const japanese[] = { "CP932", "EUC-JP" };
	struct beyond beyond;

	length = length < 1 << 16 ? length : 1 << 16;
	beyond = look_beyond(bytes, length);
	if (beyond.all == 0)
		return NULL;
	for (size_t i = 0; i < sizeof japanese / sizeof *japanese; i++)
		if (count_kana(bytes, length, japanese[i]) * 8 >
		    (long)beyond.all)
			return japanese[i];
	if (of_usual_kanji(bytes, length))
		return "CP932";
	chinese = of_pairs(bytes, length);
	if (chinese != NULL)
		return chinese;
	/* Cyrillic words are of nothing else; letters with accents stand among
	 * plain ones */
	if (beyond.in_words * 2 > beyond.letters)
		return beyond.letters * 4 >= beyond.all * 3 ? "WINDOWS-1251"
							    : NULL;
	return beyond.at_signs * 3 <= beyond.all ? "WINDOWS-1252" : NULL;
}

int cs_refuse_bytes(const unsigned char *bad, size_t nbad, const char *encoding,
		    struct cs_err *err)
{
	struct cs_buf shown = CS_BUF_INIT;

	for (size_t i = 0; i < nbad; i++)
		cs_buf_addf(&shown, " %02X", bad[i]);
	cs_fail(err, "bad-encoding",
		"the bytes%s are not %s: is that the encoding of this file?",
		shown.data, encoding);
	cs_buf_release(&shown);
	return -1;
}
