/* xlsx_open.c - see xlsx.h. CS_XLSX is the library's name. */
#include "report/xlsx.h"

#ifdef CS_XLSX

#include <dlfcn.h>

#define FIND(name) \
	found &= (lib->name = (__typeof__(name) *)dlsym(handle, #name)) != NULL;

bool cs_xlsx_open(struct cs_xlsx *lib)
{
	void *handle = dlopen(CS_XLSX, RTLD_NOW | RTLD_LOCAL);
	bool found = handle != NULL;

	if (found) {
		CS_XLSX_FUNCTIONS(FIND)
	}
	return found;
}

#endif
