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

/* MPI counts in int: beyond so many bytes a message is one item of a type of
 * its own. */
enum { MOST = 1 << 30 };

static MPI_Datatype type_of(size_t length, int *count)
{
	int counts[2] = { (int)(length / MOST), (int)(length % MOST) };
	MPI_Aint at[2] = { 0, (MPI_Aint)(length - length % MOST) };
	MPI_Datatype types[2] = { MPI_BYTE, MPI_BYTE }, all;

	*count = (int)length;
	if (length <= MOST)
		return MPI_BYTE;
	*count = 1;
	MPI_Type_contiguous(MOST, MPI_BYTE, &types[0]);
	MPI_Type_create_struct(2, counts, at, types, &all);
	MPI_Type_commit(&all);
	MPI_Type_free(&types[0]);
	return all;
}

/* What is under way keeps it. */
static void forget(MPI_Datatype type)
{
	if (type != MPI_BYTE)
		MPI_Type_free(&type);
}

static void *send(void *self, int to, int tag, const void *bytes, size_t length)
{
	MPI_Request *request = malloc(sizeof *request);
	int count;
	MPI_Datatype type = type_of(length, &count);

	(void)self;
	if (request == NULL)
		MPI_Abort(MPI_COMM_WORLD, 1);
	MPI_Isend(bytes, count, type, to, tag, MPI_COMM_WORLD, request);
	forget(type);
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
	MPI_Count bytes;
	int is = 0;

	(void)self;
	MPI_Iprobe(MPI_ANY_SOURCE, MPI_ANY_TAG, MPI_COMM_WORLD, &is, &status);
	if (!is)
		return false;
	MPI_Get_elements_x(&status, MPI_BYTE, &bytes);
	*from = status.MPI_SOURCE;
	*tag = status.MPI_TAG;
	*length = (size_t)bytes;
	return true;
}

static bool receive(void *self, int from, int tag, void *bytes, size_t length)
{
	static const struct timespec moment = { 0, 20 * 1000 };
	MPI_Request request;
	int is = 0, count;
	MPI_Datatype type = type_of(length, &count);

	(void)self;
	MPI_Irecv(bytes, count, type, from, tag, MPI_COMM_WORLD, &request);
	forget(type);
	/* a worker may want the core */
	while (MPI_Test(&request, &is, MPI_STATUS_IGNORE), !is)
		nanosleep(&moment, NULL);
	return true;
}

const struct cs_ranks_engine cs_ranks_engine = {
	CS_RANKS_VERSION, start, end, send, done, probe, receive
};
