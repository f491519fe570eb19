/* parallel.c - see parallel.h. */
#include "base/parallel.h"

#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdlib.h>

#include "base/mem.h"

struct pool {
	atomic_size_t next;
	size_t jobs;
	void (*work)(void *context, unsigned worker, size_t job);
	void *context;
};

struct member {
	struct pool *pool;
	unsigned worker;
	pthread_t thread;
};

static void *run(void *argument)
{
	struct member *member = argument;
	struct pool *pool = member->pool;
	size_t job;

	while ((job = atomic_fetch_add(&pool->next, 1)) < pool->jobs)
		pool->work(pool->context, member->worker, job);
	return NULL;
}

void cs_parallel(unsigned threads, size_t jobs,
		 void (*work)(void *context, unsigned worker, size_t job),
		 void *context)
{
	struct pool pool = { .jobs = jobs, .work = work, .context = context };
	struct member *members;
	unsigned started = 0;

	if (threads > jobs)
		threads = (unsigned)jobs;
	if (threads == 0)
		threads = 1;
	members = cs_calloc(threads, sizeof *members);
	for (unsigned i = 0; i < threads; i++) {
		members[i].pool = &pool;
		members[i].worker = i;
	}
	/* this thread is worker 0; one that cannot be started is not missed */
	for (unsigned i = 1; i < threads; i++, started++)
		if (pthread_create(&members[i].thread, NULL, run,
				   &members[i]) != 0)
			break;
	run(&members[0]);
	for (unsigned i = 1; i <= started; i++)
		pthread_join(members[i].thread, NULL);
	free(members);
}

unsigned cs_cores(void)
{
	cpu_set_t set;
	int cores;

	if (sched_getaffinity(0, sizeof set, &set) != 0)
		return 1;
	cores = CPU_COUNT(&set);
	return cores > 0 ? (unsigned)cores : 1;
}
