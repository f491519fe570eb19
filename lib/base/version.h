/* version.h - the version of the whole: what -V and json print. */
#ifndef CS_BASE_VERSION_H
#define CS_BASE_VERSION_H

#define CS_VERSION "1.0.0"

#endif
