/* blocks.c - see blocks.h. */
#include "btyd/blocks.h"

#include "base/parallel.h"

struct blocks {
	size_t n;
	cs_block_work *work;
	void *context;
};

size_t cs_blocks(size_t n)
{
	return (n + CS_BLOCK_ROWS - 1) / CS_BLOCK_ROWS;
}

static void work_on(void *of, unsigned worker, size_t block)
{
	const struct blocks *blocks = of;
	size_t from = block * CS_BLOCK_ROWS, to = from + CS_BLOCK_ROWS;

	(void)worker;
	blocks->work(blocks->context, block, from,
		     to < blocks->n ? to : blocks->n);
}

void cs_blocks_each(size_t n, unsigned threads, cs_block_work *work,
		    void *context)
{
	struct blocks blocks = { n, work, context };
	size_t count = cs_blocks(n);

	/* threads cost more than a few blocks */
	cs_parallel(count > 4 ? threads : 1, count, work_on, &blocks);
}
