/* customers.c - fuzzes the command line of cs-customers: see fuzz_command.h. */
int command_main(int argc, char **argv);
#define main command_main
#include "cs-customers.c"
#undef main

#include "../fuzz_command.h"
