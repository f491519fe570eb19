/*
 * account.h - what was read, taken and left out: json's "input" and
 * "parameters", the lines of scope, and the warnings that belong to them (lib/cli only).
 */
#ifndef CS_CLI_ACCOUNT_H
#define CS_CLI_ACCOUNT_H

#include "cli/run.h"

/* Warnings about the input; before the command computes. */
void cs_account_warn(struct cs_job *job);

/* Fills report.input (without warnings), report.parameters and the scope. */
void cs_account_fill(struct cs_job *job);

#endif
