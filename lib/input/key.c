/* key.c - see key.h. */
#include "input/key.h"

void cs_key_lower(struct cs_key *key, struct cs_buf *out)
{
	cs_buf_clear(out);
	cs_buf_add(out, key->text.bytes, key->text.length);
	for (size_t i = 0; i < key->text.length; i++) {
		char *c = &out->data[i];

		if (*c >= 'A' && *c <= 'Z')
			*c = (char)(*c - 'A' + 'a');
	}
	cs_key_set(key, out->data, key->text.length);
}
