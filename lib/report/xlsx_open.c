/* xlsx_open.c - see xlsx.h. CS_XLSX is the library's name. */
#include "report/xlsx.h"

#ifdef CS_XLSX

#include <dlfcn.h>

#define FIND(name)                                                          \
	if (wrong == NULL &&                                                \
	    (lib->name = (__typeof__(name) *)dlsym(handle, #name)) == NULL) \
		wrong = dlerror();

const char *cs_xlsx_open(struct cs_xlsx *lib)
{
	void *handle = dlopen(CS_XLSX, RTLD_NOW | RTLD_LOCAL);
	const char *wrong = handle == NULL ? dlerror() : NULL;

	if (handle == NULL)
		return wrong != NULL ? wrong : "it cannot be opened";
	CS_XLSX_FUNCTIONS(FIND)
	return wrong;
}

#endif
