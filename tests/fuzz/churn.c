/* churn.c - fuzzes the command line of cs-churn: see fuzz_command.h. */
int command_main(int argc, char **argv);
#define main command_main
#include "cs-churn.c"
#undef main

#include "../fuzz_command.h"
