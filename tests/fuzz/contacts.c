/* contacts.c - fuzzes the command line of cs-contacts: see fuzz_command.h. */
int command_main(int argc, char **argv);
#define main command_main
#include "cs-contacts.c"
#undef main

#include "../fuzz_command.h"
