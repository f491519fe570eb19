/* key.c - see key.h. */
#include "input/key.h"

char *cs_key_own(const struct cs_key *key, struct cs_buf *out)
{
	if (key->text.bytes != out->data) {
		cs_buf_clear(out);
		cs_buf_add(out, key->text.bytes, key->text.length);
	}
	return out->data;
}

void cs_key_lower(struct cs_key *key, struct cs_buf *out)
{
	char *bytes = cs_key_own(key, out);

	for (size_t i = 0; i < key->text.length; i++)
		if (bytes[i] >= 'A' && bytes[i] <= 'Z')
			bytes[i] = (char)(bytes[i] - 'A' + 'a');
	cs_key_set(key, bytes, key->text.length);
}
