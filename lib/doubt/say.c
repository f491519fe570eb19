/* say.c - what examples are made of: see kinds.h. */
#include <string.h>

#include "base/utf8.h"
#include "doubt/kinds.h"

static void quote(struct cs_buf *out, const char *bytes, size_t length)
{
	cs_buf_addc(out, '"');
	cs_printable(out, bytes, length, 40);
	cs_buf_addc(out, '"');
}

void cs_doubt_quote(struct cs_buf *out, const char *text)
{
	quote(out, text, strlen(text));
}

void cs_doubt_quote_key(struct cs_buf *out, struct cs_text key)
{
	quote(out, key.bytes, key.length);
}

void cs_doubt_quote_order(struct cs_buf *out, cs_orderid order)
{
	struct cs_buf text = CS_BUF_INIT;

	cs_orderid_text(order, &text);
	quote(out, text.data, text.length);
	cs_buf_release(&text);
}
