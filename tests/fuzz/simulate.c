/* simulate.c - fuzzes the command line of cs-simulate: see fuzz_command.h. */
int command_main(int argc, char **argv);
#define main command_main
#include "cs-simulate.c"
#undef main

#include "../fuzz_command.h"
