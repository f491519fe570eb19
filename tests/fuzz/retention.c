/* retention.c - fuzzes the command line of cs-retention: see fuzz_command.h. */
int command_main(int argc, char **argv);
#define main command_main
#include "cs-retention.c"
#undef main

#include "../fuzz_command.h"
