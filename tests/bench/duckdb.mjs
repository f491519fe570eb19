// duckdb.mjs INPUT CONTACTS OUT-DIR THREADS SQL-FILE ... - runs the statements in
// DuckDB and prints the seconds they took, without the start of this program.
// @duckdb/node-api is looked for in $BENCH_DIR.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

const [input, contacts, out, threads, ...scripts] = process.argv.slice(2);
const require = createRequire(path.resolve(process.env.BENCH_DIR, 'index.js'));
const { DuckDBInstance } = require('@duckdb/node-api');

const sql = scripts.map((script) => readFileSync(script, 'utf8')).join('\n')
	.replaceAll('@INPUT@', input).replaceAll('@CONTACTS@', contacts)
	.replaceAll('@OUT@', out);
const instance = await DuckDBInstance.create(':memory:', { threads });
const connection = await instance.connect();
const start = process.hrtime.bigint();
await connection.run(sql);
console.log((Number(process.hrtime.bigint() - start) / 1e9).toFixed(3));
