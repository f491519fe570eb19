/* clv.c - fuzzes the command line of cs-clv: see fuzz_command.h. */
int command_main(int argc, char **argv);
#define main command_main
#include "cs-clv.c"
#undef main

#include "../fuzz_command.h"
