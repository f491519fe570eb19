/* engine.c - ranks are those of MPI; a library of its own: see base/ranks.h. */
#include <mpi.h>
#include <stdlib.h>
#include <time.h>

#include "base/ranks.h"

static const char *start(int *rank, int *count)
{
	int level;

	if (MPI_Init_thread(NULL, NULL, MPI_THREAD_SERIALIZED, &level) !=
	    MPI_SUCCESS)
		return "MPI does not start";
	if (level < MPI_THREAD_SERIALIZED)
		return "this MPI knows no threads";
	MPI_Comm_rank(MPI_COMM_WORLD, rank);
	MPI_Comm_size(MPI_COMM_WORLD, count);
	return NULL;
}

static void end(void *self)
{
	(void)self;
	MPI_Finalize();
}

static void *send(void *self, int to, int tag, const void *bytes, size_t length)
{
	MPI_Request *request = malloc(sizeof *request);

	(void)self;
	if (request == NULL)
		MPI_Abort(MPI_COMM_WORLD, 1);
	MPI_Isend(bytes, (int)length, MPI_BYTE, to, tag, MPI_COMM_WORLD,
		  request);
	return request;
}

static bool done(void *self, void *handle)
{
	int is = 0;

	(void)self;
	MPI_Test(handle, &is, MPI_STATUS_IGNORE);
	if (is)
		free(handle);
	return is;
}

static bool probe(void *self, int *from, int *tag, size_t *length)
{
	MPI_Status status;
	int is = 0, bytes;

	(void)self;
	MPI_Iprobe(MPI_ANY_SOURCE, MPI_ANY_TAG, MPI_COMM_WORLD, &is, &status);
	if (!is)
		return false;
	MPI_Get_count(&status, MPI_BYTE, &bytes);
	*from = status.MPI_SOURCE;
	*tag = status.MPI_TAG;
	*length = (size_t)bytes;
	return true;
}

static bool receive(void *self, int from, int tag, void *bytes, size_t length)
{
	static const struct timespec moment = { 0, 20 * 1000 };
	MPI_Request request;
	int is = 0;

	(void)self;
	MPI_Irecv(bytes, (int)length, MPI_BYTE, from, tag, MPI_COMM_WORLD,
		  &request);
	/* a worker may want the core */
	while (MPI_Test(&request, &is, MPI_STATUS_IGNORE), !is)
		nanosleep(&moment, NULL);
	return true;
}

const struct cs_ranks_engine cs_ranks_engine = {
	CS_RANKS_VERSION, start, end, send, done, probe, receive
};
