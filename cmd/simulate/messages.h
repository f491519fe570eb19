/*
 * messages.h - the rows of contacts with --service: tickets, or messages, of
 * which those on one matter share a ticket.
 */
#ifndef SIMULATE_MESSAGES_H
#define SIMULATE_MESSAGES_H

#include "simulate/contacts.h"

/* Writes the header; there is a file. */
void messages_begin(struct contacts *contacts);

/*
 * Writes a note that has come due, counts it if it is a survey, and puts what
 * follows on it into the queue: replies, and the same question once more.
 */
void messages_write(struct contacts *contacts, const struct note *note);

#endif
